"""The questions the clause tests put to a shipped standard, as an officer would put them."""

from collections.abc import Mapping

from pamong.standard.chapters.procedure import Move, Procedure, procedure
from pamong.standard.chapters.requirements import ChecklistItem, checklist
from pamong.standard.conditions import FactValue
from pamong.standard.messages import Refusal
from tests.clauses.shipped import shipped

Facts = Mapping[str, FactValue]


def item(service: str, item_id: str, facts: Facts) -> ChecklistItem:
    """The line of the checklist that an officer would see for an applicant with these facts."""
    return next(line for line in checklist(shipped(service), facts) if line.id == item_id)


def attribute(service: str, item_id: str, name: str, facts: Facts) -> str | None:
    return dict(item(service, item_id, facts).attributes).get(name)


def steps(service: str) -> Procedure:
    return procedure(shipped(service))


def move(service: str, step: str, act: str, post: str, facts: Facts, outcome: str | None = None) -> Move:
    """What happens when this post performs this act; an AssertionError with the refusal if it may not."""
    answer = steps(service).decide(step=step, act=act, post=post, outcome=outcome, facts=facts)
    assert isinstance(answer, Move), answer
    return answer


def refusal(
    service: str, step: str, act: str, post: str, facts: Facts, outcome: str | None = None
) -> Refusal:
    answer = steps(service).decide(step=step, act=act, post=post, outcome=outcome, facts=facts)
    assert isinstance(answer, Refusal), answer
    return answer
