"""`pamong demo`: two offices with invented people, on this machine only, dates relative to today."""

import os
import socket
import sys
import threading
import time
import webbrowser
from datetime import date
from pathlib import Path
from shutil import rmtree

MARKER = "DEMO"
BUILDING = "building\n"
READY = "Invented people; safe to delete.\n"
_MADE_ON = "Made on "
# What an office may have set for its own server on this machine, and what must not reach the demo.
_OF_AN_OFFICE = (
    "PAMONG_DATABASE_URL",
    "PAMONG_HOSTS",
    "PAMONG_HTTPS",
    "PAMONG_KEYS",
    "PAMONG_NOTICES",
    "PAMONG_SENDER",
    "PAMONG_SMS_TOKEN",
    "PAMONG_SMS_URL",
    "PAMONG_SMTP",
    "PAMONG_URL",
)


def run(*, data: Path, port: int, browser: bool, fresh: bool) -> int:
    """Make the demo office if it is not there, say how to sign in, serve until Ctrl-C. Answers the exit code."""
    try:
        data = data.resolve()
        if problem := _why_not(data, port):
            print(problem, file=sys.stderr)
            return 2
        if data.exists() and (fresh or not _complete(data)):
            rmtree(data)
        _prepare(data)
    except OSError as error:
        print(
            f"The demo cannot be kept in {data}: {error.strerror}. Choose another folder with --data.",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("\nDemo stopped before it was complete; the next start makes it anew.")
        return 0
    try:
        return _serve(port, browser=browser)
    except KeyboardInterrupt:
        return 0
    finally:
        print("\nDemo stopped. The data stays; --fresh begins anew.")


def _why_not(data: Path, port: int) -> str:
    """What keeps the demo from this folder or port, in a sentence; empty when nothing does."""
    if data.exists() and not data.is_dir():
        return f"{data} is a file. Choose a folder with --data."
    if not _is_ours(data):
        return f"{data} holds data that is not a demo. Choose another folder with --data."
    if not _free(port):
        return f"Port {port} is taken. Choose another with --port."
    return ""


def is_demo(data: Path) -> bool:
    """Whether a folder holds a demo, complete or broken off."""
    return _marked(data).startswith((BUILDING, READY))


def _complete(data: Path) -> bool:
    """Whether the demo was built to its end; one that was broken off is made anew."""
    return _marked(data).startswith(READY)


def _is_ours(data: Path) -> bool:
    """Whether the folder may be thrown away. Its marker must say so in our words: people have folders called DEMO."""
    return not data.exists() or not any(data.iterdir()) or is_demo(data)


def _marked(data: Path) -> str:
    marker = data / MARKER
    return marker.read_text(encoding="utf-8", errors="replace") if marker.is_file() else ""


def made_on(data: Path) -> date | None:
    """The day the demo's dates are relative to; None for one that does not say."""
    for line in _marked(data).splitlines():
        if line.startswith(_MADE_ON):
            return date.fromisoformat(line.removeprefix(_MADE_ON))
    return None


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _prepare(data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    if not (data / MARKER).exists():
        (data / MARKER).write_text(BUILDING, encoding="utf-8")
    for name in _OF_AN_OFFICE:
        os.environ.pop(name, None)
    os.environ["PAMONG_DATA"] = str(data)
    os.environ["PAMONG_DEMO"] = "yes"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from pamong.config import demo_office  # noqa: PLC0415
    from pamong.ledger import clock  # noqa: PLC0415
    from pamong.vault import keys  # noqa: PLC0415

    print("Preparing the database …", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    today = clock.today(demo_office.ZONE)
    if demo_office.is_there():
        _tell_age(made_on(data), today)
        return
    keys.create_keys()
    demo_office.build(tell=_progress)
    (data / MARKER).write_text(f"{READY}{_MADE_ON}{today.isoformat()}\n", encoding="utf-8")


def _tell_age(made: date | None, today: date) -> None:
    """The dates of an older demo no longer lie around today: most of its applications are late by now."""
    if made != today:
        day = made.isoformat() if made else "an earlier day"
        print(f"This is the demo of {day}; --fresh makes it anew, with dates around today.", flush=True)


def _progress(what: str, done: int, total: int) -> None:
    ended = done >= total
    if ended or (sys.stdout.isatty() and done % 10 == 0):
        print(f"\r  {what} {done}/{total}", end="\n" if ended else "", flush=True)


def _serve(port: int, *, browser: bool) -> int:
    from pamong.config import demo_office  # noqa: PLC0415 - after Django is set up
    from pamong.config.server import serve  # noqa: PLC0415 - after Django is set up

    print(f"\nPamong demo: http://127.0.0.1:{port}/   (staff: http://127.0.0.1:{port}/meja)")
    print("One click signs in by post. With a password: ")
    for username, name, post, office in demo_office.sign_ins():
        print(f"  {username:<32} {post:<28} {office:<24} {name}")
    print(f"  Password of all: {demo_office.PASSWORD}")
    print("Ctrl-C stops.", flush=True)
    if browser and _has_display():
        threading.Thread(target=_open_when_up, args=(port,), daemon=True).start()
    return serve(address="127.0.0.1", port=port, quiet=True)


def _has_display() -> bool:
    return sys.platform in {"win32", "darwin"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _open_when_up(port: int) -> None:
    # Asleep while the server forks its worker: see `server.serve`.
    time.sleep(2)
    for _ in range(100):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                webbrowser.open(f"http://127.0.0.1:{port}/meja")
                return
        except OSError:
            time.sleep(0.1)
