"""What is done from lists: one act on many applications, and lists kept under a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from pamong.applications import actions as applications
from pamong.applications import queries
from pamong.applications.queries import Chosen, QueueRow
from pamong.desk.models import SavedFilter
from pamong.desk.rules import MOST_FILTERS, one_act, why_not_filter
from pamong.ledger.rules import Refused
from pamong.staff.rules import Actor
from pamong.standard.messages import Refusal


@dataclass(frozen=True)
class RowResult:
    """What became of one chosen application: done, or why not."""

    row: QueueRow
    refusal: Refusal | None


def perform_chosen(*, actor: Actor, key: str, steps: Mapping[str, str]) -> tuple[RowResult, ...]:
    """Do the same awaited plain act with every chosen application, each by itself: one that is refused stops no other.

    The whole is refused when the chosen do not all await the same act. Sent again with the same key, nothing is done
    twice: each application has a key of its own, made of `key` and its code. `steps` maps each code to the step that was seen.
    """
    chosen = queries.chosen(actor=actor, steps=steps)
    refusal = one_act([each.act for each in chosen])
    if refusal is not None:
        raise Refused(refusal)
    return tuple(RowResult(each.row, _performed(actor, f"{key}:{each.row.code}", each)) for each in chosen)


def _performed(actor: Actor, key: str, each: Chosen) -> Refusal | None:
    try:
        applications.perform(actor=actor, key=key, code=each.row.code, step=each.step)
    except Refused as refused:
        return refused.refusal
    return None


def keep_filter(*, actor: Actor, name: str, query: str) -> None:
    """Keep a list under a name; the same name again stands for the new list."""
    name = " ".join(name.split())
    own = SavedFilter.objects.filter(person=actor.person_id, office=actor.office)
    # Compared here: the database is not asked for a name before the rule has looked at it.
    others = set(own.values_list("name", flat=True)) - {name}
    refusal = why_not_filter(name, full=len(others) >= MOST_FILTERS)
    if refusal is not None:
        raise Refused(refusal)
    SavedFilter.objects.update_or_create(
        person=actor.person_id, office=actor.office, name=name, defaults={"query": query}
    )


def drop_filter(*, actor: Actor, identifier: int) -> None:
    """Forget a list of one's own; another's stays."""
    SavedFilter.objects.filter(pk=identifier, person=actor.person_id, office=actor.office).delete()
