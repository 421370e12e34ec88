"""Where each outcome of a step leads before anything is known about the person."""

from collections.abc import Mapping
from dataclasses import dataclass

from pamong.standard.acts import ACTS, COMPLETE, DEFICIENT, EXAMINATION_OUTCOMES, REFUSED, Clock
from pamong.standard.annotations.delivery import Outcome
from pamong.standard.document import Step

# What the act examine means even where the standard is silent; a standard may name other steps, not other outcomes.
_EXAMINED: Mapping[str, Outcome] = {
    COMPLETE: Outcome(clock="start"),
    DEFICIENT: Outcome(act="return"),
    REFUSED: Outcome(act="refuse"),
}


@dataclass(frozen=True)
class Lead:
    """One outcome of one step. `to` is a step id, None when the application closes or nothing follows."""

    outcome: str | None
    to: str | None
    clock: Clock
    closes: bool
    refuses: bool = False


def leads(step: Step, following: str | None, submit: str | None) -> tuple[Lead, ...]:
    """The outcomes of a step in a fixed order: examine's own order, else by name."""
    act = ACTS[step.act]
    if step.act == "examine":
        outcomes = [(name, step.outcomes.get(name) or _EXAMINED[name]) for name in EXAMINATION_OUTCOMES]
    else:
        outcomes = list(step.outcomes.items())
    if not outcomes:
        closes = step.closes or act.closes
        return (Lead(None, None if closes else following, step.clock or act.clock, closes),)
    return tuple(_lead(step, name, outcome, following, submit) for name, outcome in outcomes)


def _lead(step: Step, name: str, outcome: Outcome, following: str | None, submit: str | None) -> Lead:
    returns = outcome.act == "return" or (step.act == "examine" and name == DEFICIENT)
    refuses = outcome.act == "refuse" or (step.act == "examine" and name == REFUSED)
    if returns:
        return Lead(name, outcome.to or submit, "pause", closes=False)
    if refuses or outcome.closes:
        return Lead(name, None, outcome.clock or "stop", closes=True, refuses=refuses)
    clock = outcome.clock or step.clock or ("start" if name == COMPLETE else ACTS[step.act].clock)
    return Lead(name, outcome.to or following, clock, closes=False)
