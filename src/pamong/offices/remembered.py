"""Rows that one request reads once: a page asks for the zone and the name of its office half a dozen times.

Nothing outlives its request, so a change made in another process is seen by the next one; outside a request nothing is
remembered at all.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished, request_started

from pamong.offices.models import Office

_thread = threading.local()


def listen() -> None:
    """Begin with every request and end with it; called once, when the room is made ready."""
    request_started.connect(begin, dispatch_uid="offices.remembered.begin")
    request_finished.connect(forget, dispatch_uid="offices.remembered.end")


def begin(**_signal: Any) -> None:
    """Remember from here on: a request has begun in this thread."""
    _thread.rows = {}


def forget(**_signal: Any) -> None:
    """Remember nothing more: the request has ended."""
    _thread.rows = None


def begin_anew() -> None:
    """Within a request that changes an office: what was read before the change is no longer so."""
    if getattr(_thread, "rows", None) is not None:
        _thread.rows = {}


def office(code: str, read: Callable[[str], Office | None]) -> Office | None:
    """The row under this code, read at most once in a request."""
    rows: dict[str, Office] | None = getattr(_thread, "rows", None)
    if rows is None:
        return read(code)
    row = rows.get(code) or read(code)
    if row is not None:
        rows[code] = row
    return row
