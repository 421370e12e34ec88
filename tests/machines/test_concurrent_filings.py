"""Many at the counters at the same moment, on the engine of this run. Barriers bring them together, nothing is timed."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar
from uuid import UUID

import pytest
from django.db import IntegrityError, connection
from django.db.models import Max

from pamong.applications import actions
from pamong.applications.actions import engine
from pamong.applications.models import Application
from pamong.ledger import queries, tree
from pamong.ledger.identifiers import uuid7
from pamong.ledger.models import Entry, LogHead
from pamong.ledger.rules import Refused
from pamong.offices.models import RegisterCounter
from tests.applications.installation import (
    KTP_OFFICE,
    KTP_PAPERS,
    actor,
    key,
    lay_down,
    resident,
    seen,
    take_in,
)

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 32
T = TypeVar("T")


@pytest.fixture
def office(foundations: None, transactional_db: None) -> None:
    lay_down()


def together(work: Callable[[int], T], people: int) -> list[T]:
    """Everybody begins at the same moment, each in a thread and with a database connection of their own."""
    barrier = Barrier(people)

    def one(number: int) -> T:
        try:
            barrier.wait(timeout=60)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))


def told(act: Callable[[], object]) -> str:
    """What the sender hears: "done", or the code of the refusal."""
    try:
        act()
    except Refused as refused:
        return refused.refusal.code
    return "done"


def submit(person: UUID, key_: str) -> Application:
    return actions.submit(
        actor=actor("loket"),
        key=key_,
        service="ktp",
        resident_id=person,
        answers={"recording": "not_recorded"},
        present=KTP_PAPERS,
    )


def complete(code: str, key_: str, who: str) -> Application:
    return actions.complete(actor=actor("kasi", who=who), key=key_, code=code, examined=seen(*KTP_PAPERS))


def assert_log_fits() -> None:
    head = LogHead.objects.get(office=KTP_OFFICE)
    entries = list(Entry.objects.filter(office=KTP_OFFICE).order_by("position"))
    assert [entry.position for entry in entries] == list(range(head.size))
    assert bytes(head.root) == tree.root_of_leaves(queries.row(entry).leaf_hash for entry in entries)


def test_32_filings_at_once_leave_no_gap_and_no_double(office: None) -> None:
    people = [resident().id for _ in range(AT_ONCE)]
    rows = together(lambda number: submit(people[number], key()), AT_ONCE)
    assert sorted(row.number for row in rows) == list(range(1, AT_ONCE + 1))
    assert sorted(Application.objects.values_list("number", flat=True)) == list(range(1, AT_ONCE + 1))
    assert RegisterCounter.objects.get().last == AT_ONCE
    assert Entry.objects.filter(verb="submit").count() == AT_ONCE
    assert_log_fits()


def test_control_the_highest_number_plus_one_collides(office: None) -> None:
    """How numbers must not be taken: both look, both see the same, the constraint turns one away."""
    first = take_in(resident(), answers={"recording": "not_recorded"})
    people = [resident().id for _ in range(2)]
    both_have_looked = Barrier(2)

    def file(number: int) -> str:
        highest = Application.objects.filter(office_id=KTP_OFFICE).aggregate(last=Max("number"))["last"]
        both_have_looked.wait(timeout=60)
        copy = Application.objects.get(pk=first.pk)
        copy.pk, copy.resident_id, copy.number = uuid7(), people[number], highest + 1
        copy.public_code = f"CONTROL{number}"
        try:
            copy.save(force_insert=True)
        except IntegrityError:
            return "collided"
        return "filed"

    assert sorted(together(file, 2)) == ["collided", "filed"]


def test_one_person_filed_for_at_16_counters_at_once_has_one_open_run(office: None) -> None:
    person = resident().id
    answers = together(lambda number: told(lambda: submit(person, key())), 16)
    assert Counter(answers) == {"done": 1, "pending": 15}
    assert RegisterCounter.objects.get().last == 1


def test_two_people_completing_the_same_application_one_wins_and_the_other_is_told(office: None) -> None:
    code = take_in(resident(), answers={"recording": "not_recorded"}).public_code
    answers = together(lambda number: told(lambda: complete(code, key(), str(number))), 2)
    # "wrong_act": the step now awaits another act than this one.
    assert sorted(answers) == ["done", "wrong_act"]
    assert Application.objects.get().version == 2
    assert Entry.objects.filter(verb="complete").count() == 1
    assert_log_fits()


def test_who_decided_on_what_has_changed_meanwhile_is_told_that_it_is_stale(office: None) -> None:
    """The guard behind the lock: a change that slipped in between reading and writing is never written over."""
    code = take_in(resident(), answers={"recording": "not_recorded"}).public_code
    loaded = engine.load(office=KTP_OFFICE, code=code)
    complete(code, key(), "1")
    with pytest.raises(Refused) as refused:
        engine.commit(
            loaded,
            actor=actor("loket"),
            key=key(),
            verb="hold",
            clause=None,
            after=loaded.state,
            payload={},
        )
    assert refused.value.refusal.code == "stale"
    assert Entry.objects.filter(verb="hold").count() == 0


def test_control_without_the_guard_the_change_meanwhile_is_written_over(office: None) -> None:
    code = take_in(resident(), answers={"recording": "not_recorded"}).public_code
    before = Application.objects.get(public_code=code)
    complete(code, key(), "1")
    before.save()
    assert Application.objects.get().step == "examine"
    assert Entry.objects.filter(verb="complete").count() == 1


def test_one_act_sent_by_8_at_once_with_the_same_key_is_done_once_and_all_hear_so(office: None) -> None:
    person, same = resident().id, key()
    rows = together(lambda number: submit(person, same), 8)
    assert len({row.pk for row in rows}) == 1
    code, again = rows[0].public_code, key()
    together(lambda number: complete(code, again, "1"), 8)
    assert list(
        Entry.objects.filter(subject_kind="application").order_by("position").values_list("key", flat=True)
    ) == [
        same,
        again,
    ]
    assert Application.objects.get().version == 2
    assert_log_fits()
