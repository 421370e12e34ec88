"""What may stand in a calendar, as tables an officer could read."""

from datetime import date, time

import pytest

from pamong.calendar.rules import (
    Change,
    Kind,
    does_something,
    named,
    notes_between,
    read_hours,
    sensible_days,
    sensible_years,
    unchanged,
)
from pamong.workdays.calendar import DayNote, Span, WeekPattern
from pamong.workdays.tables import CalendarInvalid

TODAY = date(2026, 12, 14)
LEAVE = DayNote(date(2026, 12, 24), "collective_leave", "Cuti bersama")
MORNING = Span(time(8), time(12))


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("08.00-12.00", [("08:00", "12:00")]),
        ("8:00 - 12:00, 13:00 - 15:00", [("08:00", "12:00"), ("13:00", "15:00")]),
        ("13.00–15.00; 08.00–11.30", [("08:00", "11:30"), ("13:00", "15:00")]),
        ("", []),
        (" , ", []),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, hours: list[tuple[str, str]]) -> None:
    assert [(f"{span.start:%H:%M}", f"{span.end:%H:%M}") for span in read_hours(typed)] == hours


@pytest.mark.parametrize("typed", ["pagi", "08.00", "08.00-25.00", "12.00-08.00", "8-12", "08.60-12.00"])
def test_what_is_no_hour_is_refused(typed: str) -> None:
    with pytest.raises(CalendarInvalid):
        read_hours(typed)


@pytest.mark.parametrize(
    ("first", "last", "kind", "hours", "refused"),
    [
        (date(2026, 12, 24), date(2026, 12, 24), "collective_leave", (), None),
        (date(2026, 12, 24), date(2027, 1, 2), "closure", (), None),
        (date(2026, 12, 24), date(2026, 12, 24), "extra_open", (MORNING,), None),
        (date(2026, 12, 1), date(2026, 12, 31), "closure", (), None),
        (date(2026, 12, 1), date(2027, 1, 1), "closure", (), "too_many"),
        (date(2026, 12, 24), date(2026, 12, 23), "closure", (), "order"),
        (date(2062, 12, 24), date(2062, 12, 24), "closure", (), "too_far"),
        (date(2029, 2, 10), date(2029, 3, 1), "closure", (), "too_far"),
        (date(2026, 12, 24), date(2026, 12, 24), "closure", (MORNING,), "hours"),
        (date(2026, 12, 24), date(2026, 12, 24), "picnic", (), "kind"),
    ],
)
def test_which_days_can_be_noted(
    first: date, last: date, kind: str, hours: tuple[Span, ...], refused: str | None
) -> None:
    refusal = sensible_days(first=first, last=last, kind=kind, today=TODAY, hours=hours)
    assert (refusal and refusal.code) == refused


@pytest.mark.parametrize(
    ("years", "accepted"),
    [((2026,), True), ((2027, 2028), True), ((), False), ((2001,), False), ((2029,), False)],
)
def test_which_years_can_be_imported(years: tuple[int, ...], accepted: bool) -> None:
    assert (sensible_years(years, today=TODAY) is None) is accepted


def test_a_change_says_on_what_ground_it_stands() -> None:
    assert named("SKB 9/2026") is None
    refusal = named("   ")
    assert refusal is not None
    assert refusal.code == "reason"


def test_a_preview_holds_until_the_calendar_changes() -> None:
    assert unchanged("a", "a") is None
    refusal = unchanged("a", "b")
    assert refusal is not None
    assert refusal.code == "changed_since"


def test_every_date_from_the_first_to_the_last_gets_its_note() -> None:
    notes = notes_between(
        first=date(2026, 12, 24),
        last=date(2026, 12, 26),
        kind="closure",
        name="Banjir",
        hours=(),
        provisional=True,
    )
    assert [note.on.day for note in notes] == [24, 25, 26]
    assert {(note.kind, note.status) for note in notes} == {("closure", "provisional")}
    (opened,) = notes_between(
        first=TODAY, last=TODAY, kind="extra_open", name="Rapat", hours=(MORNING,), provisional=False
    )
    assert (opened.hours, opened.status) == ((MORNING,), "final")


def test_a_change_knows_what_it_does_to_the_tables() -> None:
    week = WeekPattern("Ramadan", date(2027, 2, 8), date(2027, 3, 9), {0: (MORNING,)})
    change = Change(Kind.DAYS, "35.08.07", "SKB", put=(LEAVE,), drop=(LEAVE,), pattern=week, years=(2026,))
    assert change.dates == (LEAVE.on,)
    assert change.tables.office == "35.08.07"
    assert change.tables.drop == ((LEAVE.on, "collective_leave"),)
    assert change.to_data() == {
        "put": [LEAVE.to_data()],
        "drop": [LEAVE.to_data()],
        "pattern": week.to_data(),
        "years": [2026],
    }
    assert does_something(change) is None
    empty = Change(Kind.IMPORT, None, "SKB", years=(2026,))
    assert empty.to_data()["pattern"] is None
    refusal = does_something(empty)
    assert refusal is not None
    assert refusal.code == "nothing"
