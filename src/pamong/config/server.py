"""One server program for the office PC and the data centre."""

import gc
import os
import sys
from ipaddress import ip_address

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

# A worker that does not stop by itself is ended; what was acknowledged is on the disk by then.
_PATIENCE_SECONDS = 15


def serve(*, address: str, port: int, processes: int = 1, quiet: bool = False) -> int:
    """Serve until stopped. SQLite is served by one process with threads: two would queue behind the same lock."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    if processes > 1 and not os.environ.get("PAMONG_DATABASE_URL", "").startswith("postgres"):
        print("More than one process needs PostgreSQL: set PAMONG_DATABASE_URL.", file=sys.stderr)
        return 2
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.db import connections  # noqa: PLC0415 - needs Django

    if problem := _why_not(address):
        print(problem, file=sys.stderr)
        return 2
    # No thread may run here: a worker is forked from this process, and a lock that a thread holds at that moment, on a
    # module it imports for example, stays locked in the worker for ever. What happens by itself starts there (`wsgi`).
    # Nor may a connection be carried over: SQLite's locks belong to the process that took them.
    connections.close_all()
    _load_for_all()
    Server(
        "pamong.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=8,
        log_level=LogLevels.error if quiet else LogLevels.info,
        workers_kill_timeout=_PATIENCE_SECONDS,
    ).serve()
    return 0


def _load_for_all() -> None:
    """Load every page's code before the workers are forked: what they only read they then share, and the collector is
    told to leave it alone, because it would write into each piece of it.
    """
    from django.urls import get_resolver  # noqa: PLC0415 - needs Django

    assert get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def _why_not(address: str) -> str:
    """What must not be served from here: known passwords to the world, in a sentence; empty when nothing speaks
    against it.
    """
    from django.conf import settings  # noqa: PLC0415 - needs Django

    from pamong.config.demo import is_demo  # noqa: PLC0415 - not before the environment is set

    if settings.DEMO and not _is_here(address):
        return f"A demo answers to this machine only; {address} is reached from others. Use 127.0.0.1."
    if is_demo(settings.DATA) and not settings.DEMO:
        return (
            f"{settings.DATA} holds a demo, whose passwords everybody knows. Show it with pamong demo,"
            " or set PAMONG_DATA to the folder of the office."
        )
    return ""


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
