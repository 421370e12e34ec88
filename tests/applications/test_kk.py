"""A KK from the counter to the hand-over, act by act, as the standard of Jatiroto says."""

import pytest

from pamong.applications import actions, queries
from pamong.applications.queries import StepState
from pamong.applications.rules import Examined, ItemState, Outcome
from pamong.ledger.rules import Refused
from pamong.residents import actions as residents
from pamong.residents import queries as people
from tests.applications.installation import (
    KK_OFFICE,
    actor,
    at,
    bring,
    complete,
    do,
    give_back,
    hand_over,
    key,
    kk,
    log,
    reverse,
    seen,
    set_clock,
    verbs,
)

pytestmark = pytest.mark.usefixtures("two_offices")


@pytest.mark.clause("kk", "4.1", "4.2", "4.3", "4.4", "5.1")
def test_a_kk_for_a_lost_card_with_a_new_child_from_the_counter_to_the_hand_over() -> None:
    row = kk("lost_card", "new_child", present=["loss-letter"])
    assert (row.book, row.number, row.step) == ("kk", 1, "examine")
    assert row.checklist["old-card"] == {"state": "not_applicable"}, "the lost card is not asked for"
    row = give_back(row, birth_certificate="Belum ada bukti kelahiran")
    row = bring(row, "birth-letter-medical")
    assert (row.number, row.checklist["birth-letter-medical"]) == (1, {"state": "present"})

    row = complete(row, "loss-letter", "birth-letter-medical")
    assert (row.step, row.holder_kind, row.holder_name) == ("await-signature", "outside", "dispenduk")
    assert row.due_at == at("2026-12-15 15:00"), "one working day"
    row = do(row, "await-signature", "operator")
    assert (row.step, row.holder_name) == ("print", "operator")
    row = do(row, "print", "operator", reference="Blangko 0042")
    row = do(row, "ready", "loket")
    assert (row.step, row.ready_at) == ("hand-over", at("2026-12-14 08:00"))
    row = hand_over(row, relation="family", identity="ktp")
    assert row.outcome == Outcome.HANDED_OVER
    assert verbs(row)[3:] == ["complete", "await_signature", "print", "ready", "hand_over"]
    assert [entry.clause for entry in log(row)] == ["4.1", "4.2", "4.1", "4.2", "4.3", "4.3", "4.4", "4.4"]


@pytest.mark.clause("kk", "2.1", "2.2")
@pytest.mark.parametrize(
    ("reasons", "papers", "complete_with_them"),
    [
        (("other",), ("old-card",), True),
        (("other",), (), False),
        (("lost_card",), ("loss-letter",), True),
        (("lost_card",), ("old-card",), False),
        (("lost_card",), (), False),
    ],
)
def test_a_lost_card_is_replaced_by_the_letter_reporting_the_loss(
    reasons: tuple[str, ...], papers: tuple[str, ...], complete_with_them: bool
) -> None:
    row = kk(*reasons)
    if complete_with_them:
        assert complete(row, examined=seen(*papers)).step == "await-signature"
        return
    with pytest.raises(Refused) as refused:
        complete(row, examined=seen(*papers) or {"old-card": Examined(ItemState.NOT_EXAMINED)})
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("incomplete", "4.2")


@pytest.mark.clause("kk", "2.4")
@pytest.mark.parametrize("paper", ["birth-certificate", "birth-letter-medical", "birth-letter-desa"])
def test_any_one_proof_of_birth_is_enough_for_a_new_child(paper: str) -> None:
    assert complete(kk("new_child"), "old-card", paper).step == "await-signature"


@pytest.mark.clause("kk", "2.5")
def test_other_supporting_data_count_only_when_the_officer_names_the_paper() -> None:
    row = kk("data_change")
    found = seen("old-card", "supporting-data")
    with pytest.raises(Refused) as refused:
        complete(row, examined=found)
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("unnamed", "4.2")
    found["supporting-data"] = Examined(ItemState.PRESENT, named="Ijazah")
    row = complete(row, examined=found)
    assert row.checklist["supporting-data"] == {"state": "present", "named": "Ijazah"}


@pytest.mark.clause("kk", "4.2")
def test_nothing_is_complete_while_nobody_said_why_the_applicant_comes() -> None:
    row = kk()
    assert row.answers == {"reasons": []}
    del row.answers["reasons"]
    row.save(update_fields=["answers"])
    with pytest.raises(Refused) as refused:
        complete(row, "old-card", "loss-letter")
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("incomplete", "4.2")


@pytest.mark.clause("kk", "4.3")
def test_only_the_operator_prints() -> None:
    row = do(complete(kk("other"), "old-card"), "await-signature", "operator")
    for post in ("loket", "kasi"):
        with pytest.raises(Refused) as refused:
            do(row, "print", post)
        assert (refused.value.refusal.code, refused.value.refusal.clause) == ("other_post", "4.3")
    assert do(row, "print", "operator").step == "ready"


def test_taking_back_the_hand_over_of_a_kk_leaves_the_register_of_recordings_alone() -> None:
    row = complete(kk("other"), "old-card")
    residents.state_national_answer(
        actor=actor("operator", KK_OFFICE),
        key=key(),
        resident_id=row.resident_id,
        state="not_recorded",
        answered_at=at("2026-12-14 08:00"),
    )
    residents.record_biometrics(
        actor=actor("operator", KK_OFFICE), key=key(), resident_id=row.resident_id, reference="earlier"
    )
    issued = at("2026-12-14 08:00").date()
    residents.mark_card_issued(resident_id=row.resident_id, on=issued)
    for step in ("await-signature", "print", "ready"):
        row = do(row, step, "operator")
    row = reverse(hand_over(row))
    assert row.step == "hand-over"
    assert people.recording_state(resident_id=row.resident_id) == "recorded_card_issued"


def test_the_steps_of_a_kk_stand_in_the_order_of_the_standard() -> None:
    set_clock("2026-12-14 09:00")
    row = complete(kk("other"), "old-card")
    page = queries.page(actor=actor("loket", KK_OFFICE), code=row.public_code)
    assert page is not None
    assert [(step.id, step.clause, step.state) for step in page.steps] == [
        ("submit", "4.1", StepState.DONE),
        ("examine", "4.2", StepState.DONE),
        ("await-signature", "4.3", StepState.CURRENT),
        ("print", "4.3", StepState.AWAITED),
        ("ready", "4.4", StepState.AWAITED),
        ("hand-over", "4.4", StepState.AWAITED),
    ]


def test_a_refused_kk_is_closed_under_its_number() -> None:
    row = kk("other")
    row = actions.refuse(
        actor=actor("kasi", KK_OFFICE), key=key(), code=row.public_code, reason="forged_evidence"
    )
    assert (row.outcome, row.number) == (Outcome.REFUSED, 1)
