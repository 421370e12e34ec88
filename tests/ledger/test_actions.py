"""Appending: in the act's own transaction, in order, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from pamong.ledger import clock, queries, rules, statements, tree
from pamong.ledger.actions import append, writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.models import Checkpoint, Entry, LogHead, Subtree
from pamong.ledger.rules import AlreadyDone, PayloadError, Subject
from tests.ledger.support import OFFICE, OTHER_OFFICE, act

A, B = Subject("application", "a"), Subject("application", "b")
NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    clock.release()
    clock.set_for_demo_or_test(NOON)
    yield
    clock.release()


@pytest.mark.django_db
def test_an_entry_is_read_as_it_was_written() -> None:
    written = act("submit", subject=A, payload={"b": [1, None], "a": "½"}, key="key-1", occurred_at=NOON)
    assert queries.by_key("key-1") == written == queries.by_id(written.id)
    assert rules.leaf_hash(written) == written.leaf_hash
    assert (written.office, written.position, written.subject_sequence) == (OFFICE, 0, 1)
    assert (written.recorded_at, written.occurred_at) == (NOON, NOON)
    assert (written.actor, written.actor_post, written.verb, written.clause) == (
        "officer-1",
        "loket",
        "submit",
        "4.3",
    )


@pytest.mark.django_db
def test_positions_run_per_office_and_sequences_per_subject() -> None:
    rows = [act(subject=A), act(subject=B), act(subject=A), act(subject=A, office=OTHER_OFFICE)]
    assert [(row.office, row.position, row.subject_sequence) for row in rows] == [
        (OFFICE, 0, 1),
        (OFFICE, 1, 1),
        (OFFICE, 2, 2),
        (OTHER_OFFICE, 0, 3),
    ]
    assert queries.timeline(A) == (rows[0], rows[2], rows[3])
    assert queries.newest(A) == rows[3]


@pytest.mark.django_db
def test_nothing_is_found_where_nothing_was_written() -> None:
    assert queries.by_key("key") is None
    assert queries.by_id(act().id) is not None
    assert queries.newest(B) is None
    assert queries.timeline(B) == ()


@pytest.mark.django_db
def test_the_head_is_the_root_of_the_entries() -> None:
    entries = [act() for _ in range(11)]
    head = LogHead.objects.get(office=OFFICE)
    assert (head.size, head.last_recorded_at) == (11, NOON)
    assert bytes(head.root) == tree.root_of_leaves(row.leaf_hash for row in entries)


@pytest.mark.django_db
def test_every_256_entries_leave_the_root_of_their_subtree() -> None:
    entries = [act() for _ in range(258)]
    wanted = tree.root_of_leaves(row.leaf_hash for row in entries[:256])
    assert [(row.office, row.level, row.number, bytes(row.root)) for row in Subtree.objects.all()] == [
        (OFFICE, 8, 0, wanted)
    ]


@pytest.mark.django_db
def test_subtrees_are_kept_at_every_height_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "KEPT_HEIGHTS", (1, 3))
    hashes = [act().leaf_hash for _ in range(9)]
    places = [(row.level, row.number, bytes(row.root)) for row in Subtree.objects.order_by("level", "number")]
    assert places == [
        *((1, number, tree.root_of_leaves(hashes[2 * number : 2 * number + 2])) for number in range(4)),
        (3, 0, tree.root_of_leaves(hashes[:8])),
    ]


@pytest.mark.django_db
def test_recorded_time_never_runs_backwards_in_an_office() -> None:
    act()
    clock.release()
    clock.set_for_demo_or_test(NOON - timedelta(hours=1))  # as after a restart with a wrong clock
    assert act().recorded_at == NOON
    assert act(office=OTHER_OFFICE).recorded_at == NOON - timedelta(hours=1)


@pytest.mark.django_db
def test_an_act_done_before_is_not_done_again() -> None:
    first = act(key="key-1")
    with pytest.raises(AlreadyDone) as caught:
        act("refuse", key="key-1")
    assert caught.value.entry == first
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_repeated_act_is_recognised_before_it_begins() -> None:
    first = act(key="key-1")
    with pytest.raises(AlreadyDone) as caught, writing(office=OFFICE, key="key-1"):
        pytest.fail("the act was begun a second time")
    assert caught.value.entry == first
    with writing(office=OFFICE, key="key-2"):
        pass


@pytest.mark.django_db
def test_an_act_need_not_name_its_office_before_it_writes() -> None:
    subject = Subject("application", "a")
    with writing():
        append(
            office=OFFICE,
            actor="a",
            post="loket",
            verb="v",
            subject=subject,
            clause=None,
            payload={},
            key="k",
        )
    assert queries.newest(subject) == queries.by_key("k")


@pytest.mark.django_db
def test_outside_of_writing_nothing_is_appended() -> None:
    with pytest.raises(RuntimeError, match="inside writing"):
        append(
            office=OFFICE, actor="a", post="loket", verb="submit", subject=A, clause=None, payload={}, key="k"
        )


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["payload", "subject", "key"])
def test_an_identity_number_never_enters(where: str) -> None:
    number = "3508070101900001"
    with pytest.raises(PayloadError):
        act(
            payload={"nik": number} if where == "payload" else {},
            subject=Subject("person", number) if where == "subject" else A,
            key=number if where == "key" else "k",
        )
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_nothing() -> None:
    act()
    before = LogHead.objects.values().get()

    def fail() -> None:
        with writing(office=OFFICE):
            act("refuse")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Entry.objects.count() == 1
    assert LogHead.objects.values().get() == before


@pytest.mark.django_db(transaction=True)
def test_an_inner_act_that_fails_leaves_the_outer_one_whole() -> None:
    with writing(office=OFFICE):
        act("first", key="key-1")
        with pytest.raises(AlreadyDone):
            act("again", key="key-1")
        act("second")
    assert [row.verb for row in queries.timeline(Subject("application", "a-1"))] == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_after_an_inner_act_was_undone_the_outer_one_goes_on_from_the_right_place() -> None:
    def fail() -> None:
        with writing(office=OFFICE):
            act("undone")
            raise ZeroDivisionError

    with writing(office=OFFICE):
        act("first")
        with pytest.raises(ZeroDivisionError):
            fail()
        assert act("second").position == 1
    head = LogHead.objects.get()
    leaves = [bytes(entry.leaf_hash) for entry in Entry.objects.order_by("position")]
    assert (head.size, bytes(head.root)) == (2, tree.root_of_leaves(leaves))


@pytest.mark.django_db(transaction=True)
def test_writing_refuses_to_be_a_part_of_somebody_elses_transaction() -> None:
    """An act that was answered for is on the disk; inside a larger transaction it could still be undone."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        act()
    assert act().position == 0


@pytest.mark.django_db(transaction=True)
def test_a_head_that_moves_under_the_lock_stops_the_act(monkeypatch: pytest.MonkeyPatch) -> None:
    act()
    stale = queries.head_row(LogHead.objects.get())
    act()
    monkeypatch.setattr("pamong.ledger.actions._lock", lambda office: stale)
    # The constraint on the position speaks first; without it the guarded update would.
    with pytest.raises(IntegrityError):
        act()
    monkeypatch.setattr("pamong.ledger.statements.insert", lambda entry: None)
    with pytest.raises(RuntimeError, match="moved while it was locked"):
        act()
    assert Entry.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "twin",
    [
        {"key": "other", "subject": Subject("application", "other")},
        {"key": "other", "office": "other"},
        {"office": "other", "subject": Subject("application", "other")},
    ],
    ids=["position", "subject and sequence", "key"],
)
def test_the_database_holds_what_the_rules_promise(twin: dict[str, object]) -> None:
    """Each promise of uniqueness is a constraint as well: a mistake in the code above it cannot break it."""
    first = act(key="key-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        statements.insert(replace(first, id=uuid7(), **twin))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_row_says_what_it_is_when_a_developer_meets_it() -> None:
    assert str(Entry.objects.get(pk=act().id)) == "35.08.07 0 submit"
    assert str(LogHead.objects.get()) == "35.08.07 1"
    assert str(Checkpoint(office=OFFICE, on=NOON.date(), size=1)) == "35.08.07 2026-12-14 1"
    assert str(Subtree(office=OFFICE, level=8, number=2)) == "35.08.07 8/2"
