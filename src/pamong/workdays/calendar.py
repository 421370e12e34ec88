"""An office's calendar as a value: when the counter is open, and why it is not (rule 5 of the time limit).

Two tables make it. Week patterns say the ordinary hours and from when to when they hold; day notes say what is
different on one date. The calendar holds no rule about deadlines: `clock` counts, this only answers for a date.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pamong.workdays.tables import CalendarInvalid, DayKind, DayNote, DayStatus, Span, WeekPattern

__all__ = [
    "Calendar",
    "CalendarInvalid",
    "ClosedReason",
    "Day",
    "DayKind",
    "DayNote",
    "DayStatus",
    "Span",
    "WeekPattern",
]

ClosedReason = Literal[
    "public_holiday",
    "election",
    "regional_holiday",
    "collective_leave",
    "closure",
    "weekend",
    "no_hours",
]

# When several notes close the same day, the day is explained by the first of these.
_CLOSING: Final[tuple[ClosedReason, ...]] = (
    "public_holiday",
    "election",
    "regional_holiday",
    "collective_leave",
    "closure",
)
_SATURDAY: Final = 5


@dataclass(frozen=True)
class Day:
    """One date as the calendar sees it: its service hours, or the reason why there are none."""

    on: date
    hours: tuple[Span, ...]
    closed: ClosedReason | None
    name: str
    provisional: bool

    @property
    def working(self) -> bool:
        return bool(self.hours)


@dataclass(frozen=True)
class Calendar:
    """Patterns and notes of one office in one time zone. Equal tables give equal calendars and equal digests."""

    zone: str
    patterns: tuple[WeekPattern, ...]
    days: tuple[DayNote, ...] = ()
    _known: dict[date, Day] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise CalendarInvalid(f"{self.zone!r} is not a time zone.") from error
        patterns = tuple(sorted(self.patterns, key=lambda pattern: (pattern.precedence, pattern.name)))
        for one, other in pairwise(patterns):
            if (one.valid_from, one.valid_until) == (other.valid_from, other.valid_until):
                raise CalendarInvalid(f"Week patterns {one.name!r} and {other.name!r} claim the same dates.")
        opened = [note.on for note in self.days if note.kind == "extra_open"]
        if len(opened) != len(set(opened)):
            raise CalendarInvalid(
                f"{max(opened, key=opened.count)} is opened twice; one note says the hours."
            )
        object.__setattr__(self, "patterns", patterns)
        object.__setattr__(
            self, "days", tuple(sorted(self.days, key=lambda note: (note.on, note.kind, note.name)))
        )

    @cached_property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def _notes(self) -> dict[date, tuple[DayNote, ...]]:
        found: dict[date, list[DayNote]] = {}
        for note in self.days:
            found.setdefault(note.on, []).append(note)
        return {on: tuple(notes) for on, notes in found.items()}

    def day(self, on: date) -> Day:
        """Answer for a date; remembered, because a queue page asks for the same dates fifty times."""
        if on not in self._known:
            self._known[on] = self._look_up(on)
        return self._known[on]

    def _look_up(self, on: date) -> Day:
        pattern = max(
            (pattern for pattern in self.patterns if pattern.covers(on)),
            key=lambda pattern: pattern.precedence,
            default=None,
        )
        ordinary = pattern.hours.get(on.weekday(), ()) if pattern else ()
        notes = self._notes.get(on, ())
        for note in notes:
            if note.kind == "extra_open" and (note.hours or ordinary):
                return Day(on, note.hours or ordinary, None, note.name, note.status == "provisional")
        closing = sorted(
            (note for note in notes if note.kind in _CLOSING), key=lambda note: _CLOSING.index(note.kind)
        )
        if ordinary and not closing:
            return Day(on, ordinary, None, "", provisional=False)
        name = "; ".join(dict.fromkeys(note.name for note in closing))
        provisional = bool(ordinary) and all(note.status == "provisional" for note in closing)
        return Day(on, (), self._reason(on, closing), name, provisional)

    @staticmethod
    def _reason(on: date, closing: Sequence[DayNote]) -> ClosedReason:
        kinds = {note.kind for note in closing}
        otherwise: ClosedReason = "weekend" if on.weekday() >= _SATURDAY else "no_hours"
        return next((reason for reason in _CLOSING if reason in kinds), otherwise)

    def hours_on(self, on: date) -> tuple[Span, ...]:
        return self.day(on).hours

    def is_working(self, on: date) -> bool:
        return self.day(on).working

    def opens_at(self, on: date) -> datetime:
        """When service begins that day, in the office's zone. Raises CalendarInvalid on a closed day."""
        return datetime.combine(on, self._service(on)[0].start, self.tz)

    def closes_at(self, on: date) -> datetime:
        """When service ends that day, in the office's zone. Raises CalendarInvalid on a closed day."""
        return datetime.combine(on, self._service(on)[-1].end, self.tz)

    def _service(self, on: date) -> tuple[Span, ...]:
        if not (hours := self.hours_on(on)):
            raise CalendarInvalid(f"{on} has no service hours ({self.day(on).closed}).")
        return hours

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the tables in one fixed spelling: the same on every machine, another after any change."""
        text = json.dumps(self.to_data(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_data(self) -> dict[str, Any]:
        """The tables as JSON values; `from_data` reads them back to an equal calendar."""
        return {
            "zone": self.zone,
            "patterns": [pattern.to_data() for pattern in self.patterns],
            "days": [note.to_data() for note in self.days],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Calendar":
        """Read what `to_data` wrote. Raises CalendarInvalid for anything else."""
        try:
            return cls(
                zone=data["zone"],
                patterns=tuple(WeekPattern.from_data(row) for row in data["patterns"]),
                days=tuple(DayNote.from_data(row) for row in data["days"]),
            )
        except CalendarInvalid:
            raise
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CalendarInvalid(f"This is not a calendar: {error!r}.") from error
