"""KTP, chapter 2: what the applicant brings. One row, one condition of the clause."""

import pytest

from pamong.standard.chapters.requirements import Need, checklist, unmet
from tests.clauses.questions import Facts, attribute, item
from tests.clauses.shipped import shipped

EVEN: Facts = {"birth_year": 1990, "citizenship": "wni", "recording": "not_recorded"}
ODD: Facts = {**EVEN, "birth_year": 1991}
FOREIGN: Facts = {**EVEN, "citizenship": "wna"}


@pytest.mark.clause("ktp", "2.1")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("need", Need.REQUIRED),
        ("form", "F-1.07"),
        ("issued_by", ("desa",)),
        ("original", True),
    ],
)
def test_the_applicant_brings_a_letter_from_the_own_desa_on_form_f_107(
    condition: str, expected: object
) -> None:
    assert getattr(item("ktp", "village-letter", EVEN), condition) == expected


@pytest.mark.clause("ktp", "2.2")
def test_the_photo_measures_three_by_four() -> None:
    assert attribute("ktp", "photo", "size", EVEN) == "3x4"


@pytest.mark.clause("ktp", "2.2")
def test_one_photo_is_enough() -> None:
    assert item("ktp", "photo", EVEN).copies == 1


@pytest.mark.clause("ktp", "2.2")
def test_the_photo_is_in_colour() -> None:
    assert attribute("ktp", "photo", "colour", EVEN) == "colour"


@pytest.mark.clause("ktp", "2.2")
@pytest.mark.parametrize("birth_year", [1932, 1990, 2000, 2008])
def test_the_background_is_blue_for_an_even_birth_year(birth_year: int) -> None:
    assert attribute("ktp", "photo", "background", {**EVEN, "birth_year": birth_year}) == "blue"


@pytest.mark.clause("ktp", "2.2")
@pytest.mark.parametrize("birth_year", [1945, 1991, 2001, 2009])
def test_the_background_is_red_for_an_odd_birth_year(birth_year: int) -> None:
    assert attribute("ktp", "photo", "background", {**EVEN, "birth_year": birth_year}) == "red"


@pytest.mark.clause("ktp", "2.2")
@pytest.mark.parametrize("birth_year", [1990, 1991])
def test_the_background_is_orange_for_a_foreigner_which_is_practice_and_says_so(birth_year: int) -> None:
    assert attribute("ktp", "photo", "background", {**FOREIGN, "birth_year": birth_year}) == "orange"
    photo = shipped("ktp").clause("2.2").clause.requirement
    assert photo is not None
    assert [rule.interpretation is not None for rule in photo.attributes_when] == [True, False, False]


@pytest.mark.clause("ktp", "2.2")
@pytest.mark.parametrize("unknown", ["birth_year", "citizenship"])
def test_a_photo_whose_background_hangs_on_an_unknown_fact_is_undetermined_and_never_absent(
    unknown: str,
) -> None:
    photo = item("ktp", "photo", {**EVEN, unknown: None})
    assert (photo.need, photo.missing_facts) == (Need.UNDETERMINED, (unknown,))


@pytest.mark.clause("ktp", "2.3")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("need", Need.REQUIRED),
        ("document", "kk"),
        ("original", False),
    ],
)
def test_the_applicant_brings_a_photocopy_of_the_family_card(condition: str, expected: object) -> None:
    assert getattr(item("ktp", "kk-copy", EVEN), condition) == expected


def unmet_without(missing: str, state: str) -> tuple[str, ...]:
    items = checklist(shipped("ktp"), ODD)
    return unmet(items, {line.id: "present" for line in items} | {missing: state})


@pytest.mark.clause("ktp", "2.1")
@pytest.mark.parametrize("state", ["not_examined", "deficient"])
def test_without_the_letter_the_application_is_not_complete(state: str) -> None:
    assert unmet_without("village-letter", state) == ("village-letter",)


@pytest.mark.clause("ktp", "2.2")
@pytest.mark.parametrize("state", ["not_examined", "deficient"])
def test_without_the_photo_the_application_is_not_complete(state: str) -> None:
    assert unmet_without("photo", state) == ("photo",)


@pytest.mark.clause("ktp", "2.3")
@pytest.mark.parametrize("state", ["not_examined", "deficient"])
def test_without_the_photocopy_the_application_is_not_complete(state: str) -> None:
    assert unmet_without("kk-copy", state) == ("kk-copy",)


def test_nothing_is_asked_beyond_the_three() -> None:
    items = checklist(shipped("ktp"), EVEN)
    assert {line.clause: line.id for line in items} == {
        "2.1": "village-letter",
        "2.2": "photo",
        "2.3": "kk-copy",
    }
    assert unmet(items, {line.id: "present" for line in items}) == ()
