"""The same program spoilt on purpose, for the bench's own test: BENCH_SPOIL=slow or =wrong.

`slow` burns processor time in every queue page: the bench must show it there and nowhere else. `wrong` answers status
pages with an empty page: the run must end with an error, or it would count a broken server as a fast one.
"""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from pamong.config.wsgi import application as sound

BURN = 0.02  # seconds of processor time
SPOIL = os.environ.get("BENCH_SPOIL", "")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if SPOIL == "slow" and path == "/meja/daftar":
        until = time.thread_time() + BURN
        while time.thread_time() < until:
            pass
    if SPOIL == "wrong" and path.startswith("/status/"):
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "0")])
        return [b""]
    return sound(environ, start_response)
