"""How many questions each page and each act puts to the database.

A page that asks one more is dearer for every office for ever, and times would not show it: they differ from machine to
machine, these numbers do not. Whoever changes a page on purpose changes one number here. What is not counted: what begins
and ends a transaction, and on PostgreSQL the lock that an entry takes on its subject.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.applications import installation as at
from tests.applications.browsing import browser

pytestmark = pytest.mark.usefixtures("two_offices")

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "(SELECT")
LOCK = "pg_advisory_xact_lock"


class Asked(list[str]):
    """The statements that were sent, in order."""

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(COUNTED) and LOCK not in sql:
            self.append(sql)
        return execute(sql, params, many, context)


@contextmanager
def asked() -> Iterator[Asked]:
    found = Asked()
    with connection.execute_wrapper(found):
        yield found


PAGES: dict[str, tuple[str | None, str, int]] = {
    # page: (who looks, address, questions)
    "start page, loket": ("loket", "/meja", 15),
    "start page, kasi": ("kasi", "/meja", 18),
    "list of all": ("loket", "/meja/daftar?bagian=all", 14),
    "list of one's own": ("operator", "/meja/daftar", 14),
    "application, looked at by the kasi": ("kasi", "/loket/permohonan/{code}", 20),
    "application, looked at by the loket": ("loket", "/loket/permohonan/{code}", 20),
    "register": ("loket", "/loket/register", 8),
    "intake form": ("loket", "/loket/permohonan/baru/ktp/{resident}", 12),
    "status, public": (None, "/status/{code}", 8),
    "services, public": (None, "/", 2),
}
ACTS = {
    # act: (who acts, what it is done to, questions)
    "taking in": ("loket", "resident", 19),
    "finding complete": ("kasi", "examine", 18),
    "sending to the Dispenduk": ("operator", "send", 14),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_so_often(name: str) -> None:
    post, address, questions = PAGES[name]
    row = at.ktp("recorded_card_pending")
    client = browser(post) if post else Client()
    other = at.resident()
    path = address.format(code=row.public_code, resident=other.id)
    # What a process remembers (texts of standards, calendars) is there after the first.
    assert client.get(path).status_code == 200
    with asked() as found:
        assert client.get(path).status_code == 200
    assert len(found) == questions, "\n".join(found)


@pytest.mark.parametrize("name", ["list of all", "start page, loket"])
def test_more_lines_are_no_more_questions(name: str) -> None:
    post, address, _questions = PAGES[name]
    client = browser(post or "")
    counts = []
    for _more in range(3):
        at.ktp("recorded_card_pending")
        with asked() as found:
            client.get(address)
        counts.append(len(found))
    assert counts[1] == counts[2]


@pytest.mark.parametrize("name", ACTS)
def test_an_act_asks_so_often(name: str) -> None:
    post, step, questions = ACTS[name]
    client = browser(post)
    counts = []
    # The first of a year opens the book, and a process remembers texts and calendars.
    for _time in ("first", "second"):
        path, form = _form(step)
        with asked() as found:
            assert client.post(path, {"key": at.key(), **form}).status_code == 302
        counts.append(len(found))
    assert counts[-1] == questions, "\n".join(found)


def _form(step: str) -> tuple[str, dict[str, object]]:
    """The address of an act and what its form sends, on somebody or something new."""
    if step == "resident":
        person = at.resident()
        at.answer(person, "recorded_card_pending")
        return f"/loket/permohonan/baru/ktp/{person.id}", {"present": list(at.KTP_PAPERS)}
    if step == "send":
        return f"/loket/permohonan/{at.ktp_at('send').public_code}/laksanakan", {"step": "send"}
    found: dict[str, object] = {f"state-{paper}": "present" for paper in at.KTP_PAPERS}
    return f"/loket/permohonan/{at.ktp('recorded_card_pending').public_code}/lengkap", found
