"""A KTP from the counter to the hand-over, act by act, as the standard of Yosowilangun says."""

from datetime import UTC, date
from typing import TYPE_CHECKING

import pytest

from pamong.applications import actions, queries
from pamong.applications.queries import StepState
from pamong.applications.rules import Outcome
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.residents import actions as residents
from pamong.residents import queries as people
from pamong.workdays.clock import elapsed
from tests.applications.installation import (
    IN_FORCE,
    KK_OFFICE,
    KTP_OFFICE,
    KTP_PAPERS,
    WRONG_BIRTH_DATE,
    actor,
    answer,
    at,
    bring,
    changed,
    complete,
    do,
    give_back,
    hand_over,
    install,
    key,
    ktp,
    ktp_at,
    log,
    nik,
    record,
    resident,
    reverse,
    seen,
    set_clock,
    take_in,
    verbs,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("two_offices")


@pytest.mark.clause("ktp", "4.3", "4.4", "4.5", "4.6", "4.7", "5.1")
def test_a_ktp_of_somebody_not_recorded_from_the_counter_to_the_hand_over() -> None:
    row = ktp("not_recorded")
    assert (row.step, row.holder_kind, row.due_at) == ("examine", "office", None)
    number = (row.book, row.number, row.year)
    assert number == ("ktp", 1, 2026)

    row = give_back(row, photo="Latar merah, tahun lahir genap", invalid=[WRONG_BIRTH_DATE])
    assert (row.step, row.holder_kind, row.complete_at) == ("submit", "applicant", None)
    assert row.checklist["photo"] == {"state": "deficient", "note": "Latar merah, tahun lahir genap"}
    assert row.invalid_fields == [{"field": "birth_date", "given": "17-05-1990", "evidence": "17-05-1991"}]

    row = bring(row, "photo", "village-letter")
    assert (row.step, row.holder_kind) == ("examine", "office")
    assert (row.book, row.number, row.year) == number
    assert row.checklist["photo"] == {"state": "present"}
    assert row.due_at is None, "before completeness nothing is due"

    row = complete(row)
    assert row.step == "record"
    assert row.complete_at == at("2026-12-14 08:00")
    assert row.due_at == at("2027-01-04 15:00"), "twelve working days over Christmas and New Year"
    assert row.invalid_fields == []

    row = record(row)
    assert row.step == "send"
    assert people.recording_state(resident_id=row.resident_id) == "recorded_card_pending"

    row = do(row, "send", "operator", reference="Daftar 12/2026")
    assert (row.step, row.holder_kind, row.holder_name) == ("back", "outside", "dispenduk")
    assert row.reference == "Daftar 12/2026"

    set_clock("2026-12-22 10:30")
    row = do(row, "back", "loket")
    assert (row.step, row.holder_kind) == ("ready", "office")
    assert row.ready_at is None
    row = do(row, "ready", "operator")
    assert (row.step, row.ready_at) == ("hand-over", at("2026-12-22 10:30"))

    set_clock("2027-02-01 09:00")
    row = hand_over(row)
    assert (row.step, row.outcome) == ("", Outcome.HANDED_OVER)
    assert row.ready_at == at("2026-12-22 10:30"), "waiting for collection is the applicant's time"
    assert row.closed_at == at("2027-02-01 09:00")
    assert people.recording_state(resident_id=row.resident_id) == "recorded_card_issued"
    assert verbs(row) == [
        "submit",
        "return",
        "resubmit",
        "complete",
        "record_biometrics",
        "dispatch",
        "receive_back",
        "ready",
        "hand_over",
    ]
    assert [entry.clause for entry in log(row)] == [
        "4.3",
        "4.4",
        "4.3",
        "4.4",
        "4.5",
        "4.6",
        "4.7",
        "4.7",
        "4.7",
    ]


@pytest.mark.clause("ktp", "4.5")
def test_who_was_recorded_but_has_no_card_yet_is_not_recorded_again() -> None:
    row = complete(ktp("recorded_card_pending"))
    assert row.step == "send"
    assert log(row)[-1].payload["skipped"] == [{"step": "record", "clause": "4.5"}]
    page = queries.page(actor=actor("loket"), code=row.public_code)
    assert page is not None
    assert {step.id: step.state for step in page.steps}["record"] is StepState.SKIPPED
    with pytest.raises(Refused) as refused:
        record(row)
    assert refused.value.refusal.code == "not_awaited"


@pytest.mark.clause("ktp", "4.5")
def test_control_who_was_not_recorded_does_not_skip_the_recording() -> None:
    row = complete(ktp("not_recorded"))
    assert row.step == "record"
    assert log(row)[-1].payload["skipped"] == []


@pytest.mark.clause("ktp", "4.5")
def test_a_second_recording_is_refused_with_date_and_office_of_the_first() -> None:
    row = record(complete(ktp("not_recorded")))
    actions.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="applicant_wish")
    person = people.get(actor=actor("loket"), resident_id=row.resident_id)
    set_clock("2026-12-15 08:00")
    with pytest.raises(Refused) as refused:
        residents.record_biometrics(
            actor=actor("operator"), key=key(), resident_id=person.id, reference="again"
        )
    assert refused.value.refusal.clause == "4.5"
    assert "14-12-2026" in refused.value.refusal.message.fill()
    assert "Kecamatan Yosowilangun" in refused.value.refusal.message.fill()
    again = complete(take_in(person))
    assert again.step == "send", "the register knows, so the second application skips the step"


@pytest.mark.clause("ktp", "4.5")
def test_a_second_recording_is_refused_at_another_counter_while_the_first_is_just_being_made() -> None:
    install(changed("ktp", office=KK_OFFICE), since=IN_FORCE)
    born = date(1984, 3, 2)
    person = resident(born=born, number=nik(9001, born))
    answer(person, "not_recorded")
    here = complete(take_in(person))
    # The same person at the other counter, with the same service closed here meanwhile.
    actions.withdraw(actor=actor("loket"), key=key(), code=here.public_code, reason="applied_elsewhere")
    elsewhere = actor("loket", KK_OFFICE)
    assert residents.find_by_number(actor=elsewhere, key=key(), number=nik(9001, born)) is not None
    there = complete(take_in(person, office=KK_OFFICE))
    assert there.step == "record"
    residents.record_biometrics(
        actor=actor("operator"), key=key(), resident_id=person.id, reference="at the first counter"
    )
    with pytest.raises(Refused) as refused:
        record(there)
    assert refused.value.refusal.clause == "4.5"
    assert "14-12-2026" in refused.value.refusal.message.fill()
    assert "Kecamatan Yosowilangun" in refused.value.refusal.message.fill()
    there.refresh_from_db()
    assert (there.step, verbs(there)[-1]) == ("record", "complete")
    skipped = actions.skip(
        actor=actor("operator", KK_OFFICE), key=key(), code=there.public_code, step="record"
    )
    assert skipped.step == "send"
    assert log(skipped)[-1].payload["skipped"] == [{"step": "record", "clause": "4.5"}]


@pytest.mark.clause("ktp", "4.5")
def test_a_recording_that_is_still_needed_is_not_skipped() -> None:
    row = complete(ktp("not_recorded"))
    with pytest.raises(Refused) as refused:
        actions.skip(actor=actor("operator"), key=key(), code=row.public_code, step="record")
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("still_needed", "4.5")


@pytest.mark.clause("ktp", "4.5")
def test_nobody_is_found_complete_while_nobody_knows_whether_there_is_a_recording() -> None:
    row = ktp(None)
    with pytest.raises(Refused) as refused:
        complete(row)
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("fact_unknown", "4.5")
    said = refused.value.refusal.message.fill()
    assert "recording" in said or "perekaman" in said, said
    residents.state_national_answer(
        actor=actor("operator"),
        key=key(),
        resident_id=row.resident_id,
        state="not_recorded",
        answered_at=clock.now(),
    )
    assert complete(row).step == "record"


def test_an_answer_at_intake_counts_until_the_register_speaks() -> None:
    row = take_in(resident(), answers={"recording": "not_recorded"})
    row = record(complete(row))
    assert people.recording_state(resident_id=row.resident_id) == "recorded_card_pending"
    row = do(row, "send", "kasi")
    page = queries.page(actor=actor("loket"), code=row.public_code)
    assert page is not None
    assert page.facts["recording"] == "recorded_card_pending"


@pytest.mark.clause("ktp", "4.3")
def test_an_answer_that_contradicts_the_register_is_refused_at_intake() -> None:
    person = resident()
    answer(person, "recorded_card_pending")
    with pytest.raises(Refused) as refused:
        take_in(person, answers={"recording": "not_recorded"})
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("disagreement", "4.3")
    assert take_in(person, answers={"recording": "recorded_card_pending"}).number == 1


@pytest.mark.clause("ktp", "4.4")
@pytest.mark.parametrize("lacking", KTP_PAPERS)
def test_an_application_that_lacks_one_paper_is_not_complete(lacking: str) -> None:
    row = ktp(present=[paper for paper in KTP_PAPERS if paper != lacking])
    with pytest.raises(Refused) as refused:
        complete(row, *[paper for paper in KTP_PAPERS if paper != lacking])
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("incomplete", "4.4")


@pytest.mark.clause("ktp", "4.4")
def test_an_application_with_a_datum_that_differs_from_its_evidence_is_not_valid() -> None:
    row = ktp()
    with pytest.raises(Refused) as refused:
        complete(row, invalid=[WRONG_BIRTH_DATE])
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("invalid", "4.4")


@pytest.mark.clause("ktp", "4.4")
def test_a_return_that_names_nothing_is_refused() -> None:
    row = ktp()
    with pytest.raises(Refused) as refused:
        actions.return_for_completion(
            actor=actor("kasi"), key=key(), code=row.public_code, examined=seen(*KTP_PAPERS)
        )
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("nothing_named", "4.4")
    assert give_back(row, invalid=[WRONG_BIRTH_DATE]).step == "submit"


@pytest.mark.clause("ktp", "5.1")
def test_a_return_at_a_later_step_pauses_the_clock_and_handing_in_again_resumes_it() -> None:
    row = complete(ktp("not_recorded"))
    due = row.due_at
    set_clock("2026-12-16 09:00")
    row = give_back(row, post="operator", photo="Foto rusak")
    assert (row.step, row.holder_kind, row.due_at) == ("submit", "applicant", None)
    assert row.pauses == [[at("2026-12-16 09:00").astimezone(UTC).isoformat(), None]]

    set_clock("2026-12-18 10:00")
    row = bring(row, "photo")
    assert row.step == "examine"
    assert row.complete_at == at("2026-12-14 08:00"), "resumed, never reset"
    assert due == at("2027-01-04 15:00")
    assert row.due_at == at("2027-01-07 15:00"), "two days lay with the applicant; 5 January is a holiday"

    row = complete(row)
    assert (row.complete_at, row.due_at) == (at("2026-12-14 08:00"), at("2027-01-07 15:00"))
    assert row.step == "record"


@pytest.mark.clause("ktp", "5.1")
def test_an_hour_with_the_applicant_within_one_day_moves_nothing() -> None:
    row = complete(ktp("not_recorded"))
    set_clock("2026-12-16 09:00")
    row = give_back(row, post="operator")
    set_clock("2026-12-16 10:00")
    assert bring(row, "photo").due_at == at("2027-01-04 15:00")


@pytest.mark.clause("ktp", "5.1")
def test_a_hold_explains_and_does_not_stop_the_clock() -> None:
    row = complete(ktp("not_recorded"))
    set_clock("2026-12-15 08:00")
    row = actions.hold(actor=actor("operator"), key=key(), code=row.public_code, reason="equipment_broken")
    assert (row.hold_reason, row.step) == ("equipment_broken", "record")
    set_clock("2026-12-18 08:00")
    row = actions.release(actor=actor("operator"), key=key(), code=row.public_code)
    assert (row.hold_reason, row.due_at) == ("", at("2027-01-04 15:00"))
    calendar = offices.calendar(KTP_OFFICE)
    page = queries.page(actor=actor("loket"), code=row.public_code)
    assert page is not None
    assert page.since_complete == elapsed(calendar, at("2026-12-14 08:00"), at("2026-12-18 08:00"))
    assert page.since_complete is not None
    assert page.since_complete.working_days == 3


def test_a_step_done_ends_the_hold() -> None:
    row = complete(ktp("not_recorded"))
    actions.hold(actor=actor("operator"), key=key(), code=row.public_code, reason="equipment_broken")
    assert record(row).hold_reason == ""


@pytest.mark.clause("ktp", "4.7")
@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"collector": "   "}, "no_collector"),
        ({"relation": "neighbour"}, "unknown_reason"),
        ({"identity": "a smile"}, "unknown_reason"),
    ],
)
def test_a_card_is_handed_over_to_somebody_named_whose_identity_was_seen(
    said: dict[str, str], code: str
) -> None:
    row = ktp_at("hand-over")
    with pytest.raises(Refused) as refused:
        hand_over(row, **said)
    assert (refused.value.refusal.code, refused.value.refusal.clause) == (code, "4.7")
    assert people.recording_state(resident_id=row.resident_id) == "recorded_card_pending"


def test_who_collected_stands_in_an_erasable_remark_and_not_in_the_ledger() -> None:
    row = hand_over(ktp_at("hand-over"), collector=" Melati Rekaan ", relation="family")
    last = log(row)[-1]
    assert "Melati" not in str(last.payload)
    assert last.payload["relation"] == "family"
    remark = row.remarks.get(entry_key=last.key)
    assert remark.detail["collector"] == "Melati Rekaan"


@pytest.mark.clause("ktp", "4.4")
def test_a_refusal_gives_a_reason_and_closes() -> None:
    row = ktp()
    with pytest.raises(Refused) as refused:
        actions.refuse(actor=actor("kasi"), key=key(), code=row.public_code, reason="no mood")
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("unknown_reason", "4.4")
    row = actions.refuse(
        actor=actor("kasi"), key=key(), code=row.public_code, reason="not_this_office", note="KK di kota"
    )
    assert (row.step, row.outcome, row.due_at) == ("", Outcome.REFUSED, None)
    assert row.remarks.get().detail == {"note": "KK di kota"}
    assert "KK di kota" not in str(log(row)[-1].payload)


@pytest.mark.parametrize("step", ["examine", "submit", "send", "back", "ready", "hand-over"])
def test_an_applicant_may_withdraw_at_every_open_step_and_the_register_keeps_it(step: str) -> None:
    row = ktp() if step == "examine" else ktp_at(step)
    set_clock("2026-12-15 08:00")
    number = row.number
    with pytest.raises(Refused):
        actions.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="bored")
    row = actions.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="applicant_wish")
    assert (row.step, row.outcome, row.number) == ("", Outcome.WITHDRAWN, number)
    assert row.closed_at == at("2026-12-15 08:00")
    assert all(end is not None for _, end in row.pauses)


def test_withdrawing_while_the_applicant_holds_it_ends_the_pause() -> None:
    row = give_back(complete(ktp("not_recorded")), post="operator")
    set_clock("2026-12-15 08:00")
    row = actions.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="deceased")
    assert len(row.pauses) == 1
    assert row.pauses[0][1] == at("2026-12-15 08:00").astimezone(UTC).isoformat()


def test_what_is_closed_takes_no_further_act_but_a_reversal() -> None:
    row = hand_over(ktp_at("hand-over"))
    clerk, head, code = actor("loket"), actor("kasi"), row.public_code
    tries: list[Callable[[], object]] = [
        lambda: complete(row),
        lambda: give_back(row),
        lambda: actions.refuse(actor=head, key=key(), code=code, reason="already_served"),
        lambda: bring(row, "photo"),
        lambda: do(row, "", "loket"),
        lambda: actions.record_biometrics(actor=actor("operator"), key=key(), code=code, step=""),
        lambda: actions.skip(actor=clerk, key=key(), code=code, step=""),
        lambda: hand_over(row),
        lambda: actions.withdraw(actor=clerk, key=key(), code=code, reason="applicant_wish"),
    ]
    codes = []
    for attempt in tries:
        with pytest.raises(Refused) as refused:
            attempt()
        codes.append(refused.value.refusal.code)
    assert codes == ["closed"] * len(tries)
    with pytest.raises(Refused) as refused:
        actions.hold(actor=clerk, key=key(), code=code, reason="no_blanks")
    assert refused.value.refusal.code == "not_open"
    assert reverse(row).step == "hand-over"
