"""What waits for a post: the open applications of the actor's office, most urgent first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from pamong.applications.models import Application
from pamong.ledger import clock
from pamong.ledger.prepared import Prepared, PreparedCounts, PreparedGroups
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.staff.rules import Actor
from pamong.standard.chapters.procedure import Holder
from pamong.standard.parts import Label

_REGISTER_NUMBER = re.compile(r"(?:(?P<book>[A-Za-z][\w-]*)\s+)?(?P<number>\d{1,9})\s*/\s*(?P<year>\d{4})")


MANY = 100
"""Counts stop here; what reaches it is shown as "99+"."""


class Group(StrEnum):
    """The parts of a queue, in the order they are shown."""

    MINE = "mine"
    RETURNED = "returned"
    READY = "ready"
    OUTSIDE = "outside"


class Urgency(StrEnum):
    """How a running clock stands today."""

    NONE = "none"
    ON_TIME = "on_time"
    TOMORROW = "tomorrow"
    TODAY = "today"
    LATE = "late"


@dataclass(frozen=True)
class QueueRow:
    """One open application, ready to be formatted."""

    code: str
    number: str
    service: str
    resident: str
    birth_year: int
    step: str
    step_name: Label
    clause: str
    act: str
    holder: Holder
    hold_reason: str
    submitted_at: datetime
    entered_late: bool
    complete_at: datetime | None
    ready_at: datetime | None
    due_at: datetime | None
    urgency: Urgency
    group: Group
    mine: bool
    closed_at: datetime | None


@dataclass(frozen=True)
class Queue:
    """The rows of the start page, and how many there are in each group."""

    rows: tuple[QueueRow, ...]
    counts: dict[Group, int]
    late: int
    today: int

    def of(self, group: Group) -> tuple[QueueRow, ...]:
        return tuple(row for row in self.rows if row.group is group)


@lru_cache(maxsize=1024)
def _steps_of(version: UUID, post: str) -> frozenset[str]:
    table = library.procedure(version)
    return frozenset(step.id for step in table.office_steps if post in table.posts(step.id))


# Where an open application stands, as a condition of the database; every open application is in exactly one.
IN_GROUP: Mapping[Group, Q] = {
    Group.MINE: Q(holder_kind="office", ready_at__isnull=True),
    Group.RETURNED: Q(holder_kind="applicant"),
    Group.READY: Q(holder_kind="office", ready_at__isnull=False),
    Group.OUTSIDE: Q(holder_kind="outside"),
}


def queue_for(*, actor: Actor, limit: int = 100) -> Queue:
    """What this post can do now or must know: what is worked on in the office, what was returned, what is ready to be
    collected, what lies with another party. Of each group the `limit` most urgent rows, this post's own steps first.
    No count goes beyond `MANY`: somebody with a hundred waiting needs no better number, and counting all takes long.
    """
    zone = offices.zone(actor.office)
    versions, steps = own_steps(actor)
    groups = _most_urgent(limit).groups(office=actor.office, versions=versions, steps=steps)
    now, midnight = day_bounds(actor.office)
    *counts, late, today = _COUNTS.counts(office=actor.office, now=now, midnight=midnight)
    return Queue(
        rows=tuple(queue_row(row, actor, zone) for rows in groups for row in rows),
        counts=dict(zip(Group, counts, strict=True)),
        late=late,
        today=today,
    )


@cache
def _most_urgent(limit: int) -> PreparedGroups[Application]:
    """Of each group this post's own steps first; of these what has a due moment, the most urgent first, then the rest."""

    def build(
        office: str, versions: Sequence[UUID], steps: Sequence[str]
    ) -> list[list[QuerySet[Application]]]:
        own = at_steps(versions, steps)
        return [
            [
                in_order(each.filter(due_at__isnull=undated))[:limit]
                for each in (held.filter(own), held.exclude(own))
                for undated in (False, True)
            ]
            for held in (with_resident(is_open(office).filter(IN_GROUP[group])) for group in Group)
        ]

    return PreparedGroups(build, limit)


_COUNTS = PreparedCounts(
    lambda office, now, midnight: [
        is_open(office).filter(condition)[:MANY]
        for condition in (*IN_GROUP.values(), is_late(now), is_due_between(now, midnight))
    ]
)


def is_open(office: str) -> "QuerySet[Application]":
    """What is not closed, of one office, in no order."""
    return Application.objects.filter(office_id=office, closed_at__isnull=True).order_by()


def with_resident(found: "QuerySet[Application]") -> "QuerySet[Application]":
    """With as much of the resident, and of the application itself, as a line shows: a page of fifty need not read two
    hundred checklists and sealed numbers.
    """
    return found.select_related("resident").only(*_SHOWN)


_SHOWN = (
    "public_code",
    "standard_id",
    "service",
    "number",
    "year",
    "step",
    "holder_kind",
    "holder_name",
    "hold_reason",
    "submitted_at",
    "entered_late_at",
    "complete_at",
    "ready_at",
    "due_at",
    "closed_at",
    "office_id",
    "resident__name",
    "resident__birth_date",
)


def is_late(now: datetime) -> Q:
    """Not ready, and the due moment has passed."""
    return Q(due_at__lt=now, ready_at__isnull=True)


def is_due_between(now: datetime, midnight: datetime) -> Q:
    """Not ready, and due before the day ends."""
    return Q(due_at__gte=now, due_at__lt=midnight, ready_at__isnull=True)


def in_order(found: "QuerySet[Application]") -> "QuerySet[Application]":
    """In the order of lists. Dated and undated rows are asked for apart: where the undated stand differs by database."""
    return found.order_by("due_at", "submitted_at", "id")


def own_steps(actor: Actor) -> tuple[list[UUID], list[str]]:
    """The steps this post performs, under every version the office ever worked by: versions and steps, pair by pair."""
    pairs = [
        (version.id, step)
        for version in library.versions_of(office=actor.office)
        for step in sorted(_steps_of(version.id, actor.post))
    ]
    return [version for version, _step in pairs], [step for _version, step in pairs]


def at_steps(versions: Sequence[UUID], steps: Sequence[str]) -> Q:
    """Awaiting one of these steps, as `own_steps` answers them; nothing does where there are none."""
    own = Q(pk__in=[])
    for version, step in zip(versions, steps, strict=True):
        own |= Q(standard_id=version, step=step)
    return own


def by_code(*, actor: Actor, code: str) -> QueueRow | None:
    """The application of the actor's office with this public code, closed ones too; None when there is none."""
    row = _BY_CODE.first(office=actor.office, code=code)
    return queue_row(row, actor, offices.zone(actor.office)) if row else None


_BY_CODE = Prepared(
    lambda office, code: Application.objects.filter(office_id=office, public_code=code).select_related(
        "resident"
    )
)


def by_register_number(*, actor: Actor, text: str) -> tuple[QueueRow, ...]:
    """Applications of the actor's office with this register number, typed as 12/2026 or KTP 12/2026."""
    typed = _REGISTER_NUMBER.fullmatch(text.strip())
    if typed is None:
        return ()
    found = Application.objects.filter(
        office_id=actor.office, number=int(typed["number"]), year=int(typed["year"])
    ).select_related("resident")
    if typed["book"]:
        found = found.filter(book=typed["book"].lower())
    zone = offices.zone(actor.office)
    return tuple(queue_row(row, actor, zone) for row in found.order_by("book"))


def of_residents(*, actor: Actor, residents: Sequence[UUID], limit: int = 50) -> tuple[QueueRow, ...]:
    """The applications of these residents in the actor's office, newest first, closed ones too."""
    found = Application.objects.filter(office_id=actor.office, resident_id__in=residents).select_related(
        "resident"
    )
    zone = offices.zone(actor.office)
    return tuple(queue_row(row, actor, zone) for row in found.order_by("-submitted_at", "-id")[:limit])


def day_bounds(office: str) -> tuple[datetime, datetime]:
    """The present moment, and the end of the office's day: what is due between them is due today."""
    now = clock.now()
    zone = offices.zone(office)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return now, datetime.combine(tomorrow, time(), zone)


def queue_row(row: Application, actor: Actor, zone: ZoneInfo) -> QueueRow:
    """One application as lists show it; what is `mine` depends on the actor's post."""
    table = library.procedure(row.standard_id)
    # A closed application awaits no step; lists show the one it ended with.
    step = table.step(row.step or table.steps[-1].id)
    return QueueRow(
        code=row.public_code,
        number=f"{row.number}/{row.year}",
        service=row.service,
        resident=row.resident.name,
        birth_year=row.resident.birth_date.year,
        step=row.step,
        step_name=step.name,
        clause=step.clause,
        act=step.act,
        holder=Holder(row.holder_kind, row.holder_name),  # type: ignore[arg-type]  # only the engine writes it
        hold_reason=row.hold_reason,
        submitted_at=row.submitted_at,
        entered_late=row.entered_late_at is not None,
        complete_at=row.complete_at,
        ready_at=row.ready_at,
        due_at=row.due_at,
        urgency=urgency(row.due_at, row.ready_at, zone),
        group=_group(row),
        mine=row.step in _steps_of(row.standard_id, actor.post),
        closed_at=row.closed_at,
    )


def _group(row: Application) -> Group:
    if row.holder_kind == "applicant":
        return Group.RETURNED
    if row.holder_kind == "outside":
        return Group.OUTSIDE
    return Group.READY if row.ready_at is not None else Group.MINE


def urgency(due_at: datetime | None, ready_at: datetime | None, zone: ZoneInfo) -> Urgency:
    """How the clock stands: late after the due moment, today and tomorrow by the office's own dates."""
    if due_at is None or ready_at is not None:
        return Urgency.NONE
    now = clock.now()
    if now > due_at:
        return Urgency.LATE
    days = (due_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    return {0: Urgency.TODAY, 1: Urgency.TOMORROW}.get(days, Urgency.ON_TIME)
