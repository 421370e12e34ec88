"""What must hold for every calendar, start, amount and pause, and a second counter that shares no code with the first."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pamong.workdays.calendar import Calendar, DayKind, DayNote, Span, WeekPattern
from pamong.workdays.clock import Due, NoWorkingDays, OpenClock, Pause, changed, due, elapsed
from tests.workdays.calendars import JAKARTA

FIRST = date(2026, 3, 2)
CLOSING_KINDS: tuple[DayKind, ...] = ("public_holiday", "collective_leave", "regional_holiday", "closure")
COUNTED_UNITS = ("working_days", "days", "weeks")
ALL_UNITS = (*COUNTED_UNITS, "months", "years", "minutes", "hours")

# No time limit: the machine may be busy, the rules are not.
thorough = settings(deadline=None, max_examples=60)

dates = st.integers(0, 60).map(lambda offset: FIRST + timedelta(days=offset))
moments = st.integers(0, 40 * 24 * 12).map(
    lambda five_minutes: datetime.combine(FIRST, time(), JAKARTA) + timedelta(minutes=5 * five_minutes)
)
amounts = st.integers(1, 25)


def limits(*units: str) -> st.SearchStrategy[tuple[int, str]]:
    """Amounts that keep the end within two years or so."""
    most = {"months": 7, "years": 2}
    return st.sampled_from(units).flatmap(
        lambda unit: st.tuples(st.integers(1, most.get(unit, 25)), st.just(unit))
    )


@st.composite
def weeks(draw: st.DrawFn) -> WeekPattern:
    open_days = draw(st.sets(st.integers(0, 6), min_size=1))
    closing = {weekday: draw(st.integers(12, 17)) for weekday in open_days}
    hours = {
        weekday: (Span(time(8), time(11)), Span(time(11, 30), time(closing[weekday]))) for weekday in closing
    }
    return WeekPattern("pekan", date(2015, 1, 1), None, hours)


def closing_notes() -> st.SearchStrategy[list[DayNote]]:
    return st.lists(
        st.builds(DayNote, on=dates, kind=st.sampled_from(CLOSING_KINDS), name=st.just("libur")), max_size=12
    )


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    return Calendar("Asia/Jakarta", (draw(weeks()),), tuple(draw(closing_notes())))


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Pause, ...]:
    edges = sorted(draw(st.lists(moments, max_size=6, unique=True)))
    return tuple(Pause(start, end) for start, end in list(pairwise(edges))[::2])


def question(calendar: Calendar, start: datetime, limit: tuple[int, str], held: Sequence[Pause] = ()) -> Due:
    amount, unit = limit
    return due(calendar, complete_at=start, amount=amount, unit=unit, pauses=held)


def answered(answer: Due) -> datetime:
    assert answer.moment is not None
    return answer.moment


def naive_working_days(calendar: Calendar, start: datetime, amount: int, held: Sequence[Pause]) -> datetime:
    """The second counter: lists the closing moments of all working days first, then takes the n-th that counts."""
    (pattern,) = calendar.patterns
    closed = {note.on for note in calendar.days}
    candidates = [FIRST + timedelta(days=offset) for offset in range(-1, 600)]
    closings = [
        datetime.combine(on, pattern.hours[on.weekday()][-1].end, JAKARTA)
        for on in candidates
        if on.weekday() in pattern.hours and on not in closed
    ]
    after_day_zero = [closing for closing in closings if closing >= start][1:]
    with_office = [
        closing
        for closing in after_day_zero
        if not [pause for pause in held if pause.end and pause.start <= closing < pause.end]
    ]
    return with_office[amount - 1]


@thorough
@given(calendars(), moments, amounts, pauses())
def test_two_counters_agree_on_working_days(
    calendar: Calendar, start: datetime, amount: int, held: tuple[Pause, ...]
) -> None:
    assert question(calendar, start, (amount, "working_days"), held).moment == naive_working_days(
        calendar, start, amount, held
    )


@thorough
@given(calendars(), moments, limits(*ALL_UNITS), pauses())
def test_due_is_service_time_after_the_start_and_days_end_at_closing(
    calendar: Calendar, start: datetime, limit: tuple[int, str], held: tuple[Pause, ...]
) -> None:
    unit = limit[1]
    moment = answered(question(calendar, start, limit, held))
    assert moment > start
    assert any(span.start <= moment.time() <= span.end for span in calendar.hours_on(moment.date()))
    if unit not in ("minutes", "hours"):
        assert moment == calendar.closes_at(moment.date())


@thorough
@given(calendars(), moments, moments, limits(*COUNTED_UNITS, "minutes", "hours"), pauses())
def test_completed_later_is_never_due_earlier(
    calendar: Calendar, one: datetime, other: datetime, limit: tuple[int, str], held: tuple[Pause, ...]
) -> None:
    earlier, later = sorted((one, other))
    assert answered(question(calendar, earlier, limit, held)) <= answered(
        question(calendar, later, limit, held)
    )


@thorough
@given(calendars(), moments, limits(*ALL_UNITS), pauses())
def test_one_more_is_never_due_earlier(
    calendar: Calendar, start: datetime, limit: tuple[int, str], held: tuple[Pause, ...]
) -> None:
    amount, unit = limit
    more = answered(question(calendar, start, (amount + 1, unit), held))
    assert more >= answered(question(calendar, start, limit, held))
    if unit in ("working_days", "minutes", "hours"):
        assert more > answered(question(calendar, start, limit, held))


@thorough
@given(calendars(), dates, moments, limits("working_days", "minutes", "hours"), pauses())
def test_another_holiday_never_makes_it_earlier(
    calendar: Calendar, on: date, start: datetime, limit: tuple[int, str], held: tuple[Pause, ...]
) -> None:
    note = DayNote(on, "regional_holiday", "baru")
    more = Calendar(calendar.zone, calendar.patterns, (*calendar.days, note))
    assert answered(question(more, start, limit, held)) >= answered(question(calendar, start, limit, held))


@thorough
@given(calendars(), moments, limits(*ALL_UNITS), pauses())
def test_a_pause_never_makes_it_earlier(
    calendar: Calendar, start: datetime, limit: tuple[int, str], held: tuple[Pause, ...]
) -> None:
    assert answered(question(calendar, start, limit, held)) >= answered(question(calendar, start, limit))


@thorough
@given(calendars(), moments, limits(*COUNTED_UNITS), pauses())
def test_the_explanation_counts_as_many_days_as_the_limit_has(
    calendar: Calendar, start: datetime, limit: tuple[int, str], held: tuple[Pause, ...]
) -> None:
    answer = question(calendar, start, limit, held)
    amount, unit = limit
    days = amount * 7 if unit == "weeks" else amount
    assert [line.counts for line in answer.lines if line.reason == "counted"] == list(range(1, days + 1))
    assert [line.on for line in answer.lines if line.reason == "day_zero"] == [answer.day_zero]


@thorough
@given(calendars(), moments, limits("minutes", "hours"), pauses())
def test_the_explanation_adds_up_to_the_minutes_of_the_limit(
    calendar: Calendar, start: datetime, limit: tuple[int, str], held: tuple[Pause, ...]
) -> None:
    answer = question(calendar, start, limit, held)
    amount, unit = limit
    asked = timedelta(minutes=amount) if unit == "minutes" else timedelta(hours=amount)
    assert sum((line.worked for line in answer.lines), timedelta()) == asked


@thorough
@given(calendars(), moments, limits(*ALL_UNITS), pauses())
def test_the_explanation_leaves_no_date_out(
    calendar: Calendar, start: datetime, limit: tuple[int, str], held: tuple[Pause, ...]
) -> None:
    answer = question(calendar, start, limit, held)
    on = [line.on for line in answer.lines]
    assert on[0] == start.date()
    assert on[-1] == answered(answer).date()
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(on))


@thorough
@given(calendars(), moments, amounts, pauses())
def test_at_the_due_moment_the_age_is_the_limit(
    calendar: Calendar, start: datetime, amount: int, held: tuple[Pause, ...]
) -> None:
    by_days = answered(question(calendar, start, (amount, "working_days"), held))
    assert elapsed(calendar, start, by_days, held).working_days == amount
    by_minutes = answered(question(calendar, start, (amount, "minutes"), held))
    assert elapsed(calendar, start, by_minutes, held).minutes == amount


@thorough
@given(calendars(), moments, moments, moments, pauses())
def test_an_age_never_shrinks(
    calendar: Calendar, one: datetime, two: datetime, three: datetime, held: tuple[Pause, ...]
) -> None:
    start, earlier, later = sorted((one, two, three))
    young, old = elapsed(calendar, start, earlier, held), elapsed(calendar, start, later, held)
    assert young.working_days <= old.working_days
    assert young.minutes <= old.minutes
    assert elapsed(calendar, start, later).minutes >= old.minutes


@thorough
@given(calendars(), moments, limits(*ALL_UNITS), moments)
def test_an_open_pause_leaves_no_date_unless_it_was_due_before(
    calendar: Calendar, start: datetime, limit: tuple[int, str], returned: datetime
) -> None:
    free = answered(question(calendar, start, limit))
    answer = question(calendar, start, limit, [Pause(returned, None)])
    assert answer.moment == (free if free < returned else None) or free == returned


@thorough
@given(calendars(), moments, limits(*ALL_UNITS))
def test_the_zone_a_moment_is_written_in_makes_no_difference(
    calendar: Calendar, start: datetime, limit: tuple[int, str]
) -> None:
    assert question(calendar, start.astimezone(UTC), limit) == question(calendar, start, limit)


@thorough
@given(calendars(), closing_notes(), st.lists(st.tuples(moments, limits(*ALL_UNITS)), max_size=5))
def test_a_changed_calendar_names_exactly_the_deadlines_it_moves_and_why(
    old: Calendar, notes: list[DayNote], started: list[tuple[datetime, tuple[int, str]]]
) -> None:
    new = Calendar(old.zone, old.patterns, (*old.days, *notes))
    clocks = {str(number): clock for number, clock in enumerate(started)}
    moved = changed(old, new, [OpenClock(key, start, *limit) for key, (start, limit) in clocks.items()])
    assert {move.key for move in moved} == {
        key for key, clock in clocks.items() if question(old, *clock).moment != question(new, *clock).moment
    }
    for move in moved:
        assert move.causes
        assert {cause.on for cause in move.causes} <= {note.on for note in notes}
        assert all(cause.was.working and not cause.now.working for cause in move.causes)


@thorough
@given(calendars())
def test_a_calendar_written_down_and_read_back_is_the_same(calendar: Calendar) -> None:
    copy = Calendar.from_data(calendar.to_data())
    assert copy == calendar
    assert copy.digest == calendar.digest


@thorough
@given(weeks(), st.permutations(range(6)), calendars())
def test_the_order_of_rows_does_not_change_a_calendar(
    pattern: WeekPattern, order: list[int], calendar: Calendar
) -> None:
    assume(calendar.days)
    rows = [DayNote(FIRST + timedelta(days=number), "closure", f"tutup {number}") for number in range(6)]
    one = Calendar("Asia/Jakarta", (pattern,), tuple(rows))
    other = Calendar("Asia/Jakarta", (pattern,), tuple(rows[number] for number in order))
    assert one == other
    assert one.digest == other.digest
    assert one.digest != Calendar("Asia/Jakarta", (pattern,), tuple(rows[:5])).digest


@pytest.mark.parametrize("unit", ALL_UNITS)
def test_a_calendar_that_never_opens_ends_with_an_error(unit: str) -> None:
    never = Calendar("Asia/Jakarta", (), ())
    with pytest.raises(NoWorkingDays, match="check the calendar"):
        question(never, datetime.combine(FIRST, time(9), JAKARTA), (1, unit))
