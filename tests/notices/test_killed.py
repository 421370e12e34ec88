"""A worker that is really killed: a process of its own, SIGKILL between sending and marking, against a database on disk."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from pamong.ledger import clock
from pamong.notices.rules import LEASE, State
from tests.applications.installation import lay_down
from tests.notices.delivery import newest, wishing

WORKER = """
import os, signal, sys
from datetime import datetime
import pytest  # only a test may set the clock
import django
django.setup()
from pamong.ledger import clock
from pamong.notices import adapters
from pamong.notices.actions import deliver, delivering
from pamong.notices.rules import State
clock.set_for_demo_or_test(datetime.fromisoformat(sys.argv[1]))
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
send, mark_and_send = adapters.LogFile.send, delivering._send
def send_and_die(self, letter, **more):
    send(self, letter, **more)
    die()
def mark_and_die(notice):
    delivering._mark(notice, State.SENT)
    die()
match sys.argv[2]:
    case "dies": adapters.LogFile.send = send_and_die
    case "marks first": delivering._send = mark_and_die
deliver()
"""


@pytest.fixture
def database(foundations: None, transactional_db: None) -> Path:
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite: the file is handed to another process")
    lay_down()
    return Path(str(connection.settings_dict["NAME"]))


def work(database: Path, log: Path, how: str, *, later: timedelta = timedelta(0)) -> int:
    """Run a worker to its end; answers how the process ended."""
    environment = {
        **os.environ,
        "PAMONG_DATABASE_URL": f"sqlite://{database}",
        "PAMONG_NOTICES": "log",
        "PAMONG_DATA": str(log.parent),
    }
    moment = (clock.now() + later).isoformat()
    command = [sys.executable, "-W", "ignore", "-c", WORKER, moment, how]
    return subprocess.run(command, env=environment, check=False, timeout=120).returncode


def references(log: Path) -> list[str]:
    if not log.exists():
        return []
    return [json.loads(line)["reference"] for line in log.read_text("utf-8").splitlines()]


def test_a_killed_worker_loses_nothing(database: Path, tmp_path: Path) -> None:
    row, log = wishing(), tmp_path / "notices.log"
    assert work(database, log, "dies") == -9
    assert references(log) == [str(newest(row).pk)]
    assert newest(row).state == State.WAITING
    assert work(database, log, "lives", later=LEASE) == 0
    # At least once: here twice, under one reference.
    assert references(log) == [str(newest(row).pk)] * 2
    assert newest(row).state == State.SENT


def test_control_a_worker_that_marks_before_it_sends_loses_it(database: Path, tmp_path: Path) -> None:
    row, log = wishing(), tmp_path / "notices.log"
    assert work(database, log, "marks first") == -9
    assert work(database, log, "lives", later=LEASE) == 0
    assert newest(row).state == State.SENT
    assert references(log) == []
