"""Reads of the calendar: the year as it is drawn, what a change would move, and how far a change has come."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, Sum

from pamong.applications import queries as applications
from pamong.calendar.models import CalendarChange, OfficeRecount
from pamong.calendar.rules import Change, Kind
from pamong.ledger import clock
from pamong.offices import queries as offices
from pamong.offices.queries import NoteRow
from pamong.staff.rules import Actor
from pamong.workdays.answers import Moved
from pamong.workdays.calendar import Calendar, Day, WeekPattern
from pamong.workdays.clock import changed

SUBJECT = "calendar_change"
SHOWN = 50
"""So many moved deadlines stand on a preview; the numbers beside them count all."""


@dataclass(frozen=True)
class YearRow:
    """One year of an office: every date, the ordinary hours of each, the notes, the week patterns that touch it."""

    year: int
    days: tuple[Day, ...]
    notes: tuple[NoteRow, ...]
    patterns: tuple[WeekPattern, ...]
    calendar: Calendar

    def shortened(self, day: Day) -> bool:
        """Whether a working day has other hours than its weekday has most of the year."""
        return day.working and day.hours != self.ordinary.get(day.on.weekday())

    @property
    def ordinary(self) -> dict[int, object]:
        """The hours that most working days of a weekday have in this year."""
        seen: dict[int, dict[object, int]] = {}
        for day in self.days:
            if day.working:
                counts = seen.setdefault(day.on.weekday(), {})
                counts[day.hours] = counts.get(day.hours, 0) + 1
        return {weekday: max(counts, key=counts.__getitem__) for weekday, counts in seen.items()}


def year(*, actor: Actor, year: int) -> YearRow:
    """The calendar of the actor's office for a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    calendar = offices.calendar(actor.office)
    count = (last - first).days + 1
    return YearRow(
        year=year,
        days=tuple(calendar.day(first + timedelta(days=offset)) for offset in range(count)),
        notes=offices.notes(actor.office, first=first, last=last),
        patterns=tuple(
            pattern
            for pattern in calendar.patterns
            if pattern.valid_from <= last and (pattern.valid_until is None or pattern.valid_until >= first)
        ),
        calendar=calendar,
    )


@dataclass(frozen=True)
class MovedRow:
    """One deadline that a change would move; `code` only in the actor's own office, where there is a way in."""

    office: str
    number: str
    code: str
    moved: Moved


@dataclass(frozen=True)
class Preview:
    """What a change would move. `counts` are the offices with their number, `rows` the first of all, `seen` is what the
    acting form carries: see `seen_of`.
    """

    rows: tuple[MovedRow, ...]
    counts: tuple[tuple[str, int], ...]
    checked: int
    seen: str

    @property
    def total(self) -> int:
        return sum(number for _office, number in self.counts)


def preview(*, actor: Actor, change: Change) -> Preview:
    """Which deadlines a change would move, from when to when, and because of which dates. Nothing is written.

    Raises CalendarInvalid or NoWorkingDays when the calendar would contradict itself or never open.
    """
    rows: list[MovedRow] = []
    counts = []
    checked = 0
    for office in _touched(change):
        old, new = offices.build(office), offices.build(office, change.tables)
        clocks = {each.code: each for each in applications.running_clocks(office=office)}
        checked += len(clocks)
        moved = changed(old, new, [each.clock for each in clocks.values()])
        if moved:
            counts.append((office, len(moved)))
        own = office == actor.office
        rows += [
            MovedRow(office, clocks[each.key].number, each.key if own else "", each)
            for each in moved[: SHOWN - len(rows)]
        ]
    return Preview(tuple(rows), tuple(counts), checked, seen_of(change))


def seen_of(change: Change) -> str:
    """A short text that stands for this change made to the calendars as they are now: another once either differs."""
    data = {"office": change.office, "reason": change.reason, **change.to_data()}
    said = json.dumps([offices.edition(), str(change.kind), data], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _touched(change: Change) -> Iterable[str]:
    """The offices in which the change can move anything; the calendar of an office without any is looked at too, so
    that a calendar that never opens is refused before it is written.
    """
    return (change.office,) if change.office is not None else applications.offices_with_running()


@dataclass(frozen=True)
class ChangeRow:
    """One change that was carried out. `office` is None for the whole installation."""

    id: UUID
    kind: Kind
    office: str | None
    reason: str
    dates: tuple[date, ...]
    person: str
    post: str
    applied_at: datetime
    finished_at: datetime | None
    moved: int
    done: int
    left: tuple[str, ...]


def changes(*, actor: Actor, limit: int = 20) -> tuple[ChangeRow, ...]:
    """The newest changes that touch the actor's office; for IT those of all offices."""
    found = CalendarChange.objects.filter(_visible(actor)).order_by("-applied_at", "-id")[:limit]
    return tuple(_row(each) for each in found)


def change(*, actor: Actor, identifier: UUID) -> ChangeRow | None:
    """One change, if it touches the actor's office or the actor is IT."""
    found = CalendarChange.objects.filter(_visible(actor), pk=identifier).first()
    return None if found is None else _row(found)


def _visible(actor: Actor) -> Q:
    return Q() if actor.post == "it" else Q(office_id=actor.office) | Q(office__isnull=True)


def unfinished() -> tuple[UUID, ...]:
    """Changes after which deadlines may still wait to be counted anew, the oldest first."""
    found = CalendarChange.objects.filter(finished_at__isnull=True).order_by("applied_at", "id")
    return tuple(found.values_list("pk", flat=True))


def waiting_offices(row: CalendarChange) -> tuple[str, ...]:
    """The offices whose deadlines this change has not gone through yet.

    Asked anew each time and not kept as a list: an office whose first application was just found complete belongs to it.
    """
    done = set(
        OfficeRecount.objects.filter(change=row, finished_at__isnull=False).values_list(
            "office_id", flat=True
        )
    )
    touched = applications.offices_with_running()
    if row.office_id is not None:
        touched = tuple(office for office in touched if office == row.office_id)
    return tuple(office for office in touched if office not in done)


def dates_of(row: CalendarChange) -> tuple[date, ...]:
    """The dates whose notes a change touched."""
    notes = (*row.data["put"], *row.data["drop"])
    return tuple(sorted({date.fromisoformat(note["on"]) for note in notes}))


def _row(row: CalendarChange) -> ChangeRow:
    recounts = OfficeRecount.objects.filter(change=row)
    return ChangeRow(
        id=row.pk,
        kind=Kind(row.kind),
        office=row.office_id,
        reason=row.reason,
        dates=dates_of(row),
        person=row.person,
        post=row.post,
        applied_at=row.applied_at,
        finished_at=row.finished_at,
        moved=recounts.aggregate(moved=Sum("moved"))["moved"] or 0,
        done=recounts.filter(finished_at__isnull=False).count(),
        left=() if row.finished_at else waiting_offices(row),
    )


@dataclass(frozen=True)
class MisdatedRow:
    """One deadline that is not what the calendar of today gives."""

    office: str
    number: str
    due_at: datetime | None
    counted: datetime | None


def misdated(*, office: str | None = None) -> tuple[MisdatedRow, ...]:
    """Every running deadline that differs from a recount from scratch; none, unless a change waits or a row was edited."""
    named = (office,) if office is not None else applications.offices_with_running()
    return tuple(
        MisdatedRow(code, each.number, each.due_at, counted)
        for code in named
        for each, counted in applications.misdated(office=code)
    )


def today(office: str) -> date:
    """The office's own date."""
    return clock.today(offices.zone(office))
