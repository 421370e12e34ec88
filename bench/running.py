"""Offices that are measured: each a folder or database of its own and the real server around it, in other processes."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tools import postgres
from tools.places import ROOT
from tools.progress import say

from bench import machine
from bench.errors import BenchError

PRODUCT = "pamong.config.wsgi:application"
START_SECONDS = 60
# As an office runs it: what was acknowledged is on the disk.
DURABLE = ("max_connections=60",)


@dataclass
class Office:
    """One installation: where it lives, who works there, and which residents have not applied yet."""

    name: str
    data: Path
    source: Path = ROOT
    database_url: str | None = None
    database_pid: int | None = None
    residents: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PAMONG_")}
        address = {} if self.database_url is None else {"PAMONG_DATABASE_URL": self.database_url}
        return {
            **kept,
            **address,
            "PAMONG_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": "pamong.config.settings",
            "BENCH_DATABASE_PID": str(self.database_pid or 0),
            "PYTHONPATH": os.pathsep.join([str(self.source / "src"), str(ROOT)]),
            **more,
        }

    def build(self, residents: int) -> None:
        """Make the office in a process of its own; its progress is shown."""
        say(f"{self.name}: making an office with {residents} residents")
        made = json.loads(self.run("bench.office", str(residents)))
        self.residents, self.cookies = made["residents"], made["cookies"]

    def run(self, *words: str) -> str:
        """Run a module in this office's environment; answers what it printed, its progress goes to the terminal."""
        command = [sys.executable, "-m", *words]
        done = subprocess.run(
            command, env=self.environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            raise BenchError(f"{self.name}: {' '.join(words)} ended with {done.returncode}.")
        return done.stdout

    def database_cpu(self) -> float:
        """CPU seconds of the database's own processes; nought where the database lives inside the server."""
        return 0.0 if self.database_pid is None else machine.usage(self.database_pid).cpu


@dataclass
class Server:
    """A running server: its port, and what it has used."""

    office: Office
    port: int
    pid: int

    def usage(self) -> machine.Usage:
        return machine.usage(self.pid)


@contextmanager
def serving(office: Office, application: str = PRODUCT, **environment: str) -> Iterator[Server]:
    """The server as `pamong serve` runs it (granian, 8 threads a process; two processes on PostgreSQL)."""
    port = postgres.free_port()
    processes = 1 if office.database_url is None else 2
    code = (
        "from pamong.config.server import serve\n"
        f"raise SystemExit(serve(address='127.0.0.1', port={port}, processes={processes}, quiet=True))\n"
        if application == PRODUCT
        else "import django; django.setup()\n"
        "from granian.server import Server\nfrom granian.constants import Interfaces\n"
        "from granian.log import LogLevels\n"
        f"Server({application!r}, address='127.0.0.1', port={port}, interface=Interfaces.WSGI, workers={processes},"
        " blocking_threads=8, log_level=LogLevels.error).serve()\n"
    )
    log = office.data / "server.log"
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            env=office.environment(**environment),
            stdout=stream,
            stderr=stream,
            cwd=ROOT,
        )
    try:
        _wait(process, port, log)
        yield Server(office, port, process.pid)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        process.kill()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise BenchError("The server did not come up:\n" + log.read_text(errors="replace")[-2000:])


@contextmanager
def on_sqlite(name: str = "SQLite", source: Path = ROOT) -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="pamong-bench-") as folder:
        yield Office(name, Path(folder), source)


@contextmanager
def on_postgresql(name: str = "PostgreSQL", source: Path = ROOT) -> Iterator[Office]:
    with tempfile.TemporaryDirectory(prefix="pamong-bench-") as folder, postgres.server(DURABLE) as url:
        yield Office(name, Path(folder), source, url, _postmaster(url))


def _postmaster(url: str) -> int:
    """The process that all others of this database server descend from."""
    port = url.rpartition(":")[2].partition("/")[0].encode()
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if words[0].endswith(b"/postgres") and port in words:
                return int(folder.name)
    raise BenchError("The database server's process was not found.")
