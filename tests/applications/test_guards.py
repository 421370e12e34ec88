"""What stands before every verb: once per key, whose office, which post, one version, one open run, one number."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from pamong.applications import actions
from pamong.applications.actions import engine
from pamong.applications.models import Application
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused
from pamong.residents import actions as residents
from pamong.staff.rules import Actor
from tests.applications.installation import (
    IN_FORCE,
    KK_OFFICE,
    KTP_OFFICE,
    KTP_PAPERS,
    MONDAY,
    WRONG_BIRTH_DATE,
    actor,
    changed,
    complete,
    do,
    hand_over,
    install,
    key,
    kk,
    ktp,
    ktp_at,
    log,
    nik,
    resident,
    seen,
    take_in,
    verbs,
)

pytestmark = pytest.mark.usefixtures("two_offices")


def held() -> Application:
    row = ktp_at("record", "not_recorded")
    return actions.hold(actor=actor("loket"), key=key(), code=row.public_code, reason="no_blanks")


def overtaken() -> Application:
    """An application that awaits the recording of somebody whom another counter has just recorded."""
    row = ktp_at("record", "not_recorded")
    residents.record_biometrics(
        actor=actor("operator"), key=key(), resident_id=row.resident_id, reference="elsewhere"
    )
    return row


Act = Callable[[Application, Actor, str], Application]

# Every verb on an application that is there: where it can be done, by which post, and how.
ACTS: Mapping[str, tuple[Callable[[], Application], str, Act]] = {
    "complete": (
        ktp,
        "kasi",
        lambda row, who, key_: actions.complete(
            actor=who, key=key_, code=row.public_code, examined=seen(*KTP_PAPERS)
        ),
    ),
    "return": (
        ktp,
        "kasi",
        lambda row, who, key_: actions.return_for_completion(
            actor=who, key=key_, code=row.public_code, examined={}, invalid=[WRONG_BIRTH_DATE]
        ),
    ),
    "refuse": (
        ktp,
        "kasi",
        lambda row, who, key_: actions.refuse(
            actor=who, key=key_, code=row.public_code, reason="not_entitled"
        ),
    ),
    "resubmit": (
        lambda: ktp_at("submit"),
        "loket",
        lambda row, who, key_: actions.resubmit(actor=who, key=key_, code=row.public_code, present=["photo"]),
    ),
    "dispatch": (
        lambda: ktp_at("send"),
        "operator",
        lambda row, who, key_: actions.perform(actor=who, key=key_, code=row.public_code, step="send"),
    ),
    "record_biometrics": (
        lambda: ktp_at("record", "not_recorded"),
        "operator",
        lambda row, who, key_: actions.record_biometrics(
            actor=who, key=key_, code=row.public_code, step="record"
        ),
    ),
    "skip": (
        overtaken,
        "operator",
        lambda row, who, key_: actions.skip(actor=who, key=key_, code=row.public_code, step="record"),
    ),
    "hand_over": (
        lambda: ktp_at("hand-over"),
        "loket",
        lambda row, who, key_: actions.hand_over(
            actor=who, key=key_, code=row.public_code, collector="Sekar", relation="self", identity="ktp"
        ),
    ),
    "withdraw": (
        ktp,
        "loket",
        lambda row, who, key_: actions.withdraw(actor=who, key=key_, code=row.public_code, reason="deceased"),
    ),
    "hold": (
        ktp,
        "loket",
        lambda row, who, key_: actions.hold(actor=who, key=key_, code=row.public_code, reason="power_cut"),
    ),
    "release": (
        held,
        "loket",
        lambda row, who, key_: actions.release(actor=who, key=key_, code=row.public_code),
    ),
    "reverse": (
        lambda: complete(ktp()),
        "kasi",
        lambda row, who, key_: actions.reverse(actor=who, key=key_, code=row.public_code, reason="not_done"),
    ),
    "undo": (
        lambda: complete(ktp()),
        "kasi",
        lambda row, who, key_: actions.undo(
            actor=who, key=key_, code=row.public_code, entry=str(log(row)[-1].id)
        ),
    ),
}
every_verb = pytest.mark.parametrize("verb", ACTS)


def test_the_table_holds_every_verb_of_the_room() -> None:
    others = {"perform": "dispatch", "return_for_completion": "return"}
    apart = {"submit", "recompute_due", "acknowledge_late"}
    public = {others.get(name, name) for name in actions.__all__} - apart
    assert public == set(ACTS)


@every_verb
def test_a_verb_sent_twice_with_the_same_key_is_done_once(verb: str) -> None:
    place, post, act = ACTS[verb]
    row, who, same = place(), actor(post), key()
    first = act(row, who, same)
    entries = log(row)
    assert entries[-1].verb == verb
    second = act(row, who, same)
    assert (second.pk, second.version, second.step) == (first.pk, first.version, first.step)
    assert log(row) == entries


@every_verb
def test_a_key_that_served_another_act_is_refused_and_nothing_happens(verb: str) -> None:
    place, post, act = ACTS[verb]
    used = key()
    first = "withdraw" if verb == "hold" else "hold"
    ACTS[first][2](ktp(), actor("loket"), used)
    row = place()
    before = verbs(row)
    with pytest.raises(Refused) as refused:
        act(row, actor(post), used)
    assert refused.value.refusal.code == "key"
    assert verbs(row) == before


@every_verb
def test_a_key_that_served_the_same_act_on_another_application_is_refused(verb: str) -> None:
    place, post, act = ACTS[verb]
    used = key()
    act(place(), actor(post), used)
    other = place()
    before = verbs(other)
    with pytest.raises(Refused) as refused:
        act(other, actor(post), used)
    assert refused.value.refusal.code == "key"
    assert verbs(other) == before


@every_verb
def test_an_actor_of_another_office_is_told_that_there_is_no_such_application(verb: str) -> None:
    place, post, act = ACTS[verb]
    row = place()
    before = verbs(row)
    for stranger in (actor(post, KK_OFFICE), actor("dispenduk", "35.08.disdukcapil")):
        with pytest.raises(Refused) as refused:
            act(row, stranger, key())
        assert refused.value.refusal.code == "not_found"
    assert verbs(row) == before


WRONG_POSTS = {
    "complete": ("camat", "4.4"),
    "return": ("information_officer", "4.4"),
    "refuse": ("camat", "4.4"),
    "resubmit": ("kasi", "4.3"),
    "dispatch": ("camat", "4.6"),
    "record_biometrics": ("loket", "4.5"),
    "skip": ("loket", "4.5"),
    "hand_over": ("operator", "4.7"),
    "withdraw": ("camat", "4.4"),
    "hold": ("information_officer", None),
    "release": ("camat", None),
    "reverse": ("loket", None),
    "undo": ("loket", None),
}


@every_verb
def test_another_post_is_refused_with_the_clause_that_gives_the_act_away(verb: str) -> None:
    place, _post, act = ACTS[verb]
    wrong, clause = WRONG_POSTS[verb]
    row = place()
    before = verbs(row)
    with pytest.raises(Refused) as refused:
        act(row, actor(wrong), key())
    assert refused.value.refusal.code in {"other_post", "wrong_post", "post", "person"}
    assert refused.value.refusal.clause == clause
    assert verbs(row) == before


@pytest.mark.clause("ktp", "4.3")
@pytest.mark.parametrize("post", ["kasi", "operator", "camat", "dispenduk"])
def test_only_the_counter_takes_in(post: str) -> None:
    person = resident()
    with pytest.raises(Refused) as refused:
        actions.submit(
            actor=actor(post), key=key(), service="ktp", resident_id=person.id, answers={}, present=[]
        )
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("other_post", "4.3")


def test_taking_in_twice_with_the_same_key_takes_in_once() -> None:
    person, same = resident(), key()
    first = take_in(person, key_=same)
    assert take_in(person, key_=same).pk == first.pk
    assert Application.objects.count() == 1
    assert verbs(first) == ["submit"]


def test_the_key_of_an_intake_serves_no_other_person_and_no_other_act() -> None:
    used = key()
    row = take_in(resident(), key_=used)
    with pytest.raises(Refused) as other_person:
        take_in(resident(), key_=used)
    with pytest.raises(Refused) as other_act:
        actions.hold(actor=actor("loket"), key=used, code=row.public_code, reason="no_blanks")
    held_with = key()
    actions.hold(actor=actor("loket"), key=held_with, code=row.public_code, reason="no_blanks")
    with pytest.raises(Refused) as intake:
        take_in(resident(), key_=held_with)
    assert [caught.value.refusal.code for caught in (other_person, other_act, intake)] == ["key"] * 3
    assert Application.objects.count() == 1


def test_of_two_people_who_act_on_what_they_both_saw_the_second_is_refused() -> None:
    row = ktp()
    with writing(office=KTP_OFFICE):
        mine = engine.load(office=KTP_OFFICE, code=row.public_code)
        theirs = engine.load(office=KTP_OFFICE, code=row.public_code)
        assert put_on_hold(mine, "no_blanks").version == 2
        with pytest.raises(Refused) as refused:
            put_on_hold(theirs, "power_cut")
    assert refused.value.refusal.code == "stale"
    row.refresh_from_db()
    assert (row.hold_reason, verbs(row)) == ("no_blanks", ["submit", "hold"])


def put_on_hold(loaded: engine.Loaded, reason: str) -> Application:
    after = replace(loaded.state, hold_reason=reason)
    return engine.commit(
        loaded, actor=actor("loket"), key=key(), verb="hold", clause=None, after=after, payload={}
    )


@pytest.mark.parametrize("step", ["back", "ready", "hand-over", "no such step"])
def test_a_step_that_is_not_awaited_is_not_done(step: str) -> None:
    row = ktp_at("send")
    with pytest.raises(Refused) as refused:
        do(row, step, "loket")
    assert refused.value.refusal.code == "not_awaited"


@pytest.mark.parametrize(
    ("reached", "step"), [("examine", "examine"), ("submit", "submit"), ("hand-over", "hand-over")]
)
def test_a_step_with_a_form_of_its_own_is_not_done_without_it(reached: str, step: str) -> None:
    row = ktp() if reached == "examine" else ktp_at(reached)
    with pytest.raises(Refused) as refused:
        do(row, step, "loket")
    assert refused.value.refusal.code == "own_verb"


def test_an_unknown_code_is_refused_as_that_of_another_office_is() -> None:
    with pytest.raises(Refused) as unknown:
        actions.release(actor=actor("loket"), key=key(), code="00000000000000")
    row = ktp()
    with pytest.raises(Refused) as foreign:
        actions.release(actor=actor("loket", KK_OFFICE), key=key(), code=row.public_code)
    assert unknown.value.refusal == foreign.value.refusal


def test_somebody_this_office_has_never_seen_is_not_taken_in() -> None:
    person = resident(KK_OFFICE)
    with pytest.raises(Refused) as refused:
        take_in(person, "ktp")
    assert refused.value.refusal.code == "stranger"


@pytest.mark.parametrize("service", ["kk", "passport"])
def test_a_service_without_a_standard_in_force_here_is_not_offered(service: str) -> None:
    with pytest.raises(Refused) as refused:
        take_in(resident(), service, office=KTP_OFFICE)
    assert refused.value.refusal.code == "no_standard"


def test_the_same_person_has_one_open_application_for_a_service() -> None:
    person = resident()
    first = take_in(person)
    with pytest.raises(Refused) as refused:
        take_in(person)
    assert refused.value.refusal.code == "pending"
    said = refused.value.refusal.message.fill()
    assert "Kecamatan Yosowilangun" in said
    assert "1/2026" in said
    actions.withdraw(actor=actor("loket"), key=key(), code=first.public_code, reason="applicant_wish")
    assert take_in(person).number == 2, "the refused attempt took no number"


def test_the_same_person_cannot_run_the_same_service_at_two_counters() -> None:
    install(changed("ktp", office=KK_OFFICE), since=IN_FORCE)
    born = date(1979, 8, 17)
    person = resident(born=born, number=nik(9002, born))
    take_in(person)
    residents.find_by_number(actor=actor("loket", KK_OFFICE), key=key(), number=nik(9002, born))
    with pytest.raises(Refused) as refused:
        take_in(person, office=KK_OFFICE)
    assert refused.value.refusal.code == "pending"
    assert "Kecamatan Yosowilangun" in refused.value.refusal.message.fill()


def test_the_database_itself_holds_one_open_run() -> None:
    row = ktp()
    copy = Application.objects.get(pk=row.pk)
    copy.pk, copy.public_code, copy.number = None, "A" * 14, 99
    copy._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    closed = actions.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="deceased")
    assert closed.closed_at
    copy.save()
    assert Application.objects.filter(resident_id=row.resident_id).count() == 2


def test_another_service_of_the_same_person_runs_beside_it() -> None:
    install(changed("kk", office=KTP_OFFICE), since=IN_FORCE)
    person = resident()
    take_in(person)
    assert take_in(person, "kk", answers={"reasons": ("other",)}, office=KTP_OFFICE).number == 1


def test_register_numbers_run_without_a_gap_per_office_book_and_year() -> None:
    install(changed("kk", office=KTP_OFFICE), since=IN_FORCE)
    first, person = ktp(), resident()
    second = take_in(person)
    for _ in range(3):
        with pytest.raises(Refused):
            take_in(person)
    third = ktp()
    other_book = take_in(resident(), "kk", answers={"reasons": ("other",)}, office=KTP_OFFICE)
    other_office = kk("other")
    assert [row.number for row in (first, second, third)] == [1, 2, 3]
    assert (other_book.number, other_office.number) == (1, 1)


def test_a_returned_application_keeps_its_number_and_others_go_on() -> None:
    row = ktp_at("submit")
    assert ktp().number == 2
    row = actions.resubmit(actor=actor("loket"), key=key(), code=row.public_code, present=KTP_PAPERS)
    assert row.number == 1


def test_no_entry_of_a_whole_life_holds_anything_personal() -> None:
    born = date(1988, 11, 9)
    person = resident(born=born, number=nik(4711, born), name="Anggrek Rekaan Khusus")
    residents.state_national_answer(
        actor=actor("operator"),
        key=key(),
        resident_id=person.id,
        state="recorded_card_pending",
        answered_at=MONDAY,
    )
    row = take_in(person)
    row = actions.return_for_completion(
        actor=actor("kasi"),
        key=key(),
        code=row.public_code,
        examined=seen(photo="Anggrek memakai latar merah"),
        invalid=[WRONG_BIRTH_DATE],
        note="Sampaikan kepada Anggrek",
    )
    row = actions.resubmit(actor=actor("loket"), key=key(), code=row.public_code, present=["photo"])
    row = complete(row)
    for step in ("send", "back", "ready"):
        row = do(row, step, "loket")
    row = hand_over(row, collector="Anggrek Rekaan Khusus")
    written = " ".join(f"{entry.payload} {entry.key} {entry.subject.id}" for entry in log(row))
    for personal in ("Anggrek", "1988", "17-05-1990", "latar merah", nik(4711, born)):
        assert personal not in written, personal
    assert ledger.by_key(log(row)[0].key) is not None
