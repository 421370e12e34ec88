"""Findings: what a standard that can run should still be asked about. Each has a real case behind it.

A finding is a `Problem` of severity "warning". It says what was found, why it matters and what would mend it; whether it
may stay is decided by people, by name. What the text alone cannot tell (the day, the register of law, other offices,
documents on file) comes in `Circumstances`; a rule that lacks what it needs is silent.
"""

from itertools import chain

from pamong.standard.document import Standard
from pamong.standard.findings import completeness, cover, law, people, promises, wording
from pamong.standard.findings.rule import RULES, TEXT_ALONE, Circumstances, Rule
from pamong.standard.problems import Problem

__all__ = ["RULES", "TEXT_ALONE", "Circumstances", "Rule", "findings"]

_CHECKS = (
    *cover.CHECKS,
    *law.CHECKS,
    *wording.CHECKS,
    *completeness.CHECKS,
    *people.CHECKS,
    *promises.CHECKS,
)


def findings(standard: Standard, around: Circumstances = TEXT_ALONE) -> tuple[Problem, ...]:
    """All findings. Only a standard without errors may be asked: a procedure that leads nowhere has no sum of times."""
    return tuple(chain.from_iterable(check(standard, around) for check in _CHECKS))
