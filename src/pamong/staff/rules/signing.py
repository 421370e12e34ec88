"""Signing in: how long to wait after wrong answers, when a page locks, when a PIN is enough. Times are moments."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_PER_ACCOUNT = 5
"""Wrong answers for one account from one source before the first delay."""
FREE_PER_SOURCE = 40
"""Wrong answers from one address over all accounts before the first delay: a whole office may share one address."""
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
PIN_ATTEMPTS = 3
"""Wrong PINs on one device before it asks for the password again."""
SIGNED_IN_FOR = timedelta(hours=10)
"""How long a password opens a device: one working day with overtime, never two."""
PROVED_FOR = timedelta(minutes=10)
"""How long a password typed for an approval counts."""


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong answers counted together, and when the last of them was."""

    count: int = 0
    last_at: datetime | None = None


def remembered(failures: Failures, now: datetime) -> Failures:
    """The failures that still count: a day without one forgets them all."""
    if failures.last_at is None or now - failures.last_at >= FORGOTTEN_AFTER:
        return Failures()
    return failures


def wait(failures: Failures, now: datetime, *, free: int) -> timedelta:
    """How long until the next answer is looked at; zero when it is looked at now.

    The delay doubles with every wrong answer past the free ones and ends at `LONGEST_DELAY`: it slows a guesser to
    about a hundred answers a day and never turns into a closed account.
    """
    counted = remembered(failures, now)
    if counted.last_at is None or counted.count < free:
        return timedelta(0)
    doublings = min(counted.count - free, 10)
    delay = min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)
    return max(counted.last_at + delay - now, timedelta(0))


def idle(seen_at: datetime, now: datetime, limit: timedelta) -> bool:
    """Whether nobody has touched the page for ``limit``: it shows nothing more until PIN or password."""
    return now - seen_at >= limit


def pin_is_enough(opened_at: datetime, now: datetime, *, has_pin: bool, wrong_pins: int) -> bool:
    """A PIN returns to a device that the password opened this working day, while it was not guessed at."""
    return has_pin and wrong_pins < PIN_ATTEMPTS and now - opened_at < SIGNED_IN_FOR


def proved(proved_at: datetime | None, now: datetime) -> bool:
    """Whether the password was typed recently enough for an approval."""
    return proved_at is not None and now - proved_at < PROVED_FOR


def next_code_step(used: int | None, matched: int) -> int | None:
    """The time step to remember after a one-time code matched; None when that code was used before."""
    return None if used is not None and matched <= used else matched
