"""Many at once, on the engine of this run: no gap, no double, nothing done twice. Each beside a control that fails."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Barrier
from types import SimpleNamespace
from typing import TypeVar

import pytest
from django.db import IntegrityError, connection
from django.db.models import Max

from pamong.ledger import queries, statements, tree
from pamong.ledger.actions import writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.models import Entry, LogHead
from pamong.ledger.rules import AlreadyDone, EntryRow, Subject
from tests.ledger.support import OFFICE, OTHER_OFFICE, act

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 32
T = TypeVar("T")


def at_once(work: Callable[[int], T], threads: int = THREADS) -> list[T]:
    """Let every thread begin at the same moment, and give its database connection back when it is done."""
    barrier = Barrier(threads)

    def one(number: int) -> T:
        try:
            barrier.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def test_32_at_once_in_one_office_leave_no_gap_and_no_double() -> None:
    at_once(lambda number: [act(subject=Subject("application", f"a-{number}")) for _ in range(3)])
    rows = [queries.row(entry) for entry in Entry.objects.order_by("position")]
    assert [row.position for row in rows] == list(range(THREADS * 3))
    assert [row.recorded_at for row in rows] == sorted(row.recorded_at for row in rows)
    head = LogHead.objects.get()
    assert head.size == THREADS * 3
    assert bytes(head.root) == tree.root_of_leaves(row.leaf_hash for row in rows)


def test_control_the_highest_position_plus_one_collides() -> None:
    """How positions must not be taken: both look, both see the same, one is turned away by the constraint."""
    first = act()
    both_have_looked = Barrier(2)

    def take(number: int) -> bool:
        highest = Entry.objects.filter(office=OFFICE).aggregate(last=Max("position"))["last"]
        both_have_looked.wait()
        entry = replace(
            first,
            id=uuid7(),
            position=highest + 1,
            subject=Subject("application", f"c-{number}"),
            key=f"c-{number}",
        )
        try:
            statements.insert(entry)
        except IntegrityError:
            return False
        return True

    assert sorted(at_once(take, threads=2)) == [False, True]


def test_32_at_once_about_one_subject_in_two_offices_number_it_without_a_gap() -> None:
    """The lock of one office does not order the other's: a person may be recorded here and voided there."""
    subject = Subject("person", "p-1")
    at_once(lambda number: act(subject=subject, office=(OFFICE, OTHER_OFFICE)[number % 2]))
    assert [row.subject_sequence for row in queries.timeline(subject)] == list(range(1, THREADS + 1))
    assert LogHead.objects.count() == 2


def test_one_act_sent_32_times_at_once_is_done_once() -> None:
    def send(number: int) -> EntryRow | None:
        try:
            return act(key="key-1")
        except AlreadyDone:
            return None

    assert len([done for done in at_once(send) if done]) == 1
    assert Entry.objects.count() == 1


def test_one_act_sent_32_times_at_once_is_begun_once() -> None:
    begun: list[int] = []

    def send(number: int) -> None:
        try:
            with writing(office=OFFICE, key="key-1"):
                begun.append(number)
                act(key="key-1")
        except AlreadyDone:
            pass

    at_once(send)
    assert len(begun) == 1


def test_control_looking_for_the_key_before_the_lock_begins_it_twice() -> None:
    both_have_looked = Barrier(2)
    begun: list[int] = []

    def send(number: int) -> None:
        if queries.by_key("key-1") is None:
            both_have_looked.wait()
            begun.append(number)

    at_once(send, threads=2)
    assert len(begun) == 2


def test_a_subject_is_locked_across_offices_on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent to the server, seen without one; the test above shows on a real one that it is enough."""
    sent: list[str] = []

    @contextmanager
    def cursor() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(
            execute=lambda statement, parameters: sent.append(statement), fetchone=lambda: (0, 7)
        )

    monkeypatch.setattr(statements, "connection", SimpleNamespace(vendor="postgresql", cursor=cursor))
    assert statements.is_done_and_last_sequence("key", Subject("person", "p-1")) == (False, 7)
    assert sent == [statements._LOCK_SUBJECT, statements._CHECK]
