"""KTP, chapter 4: the way from the desa to the card. One test, one condition of the clause."""

import pytest

from pamong.standard.chapters.procedure import Skipped
from pamong.standard.chapters.requirements import checklist, unmet
from tests.clauses.questions import Facts, item, move, refusal, steps
from tests.clauses.shipped import shipped

NOT_RECORDED: Facts = {"birth_year": 1990, "citizenship": "wni", "recording": "not_recorded"}
CARD_PENDING: Facts = {**NOT_RECORDED, "recording": "recorded_card_pending"}
CARD_ISSUED: Facts = {**NOT_RECORDED, "recording": "recorded_card_issued"}
SECTION = ["kasi", "operator", "loket"]
OTHERS = ["sekretaris", "camat", "information_officer"]


def before_the_office(step_id: str) -> object:
    return next(step for step in shipped("ktp").steps() if step.id == step_id)


@pytest.mark.clause("ktp", "4.1")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("actor", ("applicant",)),
        ("form", "F-1.07"),
        ("at", "desa"),
        ("must_match", "kk-copy"),
    ],
)
def test_the_applicant_fills_in_the_form_at_the_desa_as_the_family_card_has_it(
    condition: str, expected: object
) -> None:
    assert getattr(before_the_office("fill-form"), condition) == expected


@pytest.mark.clause("ktp", "4.1")
def test_the_counter_sees_that_the_form_must_agree_with_the_family_card() -> None:
    assert item("ktp", "village-letter", NOT_RECORDED).must_match == "kk-copy"


@pytest.mark.clause("ktp", "4.2")
@pytest.mark.parametrize("signature", ["applicant_signature", "village_head_signature"])
def test_the_counter_sees_both_signatures_on_the_form(signature: str) -> None:
    assert signature in item("ktp", "village-letter", NOT_RECORDED).records


@pytest.mark.clause("ktp", "4.2")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("actor", ("applicant", "village_head")),
        ("at", "desa"),
        ("attaches", ("photo",)),
    ],
)
def test_applicant_and_village_head_sign_and_the_photo_is_attached(condition: str, expected: object) -> None:
    assert getattr(before_the_office("sign-form"), condition) == expected


@pytest.mark.clause("ktp", "4.3")
def test_the_application_is_submitted_at_the_office_which_then_holds_it() -> None:
    submitted = move("ktp", "submit", "submit", "loket", NOT_RECORDED)
    assert submitted.to == "examine"
    assert submitted.holder is not None
    assert submitted.holder.kind == "office"


@pytest.mark.clause("ktp", "4.3")
def test_submitting_does_not_start_the_clock() -> None:
    assert move("ktp", "submit", "submit", "loket", NOT_RECORDED).clock != "start"


@pytest.mark.clause("ktp", "4.4")
@pytest.mark.parametrize("post", SECTION)
def test_general_services_examines(post: str) -> None:
    assert move("ktp", "examine", "examine", post, NOT_RECORDED, "complete_and_valid").clause == "4.4"


@pytest.mark.clause("ktp", "4.4")
@pytest.mark.parametrize("post", OTHERS)
def test_nobody_outside_general_services_examines(post: str) -> None:
    assert refusal("ktp", "examine", "examine", post, NOT_RECORDED, "complete_and_valid").clause == "4.4"


@pytest.mark.clause("ktp", "4.4")
def test_complete_and_valid_is_processed_at_once() -> None:
    processed = move("ktp", "examine", "examine", "kasi", NOT_RECORDED, "complete_and_valid")
    assert (processed.to, processed.clock, processed.closes) == ("record", "start", False)


@pytest.mark.clause("ktp", "4.4")
def test_incomplete_is_returned_to_the_applicant() -> None:
    items = checklist(shipped("ktp"), NOT_RECORDED)
    states = {line.id: "present" for line in items} | {"kk-copy": "not_examined"}
    assert unmet(items, states) == ("kk-copy",)
    returned = move("ktp", "examine", "examine", "kasi", NOT_RECORDED, "deficient")
    assert returned.to == "submit"
    assert returned.holder is not None
    assert (returned.holder.kind, returned.closes) == ("applicant", False)


@pytest.mark.clause("ktp", "4.4")
def test_invalid_is_returned_to_the_applicant() -> None:
    items = checklist(shipped("ktp"), NOT_RECORDED)
    states = {line.id: "present" for line in items} | {"photo": "deficient"}
    assert unmet(items, states) == ("photo",)
    assert "invalid_fields" in steps("ktp").step("examine").outcomes["deficient"].names
    assert move("ktp", "examine", "examine", "kasi", NOT_RECORDED, "deficient").to == "submit"


@pytest.mark.clause("ktp", "4.4")
def test_a_return_names_what_is_missing_so_that_it_can_be_completed() -> None:
    assert "unmet_requirements" in steps("ktp").step("examine").outcomes["deficient"].names
    again = move("ktp", "submit", "submit", "loket", NOT_RECORDED)
    assert again.to == "examine"


@pytest.mark.clause("ktp", "4.5")
def test_who_is_not_recorded_is_recorded_first() -> None:
    examined = move("ktp", "examine", "examine", "kasi", NOT_RECORDED, "complete_and_valid")
    assert (examined.to, examined.skipped) == ("record", ())
    assert move("ktp", "record", "record_biometrics", "operator", NOT_RECORDED).to == "send"


@pytest.mark.clause("ktp", "4.5")
def test_who_is_recorded_and_waits_for_the_card_is_not_recorded_again() -> None:
    examined = move("ktp", "examine", "examine", "kasi", CARD_PENDING, "complete_and_valid")
    assert (examined.to, examined.skipped) == ("send", (Skipped("record", "4.5"),))


@pytest.mark.clause("ktp", "4.5")
def test_a_person_is_recorded_once_only() -> None:
    assert steps("ktp").step("record").once_per == "person"
    examined = move("ktp", "examine", "examine", "kasi", CARD_ISSUED, "complete_and_valid")
    assert examined.skipped == (Skipped("record", "4.5"),)


@pytest.mark.clause("ktp", "4.5")
def test_as_long_as_nobody_knows_whether_a_recording_exists_the_examination_cannot_be_completed() -> None:
    facts = {**NOT_RECORDED, "recording": None}
    assert refusal("ktp", "examine", "examine", "kasi", facts, "complete_and_valid").clause == "4.5"


@pytest.mark.clause("ktp", "4.5")
def test_the_four_devices_of_chapter_eight_are_used_for_the_recording() -> None:
    devices = {"pemindai_mata", "kamera", "sidik_jari", "tandatangan_elektronik"}
    assert set(steps("ktp").step("record").uses) == devices


@pytest.mark.clause("ktp", "4.6")
@pytest.mark.parametrize("post", SECTION)
def test_next_the_application_goes_to_dispenduk(post: str) -> None:
    sent = move("ktp", "send", "dispatch", post, NOT_RECORDED)
    assert sent.holder is not None
    assert (sent.to, sent.holder.kind, sent.holder.name) == ("back", "outside", "dispenduk")


@pytest.mark.clause("ktp", "4.6")
def test_it_is_sent_to_be_printed() -> None:
    assert steps("ktp").step("send").for_ == "printing"


@pytest.mark.clause("ktp", "4.6")
def test_the_time_at_dispenduk_does_not_stop_the_clock() -> None:
    assert move("ktp", "send", "dispatch", "operator", NOT_RECORDED).clock == "none"


@pytest.mark.clause("ktp", "4.7")
def test_the_finished_card_comes_back_and_is_ready() -> None:
    assert move("ktp", "back", "receive_back", "loket", NOT_RECORDED).to == "ready"
    ready = move("ktp", "ready", "ready", "loket", NOT_RECORDED)
    assert (ready.to, ready.clock) == ("hand-over", "stop")


@pytest.mark.clause("ktp", "4.7")
def test_the_card_is_handed_over_to_the_applicant_and_that_ends_the_application() -> None:
    handed_over = move("ktp", "hand-over", "hand_over", "loket", NOT_RECORDED)
    assert (handed_over.to, handed_over.closes, handed_over.clause) == (None, True, "4.7")
    assert steps("ktp").step("hand-over").to == "applicant"


def test_the_steps_of_the_office_follow_the_clauses() -> None:
    assert [(step.id, step.clause) for step in steps("ktp").office_steps] == [
        ("submit", "4.3"),
        ("examine", "4.4"),
        ("record", "4.5"),
        ("send", "4.6"),
        ("back", "4.7"),
        ("ready", "4.7"),
        ("hand-over", "4.7"),
    ]
