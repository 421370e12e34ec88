"""The control: an application that answers "taken in" before it has written anything. A crash must lose with it."""

import sys
import threading
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from pamong.config.wsgi import application as careful

_LATER_SECONDS = 0.5


def _ignore(*_answer: Any, **_more: Any) -> Callable[[bytes], object]:
    return len


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers every intake at once with a redirect, and does the work half a second later in a thread."""
    if environ["REQUEST_METHOD"] != "POST" or "/loket/permohonan/" not in environ["PATH_INFO"]:
        return careful(environ, start_response)
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    kept: dict[str, Any] = {name: value for name, value in environ.items() if isinstance(value, str)}
    kept |= {"wsgi.input": BytesIO(body), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr}

    def later() -> None:
        time.sleep(_LATER_SECONDS)
        list(careful(kept, _ignore))

    threading.Thread(target=later, daemon=True).start()
    start_response("302 Found", [("Location", "/loket/permohonan/NANTI"), ("Content-Length", "0")])
    return [b""]
