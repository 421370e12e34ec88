"""A session ended in one process is dead in the other: two real processes over one database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from pamong.ledger import clock
from pamong.vault import keys
from tests.staff.people import found_offices, hire, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

# Reads a line, asks for a staff page with the session it was given, answers the status.
OTHER = """
import sys, django
django.setup()
from django.test import Client
client = Client(headers={"host": "localhost"})
client.cookies["sesi"] = sys.argv[1]
for _ in sys.stdin:
    print(client.get("/keamanan").status_code, flush=True)
"""


def database_url() -> str:
    """The test database as another process finds it."""
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{quote(str(held['NAME']))}"
    who = f"{quote(held['USER'], safe='')}:{quote(held['PASSWORD'], safe='')}"
    host, port = str(held["HOST"]), f":{held['PORT']}" if held["PORT"] else ""
    if host.startswith("/"):
        return f"postgresql://{who}@{port}/{held['NAME']}?host={quote(host, safe='')}"
    return f"postgresql://{who}@{host}{port}/{held['NAME']}"


class OtherProcess:
    """A second server process, reduced to one browser's view of one page."""

    def __init__(self, session: str) -> None:
        environment = os.environ | {"PAMONG_DATABASE_URL": database_url()}
        self.running = subprocess.Popen(
            [sys.executable, "-c", OTHER, session],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def status(self) -> int:
        assert self.running.stdin is not None
        assert self.running.stdout is not None
        self.running.stdin.write("\n")
        self.running.stdin.flush()
        return int(self.running.stdout.readline())

    def close(self) -> None:
        assert self.running.stdin is not None
        self.running.stdin.close()
        self.running.wait(timeout=30)
        assert self.running.stdout is not None
        self.running.stdout.close()


@pytest.fixture
def both(client: Client) -> Iterator[tuple[Client, OtherProcess]]:
    # The other process has no clock of ours: both go by the system's.
    clock.release()
    keys.create_keys()
    found_offices()
    sign_in(client, hire("siti", "loket", since=date(2020, 1, 1)))
    other = OtherProcess(client.cookies["sesi"].value)
    yield client, other
    other.close()


def test_signed_out_here_is_refused_there(both: tuple[Client, OtherProcess]) -> None:
    client, other = both
    assert other.status() == 200
    client.post("/keluar")
    assert other.status() == 302


def test_locked_here_is_locked_there(both: tuple[Client, OtherProcess]) -> None:
    client, other = both
    assert other.status() == 200
    client.post("/kunci")
    assert other.status() == 302


def test_control_without_sign_out_it_stays_open_there(both: tuple[Client, OtherProcess]) -> None:
    client, other = both
    assert other.status() == 200
    client.get("/masuk")
    assert other.status() == 200
