"""What must happen by itself: each office day that is over gets its checkpoint, old forms are forgotten, and deadlines
that a changed calendar touches are counted anew to the end.
"""

import logging
import threading
from datetime import timedelta

from django.db import DatabaseError, close_old_connections

from pamong.calendar.actions import resume_all
from pamong.ledger import actions as ledger_actions
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import DayPassedError
from pamong.ledger.rules import BrokenLogError
from pamong.notices.actions import deliver, order_briefings
from pamong.offices import queries as offices
from pamong.staff.actions.keeping import drop_old_forms
from pamong.vault.errors import VaultError

_EVERY_SECONDS = 600.0
_DELIVERIES_EVERY_SECONDS = 15.0
_log = logging.getLogger(__name__)


def close_days() -> int:
    """Close yesterday in every office that has written anything and has no checkpoint of it; answers how many.

    An office that cannot be closed does not keep the others from it: its log says why, and `pamong verify` where.
    """
    closed = 0
    for office in ledger.offices():
        try:
            yesterday = clock.today(offices.zone(office)) - timedelta(days=1)
        except offices.UnknownOffice:
            continue  # the log of the installation itself belongs to no office day
        newest = ledger.newest_checkpoint(office)
        head = ledger.head(office)
        if head is None or (newest is not None and (newest.on >= yesterday or newest.size == head.size)):
            continue
        try:
            ledger_actions.close_day(office=office, on=yesterday)
        except (BrokenLogError, DayPassedError):
            _log.exception("office %s: the day could not be closed", office)
        else:
            closed += 1
    return closed


def start() -> threading.Event:
    """Look every ten minutes, in a thread of this process; set the event to stop."""
    stop = threading.Event()

    def tick() -> None:
        while not stop.is_set():
            try:
                close_days()
                drop_old_forms()
                order_briefings()
                resume_all()
            except (DatabaseError, OSError, VaultError):
                _log.exception("what happens by itself failed; tried again in ten minutes")
            finally:
                close_old_connections()
            stop.wait(_EVERY_SECONDS)

    threading.Thread(target=tick, name="ticker", daemon=True).start()
    return stop


def start_deliveries() -> threading.Event:
    """Send what applicants are to be told every few seconds, in a thread of its own: a mail server that does not answer
    must not hold up the closing of the day. Set the event to stop.
    """
    stop = threading.Event()

    def tick() -> None:
        while not stop.is_set():
            try:
                deliver()
            except (DatabaseError, OSError, VaultError):
                _log.exception("notices could not be delivered; tried again in a moment")
            finally:
                close_old_connections()
            stop.wait(_DELIVERIES_EVERY_SECONDS)

    threading.Thread(target=tick, name="deliveries", daemon=True).start()
    return stop
