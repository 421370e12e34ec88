"""Wrong answers are counted in the database, before they are looked at, per account and source."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db.models import F
from django.utils.crypto import salted_hmac

from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused
from pamong.staff import queries
from pamong.staff.models import SignInFailures
from pamong.staff.rules.signing import (
    FORGOTTEN_AFTER,
    FREE_PER_ACCOUNT,
    FREE_PER_SOURCE,
    Failures,
    remembered,
    wait,
)
from pamong.standard.messages import N_, Message, Refusal


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer comes from: a network address, and the device when its cookie was signed by us."""

    address: str
    device: UUID | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """One row of wrong answers and how many of them are free; an empty account stands for all of them."""

    account: str
    source: str
    free: int


def for_password(*, username: str, source: Source) -> tuple[Counter, ...]:
    """What an answer is counted under. A device that signed in as this account before has a budget of its own."""
    account = _digest("account", username)
    if queries.knows_device(source.device, username):
        return (Counter(account, _digest("device", str(source.device)), FREE_PER_ACCOUNT),)
    address = _digest("address", source.address)
    return (Counter(account, address, FREE_PER_ACCOUNT), Counter("", address, FREE_PER_SOURCE))


def for_code(*, person_id: UUID) -> tuple[Counter, ...]:
    """Codes are counted per person alone: who gets here knows the password, so a stranger cannot use them up."""
    return (Counter(_digest("account", str(person_id)), _digest("code", ""), FREE_PER_ACCOUNT),)


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"pamong.staff.{kind}", text, algorithm="sha256").hexdigest()


def count(*, counters: tuple[Counter, ...]) -> None:
    """Count an answer as wrong before it is looked at, or refuse it unseen while the source has to wait.

    Whoever sends a thousand answers at once gets as many looked at as whoever sends them one after the other.
    """
    now = clock.now()
    with writing():
        SignInFailures.objects.filter(last_at__lte=now - FORGOTTEN_AFTER).delete()
        rows = [_row(counter, now) for counter in counters]
        longest = max(
            wait(Failures(row.count, row.last_at), now, free=counter.free)
            for row, counter in zip(rows, counters, strict=True)
        )
        if longest == timedelta(0):
            for row in rows:
                row.count = remembered(Failures(row.count, row.last_at), now).count + 1
                row.last_at = now
                row.save(update_fields=["count", "last_at"])
    if longest > timedelta(0):
        minutes = ceil(longest / timedelta(minutes=1))
        text = N_(
            "Terlalu banyak percobaan. Coba lagi dalam {minutes} menit, atau dari perangkat Anda yang biasa."
        )
        raise Refused(Refusal(None, Message(text, {"minutes": minutes}), "wait"))


def _row(counter: Counter, now: datetime) -> SignInFailures:
    row, _ = SignInFailures.objects.select_for_update().get_or_create(
        account=counter.account, source=counter.source, defaults={"last_at": now}
    )
    return row


def forgive(*, counters: tuple[Counter, ...]) -> None:
    """A right answer clears its account at this source, and takes back only itself from the source as a whole."""
    with writing():
        for counter in counters:
            rows = SignInFailures.objects.filter(account=counter.account, source=counter.source)
            if counter.account:
                rows.delete()
            else:
                rows.filter(count__gt=0).update(count=F("count") - 1)
