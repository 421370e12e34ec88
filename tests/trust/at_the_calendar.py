"""What the rows of the calendar need: forms that were looked at, a note of one office, a change cut off half way."""

from datetime import date
from typing import TYPE_CHECKING, Any

from pamong.calendar import actions, queries
from pamong.calendar.rules import Change, Kind
from pamong.offices import queries as offices
from pamong.workdays.calendar import DayNote, Span, WeekPattern
from pamong.workdays.tables import spans_from_data
from tests.applications import installation as office
from tests.calendar.changing import closing, decree

if TYPE_CHECKING:
    from tests.trust.rows import World

WEDNESDAY = date(2026, 12, 16)
CLOSED = DayNote(WEDNESDAY, "closure", "Banjir")
HOURS: tuple[Span, ...] = spans_from_data([["08:00", "13:00"]])


def _looked_at(change: Change, **form: str) -> dict[str, Any]:
    """The form as it is sent after its preview."""
    return {"key": office.key(), "seen": queries.seen_of(change), "terapkan": "1", **form}


def decreed(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    change = Change(Kind.DAYS, office.KTP_OFFICE, "SK 1: Banjir", put=(CLOSED,))
    said = {"kind": "closure", "first": WEDNESDAY.isoformat(), "name": "Banjir", "reference": "SK 1"}
    return _looked_at(change, **said)


def a_week(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    week = dict.fromkeys(range(5), HOURS)
    pattern = WeekPattern("Ramadan", date(2027, 2, 8), date(2027, 3, 9), week)
    change = Change(Kind.HOURS, office.KTP_OFFICE, "SE 3: Ramadan", pattern=pattern)
    said = {"name": "Ramadan", "valid_from": "2027-02-08", "valid_until": "2027-03-09", "reference": "SE 3"}
    return _looked_at(change, **said, **{f"hours_{day}": "08.00-13.00" for day in range(5)})


def a_year(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    found = offices.holidays_difference((2028,))
    reason = "Tabel hari libur nasional 2028"
    put = (*found.added, *found.changed)
    change = Change(Kind.IMPORT, None, reason, put=put, drop=found.removed, years=(2028,))
    return _looked_at(change, year="2028")


def noted(_world: "World") -> tuple[Any, ...]:
    """A closure of Yosowilangun alone."""
    change = Change(Kind.DAYS, office.KTP_OFFICE, "SK 1", put=(CLOSED,))
    decree(change, office.actor("sekretaris"))
    (row,) = offices.notes(office.KTP_OFFICE, first=WEDNESDAY, last=WEDNESDAY)
    return (row.id,)


def removed(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    change = Change(Kind.REMOVE, office.KTP_OFFICE, "Dicabut", drop=(CLOSED,))
    return _looked_at(change, reason="Dicabut")


def changed(_world: "World") -> tuple[Any, ...]:
    """A change whose deadlines are not counted anew yet."""
    office.complete(office.ktp())
    change = closing(WEDNESDAY, office=office.KTP_OFFICE)
    return (actions.change_calendar(actor=office.actor("sekretaris"), key=office.key(), change=change),)
