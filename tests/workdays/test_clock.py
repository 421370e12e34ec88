"""Ages, moved deadlines, provisional dates, and the questions the clock refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pamong.workdays.calendar import Calendar, DayNote
from pamong.workdays.clock import (
    ClockInvalid,
    DayLine,
    Elapsed,
    NoWorkingDays,
    OpenClock,
    Pause,
    changed,
    due,
    elapsed,
)
from tests.workdays.calendars import (
    FIVE_DAYS,
    HOLIDAYS,
    LEAVE,
    OFFICE,
    WITHOUT_LEAVE,
    calendar,
    day,
    moment,
    week,
)


@pytest.mark.parametrize(
    ("start", "end", "pauses", "age"),
    [
        # Three hours on Monday, all of Tuesday (7), two on Wednesday.
        ("Mon 02-11-2026 12:00", "Wed 04-11-2026 10:00", [], Elapsed(1, (3 + 7 + 2) * 60)),
        ("Mon 02-11-2026 12:00", "Wed 04-11-2026 15:00", [], Elapsed(2, (3 + 7 + 7) * 60)),
        ("Mon 02-11-2026 12:00", "Mon 02-11-2026 12:00", [], Elapsed(0, 0)),
        ("Mon 02-11-2026 12:00", "Mon 02-11-2026 20:00", [], Elapsed(0, 3 * 60)),
        # After closing: Tuesday is day 0.
        ("Mon 02-11-2026 16:00", "Wed 04-11-2026 15:00", [], Elapsed(1, (7 + 7) * 60)),
        # Saturday to Sunday: the counter has not opened yet.
        ("Sat 07-11-2026 09:00", "Sun 08-11-2026 09:00", [], Elapsed(0, 0)),
        # With the applicant from Tuesday 10:00 to Thursday 09:00.
        (
            "Mon 02-11-2026 12:00",
            "Thu 05-11-2026 15:00",
            [("Tue 03-11-2026 10:00", "Thu 05-11-2026 09:00")],
            Elapsed(1, (3 + 2 + 6) * 60),
        ),
        (
            "Mon 02-11-2026 12:00",
            "Thu 05-11-2026 15:00",
            [("Tue 03-11-2026 10:00", None)],
            Elapsed(0, 5 * 60),
        ),
    ],
)
def test_an_age_is_counted_in_service_time_without_the_applicant(
    start: str, end: str, pauses: list[tuple[str, str | None]], age: Elapsed
) -> None:
    held = [Pause(moment(one), moment(other) if other else None) for one, other in pauses]
    assert elapsed(OFFICE, moment(start), moment(end), held) == age


def test_an_age_drops_the_seconds_of_a_minute_that_is_not_full() -> None:
    start = moment("Mon 02-11-2026 12:00")
    assert elapsed(OFFICE, start, start + timedelta(minutes=5, seconds=59)).minutes == 5


def test_collective_leave_that_was_forgotten_moves_the_deadline_and_is_named() -> None:
    clocks = [
        OpenClock("christmas", moment("Mon 14-12-2026 10:00"), 12, "working_days"),
        OpenClock("november", moment("Mon 02-11-2026 10:00"), 12, "working_days"),
        OpenClock(
            "returned",
            moment("Mon 14-12-2026 10:00"),
            12,
            "working_days",
            (Pause(moment("Tue 15-12-2026 10:00"), None),),
        ),
    ]
    (move,) = changed(WITHOUT_LEAVE, OFFICE, clocks)
    assert move.key == "christmas"
    assert move.before.moment == moment("Thu 31-12-2026 15:00")
    assert move.after.moment == moment("Mon 04-01-2027 15:00")
    (cause,) = move.causes
    assert (cause.on, cause.was.closed, cause.now.closed, cause.now.name) == (
        date(2026, 12, 24),
        None,
        "collective_leave",
        "Cuti Bersama Natal",
    )


def test_other_hours_on_the_due_day_move_the_deadline_within_the_day() -> None:
    shorter = calendar(FIVE_DAYS, week("Pendek", ["08:00-12:00"] * 5, "16-11-2026", "20-11-2026"))
    clock = OpenClock("one", moment("Mon 02-11-2026 10:00"), 12, "working_days")
    (move,) = changed(calendar(FIVE_DAYS), shorter, [clock])
    assert move.after.moment == moment("Wed 18-11-2026 12:00")
    assert [cause.on for cause in move.causes] == [date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)]


EID_GUESS = DayNote(day("10-03-2027"), "public_holiday", "Idul Fitri", status="provisional")


@pytest.mark.parametrize(
    ("complete", "limit", "provisional"),
    [
        ("Mon 08-03-2027 10:00", (2, "working_days"), True),
        ("Mon 08-03-2027 10:00", (1, "working_days"), False),
        ("Wed 10-03-2027 10:00", (1, "working_days"), True),  # it moves day 0
        ("Mon 08-03-2027 10:00", (2, "days"), True),  # it is the last day, so due moves to the next
        ("Mon 08-03-2027 10:00", (3, "days"), False),  # it counts like any date
        ("Tue 09-03-2027 14:30", (60, "minutes"), True),
    ],
)
def test_a_date_that_rests_on_a_holiday_not_yet_decreed_says_so(
    complete: str, limit: tuple[int, str], provisional: bool
) -> None:
    unsure = calendar(FIVE_DAYS, days=[EID_GUESS])
    answer = due(unsure, complete_at=moment(complete), amount=limit[0], unit=limit[1])
    assert answer.provisional is provisional


def test_minutes_explain_each_day_with_the_time_that_counted() -> None:
    held = [Pause(moment("Mon 02-11-2026 14:45"), moment("Wed 04-11-2026 09:00"))]
    answer = due(OFFICE, complete_at=moment("Mon 02-11-2026 14:30"), amount=1, unit="hours", pauses=held)
    assert answer.lines == (
        DayLine(date(2026, 11, 2), None, "day_zero", "", timedelta(minutes=15)),
        DayLine(date(2026, 11, 3), None, "with_applicant", ""),
        DayLine(date(2026, 11, 4), None, "counted", "", timedelta(minutes=45)),
    )


def test_dates_explain_why_due_is_not_the_last_day() -> None:
    answer = due(OFFICE, complete_at=moment("Thu 10-12-2026 10:00"), amount=2, unit="weeks")
    assert answer.lines[-5:] == (
        DayLine(date(2026, 12, 24), 14, "counted", "Cuti Bersama Natal"),
        DayLine(date(2026, 12, 25), None, "public_holiday", "Hari Raya Natal"),
        DayLine(date(2026, 12, 26), None, "weekend", ""),
        DayLine(date(2026, 12, 27), None, "weekend", ""),
        DayLine(date(2026, 12, 28), None, "next_working_day", ""),
    )


def test_a_start_after_closing_is_explained() -> None:
    answer = due(OFFICE, complete_at=moment("Fri 06-11-2026 14:30"), amount=1, unit="working_days")
    assert [line.reason for line in answer.lines] == [
        "after_closing",
        "weekend",
        "weekend",
        "day_zero",
        "counted",
    ]


def test_an_open_pause_explains_the_days_up_to_it() -> None:
    held = [Pause(moment("Wed 04-11-2026 10:00"), None)]
    answer = due(
        OFFICE, complete_at=moment("Mon 02-11-2026 10:00"), amount=12, unit="working_days", pauses=held
    )
    assert [(line.on.day, line.reason) for line in answer.lines] == [
        (2, "day_zero"),
        (3, "counted"),
        (4, "with_applicant"),
    ]


AWARE = moment("Mon 02-11-2026 10:00")
NAIVE = AWARE.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "told"),
    [
        (NAIVE, 1, "working_days", "no time zone"),
        (AWARE, 0, "working_days", "0 working_days is no limit"),
        (AWARE, -3, "minutes", "-3 minutes is no limit"),
        (AWARE, 1, "fortnights", "'fortnights' is not a unit"),
    ],
)
def test_a_senseless_question_is_refused(start: datetime, amount: int, unit: str, told: str) -> None:
    with pytest.raises(ClockInvalid, match=told):
        due(OFFICE, complete_at=start, amount=amount, unit=unit)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ClockInvalid, match="cannot end"):
        Pause(AWARE, AWARE - timedelta(minutes=1))


def test_a_pause_without_a_zone_is_refused() -> None:
    with pytest.raises(ClockInvalid, match="no time zone"):
        Pause(AWARE, NAIVE)


def test_a_negative_age_is_refused() -> None:
    with pytest.raises(ClockInvalid, match="negative"):
        elapsed(OFFICE, AWARE, AWARE - timedelta(seconds=1))


def test_a_calendar_whose_hours_run_out_ends_with_an_error_that_says_from_when() -> None:
    ending = calendar(week("Lama", ["08:00-15:00"] * 5, "01-01-2015", "06-11-2026"))
    with pytest.raises(NoWorkingDays, match="2026-11-07"):
        due(ending, complete_at=AWARE, amount=12, unit="working_days")
    assert due(ending, complete_at=AWARE, amount=4, unit="working_days").moment == moment(
        "Fri 06-11-2026 15:00"
    )


def test_a_closure_of_a_year_is_counted_through() -> None:
    first = date(2026, 11, 3)
    closure = tuple(DayNote(first + timedelta(days=n), "closure", "Renovasi") for n in range(365))
    answer = due(calendar(FIVE_DAYS, days=closure), complete_at=AWARE, amount=1, unit="working_days")
    assert answer.moment == moment("Wed 03-11-2027 15:00")


def test_due_is_told_in_the_zone_of_the_office() -> None:
    jayapura = Calendar("Asia/Jayapura", (FIVE_DAYS,), HOLIDAYS + LEAVE)
    # 13:30 in Jakarta is 15:30 in Jayapura: after closing there.
    answer = due(jayapura, complete_at=moment("Mon 02-11-2026 13:30"), amount=1, unit="working_days")
    assert answer.moment == datetime(2026, 11, 4, 6, 0, tzinfo=UTC)
    assert answer.moment.isoformat() == "2026-11-04T15:00:00+09:00"
    assert answer.day_zero == date(2026, 11, 3)
