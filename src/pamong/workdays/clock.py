"""When an application is due, and the explanation day by day (rules 1, 2 and 4 of the time limit).

The clock starts at the moment of completeness. That day is day 0; completed after closing time or on a closed day,
day 0 is the next working day. Due is the end of service hours on the n-th counted day. Only time with the applicant
is not counted. Where the clock ends (rule 3) is the caller's business: it compares the moment of readiness with
`Due.moment`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import get_args

from pamong.workdays.answers import (
    LONGEST_CLOSURE,
    NOTHING,
    ClockInvalid,
    DayChange,
    DayLine,
    Due,
    Elapsed,
    Moved,
    NoWorkingDays,
    OpenClock,
    Pause,
    Reason,
    Unit,
    aware,
)
from pamong.workdays.calendar import Calendar, Day

__all__ = [
    "ClockInvalid",
    "DayChange",
    "DayLine",
    "Due",
    "Elapsed",
    "Moved",
    "NoWorkingDays",
    "OpenClock",
    "Pause",
    "Unit",
    "changed",
    "due",
    "elapsed",
]


def due(
    calendar: Calendar, *, complete_at: datetime, amount: int, unit: str, pauses: Sequence[Pause] = ()
) -> Due:
    """Answer the due moment of a limit, with its explanation.

    working_days: a working day counts when the office, not the applicant, holds the application at its closing
    time. minutes, hours: time inside service hours. days, weeks, months, years: dates of the calendar, counted with
    the same rule for pauses (on a closed day at midnight); when the last one is a closed day, due is the next
    working day; a month ends on its last day when it has no such date (31 January + 1 month = 28 February).
    Raises ClockInvalid for a senseless question, NoWorkingDays for a calendar that never opens.
    """
    if unit not in get_args(Unit):
        raise ClockInvalid(f"{unit!r} is not a unit of time limits.")
    if amount < 1:
        raise ClockInvalid(f"A time limit of {amount} {unit} is no limit; the least is 1.")
    walk = _walk(calendar, _local(calendar, complete_at))
    lines: list[DayLine] = []
    zero = next(day for day in walk if _is_day_zero(calendar, day, complete_at, lines))
    if unit in ("minutes", "hours"):
        left = timedelta(minutes=amount) if unit == "minutes" else timedelta(hours=amount)
        return _by_time(calendar, zero, walk, left, complete_at, pauses, lines)
    if unit == "working_days":
        return _by_days(calendar, zero, walk, amount, pauses, lines, closed_count=False)
    span = (_calendar_end(zero.on, amount, unit) - zero.on).days
    return _by_days(calendar, zero, walk, span, pauses, lines, closed_count=True)


def elapsed(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Pause] = ()) -> Elapsed:
    """Answer how old something is at `end`, without the time it lay with the applicant.

    At the due moment of a limit in working days the age in working days equals the limit.
    """
    if aware(end) < aware(start):
        raise ClockInvalid(f"An age from {start} to {end} would be negative.")
    days, worked = -1, NOTHING  # the first working day is day 0
    for day in _dates(calendar, _local(calendar, start), _local(calendar, end)):
        worked += sum((b - a for a, b in _free(calendar, day, start, end, pauses)), NOTHING)
        closing = calendar.closes_at(day.on) if day.working else None
        if closing is None or closing < start or (days >= 0 and closing > end):
            continue
        if days < 0 or not _held(closing, pauses):
            days += 1
    return Elapsed(max(days, 0), int(worked / timedelta(minutes=1)))


def changed(old: Calendar, new: Calendar, clocks: Iterable[OpenClock]) -> tuple[Moved, ...]:
    """Answer which of the running clocks are due at another moment under the new calendar, and because of which dates."""
    moved = []
    for clock in clocks:
        before, after = _run(old, clock), _run(new, clock)
        if before.moment != after.moment:
            dates = sorted({line.on for line in (*before.lines, *after.lines)})
            seen = [DayChange(on, old.day(on), new.day(on)) for on in dates]
            # Another name for a closed day moves nothing: only the hours do.
            causes = tuple(change for change in seen if change.was.hours != change.now.hours)
            moved.append(Moved(clock.key, before, after, causes))
    return tuple(moved)


def _run(calendar: Calendar, clock: OpenClock) -> Due:
    return due(
        calendar,
        complete_at=clock.complete_at,
        amount=clock.amount,
        unit=clock.unit,
        pauses=clock.pauses,
    )


def _local(calendar: Calendar, moment: datetime) -> date:
    return aware(moment).astimezone(calendar.tz).date()


def _walk(calendar: Calendar, first: date) -> Iterator[Day]:
    """Yield the dates from `first` on; never more than LONGEST_CLOSURE closed ones in a row."""
    closed = 0
    on = first
    while closed <= LONGEST_CLOSURE:
        day = calendar.day(on)
        closed = 0 if day.working else closed + 1
        yield day
        on += timedelta(days=1)
    raise NoWorkingDays(f"No service hours from {on - timedelta(days=closed)} to {on}: check the calendar.")


def _dates(calendar: Calendar, first: date, last: date) -> Iterator[Day]:
    for offset in range((last - first).days + 1):
        yield calendar.day(first + timedelta(days=offset))


def _held(moment: datetime, pauses: Sequence[Pause]) -> bool:
    return any(pause.holds(moment) for pause in pauses)


def _held_for_good(moment: datetime, pauses: Sequence[Pause]) -> bool:
    return any(pause.end is None and pause.holds(moment) for pause in pauses)


def _is_day_zero(calendar: Calendar, day: Day, complete_at: datetime, lines: list[DayLine]) -> bool:
    """Decide whether day 0 is reached; a date before it is explained in `lines`."""
    if not day.working:
        lines.append(_uncounted(day))
        return False
    if calendar.closes_at(day.on) < complete_at:
        lines.append(DayLine(day.on, None, "after_closing", day.name, provisional=day.provisional))
        return False
    return True


def _by_days(
    calendar: Calendar,
    zero: Day,
    walk: Iterator[Day],
    needed: int,
    pauses: Sequence[Pause],
    lines: list[DayLine],
    *,
    closed_count: bool,
) -> Due:
    lines.append(DayLine(zero.on, None, "day_zero", zero.name, provisional=zero.provisional))
    counted = 0
    while True:
        day = next(walk)
        ends = calendar.closes_at(day.on) if day.working else _midnight_after(calendar, day.on)
        counts = (day.working or closed_count) and counted < needed
        if (counts or day.working) and _held(ends, pauses):
            lines.append(DayLine(day.on, None, "with_applicant", day.name))
            if _held_for_good(ends, pauses):
                return Due(None, zero.on, tuple(lines))
            continue
        counted += counts
        lines.append(_line(day, counted, needed) if counts else _uncounted(day))
        if counted == needed and day.working:
            return Due(ends, zero.on, tuple(lines))


def _line(day: Day, counted: int, needed: int) -> DayLine:
    # A closed day that counts moves the deadline only as the last one; before that nobody need know it is provisional.
    matters = day.working or counted == needed
    return DayLine(day.on, counted, "counted", day.name, provisional=day.provisional and matters)


def _uncounted(day: Day) -> DayLine:
    if day.closed is None:
        return DayLine(day.on, None, "next_working_day", day.name, provisional=day.provisional)
    return DayLine(day.on, None, day.closed, day.name, provisional=day.provisional)


def _midnight_after(calendar: Calendar, on: date) -> datetime:
    return datetime.combine(on + timedelta(days=1), time(), calendar.tz)


def _calendar_end(start: date, amount: int, unit: str) -> date:
    if unit in ("days", "weeks"):
        return start + timedelta(days=amount if unit == "days" else 7 * amount)
    months = start.year * 12 + start.month - 1 + (amount if unit == "months" else 12 * amount)
    first_of_next = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    last = first_of_next - timedelta(days=1)
    return last.replace(day=min(start.day, last.day))


def _by_time(
    calendar: Calendar,
    zero: Day,
    walk: Iterator[Day],
    left: timedelta,
    complete_at: datetime,
    pauses: Sequence[Pause],
    lines: list[DayLine],
) -> Due:
    days = chain((zero,), walk)
    while True:
        day = next(days)
        worked = NOTHING
        for start, end in _free(calendar, day, complete_at, None, pauses):
            if end - start >= left:
                lines.append(_time_line(day, zero, worked + left))
                return Due((start + left).astimezone(calendar.tz), zero.on, tuple(lines))
            worked, left = worked + (end - start), left - (end - start)
        lines.append(_time_line(day, zero, worked))
        if day.working and _held_for_good(calendar.closes_at(day.on), pauses):
            return Due(None, zero.on, tuple(lines))


def _time_line(day: Day, zero: Day, worked: timedelta) -> DayLine:
    if not day.working:
        return _uncounted(day)
    reason: Reason = "counted" if worked else "with_applicant"
    return DayLine(
        day.on, None, "day_zero" if day is zero else reason, day.name, worked, provisional=day.provisional
    )


def _free(
    calendar: Calendar, day: Day, start: datetime, end: datetime | None, pauses: Sequence[Pause]
) -> list[tuple[datetime, datetime]]:
    """Answer the service time of a day between two moments without the pauses, in UTC (local clocks may be set back)."""
    free = [
        (
            datetime.combine(day.on, span.start, calendar.tz).astimezone(UTC),
            datetime.combine(day.on, span.end, calendar.tz).astimezone(UTC),
        )
        for span in day.hours
    ]
    outside = [(None, start), *((pause.start, pause.end) for pause in pauses), (end, None)]
    for cut_from, cut_until in outside if end else outside[:-1]:
        free = [piece for a, b in free for piece in _without(a, b, cut_from, cut_until)]
    return free


def _without(
    a: datetime, b: datetime, cut_from: datetime | None, cut_until: datetime | None
) -> Iterator[tuple[datetime, datetime]]:
    """Yield what is left of a..b when the time between the cuts (None: without end) is taken out."""
    before = min(b, cut_from) if cut_from else a
    after = max(a, cut_until) if cut_until else b
    if a < before:
        yield a, before
    if after < b:
        yield after, b
