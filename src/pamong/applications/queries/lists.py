"""Lists of open applications, read page after page: by what they wait for, narrowed by service and step.

A page starts after the last row of the one before (keyset), so the thousandth page costs what the first did. Nothing
on the way counts everything: a count stops at `MANY`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import (
    BooleanField,
    DateTimeField,
    F,
    Field,
    Func,
    Q,
    QuerySet,
    UUIDField,
    Value,
)

from pamong.applications.models import Application
from pamong.applications.queries.queue import (
    IN_GROUP,
    MANY,
    Group,
    QueueRow,
    at_steps,
    day_bounds,
    in_order,
    is_due_between,
    is_late,
    is_open,
    own_steps,
    queue_row,
    with_resident,
)
from pamong.ledger.prepared import Prepared, PreparedCounts, PreparedGroups
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
    """At most `PAGE` rows. The next page stands after the cursor `after`, the one before it before the cursor `before`;
    each is empty where there is no such page.
    """

    rows: tuple[QueueRow, ...]
    after: str
    before: str = ""


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


def waiting(
    *,
    actor: Actor,
    wanted: Wanted,
    after: Cursor | None = None,
    before: Cursor | None = None,
    limit: int = PAGE,
) -> ListPage:
    """The rows of a list of the actor's office that come after a cursor, or those just before one; without a cursor
    the first. Most urgent first, what has no due moment yet last.
    """
    zone, values = offices.zone(actor.office), _values(actor, wanted)
    if before is None and after is None:
        read = _first_page(wanted.part, bool(wanted.service), bool(wanted.step), limit + 1)
        (rows,) = read.groups(**values)
        return _list_page(rows[:limit], actor, zone, after=len(rows) > limit, before=False)
    found = _list(wanted.part, bool(wanted.service), bool(wanted.step), values)
    if before is not None:
        back = _rows_before(found, before, limit + 1)
        if len(back) > limit:
            return _list_page(back[1:], actor, zone, after=True, before=True)
        # Less than a page stands there: the first page, whole, shows it too.
    rows = _rows_after(found, after, limit + 1)
    return _list_page(rows[:limit], actor, zone, after=len(rows) > limit, before=after is not None)


_VALUES = ("office", "versions", "steps", "now", "midnight", "service", "step")


def _values(actor: Actor, wanted: Wanted) -> dict[str, Any]:
    """Everything that a list may depend on, under the names of the conditions below."""
    versions, steps = own_steps(actor)
    now, midnight = day_bounds(actor.office)
    given = (actor.office, versions, steps, now, midnight, wanted.service, wanted.step)
    return dict(zip(_VALUES, given, strict=True))


def _list(part: Part, of_service: bool, at_step: bool, values: Mapping[str, Any]) -> "QuerySet[Application]":
    found = with_resident(is_open(values["office"]).filter(_where(part, values)))
    if of_service:
        found = found.filter(service=values["service"])
    return found.filter(step=values["step"]) if at_step else found


@cache
def _first_page(part: Part, of_service: bool, at_step: bool, limit: int) -> PreparedGroups[Application]:
    """The page that nearly everybody looks at: its dated and undated rows in one round trip."""

    def build(**values: Any) -> list[list[QuerySet[Application]]]:
        found = _list(part, of_service, at_step, values)
        return [[in_order(each)[:limit] for each in (_dated(found, None), _undated(found, None))]]

    return PreparedGroups(build, limit, names=_VALUES)


def _list_page(
    rows: Sequence[Application], actor: Actor, zone: ZoneInfo, *, after: bool, before: bool
) -> ListPage:
    def place(row: Application) -> str:
        return str(Cursor(row.due_at, row.submitted_at, row.pk))

    return ListPage(
        rows=tuple(queue_row(row, actor, zone) for row in rows),
        after=place(rows[-1]) if after and rows else "",
        before=place(rows[0]) if before and rows else "",
    )


def _rows_after(found: "QuerySet[Application]", after: Cursor | None, limit: int) -> list[Application]:
    rows: list[Application] = []
    if after is None or after.due_at is not None:
        rows = list(in_order(_dated(found, after))[:limit])
    if len(rows) < limit:
        undated = _undated(found, after if after and after.due_at is None else None)
        rows += in_order(undated)[: limit - len(rows)]
    return rows


def _rows_before(found: "QuerySet[Application]", before: Cursor, limit: int) -> list[Application]:
    """The rows just before the cursor, in the order of lists: read backwards along the same index."""
    rows: list[Application] = []
    if before.due_at is None:
        rows = list(in_order(_undated_before(found, before)).reverse()[:limit])
    if len(rows) < limit:
        dated = _dated_before(found, before if before.due_at is not None else None)
        rows += in_order(dated).reverse()[: limit - len(rows)]
    return rows[::-1]


def counts(*, actor: Actor) -> Mapping[Part, int]:
    """How much stands in each part, told exactly up to `MANY`."""
    return dict(zip(_COUNTED, _COUNTS.counts(**_values(actor, Wanted())), strict=True))


def _counted(**values: Any) -> "list[QuerySet[Application]]":
    return [is_open(values["office"]).filter(_where(part, values))[:MANY] for part in _COUNTED]


_COUNTED = tuple(part for part in Part if part is not Part.ALL)
_COUNTS = PreparedCounts(_counted, names=_VALUES)


def count_own(*, actor: Actor) -> int:
    """How many open applications await a step of this post, told exactly up to `MANY`."""
    versions, steps = own_steps(actor)
    return _OWN.counts(office=actor.office, versions=versions, steps=steps)[0]


_OWN = PreparedCounts(
    lambda office, versions, steps: [is_open(office).filter(at_steps(versions, steps))[:MANY]],
    names=("office", "versions", "steps"),
)


def next_awaiting(*, actor: Actor, step: str, besides: str) -> str | None:
    """The code of the most urgent application of the office that awaits this same step of this post; None if none does."""
    versions, steps = own_steps(actor)
    (codes,) = _NEXT.groups(office=actor.office, versions=versions, steps=steps, step=step, besides=besides)
    return codes[0] if codes else None


def _next(
    office: str, versions: Sequence[UUID], steps: Sequence[str], step: str, besides: str
) -> "list[list[QuerySet[Application, str]]]":
    found = (
        is_open(office)
        .filter(at_steps(versions, steps), step=step, hold_reason="")
        .exclude(public_code=besides)
    )
    both = (_dated(found, None), _undated(found, None))
    return [[in_order(each)[:1].values_list("public_code", flat=True) for each in both]]


_NEXT = PreparedGroups(_next, 1)


@dataclass(frozen=True)
class Pending:
    """An application that is still open. `code` is empty in another office's case: there is no way in from here."""

    number: str
    office_name: str
    code: str


def pending(*, actor: Actor, service: str, resident_id: UUID) -> Pending | None:
    """The open application of this person for this service, wherever it was taken in."""
    row = _PENDING.first(resident=resident_id, service=service)
    if row is None:
        return None
    own = row.office_id == actor.office
    return Pending(
        f"{row.number}/{row.year}", offices.office(row.office_id).name, row.public_code if own else ""
    )


_PENDING = Prepared(
    lambda resident, service: Application.objects.filter(
        resident_id=resident, service=service, closed_at__isnull=True
    )
)


@dataclass(frozen=True)
class Chosen:
    """One line that somebody ticked: the application, the step it awaited when it was drawn, and that step's act."""

    row: QueueRow
    step: str
    act: str


def chosen(*, actor: Actor, steps: Mapping[str, str]) -> tuple[Chosen, ...]:
    """Open applications of the actor's office by code, with the step each awaited when it was seen; at most `PAGE`."""
    found = is_open(actor.office).filter(public_code__in=list(steps)).select_related("resident")
    zone = offices.zone(actor.office)
    return tuple(
        Chosen(queue_row(row, actor, zone), steps[row.public_code], _act(row, steps[row.public_code]))
        for row in in_order(found)[:PAGE]
    )


def _act(row: Application, step: str) -> str:
    known = library.procedure(row.standard_id).office_steps
    return next((each.act for each in known if each.id == step), "")


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
    return found if after is None else found.filter(_past(">", after))


def _dated_before(found: "QuerySet[Application]", before: Cursor | None) -> "QuerySet[Application]":
    found = found.filter(due_at__isnull=False)
    if before is None:
        return found
    same = Q(due_at=before.due_at)
    sooner = Q(submitted_at__lt=before.submitted_at) | Q(submitted_at=before.submitted_at, id__lt=before.id)
    return found.filter(due_at__lte=before.due_at).filter(Q(due_at__lt=before.due_at) | same & sooner)


def _undated_before(found: "QuerySet[Application]", before: Cursor) -> "QuerySet[Application]":
    return found.filter(_past("<", before), due_at__isnull=True)


def _past(sign: str, place: Cursor) -> Func:
    """(submitted_at, id) compared with the cursor as one value. Written as two conditions, it would let the database
    walk along the register instead, over everything that was ever closed.
    """
    columns = Func(F("submitted_at"), F("id"), function="", output_field=Field())
    values = Func(
        Value(place.submitted_at, output_field=DateTimeField()),
        Value(place.id, output_field=UUIDField()),
        function="",
        output_field=Field(),
    )
    compared = {"template": "%(expressions)s", "arg_joiner": f" {sign} "}
    return Func(columns, values, output_field=BooleanField(), **compared)


def _where(part: Part, values: Mapping[str, Any]) -> Q:
    return _CONDITIONS[part](values)


_CONDITIONS: Mapping[Part, Callable[[Mapping[str, Any]], Q]] = {
    Part.OWN: lambda values: at_steps(values["versions"], values["steps"]),
    Part.TODAY: lambda values: is_due_between(values["now"], values["midnight"]),
    Part.LATE: lambda values: is_late(values["now"]),
    Part.RETURNED: lambda _values: IN_GROUP[Group.RETURNED],
    Part.READY: lambda _values: IN_GROUP[Group.READY],
    Part.HOLD: lambda _values: ~Q(hold_reason=""),
    Part.OUTSIDE: lambda _values: IN_GROUP[Group.OUTSIDE],
    Part.ALL: lambda _values: Q(),
}
