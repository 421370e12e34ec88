"""Chapter 2: who must bring what."""

import pytest

from pamong.standard.chapters.requirements import (
    ATTRIBUTE_VALUES,
    ATTRIBUTES,
    ChecklistItem,
    Need,
    attribute_text,
    checklist,
    unmet,
)
from pamong.standard.conditions import FactValue
from tests.standard.example import changed, small

REQUIRED, OPTIONAL, NONE, OPEN = Need.REQUIRED, Need.OPTIONAL, Need.NOT_APPLICABLE, Need.UNDETERMINED
ADULT: dict[str, FactValue] = {
    "citizenship": "wni",
    "birth_year": 1990,
    "age": 34,
    "reasons": (),
    "recording": None,
}


def items(**facts: FactValue) -> dict[str, ChecklistItem]:
    return {item.id: item for item in checklist(small(), ADULT | facts)}


# the facts that differ from an adult citizen without reasons; the paper; the need for it
NEEDS: list[tuple[dict[str, FactValue], str, Need]] = [
    ({}, "family-card", REQUIRED),
    ({}, "photo", REQUIRED),
    ({}, "moving-letter", NONE),
    ({}, "deed", NONE),
    ({}, "school-letter", NONE),
    ({"reasons": ("moving",)}, "moving-letter", REQUIRED),
    ({"reasons": ("moving",)}, "deed", REQUIRED),
    ({"reasons": ("moving",), "age": 16}, "deed", NONE),
    ({"reasons": ("moving",), "age": None}, "deed", OPEN),
    ({"reasons": (), "age": None}, "deed", NONE),
    ({"reasons": ("school",)}, "school-letter", OPTIONAL),
    ({"reasons": None}, "school-letter", OPEN),
    ({"reasons": None}, "moving-letter", OPEN),
    ({"birth_year": None}, "photo", OPEN),
    ({"citizenship": None}, "photo", OPEN),
    ({"citizenship": "wna", "birth_year": None}, "photo", REQUIRED),
]


@pytest.mark.parametrize(("facts", "paper", "need"), NEEDS)
def test_the_need_for_a_paper_follows_from_the_facts(
    facts: dict[str, FactValue], paper: str, need: Need
) -> None:
    item = items(**facts)[paper]
    assert item.need is need
    assert bool(item.missing_facts) == (need is OPEN)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"birth_year": None}, ("birth_year",)),
        ({"citizenship": None}, ("citizenship",)),
        ({"citizenship": None, "birth_year": None}, ("citizenship",)),
    ],
)
def test_an_undetermined_item_names_the_facts_that_are_missing(
    facts: dict[str, FactValue], missing: tuple[str, ...]
) -> None:
    assert items(**facts)["photo"].missing_facts == missing


@pytest.mark.parametrize(
    ("facts", "background"),
    [
        ({"birth_year": 1990}, "blue"),
        ({"birth_year": 1991}, "red"),
        ({"citizenship": "wna"}, "orange"),
        ({"citizenship": "wna", "birth_year": 1991}, "orange"),
    ],
)
def test_the_first_rule_that_holds_gives_the_attributes(facts: dict[str, FactValue], background: str) -> None:
    assert items(**facts)["photo"].attributes == (
        ("background", background),
        ("colour", "colour"),
        ("size", "3x4"),
    )


def test_where_no_rule_holds_only_the_fixed_attributes_remain() -> None:
    rule = "- {when: {birth_year: {odd: true}}, background: red}\n"
    standard = changed(f"            {rule}", "")
    facts = ADULT | {"birth_year": 1991}
    photo = next(item for item in checklist(standard, facts) if item.id == "photo")
    assert photo.attributes == (("colour", "colour"), ("size", "3x4"))


def test_an_item_carries_what_clause_and_annotation_say() -> None:
    card = items()["family-card"]
    assert (card.clause, card.text, card.document) == ("2.1", "Membawa KK asli.", "kk")
    assert (card.original, card.copies, card.form) == (True, None, None)
    assert (card.issued_by, card.group, card.group_name) == (("dispenduk",), None, None)
    assert items()["school-letter"].must_match == "family-card"


def test_alternatives_are_items_of_one_group_under_the_name_of_the_requirement() -> None:
    letter, deed = items()["moving-letter"], items()["deed"]
    assert letter.group == deed.group == "proof"
    assert letter.group_name is not None
    assert letter.group_name.id == "Bukti tempat tinggal"
    assert letter.interpretation == "salah satu cukup"


BASE = {"family-card": "present", "photo": "present"}

# facts, states, what stands in the way
UNMET: list[tuple[dict[str, FactValue], dict[str, str], tuple[str, ...]]] = [
    ({}, {}, ("family-card", "photo")),
    ({}, {"family-card": "present", "photo": "deficient"}, ("photo",)),
    ({}, {"family-card": "present", "photo": "not_applicable"}, ("photo",)),
    ({}, BASE, ()),
    ({"reasons": ("moving",)}, BASE, ("proof",)),
    ({"reasons": ("moving",)}, BASE | {"deed": "present"}, ()),
    ({"reasons": ("moving",)}, BASE | {"deed": "deficient", "moving-letter": "present"}, ()),
    ({"reasons": ("moving",), "age": 16}, BASE | {"deed": "present"}, ("proof",)),
    ({"reasons": ("moving",), "age": None}, BASE | {"moving-letter": "present"}, ("deed",)),
    ({"reasons": ("school",)}, BASE, ()),
    ({"reasons": ("school",)}, BASE | {"school-letter": "deficient"}, ()),
    ({"birth_year": None}, BASE, ("photo",)),
]


@pytest.mark.parametrize(("facts", "states", "missing"), UNMET)
def test_what_stands_between_the_papers_and_complete(
    facts: dict[str, FactValue], states: dict[str, str], missing: tuple[str, ...]
) -> None:
    assert unmet(checklist(small(), ADULT | facts), states) == missing


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("size", "3x4", "ukuran 3x4"),
        ("background", "blue", "latar belakang biru"),
        ("background", "green", "latar belakang green"),
        ("colour", "colour", "berwarna"),
    ],
)
def test_an_attribute_can_be_said_as_a_resident_would_say_it(name: str, value: str, said: str) -> None:
    assert attribute_text(name, value).fill() == said


def test_every_attribute_and_value_has_words() -> None:
    assert all(message.text for message in (*ATTRIBUTES.values(), *ATTRIBUTE_VALUES.values()))


def test_a_requirement_that_is_optional_as_a_whole_has_optional_alternatives() -> None:
    standard = changed("interpretation: salah satu cukup", "optional: true")
    facts = ADULT | {"reasons": ("moving",)}
    needs = {item.id: item.need for item in checklist(standard, facts)}
    assert needs["moving-letter"] is OPTIONAL
    assert unmet(checklist(standard, facts), BASE) == ()
