"""KK, chapter 4: from the counter to the printed card. One test, one condition of the clause."""

import pytest

from pamong.standard.chapters.requirements import checklist, unmet
from tests.clauses.questions import Facts, move, refusal, steps
from tests.clauses.shipped import shipped

FACTS: Facts = {"reasons": ("lost_card", "new_child")}
SECTION = ["kasi", "operator", "loket"]
OTHERS = ["sekretaris", "camat", "information_officer"]


@pytest.mark.clause("kk", "4.1")
def test_the_application_is_submitted_at_the_office_which_then_holds_it() -> None:
    submitted = move("kk", "submit", "submit", "loket", FACTS)
    assert submitted.to == "examine"
    assert submitted.holder is not None
    assert submitted.holder.kind == "office"


@pytest.mark.clause("kk", "4.1")
def test_submitting_does_not_start_the_clock() -> None:
    assert move("kk", "submit", "submit", "loket", FACTS).clock != "start"


@pytest.mark.clause("kk", "4.2")
@pytest.mark.parametrize("post", SECTION)
def test_general_services_examines(post: str) -> None:
    assert move("kk", "examine", "examine", post, FACTS, "complete_and_valid").clause == "4.2"


@pytest.mark.clause("kk", "4.2")
@pytest.mark.parametrize("post", OTHERS)
def test_nobody_outside_general_services_examines(post: str) -> None:
    assert refusal("kk", "examine", "examine", post, FACTS, "complete_and_valid").clause == "4.2"


@pytest.mark.clause("kk", "4.2")
def test_complete_and_valid_is_processed_at_once() -> None:
    processed = move("kk", "examine", "examine", "kasi", FACTS, "complete_and_valid")
    assert (processed.to, processed.clock, processed.closes) == ("await-signature", "start", False)


@pytest.mark.clause("kk", "4.2")
def test_incomplete_is_returned_to_the_applicant() -> None:
    items = checklist(shipped("kk"), FACTS)
    states = {line.id: "present" for line in items} | {"loss-letter": "not_examined"}
    assert unmet(items, states) == ("loss-letter",)
    returned = move("kk", "examine", "examine", "kasi", FACTS, "deficient")
    assert returned.to == "submit"
    assert returned.holder is not None
    assert (returned.holder.kind, returned.closes) == ("applicant", False)


@pytest.mark.clause("kk", "4.2")
def test_invalid_is_returned_to_the_applicant() -> None:
    items = checklist(shipped("kk"), FACTS)
    states = {line.id: "present" for line in items} | {"loss-letter": "deficient"}
    assert unmet(items, states) == ("loss-letter",)
    assert "invalid_fields" in steps("kk").step("examine").outcomes["deficient"].names
    assert move("kk", "examine", "examine", "kasi", FACTS, "deficient").to == "submit"


@pytest.mark.clause("kk", "4.2")
def test_a_return_names_what_is_missing_so_that_it_can_be_completed() -> None:
    assert "unmet_requirements" in steps("kk").step("examine").outcomes["deficient"].names
    assert move("kk", "submit", "submit", "loket", FACTS).to == "examine"


@pytest.mark.clause("kk", "4.3")
def test_the_operator_prints_the_card() -> None:
    assert move("kk", "print", "print", "operator", FACTS).to == "ready"


@pytest.mark.clause("kk", "4.3")
@pytest.mark.parametrize("post", ["kasi", "loket", *OTHERS])
def test_nobody_but_the_operator_prints(post: str) -> None:
    assert refusal("kk", "print", "print", post, FACTS).clause == "4.3"


@pytest.mark.clause("kk", "4.3", "7.1")
def test_before_printing_dispenduk_holds_it_for_the_signature_which_is_an_interpretation_and_says_so() -> (
    None
):
    examined = move("kk", "examine", "examine", "kasi", FACTS, "complete_and_valid")
    assert examined.holder is not None
    assert (examined.holder.kind, examined.holder.name) == ("outside", "dispenduk")
    assert move("kk", "await-signature", "await_signature", "operator", FACTS).to == "print"
    assert steps("kk").step("await-signature").interpretation is not None


@pytest.mark.clause("kk", "4.3")
def test_the_printer_of_chapter_eight_is_used() -> None:
    assert steps("kk").step("print").uses == ("printer",)


@pytest.mark.clause("kk", "4.4")
def test_the_printed_card_is_ready_and_that_stops_the_clock() -> None:
    ready = move("kk", "ready", "ready", "operator", FACTS)
    assert (ready.to, ready.clock) == ("hand-over", "stop")


@pytest.mark.clause("kk", "4.4")
def test_the_card_is_handed_over_to_the_applicant_and_that_ends_the_application() -> None:
    handed_over = move("kk", "hand-over", "hand_over", "loket", FACTS)
    assert (handed_over.to, handed_over.closes, handed_over.clause) == (None, True, "4.4")
    assert steps("kk").step("hand-over").to == "applicant"


def test_the_steps_of_the_office_follow_the_clauses() -> None:
    assert [(step.id, step.clause) for step in steps("kk").office_steps] == [
        ("submit", "4.1"),
        ("examine", "4.2"),
        ("await-signature", "4.3"),
        ("print", "4.3"),
        ("ready", "4.4"),
        ("hand-over", "4.4"),
    ]
