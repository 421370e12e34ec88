"""The real server in processes of its own, with a folder of its own, to be killed without warning."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

CARELESS = "tests.campaigns.careless:application"

ROOT = Path(__file__).resolve().parents[2]


class Office:
    """One installation in `data`: its processes see nothing but this folder (SQLite, keys, secret)."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None
        self._log = data / "server.log"
        self.environment = {
            # Nor is it measured: what is killed leaves half a measurement.
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("PAMONG_", "COVERAGE_"))
            },
            "PAMONG_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "pamong.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }

    def build(self, residents: int) -> list[str]:
        """Make the office; answers the ids of its residents."""
        return self.run("tests.campaigns.office", str(residents)).split()

    def recount(self) -> Any:
        return json.loads(self.run("tests.campaigns.recount"))

    def verify(self) -> str:
        """What `pamong verify` complains of; empty when everything fits."""
        command = [
            sys.executable,
            "-c",
            "from pamong.config.cli import main; raise SystemExit(main(['verify']))",
        ]
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        return "" if done.returncode == 0 else done.stdout + done.stderr

    def start(self, instead: str = "") -> None:
        """The server of an office, or the same program around another application."""
        code = f"from pamong.config.server import serve; serve(address='127.0.0.1', port={self.port}, quiet=True)"
        if instead:
            code = (
                "from granian.server import Server\n"
                "from granian.constants import Interfaces\n"
                f"Server({instead!r}, address='127.0.0.1', port={self.port}, interface=Interfaces.WSGI, workers=1,"
                " blocking_threads=8).serve()\n"
            )
        with self._log.open("ab") as log:
            # A session of its own: the kill reaches the supervisor and its worker alike, as a power switch would.
            self._server = subprocess.Popen(
                [sys.executable, "-c", code],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_it_answers()

    @property
    def running(self) -> bool:
        return self._server is not None

    def kill(self) -> None:
        """SIGKILL to the whole process group: nothing is flushed, nothing is told."""
        assert self._server is not None
        with suppress(ProcessLookupError):
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()
        self._server = None
        self._wait_until_nobody_listens()

    def log(self) -> str:
        """The end of what the servers printed."""
        return self._log.read_text(errors="replace")[-3000:]

    def _wait_until_nobody_listens(self) -> None:
        """A worker dies a moment after its parent; until then it would still be given visitors of the next server."""
        for _ in range(2400):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                return
            time.sleep(0.05)
        raise AssertionError("something still listens 2 minutes after the kill")

    def _wait_until_it_answers(self) -> None:
        for _ in range(2400):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            assert self._server is not None
            assert self._server.poll() is None, self.log()
            time.sleep(0.05)
        raise AssertionError("the server did not come up within 2 minutes")

    def run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
