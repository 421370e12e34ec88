"""Reads of offices and of their calendars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from pamong.ledger.prepared import Prepared
from pamong.offices import remembered, rules
from pamong.offices.holidays_source import LIBRARY, days_from_library
from pamong.offices.models import CalendarDay, CalendarEdition, Office, OfficeHours
from pamong.offices.rules import Difference, TableChange
from pamong.workdays.calendar import Calendar, DayNote, WeekPattern
from pamong.workdays.tables import hours_from_data


class UnknownOffice(LookupError):  # noqa: N818 - reads as what it says
    """No office has this code."""


@dataclass(frozen=True)
class OfficeRow:
    """An office with what its letterhead prints; an empty text is a line the letterhead does not have."""

    code: str
    kind: str
    parent: str | None
    name: str
    address: str
    phone: str
    email: str
    website: str
    city: str
    postal_code: str
    zone: ZoneInfo

    @property
    def place(self) -> str:
        """The name without its kind: "Yosowilangun" of "Kecamatan Yosowilangun"."""
        return self.name.removeprefix(rules.TITLES.get(self.kind, ""))


def office(code: str) -> OfficeRow:
    """Answer one office. Raises UnknownOffice."""
    return _row(_found(code))


def zone(code: str) -> ZoneInfo:
    """Answer the time zone of an office. Raises UnknownOffice."""
    return ZoneInfo(_found(code).zone)


def every(kind: str | None = None) -> tuple[OfficeRow, ...]:
    """Answer all offices, or those of one kind, by code."""
    found = Office.objects.order_by("code")
    return tuple(_row(row) for row in (found.filter(kind=kind) if kind else found))


def villages(kecamatan: str) -> tuple[OfficeRow, ...]:
    """Answer the desa and kelurahan of a kecamatan, by code."""
    found = Office.objects.filter(parent_id=kecamatan, kind__in=("desa", "kelurahan"))
    return tuple(_row(row) for row in found.order_by("code"))


def names(codes: Iterable[str]) -> Mapping[str, str]:
    """Answer the names of several offices at once, for pages that list what the ledger knows by code only."""
    found = Office.objects.filter(code__in=set(codes))
    return dict(found.values_list("code", "name"))


def beside(code: str, kind: str) -> tuple[OfficeRow, ...]:
    """Answer the offices of one kind under the same parent: the kecamatan that an agency of the kabupaten serves, or the
    agency that serves a kecamatan. Raises UnknownOffice.
    """
    found = Office.objects.filter(parent_id=_found(code).parent_id, kind=kind).exclude(parent_id=None)
    return tuple(_row(row) for row in found.order_by("code"))


_EDITION = Prepared(lambda: CalendarEdition.objects.values_list("token", flat=True))
_built: dict[str, tuple[UUID, Calendar]] = {}


def calendar(code: str) -> Calendar:
    """Answer the calendar of an office: one small query while nothing has changed. Raises UnknownOffice."""
    token = _EDITION.first()
    known = _built.get(code)
    if known is not None and known[0] == token:
        return known[1]
    built = build(code)
    if token is not None:
        _built[code] = (token, built)
    return built


def build(code: str, change: TableChange | None = None) -> Calendar:
    """Build the calendar from the tables as they are now, or as `change` would make them.

    Raises CalendarInvalid when they contradict themselves.
    """
    zone_name = _found(code).zone
    here = Q(office_id=code) | Q(office__isnull=True)
    hours = list(OfficeHours.objects.filter(here))
    days = list(CalendarDay.objects.filter(here))
    as_if = change or TableChange(code)
    return Calendar(
        zone=zone_name,
        patterns=rules.patterns_in_force(
            as_if.patterns(code, [pattern(row) for row in hours if row.office_id]),
            as_if.patterns(None, [pattern(row) for row in hours if not row.office_id]),
        ),
        days=rules.notes_in_force(
            as_if.notes(code, [note(row) for row in days if row.office_id]),
            as_if.notes(None, [note(row) for row in days if not row.office_id]),
        ),
    )


@dataclass(frozen=True)
class NoteRow:
    """One note of the calendar with where it comes from; `office` is None for one of the whole installation."""

    id: UUID
    office: str | None
    note: DayNote
    source: str


def notes(code: str, *, first: date, last: date) -> tuple[NoteRow, ...]:
    """The notes that an office's calendar is made of between two dates, both included: its own and the installation's."""
    here = Q(office_id=code) | Q(office__isnull=True)
    found = CalendarDay.objects.filter(here, on__gte=first, on__lte=last).order_by("on", "kind", "office_id")
    return tuple(_note_row(row) for row in found)


def day_note(identifier: UUID) -> NoteRow | None:
    """One note by its id; None when it was taken back meanwhile."""
    row = CalendarDay.objects.filter(pk=identifier).first()
    return None if row is None else _note_row(row)


def _note_row(row: CalendarDay) -> NoteRow:
    return NoteRow(row.pk, row.office_id, note(row), row.source)


def week_patterns(code: str) -> tuple[WeekPattern, ...]:
    """The week patterns that hold for an office, its own ones and the installation's, the oldest first."""
    return build(code).patterns


def holidays_difference(years: Iterable[int]) -> Difference:
    """What an import of these years would change in the installation's notes; what was noted by hand stays."""
    wanted = sorted(set(years))
    rows = CalendarDay.objects.filter(office=None, on__year__in=wanted)
    return rules.difference(
        imported=days_from_library(wanted),
        earlier=[note(row) for row in rows.filter(source__startswith=LIBRARY)],
        entered=[note(row) for row in rows.exclude(source__startswith=LIBRARY)],
    )


def edition() -> str:
    """A short text that differs after every change of any calendar; empty before the first."""
    token = CalendarEdition.objects.values_list("token", flat=True).first()
    return str(token or "")


def pattern(row: OfficeHours) -> WeekPattern:
    """Answer a row as the value the calendar is made of."""
    return WeekPattern(row.name, row.valid_from, row.valid_until, hours_from_data(row.hours))


def week_of(code: str | None, on: date) -> WeekPattern | None:
    """The week pattern without end that an office (None: the installation) has set for itself and works by on a day;
    None where it has set none.
    """
    rows = OfficeHours.objects.filter(office_id=code, valid_until=None, valid_from__lte=on)
    newest = rows.order_by("-valid_from").first()
    return None if newest is None else pattern(newest)


def note(row: CalendarDay) -> DayNote:
    """Answer a row as the value the calendar is made of; its source stays behind."""
    data = {"on": row.on.isoformat(), "kind": row.kind, "name": row.name, "hours": row.hours}
    return DayNote.from_data({**data, "status": row.status})


def _found(code: str) -> Office:
    row = remembered.office(code, lambda code: _OFFICE.first(code=code))
    if row is None:
        raise UnknownOffice(f"No office has the code {code!r}.")
    return row


_OFFICE = Prepared(lambda code: Office.objects.filter(pk=code))


def _row(row: Office) -> OfficeRow:
    return OfficeRow(
        code=row.code,
        kind=row.kind,
        parent=row.parent_id,
        name=row.name,
        address=row.address,
        phone=row.phone,
        email=row.email,
        website=row.website,
        city=row.city,
        postal_code=row.postal_code,
        zone=ZoneInfo(row.zone),
    )
