"""What goes on beside the counter: verifying the whole log, and a copy of the database while people work."""

import sqlite3
import subprocess
import time
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from tools import postgres

from bench import machine
from bench.errors import BenchError
from bench.running import Office


@dataclass(frozen=True)
class Upkeep:
    """Entries of the log and how fast they are verified; megabytes and how fast they are copied."""

    target: str
    entries: int
    entries_per_second: float
    megabytes: float
    megabytes_per_second: float

    def __str__(self) -> str:
        return (
            f"{self.target}: verify {self.entries_per_second:.0f} entries/s ({self.entries} entries);"
            f" backup {self.megabytes_per_second:.0f} MB/s ({self.megabytes:.1f} MB)"
        )


VERIFY = "from pamong.config.cli import main; raise SystemExit(main(['verify']))"


def measure(office: Office) -> Upkeep:
    """Verify, then copy; a log that does not verify ends the run."""
    entries = int(office.run("bench.entries").strip())
    before = time.perf_counter()
    run_program(office, VERIFY)
    verified = time.perf_counter() - before
    before = time.perf_counter()
    size = _copy_postgresql(office) if office.database_url else _copy_sqlite(office)
    copied = time.perf_counter() - before
    return Upkeep(office.name, entries, entries / verified, size / 1e6, size / 1e6 / copied)


def run_program(office: Office, code: str) -> None:
    """Run a line of Python in the office's environment; anything but success ends the run."""
    command = [machine.PYTHON, "-c", code]
    done = subprocess.run(command, env=office.environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{office.name}: {code}\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


def size_of(office: Office) -> int:
    """Bytes that the database takes."""
    return int(office.run("bench.entries", "bytes").strip())


def _copy_sqlite(office: Office) -> int:
    """SQLite's online backup: others go on writing meanwhile."""
    copy = office.data / "backup.sqlite3"
    with (
        closing(sqlite3.connect(office.data / "pamong.sqlite3")) as source,
        closing(sqlite3.connect(copy)) as to,
    ):
        source.backup(to, pages=1000)
    size = copy.stat().st_size
    copy.unlink()
    return size


def _copy_postgresql(office: Office) -> int:
    """A consistent dump of the whole database."""
    folder = postgres.binaries()
    if folder is None or office.database_url is None:
        raise BenchError("pg_dump is missing.")
    copy = office.data / "backup.dump"
    with copy.open("wb") as stream:
        done = subprocess.run(
            [folder / "pg_dump", "--format=custom", office.database_url], stdout=stream, check=False
        )
    if done.returncode:
        raise BenchError(f"pg_dump of {urlsplit(office.database_url).hostname} ended with {done.returncode}.")
    size = copy.stat().st_size
    copy.unlink()
    return size
