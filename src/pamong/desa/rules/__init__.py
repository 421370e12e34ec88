"""What the desa may do with a form it prepares, and what it looks at before it sends one ahead (KTP 4.1, 4.2)."""

from pamong.desa.rules.collecting import CollectionState, collecting_clause, may_end, may_list
from pamong.desa.rules.comparing import COMPARED, Comparison, Difference, compare
from pamong.desa.rules.forms import (
    AGED_DAYS,
    WITHDRAWAL_REASONS,
    FormState,
    days_waited,
    may_correct,
    may_send,
    may_take_in,
    may_withdraw,
)
from pamong.desa.rules.preparing import Attached, Preparation, preparation

__all__ = [
    "AGED_DAYS",
    "COMPARED",
    "WITHDRAWAL_REASONS",
    "Attached",
    "CollectionState",
    "Comparison",
    "Difference",
    "FormState",
    "Preparation",
    "collecting_clause",
    "compare",
    "days_waited",
    "may_correct",
    "may_end",
    "may_list",
    "may_send",
    "may_take_in",
    "may_withdraw",
    "preparation",
]
