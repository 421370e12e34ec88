"""The steps that stand still for want of equipment, as far as one applicant needs them (chapter 8)."""

from collections.abc import Mapping
from uuid import UUID

from pamong.applications.queries.facts import facts_for
from pamong.readiness import queries as readiness
from pamong.readiness.queries import Stopped
from pamong.staff.rules import Actor
from pamong.standard.conditions import FactValue, Truth, evaluate
from pamong.standard.document import Standard, Step


def stopped_here(
    office: str, standard: Standard, facts: Mapping[str, FactValue], step: str | None = None
) -> Mapping[str, Stopped]:
    """The steps (or this one) that somebody with these facts needs and that cannot be done at an office now, by step."""
    found = readiness.stopped_steps(office=office, standard=standard, step=step)
    return {step.id: found[step.id] for step in standard.steps() if step.id in found and _needed(step, facts)}


def _needed(step: Step, facts: Mapping[str, FactValue]) -> bool:
    return evaluate(step.when, facts) is not Truth.NO


def stopped_ahead(*, actor: Actor, standard: Standard, resident_id: UUID) -> tuple[Stopped, ...]:
    """What a resident at the counter would wait for in vain today; nothing for whom the register says that it is done."""
    if not readiness.stopped_steps(office=actor.office, standard=standard):
        return ()
    facts = facts_for(standard=standard, resident_id=resident_id, answers={}, office=actor.office)
    return tuple(stopped_here(actor.office, standard, facts).values())
