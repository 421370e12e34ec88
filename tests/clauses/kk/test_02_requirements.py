"""KK, chapter 2: what the applicant brings, reason by reason. One row, one condition of the clause."""

import pytest

from pamong.standard.chapters.requirements import Need, checklist, unmet
from tests.clauses.questions import item
from tests.clauses.shipped import shipped

YES, NO, OPTIONAL = Need.REQUIRED, Need.NOT_APPLICABLE, Need.OPTIONAL
EVERY_REASON = ("lost_card", "marital_status", "new_child", "new_member", "adoption", "data_change", "other")
MARITAL_PROOFS = ("marriage-deed", "marriage-book", "divorce-deed")
BIRTH_PROOFS = ("birth-certificate", "birth-letter-medical", "birth-letter-desa")


def because(*reasons: str) -> dict[str, tuple[str, ...]]:
    return {"reasons": reasons}


def unmet_with_only(present: str, group: tuple[str, ...], reason: str) -> tuple[str, ...]:
    """What still prevents "complete" when, of this group, the applicant brought just this one document."""
    items = checklist(shipped("kk"), because(reason))
    states = {line.id: "not_examined" if line.id in group else "present" for line in items}
    return unmet(items, states | {present: "present"})


@pytest.mark.clause("kk", "2.1")
@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("marital_status", YES),
        ("new_child", YES),
        ("new_member", YES),
        ("adoption", YES),
        ("data_change", YES),
        ("other", YES),
        ("lost_card", NO),
    ],
)
def test_the_old_card_is_handed_in_unless_it_is_lost(reason: str, expected: Need) -> None:
    assert item("kk", "old-card", because(reason)).need == expected


@pytest.mark.clause("kk", "2.1")
def test_the_old_card_is_the_original() -> None:
    assert item("kk", "old-card", because("other")).original is True


@pytest.mark.clause("kk", "2.2")
@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        (("lost_card",), YES),
        (("lost_card", "new_child"), YES),
        (("new_child",), NO),
        (("other",), NO),
    ],
)
def test_a_letter_reporting_the_loss_if_the_original_card_is_lost(
    reasons: tuple[str, ...], expected: Need
) -> None:
    assert item("kk", "loss-letter", because(*reasons)).need == expected


@pytest.mark.clause("kk", "2.2")
def test_the_letter_stands_in_for_the_lost_card() -> None:
    loss_letter = shipped("kk").clause("2.2").clause.requirement
    assert loss_letter is not None
    assert loss_letter.replaces == "old-card"


@pytest.mark.clause("kk", "2.3")
@pytest.mark.parametrize("proof", MARITAL_PROOFS)
@pytest.mark.parametrize(("reason", "expected"), [("marital_status", YES), ("new_child", NO), ("other", NO)])
def test_proof_of_marriage_or_divorce_if_the_marital_status_changed(
    proof: str, reason: str, expected: Need
) -> None:
    assert item("kk", proof, because(reason)).need == expected


@pytest.mark.clause("kk", "2.3")
@pytest.mark.parametrize("proof", MARITAL_PROOFS)
def test_one_of_marriage_deed_marriage_book_and_divorce_deed_suffices(proof: str) -> None:
    assert unmet_with_only(proof, MARITAL_PROOFS, "marital_status") == ()


@pytest.mark.clause("kk", "2.3")
def test_none_of_the_three_is_not_enough() -> None:
    assert unmet_with_only("old-card", MARITAL_PROOFS, "marital_status") == ("marital-proof",)


@pytest.mark.clause("kk", "2.3")
@pytest.mark.parametrize("proof", MARITAL_PROOFS)
def test_a_photocopy_of_the_marital_proof_is_enough(proof: str) -> None:
    assert item("kk", proof, because("marital_status")).original is False


@pytest.mark.clause("kk", "2.4")
@pytest.mark.parametrize(
    ("document", "reason", "expected"),
    [
        ("adoption-deed", "adoption", OPTIONAL),
        ("adoption-deed", "new_child", NO),
        ("adoption-letter", "adoption", OPTIONAL),
        ("adoption-letter", "new_child", NO),
        ("birth-certificate", "new_child", YES),
        ("birth-certificate", "new_member", YES),
        ("birth-certificate", "marital_status", NO),
        ("birth-letter-medical", "new_child", YES),
        ("birth-letter-medical", "other", NO),
        ("birth-letter-desa", "new_child", YES),
        ("birth-letter-desa", "other", NO),
    ],
)
def test_each_proof_is_asked_for_its_own_reason(document: str, reason: str, expected: Need) -> None:
    assert item("kk", document, because(reason)).need == expected


@pytest.mark.clause("kk", "2.4")
@pytest.mark.parametrize("document", ["adoption-deed", "adoption-letter", "birth-certificate"])
def test_a_photocopy_of_the_deeds_is_enough(document: str) -> None:
    assert item("kk", document, because("adoption", "new_child")).original is False


@pytest.mark.clause("kk", "2.4")
@pytest.mark.parametrize(
    ("document", "issuers"),
    [("birth-letter-medical", ("doctor", "midwife")), ("birth-letter-desa", ("desa",))],
)
def test_a_letter_of_birth_comes_from_a_doctor_a_midwife_or_the_desa(
    document: str, issuers: tuple[str, ...]
) -> None:
    assert item("kk", document, because("new_child")).issued_by == issuers


@pytest.mark.clause("kk", "2.4")
@pytest.mark.parametrize("proof", BIRTH_PROOFS)
def test_one_proof_of_birth_suffices_which_is_an_interpretation_and_says_so(proof: str) -> None:
    assert unmet_with_only(proof, BIRTH_PROOFS, "new_child") == ()
    groups = shipped("kk").clause("2.4").clause.requirements
    assert [group.id for group in groups if group.interpretation] == ["birth-proof"]


@pytest.mark.clause("kk", "2.4")
def test_no_proof_of_birth_is_not_enough() -> None:
    assert unmet_with_only("old-card", BIRTH_PROOFS, "new_child") == ("birth-proof",)


@pytest.mark.clause("kk", "2.4")
def test_an_adoption_without_deed_and_letter_can_be_complete() -> None:
    adoption = ("adoption-deed", "adoption-letter")
    assert unmet_with_only("old-card", adoption, "adoption") == ()


@pytest.mark.clause("kk", "2.5")
@pytest.mark.parametrize(("reason", "expected"), [("data_change", YES), ("new_child", NO), ("other", NO)])
def test_other_supporting_data_if_data_changed(reason: str, expected: Need) -> None:
    assert item("kk", "supporting-data", because(reason)).need == expected


@pytest.mark.clause("kk", "2.5")
def test_a_photocopy_of_the_supporting_data_is_enough() -> None:
    assert item("kk", "supporting-data", because("data_change")).original is False


@pytest.mark.clause("kk", "2.5")
def test_the_officer_must_name_which_supporting_data() -> None:
    assert item("kk", "supporting-data", because("data_change")).open_ended is True


def test_as_long_as_the_reasons_are_unknown_everything_is_undetermined_and_nothing_absent() -> None:
    items = checklist(shipped("kk"), {})
    assert {line.need for line in items} == {Need.UNDETERMINED}
    assert unmet(items, {line.id: "present" for line in items}) != ()


def test_every_line_of_the_checklist_names_its_clause() -> None:
    lines = {line.id: line.clause for line in checklist(shipped("kk"), because(*EVERY_REASON))}
    assert lines == {
        "old-card": "2.1",
        "loss-letter": "2.2",
        **dict.fromkeys(MARITAL_PROOFS, "2.3"),
        **dict.fromkeys(("adoption-deed", "adoption-letter", *BIRTH_PROOFS), "2.4"),
        "supporting-data": "2.5",
    }
