"""Which row of the tables holds on a date, and which tables are refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any, get_args

import pytest

from pamong.workdays.calendar import Calendar, CalendarInvalid, DayKind, DayNote, Span, WeekPattern
from tests.workdays.calendars import FIVE_DAYS, JAKARTA, OFFICE, RAMADAN, calendar, day, spans, week

MONDAY = day("02-11-2026")


@pytest.mark.parametrize(
    ("on", "working", "closed", "name"),
    [
        ("02-11-2026", True, None, ""),
        ("07-11-2026", False, "weekend", ""),
        ("24-12-2026", False, "collective_leave", "Cuti Bersama Natal"),
        ("25-12-2026", False, "public_holiday", "Hari Raya Natal"),
        (
            "21-03-2026",
            False,
            "public_holiday",
            "Hari Raya Idul Fitri",
        ),  # a Saturday anyway: the feast explains more
    ],
)
def test_a_date_is_open_or_says_why_not(on: str, working: bool, closed: str | None, name: str) -> None:
    answer = OFFICE.day(day(on))
    assert (OFFICE.is_working(day(on)), answer.closed, answer.name) == (working, closed, name)


@pytest.mark.parametrize(
    ("on", "hours"),
    [
        ("18-02-2026", "08:00-15:00"),
        ("19-02-2026", "08:00-14:00"),
        ("20-02-2026", "08:00-11:00"),
        ("20-03-2026", "08:00-11:00"),
        ("23-03-2026", "08:00-15:00"),
    ],
)
def test_ramadan_hours_hold_over_the_ordinary_week_and_end_with_it(on: str, hours: str) -> None:
    assert calendar(FIVE_DAYS, RAMADAN).hours_on(day(on)) == spans(hours)


def test_a_new_week_without_end_replaces_the_old_one_from_its_first_day_but_not_ramadan() -> None:
    new = week("Baru", ["07:30-15:30"] * 5, "01-03-2026")
    tables = calendar(RAMADAN, new, FIVE_DAYS)
    assert tables.hours_on(day("18-02-2026")) == spans("08:00-15:00")
    assert tables.hours_on(day("02-03-2026")) == spans("08:00-14:00")
    assert tables.hours_on(day("25-03-2026")) == spans("07:30-15:30")


def test_a_weekday_the_pattern_leaves_out_is_not_a_weekend() -> None:
    assert calendar(week("Empat hari", ["08:00-15:00"] * 4)).day(day("06-11-2026")).closed == "no_hours"


def test_before_the_first_pattern_the_counter_is_closed() -> None:
    assert calendar(FIVE_DAYS).day(day("31-12-2014")).closed == "no_hours"


@pytest.mark.parametrize("kind", [kind for kind in get_args(DayKind) if kind != "extra_open"])
def test_each_kind_of_closing_note_closes_the_day_under_its_own_name(kind: DayKind) -> None:
    assert calendar(FIVE_DAYS, days=[DayNote(MONDAY, kind, "tutup")]).day(MONDAY).closed == kind


def test_two_notes_on_one_date_are_both_named_and_the_holiday_explains_it() -> None:
    both = [DayNote(MONDAY, "closure", "Banjir"), DayNote(MONDAY, "public_holiday", "Hari Raya")]
    answer = calendar(FIVE_DAYS, days=both).day(MONDAY)
    assert (answer.closed, answer.name) == ("public_holiday", "Hari Raya; Banjir")


@pytest.mark.parametrize(
    ("statuses", "on", "provisional"),
    [
        (["provisional"], "02-11-2026", True),
        (["provisional", "final"], "02-11-2026", False),
        (["provisional"], "07-11-2026", False),  # a Saturday is closed whatever the decree will say
    ],
)
def test_a_closed_day_is_provisional_when_nothing_certain_closes_it(
    statuses: list[Any], on: str, provisional: bool
) -> None:
    kinds: list[DayKind] = ["public_holiday", "closure"]
    notes = [
        DayNote(day(on), kind, "x", status=status) for kind, status in zip(kinds, statuses, strict=False)
    ]
    assert calendar(FIVE_DAYS, days=notes).day(day(on)).provisional is provisional


def test_an_extra_opening_wins_over_every_closing_note() -> None:
    notes = [
        DayNote(MONDAY, "public_holiday", "Hari Raya"),
        DayNote(MONDAY, "extra_open", "Tetap buka", spans("08:00-10:00"), "provisional"),
    ]
    answer = calendar(FIVE_DAYS, days=notes).day(MONDAY)
    assert (answer.hours, answer.name, answer.provisional) == (spans("08:00-10:00"), "Tetap buka", True)


def test_an_extra_opening_without_hours_on_a_sunday_opens_nothing() -> None:
    sunday = day("08-11-2026")
    notes = [DayNote(sunday, "extra_open", "Buka")]
    assert calendar(FIVE_DAYS, days=notes).day(sunday).closed == "weekend"


def test_opening_and_closing_are_told_in_the_office_zone() -> None:
    assert OFFICE.opens_at(MONDAY) == datetime(2026, 11, 2, 8, tzinfo=JAKARTA)
    assert OFFICE.closes_at(MONDAY) == datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_a_closed_day_has_no_closing_time() -> None:
    with pytest.raises(CalendarInvalid, match="2026-12-24 has no service hours \\(collective_leave\\)"):
        OFFICE.closes_at(day("24-12-2026"))


def test_hours_are_kept_in_order() -> None:
    split = week("Terbalik", ["13:00-15:00 08:00-12:00"])
    assert split.hours[0] == spans("08:00-12:00 13:00-15:00")


def pattern(hours: dict[int, tuple[Span, ...]], until: date | None = None) -> WeekPattern:
    return WeekPattern("pekan", date(2026, 1, 1), until, hours)


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("end before they begin", lambda: Span(time(15), time(8))),
    ("end before they begin", lambda: Span(time(8), time(8))),
    ("not whole minutes", lambda: Span(time(8, 0, 30), time(9))),
    ("local times", lambda: Span(time(8, tzinfo=UTC), time(9))),
    ("ends before it begins", lambda: pattern({}, date(2025, 12, 31))),
    ("names weekday 7", lambda: pattern({7: spans("08:00-15:00")})),
    ("overlaps 11:00", lambda: pattern({0: spans("08:00-12:00 11:00-15:00")})),
    ("not a kind", lambda: DayNote(MONDAY, "holiday", "x")),  # type: ignore[arg-type]
    ("not a status", lambda: DayNote(MONDAY, "closure", "x", status="sure")),  # type: ignore[arg-type]
    ("has no hours", lambda: DayNote(MONDAY, "closure", "x", spans("08:00-09:00"))),
    ("not a time zone", lambda: Calendar("Asia/Lumajang", ())),
    ("not a time zone", lambda: Calendar("../passwd", ())),
    ("claim the same dates", lambda: calendar(FIVE_DAYS, week("Kedua", ["08:00-15:00"]))),
    (
        "2026-11-02 is opened twice",
        lambda: calendar(
            FIVE_DAYS, days=[DayNote(MONDAY, "extra_open", "a"), DayNote(MONDAY, "extra_open", "b")]
        ),
    ),
    ("not a calendar", lambda: Calendar.from_data({})),
    ("not a calendar", lambda: Calendar.from_data({"zone": "Asia/Jakarta", "patterns": [{}], "days": []})),
    ("not a calendar", lambda: Calendar.from_data({"zone": "Asia/Jakarta", "patterns": [], "days": [7]})),
    ("not a time zone", lambda: Calendar.from_data({"zone": "Mars", "patterns": [], "days": []})),
]


@pytest.mark.parametrize(
    ("told", "make"), REFUSED, ids=[f"{n} {told}" for n, (told, _) in enumerate(REFUSED)]
)
def test_tables_that_contradict_themselves_are_refused(told: str, make: Callable[[], object]) -> None:
    with pytest.raises(CalendarInvalid, match=told):
        make()


def test_the_digest_is_the_same_on_every_machine() -> None:
    tables = calendar(week("Senin", ["08:00-15:00"]), days=[DayNote(MONDAY, "closure", "Banjir")])
    spelled = (
        '{"days":[{"hours":[],"kind":"closure","name":"Banjir","on":"2026-11-02","status":"final"}],'
        '"patterns":[{"hours":{"0":[["08:00","15:00"]]},"name":"Senin","valid_from":"2015-01-01",'
        '"valid_until":null}],"zone":"Asia/Jakarta"}'
    )
    assert tables.digest == sha256(spelled.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        calendar(RAMADAN),
        calendar(FIVE_DAYS, RAMADAN),
        calendar(FIVE_DAYS, days=[DayNote(MONDAY, "closure", "Banjir")]),
        Calendar("Asia/Makassar", (FIVE_DAYS,)),
    ],
)
def test_any_other_table_has_another_digest(other: Calendar) -> None:
    assert other.digest != calendar(FIVE_DAYS).digest


def test_a_calendar_with_all_kinds_of_rows_is_read_back_equal() -> None:
    opened = DayNote(MONDAY, "extra_open", "Buka", spans("08:00-09:30"), "provisional")
    tables = Calendar("Asia/Jayapura", (FIVE_DAYS, RAMADAN), (opened, *OFFICE.days))
    assert Calendar.from_data(tables.to_data()) == tables
    assert hash(Calendar.from_data(tables.to_data())) == hash(tables)
