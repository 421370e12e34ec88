"""The one provider of time. Nothing else in the program asks the system what time it is."""

import sys
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from django.conf import settings


class ClockError(RuntimeError):
    """The clock was to be set outside demo and tests, or backwards."""


class _Clock:
    """System time, or a moment set by demo or test; in both cases never behind what was answered before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._latest: datetime | None = None
        self._standing: datetime | None = None
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        with self._lock:
            moment = self._standing or datetime.now(UTC) + self._ahead  # noqa: TID251 (this is the provider)
            if self._latest is None or moment > self._latest:
                self._latest = moment
            return self._latest

    def put(self, moment: datetime, *, ticking: bool) -> None:
        with self._lock:
            already_set = self._standing is not None or bool(self._ahead)
            if already_set and self._latest is not None and moment < self._latest:
                raise ClockError(
                    f"The clock shows {self._latest.isoformat()}; it does not go back to {moment.isoformat()}. "
                    "Call release() first."
                )
            self._latest = moment
            self._standing = None if ticking else moment
            self._ahead = moment - datetime.now(UTC) if ticking else timedelta(0)  # noqa: TID251 (this is the provider)

    def free(self) -> None:
        with self._lock:
            self._latest = self._standing = None
            self._ahead = timedelta(0)


_clock = _Clock()


def now() -> datetime:
    """This moment, with zone UTC. Never earlier than an answer this process was given before."""
    return _clock.now()


def today(zone: ZoneInfo) -> date:
    """The calendar day in an office's zone: Indonesia has three, and a day there begins before it does in UTC."""
    return now().astimezone(zone).date()


def set_for_demo_or_test(moment: datetime, *, ticking: bool = False) -> None:
    """Let the clock show `moment` (with zone), standing still unless `ticking`.

    Once set it can only be set forward; `release` ends that. Raises ClockError outside demo and tests:
    a clock that an office could set would make every promised date worthless.
    """
    _only_demo_or_test()
    if moment.tzinfo is None:
        raise ClockError("The clock needs a moment with a zone.")
    _clock.put(moment.astimezone(UTC), ticking=ticking)


def travel(distance: timedelta) -> datetime:
    """Move the standing clock forward by `distance` and answer the new moment."""
    set_for_demo_or_test(now() + distance)
    return now()


def release() -> None:
    """Give the clock back to the system, forgetting what was answered before."""
    _only_demo_or_test()
    _clock.free()


def _only_demo_or_test() -> None:
    if not settings.DEMO and "pytest" not in sys.modules:
        raise ClockError("Only the demo and the tests may set the clock.")
