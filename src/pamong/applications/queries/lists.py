"""Lists of open applications, read page after page: by what they wait for, narrowed by service and step.

A page starts after the last row of the one before (keyset), so the thousandth page costs what the first did. Nothing
on the way counts everything: a count stops at `MANY`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from pamong.applications.models import Application
from pamong.applications.queries.queue import (
    IN_GROUP,
    MANY,
    Group,
    QueueRow,
    day_bounds,
    in_order,
    own_steps,
    queue_row,
)
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.staff.rules import Actor

PAGE = 50


class Part(StrEnum):
    """What a list holds; an application may stand in several."""

    OWN = "own"
    TODAY = "today"
    LATE = "late"
    RETURNED = "returned"
    READY = "ready"
    HOLD = "hold"
    OUTSIDE = "outside"
    ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """One list: its part, and if named only this service or this step."""

    part: Part = Part.OWN
    service: str = ""
    step: str = ""


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: its due moment if it has one, when it came in, and its id."""

    due_at: datetime | None
    submitted_at: datetime
    id: UUID

    def __str__(self) -> str:
        due = self.due_at.isoformat() if self.due_at else ""
        return f"{due}~{self.submitted_at.isoformat()}~{self.id}"


@dataclass(frozen=True)
class ListPage:
    """At most `PAGE` rows, and the cursor of the next page; empty on the last."""

    rows: tuple[QueueRow, ...]
    after: str


def cursor(text: str) -> Cursor | None:
    """The cursor an address carries; None when there is none or somebody changed it: the list begins anew."""
    try:
        due, submitted, identifier = text.split("~")
        found = Cursor(
            datetime.fromisoformat(due) if due else None, datetime.fromisoformat(submitted), UUID(identifier)
        )
    except ValueError:
        return None
    aware = all(moment.tzinfo for moment in (found.due_at, found.submitted_at) if moment)
    return found if aware else None


def waiting(*, actor: Actor, wanted: Wanted, after: Cursor | None = None, limit: int = PAGE) -> ListPage:
    """The next rows of a list of the actor's office, most urgent first, what has no due moment yet last."""
    found = _open(actor).filter(_where(actor, wanted.part)).select_related("resident")
    if wanted.service:
        found = found.filter(service=wanted.service)
    if wanted.step:
        found = found.filter(step=wanted.step)
    rows: list[Application] = []
    if after is None or after.due_at is not None:
        rows = list(in_order(_dated(found, after))[: limit + 1])
    if len(rows) <= limit:
        undated = _undated(found, after if after and after.due_at is None else None)
        rows += in_order(undated)[: limit + 1 - len(rows)]
    zone = offices.zone(actor.office)
    last = rows[limit - 1] if len(rows) > limit else None
    return ListPage(
        rows=tuple(queue_row(row, actor, zone) for row in rows[:limit]),
        after=str(Cursor(last.due_at, last.submitted_at, last.pk)) if last else "",
    )


def counts(*, actor: Actor) -> Mapping[Part, int]:
    """How much stands in each part, told exactly up to `MANY`."""
    return {
        part: _open(actor).filter(_where(actor, part)).order_by()[:MANY].count()
        for part in Part
        if part is not Part.ALL
    }


def next_awaiting(*, actor: Actor, step: str, besides: str) -> str | None:
    """The code of the most urgent application of the office that awaits this same step of this post; None if none does."""
    found = _open(actor).filter(own_steps(actor), step=step, hold_reason="").exclude(public_code=besides)
    for each in (_dated(found, None), _undated(found, None)):
        row = in_order(each).first()
        if row is not None:
            return row.public_code
    return None


@dataclass(frozen=True)
class Pending:
    """An application that is still open. `code` is empty in another office's case: there is no way in from here."""

    number: str
    office_name: str
    code: str


def pending(*, actor: Actor, service: str, resident_id: UUID) -> Pending | None:
    """The open application of this person for this service, wherever it was taken in."""
    row = Application.objects.filter(resident_id=resident_id, service=service, closed_at__isnull=True).first()
    if row is None:
        return None
    own = row.office_id == actor.office
    return Pending(
        f"{row.number}/{row.year}", offices.office(row.office_id).name, row.public_code if own else ""
    )


@dataclass(frozen=True)
class Chosen:
    """One line that somebody ticked: the application, the step it awaited when it was drawn, and that step's act."""

    row: QueueRow
    step: str
    act: str


def chosen(*, actor: Actor, steps: Mapping[str, str]) -> tuple[Chosen, ...]:
    """Open applications of the actor's office by code, with the step each awaited when it was seen; at most `PAGE`."""
    found = _open(actor).filter(public_code__in=list(steps)).select_related("resident")
    zone = offices.zone(actor.office)
    return tuple(
        Chosen(queue_row(row, actor, zone), steps[row.public_code], _act(row, steps[row.public_code]))
        for row in in_order(found)[:PAGE]
    )


def _act(row: Application, step: str) -> str:
    known = library.procedure(row.standard_id).office_steps
    return next((each.act for each in known if each.id == step), "")


def _open(actor: Actor) -> "QuerySet[Application]":
    return Application.objects.filter(office_id=actor.office, closed_at__isnull=True)


def _dated(found: "QuerySet[Application]", after: Cursor | None) -> "QuerySet[Application]":
    found = found.filter(due_at__isnull=False)
    if after is None:
        return found
    same = Q(due_at=after.due_at)
    later = Q(submitted_at__gt=after.submitted_at) | Q(submitted_at=after.submitted_at, id__gt=after.id)
    # The first condition follows from the second; it is the one that an index can begin at.
    return found.filter(due_at__gte=after.due_at).filter(Q(due_at__gt=after.due_at) | same & later)


def _undated(found: "QuerySet[Application]", after: Cursor | None) -> "QuerySet[Application]":
    found = found.filter(due_at__isnull=True)
    if after is None:
        return found
    return found.filter(submitted_at__gte=after.submitted_at).filter(
        Q(submitted_at__gt=after.submitted_at) | Q(submitted_at=after.submitted_at, id__gt=after.id)
    )


def _where(actor: Actor, part: Part) -> Q:
    return _CONDITIONS[part](actor)


def _late(actor: Actor) -> Q:
    now, _ = day_bounds(actor.office)
    return Q(due_at__lt=now, ready_at__isnull=True)


def _today(actor: Actor) -> Q:
    now, midnight = day_bounds(actor.office)
    return Q(due_at__gte=now, due_at__lt=midnight, ready_at__isnull=True)


_CONDITIONS: Mapping[Part, Callable[[Actor], Q]] = {
    Part.OWN: own_steps,
    Part.TODAY: _today,
    Part.LATE: _late,
    Part.RETURNED: lambda _actor: IN_GROUP[Group.RETURNED],
    Part.READY: lambda _actor: IN_GROUP[Group.READY],
    Part.HOLD: lambda _actor: ~Q(hold_reason=""),
    Part.OUTSIDE: lambda _actor: IN_GROUP[Group.OUTSIDE],
    Part.ALL: lambda _actor: Q(),
}
