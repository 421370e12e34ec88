from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pamong.residents.rules import (
    MISSING_REASONS,
    Person,
    known,
    normalised_phone,
    tidy,
    why_not_person,
    why_not_phone,
    worth_a_look,
)

TODAY = date(2026, 12, 14)
PERSON = Person(
    name="Sutrisno Contoh",
    sex="m",
    birth_place="Lumajang",
    birth_date=date(1990, 1, 1),
    citizenship="wni",
    number_known=True,
)
# (what differs, code of the refusal; None: may be written)
PERSONS: list[tuple[dict[str, Any], str | None]] = [
    ({}, None),
    ({"name": "NASA'I"}, None),
    ({"name": "Ç"}, None),
    ({"name": "A" * 120}, None),
    ({"name": "A" * 121}, "name_too_long"),
    ({"name": ""}, "name_missing"),
    ({"name": "-"}, "name_missing"),
    ({"name": "Contoh 3508070101900001"}, "name_has_number"),
    ({"name": "Contoh 3508 0701"}, "name_has_number"),
    ({"name": "Contoh 2"}, None),
    ({"sex": ""}, "sex_missing"),
    ({"citizenship": ""}, "citizenship_missing"),
    ({"citizenship": "wna"}, None),
    ({"birth_place": ""}, "birth_place_missing"),
    ({"birth_place": "3508070101900001"}, "birth_place_has_number"),
    ({"birth_place": "L" * 81}, "birth_place_too_long"),
    ({"birth_date": TODAY}, None),
    ({"birth_date": date(2026, 12, 15)}, "birth_date_in_future"),
    ({"birth_date": date(1889, 12, 31)}, "birth_date_too_old"),
    ({"number_known": True, "number_missing_reason": "newborn"}, "number_and_reason"),
    ({"number_known": False}, "number_missing"),
    ({"number_known": False, "number_missing_reason": "newborn"}, None),
    ({"number_known": False, "number_missing_reason": "lazy"}, "number_missing"),
    ({"address": "Jalan Contoh 1"}, None),
    ({"address": "J" * 201}, "address_too_long"),
]


@pytest.mark.parametrize(("differs", "code"), PERSONS)
def test_what_cannot_be_written_of_a_person_is_refused(differs: dict[str, Any], code: str | None) -> None:
    refusal = why_not_person(replace(PERSON, **differs), today=TODAY)
    assert (refusal.code if refusal else None) == code
    assert refusal is None or refusal.message.fill()


@pytest.mark.parametrize(
    ("name", "warnings"),
    [
        ("Sutrisno Contoh", 0),
        ("Sutrisno", 1),
        ("Ali " * 16, 1),
        ("Moh. Ali", 1),
        ("Contoh 2", 1),
        ("José Contoh", 1),
        ("NASA'I Contoh", 0),
    ],
)
def test_an_unusual_name_is_warned_about_and_kept(name: str, warnings: int) -> None:
    found = worth_a_look(name.strip())
    assert len(found) == warnings
    assert all(each.field == "name" and each.message.fill() for each in found)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("(0334) 390555", "+62334390555"),
        ("", ""),
        ("   ", ""),
        ("12345", None),
        ("0812abc", None),
        ("3508070101900001", None),
    ],
)
def test_a_telephone_number_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert normalised_phone(typed) == kept
    assert (why_not_phone(typed) is None) is (kept is not None)


def test_text_is_tidied_into_one_line_of_composed_letters() -> None:
    assert tidy("  Jose\u0301 \n Contoh\t\x00 ") == "José Contoh"


def test_a_value_outside_its_closed_list_is_refused() -> None:
    assert known("newborn", MISSING_REASONS) is None
    refusal = known("other", MISSING_REASONS, "4.5")
    assert refusal is not None
    assert (refusal.clause, refusal.code) == ("4.5", "not_on_list")
