"""What goes into the clock and what comes out: pauses, the explained due moment, ages, moved deadlines."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from pamong.workdays.calendar import ClosedReason, Day

Unit = Literal["minutes", "hours", "days", "weeks", "months", "years", "working_days"]
Reason = Literal["day_zero", "counted", "with_applicant", "after_closing", "next_working_day", ClosedReason]

LONGEST_CLOSURE: Final = 400
"""Days in a row without service after which a calendar is refused: more than a year is a mistake in the tables."""
NOTHING: Final = timedelta(0)


class ClockInvalid(ValueError):  # noqa: N818 - reads as what it says
    """The question makes no sense: a time without zone, an amount below one, a unit nobody knows."""


class NoWorkingDays(ClockInvalid):
    """The calendar stays closed for more than LONGEST_CLOSURE days: counting would never end."""


def aware(moment: datetime) -> datetime:
    """Answer the moment itself. Raises ClockInvalid when it has no time zone: a guess could move a due date."""
    if moment.utcoffset() is None:
        raise ClockInvalid(f"{moment} has no time zone.")
    return moment


@dataclass(frozen=True)
class Pause:
    """The applicant holds the application: from its return until it is handed in again (None: still there)."""

    start: datetime
    end: datetime | None

    def __post_init__(self) -> None:
        aware(self.start)
        if self.end is not None and aware(self.end) < self.start:
            raise ClockInvalid(f"A pause from {self.start} cannot end at {self.end}.")

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True)
class DayLine:
    """One date of the explanation.

    counts: this is the n-th counted day; None for a day that does not count and for limits in minutes or hours.
    worked: service time counted that day, for limits in minutes or hours.
    name: of the holiday, leave, closure or special opening, in the calendar's words.
    provisional: the day is closed by a note that the decree has not fixed yet.
    """

    on: date
    counts: int | None
    reason: Reason
    name: str
    worked: timedelta = NOTHING
    provisional: bool = False


@dataclass(frozen=True)
class Due:
    """The answer. `moment` (in the office's zone) is None while the applicant holds what is still to be counted."""

    moment: datetime | None
    day_zero: date
    lines: tuple[DayLine, ...]

    @property
    def provisional(self) -> bool:
        return any(line.provisional for line in self.lines)


@dataclass(frozen=True)
class Elapsed:
    """An age: counted working days (by the rule of `due`) and whole minutes of service hours."""

    working_days: int
    minutes: int


@dataclass(frozen=True)
class OpenClock:
    """What one running clock is made of; `key` is the caller's name for it."""

    key: str
    complete_at: datetime
    amount: int
    unit: str
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True)
class DayChange:
    """A date inside a clock's run that the new calendar sees differently."""

    on: date
    was: Day
    now: Day


@dataclass(frozen=True)
class Moved:
    """A due moment that the new calendar moves, and the dates that moved it."""

    key: str
    before: Due
    after: Due
    causes: tuple[DayChange, ...]
