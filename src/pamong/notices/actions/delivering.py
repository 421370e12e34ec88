"""Delivery, at least once: a notice is marked as sent after it was sent, never before.

A worker takes a job by moving its `next_at` ahead (a lease) in a guarded update, sends outside of any transaction, and
then marks it. A worker that dies between sending and marking leaves the lease to run out, and the job is sent a second
time: that is the price of never losing one.
"""

import logging
from collections import Counter
from dataclasses import dataclass

from django.conf import settings

from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.notices import queries
from pamong.notices.adapters import Adapter, adapter
from pamong.notices.models import Notice
from pamong.notices.rules import (
    BACKOFF,
    LEASE,
    LOG,
    TRIED_BY_ITSELF,
    DeliveryError,
    State,
    next_try,
    why_not_letter,
)

_log = logging.getLogger(__name__)
_DUE = sorted(TRIED_BY_ITSELF)


@dataclass(frozen=True)
class Delivered:
    """What one round of a worker came to."""

    sent: int = 0
    failed: int = 0
    silent: int = 0

    def __bool__(self) -> bool:
        return bool(self.sent or self.failed or self.silent)


def deliver(*, limit: int = 200) -> Delivered:
    """Send what is due, oldest first, at most `limit` notices. Any number of workers may do this at once."""
    found: Counter[State] = Counter()
    for _ in range(limit):
        taken = _take()
        if taken is None:
            break
        found[_deliver(taken)] += 1
    failed = found[State.RETRYING] + found[State.FAILED]
    return Delivered(found[State.SENT], failed, found[State.SILENT])


def _take() -> Notice | None:
    """The oldest due notice, leased to this worker; None when none is due."""
    while True:
        now = clock.now()
        due = Notice.objects.filter(next_at__lte=now).order_by("next_at", "id").first()
        if due is None:
            return None
        with writing():
            taken = Notice.objects.filter(pk=due.pk, attempts=due.attempts, state__in=_DUE).update(
                attempts=due.attempts + 1, next_at=now + LEASE
            )
        if taken:
            due.attempts += 1
            return due


def _deliver(notice: Notice) -> State:
    """Write, send, mark."""
    tries = notice.attempts - notice.spent
    if tries > len(BACKOFF) + 1:
        # Taken and never marked, each time: whatever it is that ends the worker, it must not do so for ever.
        return _fail(notice, DeliveryError("interrupted", final=True))
    try:
        sent = _send(notice)
    except DeliveryError as error:
        return _fail(notice, error)
    except Exception:  # noqa: BLE001 - one notice that cannot be written must not keep the others waiting
        _log.exception("notice %s could not be written or sent", notice.pk)
        return _fail(notice, DeliveryError("unexpected"))
    if not sent:
        return _mark(notice, State.SILENT)
    return _mark(notice, State.SENT)


def _send(notice: Notice) -> bool:
    """Whether there was anything to say; raises DeliveryError."""
    letter = queries.written(queries.row(notice).job)
    if letter is None:
        return False
    wrong = why_not_letter(letter, addressed=notice.channel != LOG)
    if wrong:
        raise DeliveryError(wrong, final=True)
    way: Adapter = adapter(settings.NOTICE_ADAPTERS.get(notice.channel))
    way.send(letter, channel=notice.channel, reference=str(notice.pk))
    return True


def _fail(notice: Notice, error: DeliveryError) -> State:
    now = clock.now()
    again = None if error.final else next_try(tries=notice.attempts - notice.spent, now=now)
    state = State.RETRYING if again else State.FAILED
    return _mark(notice, state, last_error=error.code, next_at=again)


def _mark(notice: Notice, state: State, **changes: object) -> State:
    """Write the end of this attempt, unless another worker has taken the job over since."""
    values = {"next_at": None, "last_error": "", "sent_at": clock.now() if state is State.SENT else None}
    with writing():
        Notice.objects.filter(pk=notice.pk, attempts=notice.attempts).update(
            state=state, **(values | changes)
        )
    return state
