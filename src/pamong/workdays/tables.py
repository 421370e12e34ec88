"""What a calendar is made of: hours, week patterns and day notes, each with its spelling in JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from itertools import pairwise
from typing import Any, Literal, Self, get_args

DayKind = Literal[
    "public_holiday", "collective_leave", "election", "regional_holiday", "closure", "extra_open"
]
DayStatus = Literal["final", "provisional"]


class CalendarInvalid(ValueError):  # noqa: N818 - reads as what it says
    """The tables contradict themselves or make no sense; the text says which row and why."""


@dataclass(frozen=True, order=True)
class Span:
    """Service hours without a break, local time of the office, both ends on the same day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            raise CalendarInvalid("Service hours are local times: leave the time zone to the calendar.")
        if any(moment.second or moment.microsecond for moment in (self.start, self.end)):
            raise CalendarInvalid(f"Service hours {self.start} to {self.end} are not whole minutes.")
        if self.start >= self.end:
            raise CalendarInvalid(f"Service hours {self.start} to {self.end} end before they begin.")


def _checked_spans(spans: Sequence[Span], what: str) -> tuple[Span, ...]:
    ordered = tuple(sorted(spans))
    for earlier, later in pairwise(ordered):
        if later.start < earlier.end:
            raise CalendarInvalid(f"{what}: {earlier.start} to {earlier.end} overlaps {later.start}.")
    return ordered


@dataclass(frozen=True)
class WeekPattern:
    """The ordinary hours of a week, by weekday (0 = Monday), from one date to another (None: until replaced).

    A weekday that is missing has no service. Where two patterns cover a date, the one with the shorter validity
    holds (hours of Ramadan over the ordinary week); of two equally long, or two without end, the later one.
    """

    name: str
    valid_from: date
    valid_until: date | None
    hours: Mapping[int, tuple[Span, ...]] = field(hash=False)

    def __post_init__(self) -> None:
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise CalendarInvalid(f"Week pattern {self.name!r} ends before it begins.")
        if strange := sorted(set(self.hours) - set(range(7))):
            raise CalendarInvalid(
                f"Week pattern {self.name!r} names weekday {strange[0]}; 0 is Monday, 6 Sunday."
            )
        checked = {day: _checked_spans(self.hours[day], self.name) for day in sorted(self.hours)}
        object.__setattr__(self, "hours", {day: spans for day, spans in checked.items() if spans})

    def covers(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)

    def to_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "valid_from": self.valid_from.isoformat(),
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "hours": hours_to_data(self.hours),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        until = data["valid_until"]
        return cls(
            name=data["name"],
            valid_from=date.fromisoformat(data["valid_from"]),
            valid_until=None if until is None else date.fromisoformat(until),
            hours=hours_from_data(data["hours"]),
        )

    @property
    def precedence(self) -> tuple[int, int]:
        until = self.valid_until or date.max
        return (self.valid_from.toordinal() - until.toordinal(), self.valid_from.toordinal())


@dataclass(frozen=True)
class DayNote:
    """What is different on one date.

    `extra_open` opens the counter whatever else is noted for the date: with its own hours, or with the ordinary
    hours of that weekday when none are given (a counter that keeps serving on a day of collective leave). Every
    other kind closes it. `provisional` marks a date that the decree has not fixed yet.
    """

    on: date
    kind: DayKind
    name: str
    hours: tuple[Span, ...] = ()
    status: DayStatus = "final"

    def __post_init__(self) -> None:
        if self.kind not in get_args(DayKind):
            raise CalendarInvalid(f"{self.on}: {self.kind!r} is not a kind of day note.")
        if self.status not in get_args(DayStatus):
            raise CalendarInvalid(f"{self.on}: {self.status!r} is not a status; write final or provisional.")
        if self.hours and self.kind != "extra_open":
            raise CalendarInvalid(f"{self.on}: a {self.kind} closes the day and has no hours.")
        object.__setattr__(self, "hours", _checked_spans(self.hours, str(self.on)))

    def to_data(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "kind": self.kind,
            "name": self.name,
            "hours": spans_to_data(self.hours),
            "status": self.status,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            on=date.fromisoformat(data["on"]),
            kind=data["kind"],
            name=data["name"],
            hours=spans_from_data(data["hours"]),
            status=data["status"],
        )


def spans_to_data(spans: Sequence[Span]) -> list[list[str]]:
    """Write service hours as pairs of texts, [["08:00", "15:00"]]."""
    return [[span.start.isoformat("minutes"), span.end.isoformat("minutes")] for span in spans]


def spans_from_data(rows: Sequence[Sequence[str]]) -> tuple[Span, ...]:
    """Read what `spans_to_data` wrote. Raises CalendarInvalid for hours that make no sense, ValueError for no hours."""
    return tuple(Span(time.fromisoformat(start), time.fromisoformat(end)) for start, end in rows)


def hours_to_data(hours: Mapping[int, Sequence[Span]]) -> dict[str, list[list[str]]]:
    """Write the hours of a week; JSON names are texts, so Monday is "0"."""
    return {str(day): spans_to_data(spans) for day, spans in hours.items()}


def hours_from_data(data: Mapping[str, Sequence[Sequence[str]]]) -> dict[int, tuple[Span, ...]]:
    """Read what `hours_to_data` wrote; the same errors as `spans_from_data`."""
    return {int(day): spans_from_data(spans) for day, spans in data.items()}
