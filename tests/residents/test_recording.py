"""Recorded once (KTP 4.5), with the register, the national system, and two people for a voiding."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry
from pamong.ledger.rules import Refused, Subject
from pamong.residents import actions, queries
from pamong.residents.actions import recording as recording_module
from pamong.residents.models import NationalAnswer, Recording
from pamong.residents.queries import RecordingRow, ResidentRow, UnknownResident
from pamong.staff.rules import Actor
from tests.residents.people import enter, fresh, nik

MANY = 64


def record(actor: Actor, resident: ResidentRow, *, key: str | None = None, **details: Any) -> RecordingRow:
    return actions.record_biometrics(
        actor=actor, key=key or fresh(), resident_id=resident.id, reference="AB12-CD34", **details
    )


def answer(actor: Actor, resident: ResidentRow, state: str, at: datetime, key: str | None = None) -> None:
    actions.state_national_answer(
        actor=actor, key=key or fresh(), resident_id=resident.id, state=state, answered_at=at
    )


def refusal_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.refusal.code


def test_a_person_is_recorded_with_date_office_officer_and_reference(
    operator: Actor, resident: ResidentRow, monday: datetime
) -> None:
    row = record(operator, resident, key="rec")
    assert (row.recorded_at, row.office_name, row.reference) == (monday, "Kecamatan Contoh", "AB12-CD34")
    assert queries.recording(resident.id) == row
    assert queries.recordings(actor=operator, resident_id=resident.id) == (row,)
    assert queries.recording_state(resident_id=resident.id) == "recorded_card_pending"
    entry = ledger.by_key("rec")
    assert entry is not None
    assert (entry.clause, entry.verb) == ("4.5", "register_recording")
    assert entry.payload == {"recording": str(row.id), "reference": "AB12-CD34"}


def test_a_second_recording_is_refused_with_date_and_office_of_the_first_also_elsewhere(
    operator: Actor, elsewhere: Actor, resident: ResidentRow, monday: datetime
) -> None:
    record(operator, resident)
    actions.find_by_number(actor=elsewhere, key=fresh(), number=nik())
    for actor in (operator, elsewhere):
        with pytest.raises(Refused) as refused:
            record(actor, resident)
        refusal = refused.value.refusal
        assert (refusal.code, refusal.clause) == ("already_recorded", "4.5")
        assert "14-12-2026" in refusal.message.fill()
        assert "Kecamatan Contoh" in refusal.message.fill()


def test_the_same_recording_sent_twice_is_one(operator: Actor, resident: ResidentRow) -> None:
    assert record(operator, resident, key="once") == record(operator, resident, key="once")
    assert Recording.objects.count() == 1


def test_a_late_entry_keeps_its_own_moment_and_cannot_lie_ahead(
    operator: Actor, resident: ResidentRow, monday: datetime
) -> None:
    ahead = monday + timedelta(minutes=1)
    assert refusal_of(lambda: record(operator, resident, occurred_at=ahead)) == "recorded_in_future"
    before = monday - timedelta(days=3)
    row = record(operator, resident, key="late", occurred_at=before)
    assert row.recorded_at == before
    entry = ledger.by_key("late")
    assert entry is not None
    assert (entry.occurred_at, entry.recorded_at) == (before, monday)


def test_nobody_is_recorded_without_a_number(loket: Actor, operator: Actor) -> None:
    baby = enter(loket, number=None, number_missing_reason="newborn")
    assert refusal_of(lambda: record(operator, baby)) == "number_unknown"


def test_whom_the_national_system_knows_is_not_recorded_again(operator: Actor, resident: ResidentRow) -> None:
    answer(operator, resident, "duplicate", clock.now())
    assert refusal_of(lambda: record(operator, resident)) == "recorded_elsewhere"
    answer(operator, resident, "not_recorded", clock.now())
    record(operator, resident)


def test_an_office_cannot_record_whom_it_has_not_served(elsewhere: Actor, resident: ResidentRow) -> None:
    with pytest.raises(UnknownResident):
        record(elsewhere, resident)


@pytest.mark.django_db(transaction=True)
def test_of_many_recordings_of_one_person_at_once_exactly_one_is_entered(
    operator: Actor, resident: ResidentRow
) -> None:
    outcomes = at_once(lambda number: outcome_of(lambda: record(operator, resident, key=f"key-{number}")))
    assert sorted(outcomes) == ["already_recorded"] * (MANY - 1) + ["recorded"]
    assert Recording.objects.count() == 1
    assert Entry.objects.filter(verb="register_recording").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_control_that_looks_first_and_inserts_then_records_one_person_many_times(
    operator: Actor, resident: ResidentRow
) -> None:
    with connection.schema_editor() as editor:
        once = next(each for each in Recording._meta.constraints if each.name == "residents_recorded_once")
        editor.remove_constraint(Recording, once)
    all_have_looked = threading.Barrier(MANY)

    def check_then_insert(_: int) -> str:
        recorded = Recording.objects.filter(resident_id=resident.id, voided_at__isnull=True).exists()
        connection.close()  # a pool of connections is smaller than the crowd that waits here
        all_have_looked.wait()
        if recorded:
            return "already_recorded"
        Recording.objects.create(
            resident_id=resident.id,
            office_id=operator.office,
            recorded_at=clock.now(),
            recorded_by=operator.person_id,
            reference="AB12-CD34",
        )
        return "recorded"

    try:
        assert at_once(check_then_insert) == ["recorded"] * MANY
        assert Recording.objects.count() == MANY
    finally:
        Recording.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Recording, once)


def at_once(work: Callable[[int], str]) -> list[str]:
    """What each of many threads answered, all let go together."""
    gate = threading.Barrier(MANY)
    answers: list[str] = []

    def run(number: int) -> None:
        gate.wait()
        try:
            answers.append(work(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def outcome_of(call: Callable[[], object]) -> str:
    try:
        call()
    except Refused as refused:
        return refused.refusal.code
    return "recorded"


def test_where_the_rule_saw_nothing_the_constraint_decides(
    operator: Actor, resident: ResidentRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = recording_module._refuse_second
    looked: list[bool] = []

    def another_counter_was_faster(*arguments: Any) -> None:
        real(*arguments)
        if not looked:
            looked.append(True)
            Recording.objects.create(
                resident_id=resident.id,
                office_id="35.08.17",
                recorded_at=clock.now(),
                recorded_by="loket-2",
                reference="ZZ99-ZZ99",
            )

    monkeypatch.setattr(recording_module, "_refuse_second", another_counter_was_faster)
    assert refusal_of(lambda: record(operator, resident)) == "already_recorded"
    # The whole act was undone; in life the other counter's row stands in a transaction of its own.
    assert not Entry.objects.filter(verb="register_recording").exists()


def test_an_error_of_the_database_that_is_not_about_recording_twice_is_not_hidden(
    operator: Actor, resident: ResidentRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise IntegrityError("something else")

    monkeypatch.setattr(Recording, "save", broken)
    with pytest.raises(IntegrityError, match="something else"):
        record(operator, resident)


def test_a_voiding_needs_two_people_and_then_the_person_can_be_recorded_again(
    operator: Actor, kasi: Actor, resident: ResidentRow
) -> None:
    first = record(operator, resident)
    asked = actions.void_recording(
        actor=operator, key="ask", recording_id=first.id, reason="rejected_nationally"
    )
    assert asked.void_asked_by == "operator-1"
    assert queries.void_requests(actor=kasi) == (asked,)
    assert refusal_of(lambda: record(operator, resident)) == "already_recorded"
    voided = actions.approve_void(actor=kasi, key="void", recording_id=first.id)
    assert voided.voided_at is not None
    assert queries.void_requests(actor=kasi) == ()
    assert queries.recording(resident.id) is None
    assert queries.recording_state(resident_id=resident.id) is None
    second = record(operator, resident)
    rows = queries.recordings(actor=kasi, resident_id=resident.id)
    assert {row.id: row.voided_at is not None for row in rows} == {first.id: True, second.id: False}
    verbs = [entry.verb for entry in ledger.timeline(Subject("resident", str(resident.id)))]
    assert verbs == [
        "register_resident",
        "register_recording",
        "ask_void_recording",
        "void_recording",
        "register_recording",
    ]


def test_both_halves_of_a_voiding_can_be_sent_twice(
    operator: Actor, kasi: Actor, resident: ResidentRow
) -> None:
    first = record(operator, resident)
    for _ in range(2):
        actions.void_recording(actor=operator, key="ask", recording_id=first.id, reason="wrong_person")
    for _ in range(2):
        assert actions.approve_void(actor=kasi, key="void", recording_id=first.id).voided_at
    assert Entry.objects.filter(verb__contains="void").count() == 2


def test_a_key_that_decided_about_one_recording_decides_about_no_other(
    operator: Actor, kasi: Actor, resident: ResidentRow
) -> None:
    first = record(operator, resident)
    actions.void_recording(actor=operator, key="ask", recording_id=first.id, reason="wrong_person")
    actions.approve_void(actor=kasi, key="void", recording_id=first.id)
    second = record(operator, resident)
    ask: dict[str, Any] = {"recording_id": second.id, "reason": "wrong_person"}
    # The same person's: whose resident it is does not tell the two apart.
    assert refusal_of(lambda: actions.void_recording(actor=operator, key="ask", **ask)) == "key"
    actions.void_recording(actor=operator, key=fresh(), **ask)
    for decide in (actions.approve_void, actions.decline_void):
        assert refusal_of(partial(decide, actor=kasi, key="void", recording_id=second.id)) == "key"
    assert queries.recording_state(resident_id=resident.id) is not None


def test_who_asks_cannot_approve_and_who_approves_is_the_kasi(
    operator: Actor, kasi: Actor, loket: Actor, elsewhere: Actor, resident: ResidentRow
) -> None:
    first = record(operator, resident)
    ask: dict[str, Any] = {"recording_id": first.id, "reason": "wrong_person"}
    assert refusal_of(lambda: actions.void_recording(actor=loket, key=fresh(), **ask)) == "other_post"
    assert (
        refusal_of(lambda: actions.approve_void(actor=kasi, key=fresh(), recording_id=first.id))
        == "void_not_asked"
    )
    actions.void_recording(actor=kasi, key=fresh(), **ask)
    assert (
        refusal_of(lambda: actions.approve_void(actor=kasi, key=fresh(), recording_id=first.id))
        == "same_person"
    )
    assert (
        refusal_of(lambda: actions.approve_void(actor=operator, key=fresh(), recording_id=first.id))
        == "other_post"
    )
    stranger = Actor(person_id="kasi-2", name="Kasi Lain", office=elsewhere.office, post="kasi")
    with pytest.raises(UnknownResident):
        actions.approve_void(actor=stranger, key=fresh(), recording_id=first.id)


def test_a_declined_voiding_leaves_the_recording_in_force_and_a_trace(
    operator: Actor, kasi: Actor, resident: ResidentRow
) -> None:
    first = record(operator, resident)
    actions.void_recording(actor=operator, key=fresh(), recording_id=first.id, reason="wrong_person")
    for _ in range(2):
        declined = actions.decline_void(actor=kasi, key="no", recording_id=first.id)
        assert (declined.void_asked_by, declined.voided_at) == ("", None)
    assert queries.recording(resident.id) == first
    entry = ledger.by_key("no")
    assert entry is not None
    assert entry.payload["asked_by"] == "operator-1"


def test_the_database_itself_refuses_a_voiding_by_one_person(operator: Actor, resident: ResidentRow) -> None:
    first = record(operator, resident)
    now = clock.now()
    alone = {"void_requested_at": now, "void_reason": "wrong_person", "voided_by": "x", "voided_at": now}
    for wrong in ({**alone, "approved_by": "x"}, {**alone, "approved_by": ""}, {"voided_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recording.objects.filter(pk=first.id).update(**wrong)


def test_the_card_that_is_handed_over_shows_in_the_register_and_can_be_taken_back(
    operator: Actor, resident: ResidentRow, monday: datetime
) -> None:
    record(operator, resident)
    actions.mark_card_issued(resident_id=resident.id, on=monday.date())
    assert queries.recording_state(resident_id=resident.id) == "recorded_card_issued"
    actions.mark_card_issued(resident_id=resident.id, on=None)
    assert queries.recording_state(resident_id=resident.id) == "recorded_card_pending"


def test_the_card_of_a_person_recorded_elsewhere_shows_too(
    operator: Actor, resident: ResidentRow, monday: datetime
) -> None:
    answer(operator, resident, "recorded_card_pending", monday)
    actions.mark_card_issued(resident_id=resident.id, on=monday.date())
    assert queries.recording_state(resident_id=resident.id) == "recorded_card_issued"


def test_an_answer_of_the_national_system_is_kept_with_its_time(
    loket: Actor, resident: ResidentRow, monday: datetime
) -> None:
    assert queries.recording_state(resident_id=resident.id) is None
    assert queries.national_answer(actor=loket, resident_id=resident.id) is None
    yesterday = monday - timedelta(days=1)
    for _ in range(2):
        answer(loket, resident, "recorded_card_issued", yesterday, key="told")
    answer(loket, resident, "not_recorded", yesterday - timedelta(days=1))
    assert NationalAnswer.objects.count() == 2
    newest = queries.national_answer(actor=loket, resident_id=resident.id)
    assert newest is not None
    assert (newest.state, newest.answered_at) == ("recorded_card_issued", yesterday)
    assert queries.recording_state(resident_id=resident.id) == "recorded_card_issued"


def test_answers_off_the_list_ahead_of_time_or_against_the_register_are_refused(
    operator: Actor, resident: ResidentRow, monday: datetime
) -> None:
    assert refusal_of(lambda: answer(operator, resident, "perhaps", monday)) == "not_on_list"
    ahead = monday + timedelta(seconds=1)
    assert refusal_of(lambda: answer(operator, resident, "not_recorded", ahead)) == "answer_in_future"
    record(operator, resident)
    assert refusal_of(lambda: answer(operator, resident, "not_recorded", monday)) == "answer_disagrees"
    assert not NationalAnswer.objects.exists()


def test_an_answer_older_than_a_voiding_no_longer_counts(
    operator: Actor, kasi: Actor, resident: ResidentRow, monday: datetime
) -> None:
    first = record(operator, resident)
    answer(operator, resident, "enrolment_failed", monday)
    clock.travel(timedelta(hours=1))
    actions.void_recording(actor=operator, key=fresh(), recording_id=first.id, reason="rejected_nationally")
    actions.approve_void(actor=kasi, key=fresh(), recording_id=first.id)
    assert queries.recording_state(resident_id=resident.id) is None
    clock.travel(timedelta(hours=1))
    answer(operator, resident, "not_recorded", clock.now())
    assert queries.recording_state(resident_id=resident.id) == "not_recorded"


def test_what_the_facts_of_an_application_derive_from(resident: ResidentRow) -> None:
    basis = queries.basis_of_facts(resident_id=resident.id)
    assert (basis.birth_date, basis.sex, basis.citizenship) == (resident.birth_date, "m", "wni")


def test_a_recording_of_another_office_is_not_opened(
    elsewhere: Actor, operator: Actor, resident: ResidentRow
) -> None:
    first = record(operator, resident)
    with pytest.raises(UnknownResident):
        queries.recording_by_id(actor=elsewhere, recording_id=first.id)
    assert str(Recording.objects.get()).startswith(str(resident.id))


@pytest.mark.django_db
def test_nobody_has_neither_facts_nor_wishes() -> None:
    with pytest.raises(UnknownResident):
        queries.basis_of_facts(resident_id=uuid4())
    with pytest.raises(UnknownResident):
        queries.wish(resident_id=uuid4())
