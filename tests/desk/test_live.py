"""A queue that is open asks whether anything changed; the answer costs one row unless something did."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pamong.applications import actions as applications
from tests.applications.browsing import browser, text
from tests.applications.installation import actor, key, kk, ktp, set_clock

pytestmark = pytest.mark.usefixtures("counters")

PAGES = ("/meja", "/meja/daftar?bagian=all")


def state(client: Client, address: str) -> str:
    found = re.search(r'data-live="([^"]+)"', text(client.get(address)))
    assert found
    return found[1]


def asked(client: Client, address: str, known: str) -> int:
    headers = {"If-None-Match": f'"{known}"', "X-Background": "1"}
    return client.get(address, headers=headers).status_code


@pytest.mark.parametrize("address", PAGES)
def test_what_is_shown_already_is_not_drawn_again(address: str) -> None:
    row, clerk = ktp("not_recorded"), browser()
    known = state(clerk, address)
    assert asked(clerk, address, known) == 304
    kk("other")
    assert asked(clerk, address, known) == 304, "another office's acts are not news here"
    applications.hold(actor=actor("loket"), key=key(), code=row.public_code, reason="power_cut")
    assert asked(clerk, address, known) == 200
    assert asked(clerk, address, state(clerk, address)) == 304


@pytest.mark.parametrize("address", PAGES)
def test_what_hangs_on_the_clock_is_looked_at_anew(address: str) -> None:
    ktp("not_recorded")
    set_clock("2026-12-14 09:08")
    clerk = browser()
    known = state(clerk, address)
    set_clock("2026-12-14 09:09")
    assert asked(clerk, address, known) == 304
    set_clock("2026-12-14 09:10")
    assert asked(clerk, address, known) == 200


def test_another_post_is_shown_another_queue() -> None:
    assert asked(browser("kasi"), "/meja", state(browser("loket"), "/meja")) == 200


def questions(client: Client, address: str, known: str) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        asked(client, address, known)
    return [query["sql"] for query in caught.captured_queries]


@pytest.mark.parametrize("address", PAGES)
def test_asking_costs_one_row_beside_the_door(address: str) -> None:
    ktp("not_recorded")
    clerk = browser()
    known = state(clerk, address)
    questions(clerk, address, known)
    quiet = questions(clerk, address, known)
    beside = [sql for sql in quiet if "staff_" not in sql and "django_session" not in sql]
    assert len(beside) == 1, beside
    assert "ledger_loghead" in beside[0]
    assert not [sql for sql in quiet if not sql.startswith("SELECT")], "asking writes nothing"
    assert len(quiet) == ASKED, quiet
    assert len(questions(clerk, address, "other")) > 2 * len(quiet), "control: drawing the page asks more"


ASKED = 4
