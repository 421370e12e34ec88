"""A real PostgreSQL server for one test run: made in a folder of its own, stopped and deleted afterwards.

    python -m tools.postgres                     start one, print its address, run until Ctrl-C
    python -m tools.postgres -- pytest tests     run a command with PAMONG_DATABASE_URL pointing at it

It listens on 127.0.0.1 only, under a password made for the run, and syncs nothing to disk: it holds nothing to keep.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

# Where Debian, Red Hat and Homebrew put the server; none of them puts it on PATH.
USUAL_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
START_SECONDS = 60
STOP_SECONDS = 30
# For a database that lives for one run: faster, and nothing of it must survive a power cut.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=60")


class PostgresError(Exception):
    """The server did not come up; the text holds what it printed."""


def binaries() -> Path | None:
    """The folder that holds initdb and postgres: the one behind PATH, else the newest in the usual places."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    for pattern in USUAL_PLACES:
        found += sorted(Path("/").glob(pattern.lstrip("/")), key=_release, reverse=True)
    return next((folder for folder in found if (folder / "postgres").exists()), None)


def _release(folder: Path) -> float:
    number = "".join(sign for sign in folder.parent.name if sign.isdigit() or sign == ".")
    return float(number) if number.replace(".", "", 1).isdigit() else 0.0


def other_user() -> tuple[int, int] | None:
    """User and group for the server when root starts it: PostgreSQL refuses to run as root. None: stay who we are."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415  (not on Windows)

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise PostgresError(
        "PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as."
    )


def open_to_all(folder: Path) -> bool:
    """Whether every user may walk down to the folder; a root-only TMPDIR would lock the server's user out."""
    return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


def workplace(owner: tuple[int, int] | None) -> Path:
    """A new folder that belongs to the server's user and that this user can reach."""
    places = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")]
    base = next((at for at in places if at.is_dir() and (owner is None or open_to_all(at))), None)
    if base is None:
        raise PostgresError(f"None of {', '.join(map(str, places))} can be reached by the server's user.")
    folder = Path(tempfile.mkdtemp(prefix="pamong-postgres-", dir=base))
    if owner is not None:
        os.chown(folder, *owner)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(settings: Sequence[str] = FAST) -> Iterator[str]:
    """Start a server and give the URL of its database; stop it and delete it whatever happens inside."""
    folder = binaries()
    if folder is None:
        raise PostgresError("PostgreSQL's server is missing. Get it: apt-get install postgresql")
    owner = other_user()
    place = workplace(owner)
    password = secrets.token_hex(16)
    port = free_port()
    process: subprocess.Popen[bytes] | None = None
    try:
        _make_cluster(folder, place, owner, password)
        with (place / "log").open("wb") as log:
            process = _start([folder / "postgres", "-D", place / "data", "-p", port], settings, owner, log)
        _wait_until_ready(process, folder, place, port)
        yield f"postgresql://pamong:{password}@127.0.0.1:{port}/postgres"
    finally:
        if process is not None:
            _stop(process)
        shutil.rmtree(place, ignore_errors=True)


def _identity(owner: tuple[int, int] | None) -> dict[str, Any]:
    return {} if owner is None else {"user": owner[0], "group": owner[1], "extra_groups": []}


def _make_cluster(folder: Path, place: Path, owner: tuple[int, int] | None, password: str) -> None:
    word = place / "password"
    word.write_text(password, encoding="ascii")
    if owner is not None:
        os.chown(word, *owner)
    command: list[str | Path] = [
        folder / "initdb",
        "--pgdata",
        place / "data",
        "--username=pamong",
        f"--pwfile={word}",
    ]
    # C orders text by bytes, the same on every machine; a locale would order names differently from one to the next.
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, **_identity(owner))
    word.unlink()
    if done.returncode:
        raise PostgresError(f"initdb failed:\n{done.stdout}{done.stderr}")


def _start(
    command: Sequence[object], settings: Sequence[str], owner: tuple[int, int] | None, log: Any
) -> subprocess.Popen[bytes]:
    words = [str(word) for word in command]
    for setting in ("listen_addresses=127.0.0.1", "unix_socket_directories=", *settings):
        words += ["-c", setting]
    # A session of its own: Ctrl-C at the terminal reaches the tests first, and the server when they have ended.
    return subprocess.Popen(
        words, cwd="/", stdout=log, stderr=log, start_new_session=os.name != "nt", **_identity(owner)
    )


def _wait_until_ready(process: subprocess.Popen[bytes], folder: Path, place: Path, port: int) -> None:
    question = [str(folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "pamong"]
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        if subprocess.run(question, check=False, cwd=place).returncode == 0:
            return
        time.sleep(0.1)
    raise PostgresError("The server did not start:\n" + (place / "log").read_text(errors="replace")[-4000:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask for a fast shutdown (open connections are dropped), then insist."""
    for sign in (signal.SIGINT, signal.SIGTERM, None):
        with suppress(subprocess.TimeoutExpired):
            process.kill() if sign is None else process.send_signal(sign)
            process.wait(timeout=STOP_SECONDS)
            return


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(143)


def main(arguments: Sequence[str]) -> int:
    # A terminated parent must still stop the server: SystemExit runs the `finally` above, a bare SIGTERM would not.
    signal.signal(signal.SIGTERM, _leave)
    command = [word for word in arguments if word != "--"] if arguments[:1] == ["--"] else list(arguments)
    with server() as url:
        if command:
            return subprocess.run(
                command, check=False, env={**os.environ, "PAMONG_DATABASE_URL": url}
            ).returncode
        print(f"PAMONG_DATABASE_URL={url}\nCtrl-C ends it.", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
