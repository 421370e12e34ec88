"""What is said of a number that somebody typed. All numbers and people are invented."""

import copy
import json
import pickle
import traceback
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.vault.numbers import (
    IdentityNumber,
    KkNumber,
    NumberRefused,
    SealedNumber,
    examine,
    examine_kk_number,
    normalise,
    region_of,
)

DIGITS = "3508074101900001"
SHOWN = "••••••••••••••01"
BORN = date(1990, 1, 1)

# (number as typed, why it cannot be)
IMPOSSIBLE = [
    ("", "nothing"),
    ("350807010190000", "fifteen digits"),
    ("35080701019000011", "seventeen digits"),
    ("35080701019O0001", "a letter O"),
    ("３５０８０７０１０１９００００１", "digits of another script"),
    ("1111111111111111", "one digit throughout"),
    ("3508070101900000", "serial 0000"),
    ("3508070001900001", "day 00"),
    ("3508073201900001", "day 32"),
    ("3508077201900001", "a woman's day 32"),
    ("3508074001900001", "day 40: neither a man's 31 nor a woman's 1"),
    ("3508070100900001", "month 00"),
    ("3508070113900001", "month 13"),
    ("3508073104900001", "31 April"),
    ("3508073002900001", "30 February"),
    ("3508072902910001", "29 February 1991 or 2091"),
]
# (number as typed, birth date, sex, region known, number of warnings)
POSSIBLE = [
    ("3508070101900001", BORN, "m", True, 0),
    ("3508074101900001", BORN, "f", True, 0),
    ("3508.07.010190.0001", BORN, "m", True, 0),
    (" 3508 0701 0190 0001 ", BORN, "m", True, 0),
    ("350807-010190-0001", BORN, "m", True, 0),
    ("3508072902000001", date(2000, 2, 29), "m", True, 0),
    ("3508077112990001", date(1999, 12, 31), "f", True, 0),
    ("3508070101059999", date(2005, 1, 1), "m", True, 0),
    ("3508070101900001", None, None, True, 0),
    ("9999990101900001", BORN, "m", False, 1),
    ("3508070201900001", BORN, "m", True, 1),
    ("3508070101900001", BORN, "f", True, 1),
    ("3508074101900001", BORN, "m", True, 1),
    ("9999994201910001", BORN, "m", False, 3),
]


@pytest.mark.parametrize(("typed", "why"), IMPOSSIBLE)
def test_what_cannot_be_a_number_is_refused(typed: str, why: str) -> None:
    finding = examine(typed, birth_date=None, sex=None, region_known=True)
    assert finding.number is None, why
    assert finding.refused is not None
    assert not finding.warnings
    assert not typed or typed not in finding.refused.fill()


@pytest.mark.parametrize(("typed", "born", "sex", "region_known", "warnings"), POSSIBLE)
def test_what_merely_differs_is_warned_about_and_kept(
    typed: str, born: date | None, sex: str | None, region_known: bool, warnings: int
) -> None:
    finding = examine(typed, birth_date=born, sex=sex, region_known=region_known)
    assert finding.refused is None
    assert finding.number is not None
    assert finding.number.reveal() == normalise(typed)
    assert len(finding.warnings) == warnings
    assert all(normalise(typed) not in warning.fill() for warning in finding.warnings)


def test_a_corrected_birth_date_does_not_change_the_number() -> None:
    finding = examine("3508070201900001", birth_date=BORN, sex="m", region_known=True)
    assert finding.refused is None
    assert "Permendagri 108/2019" in finding.warnings[0].fill()


@pytest.mark.parametrize(
    ("typed", "region_known", "refused", "warnings"),
    [
        ("3508071512100003", True, False, 0),
        ("3508 0715 1210 0003", False, False, 1),
        ("3508075512100003", True, True, 0),
        ("3508071512100000", True, True, 0),
        ("350807", True, True, 0),
    ],
)
def test_a_family_card_number_has_no_forty_added_and_is_compared_with_no_birth_date(
    typed: str, region_known: bool, refused: bool, warnings: int
) -> None:
    finding = examine_kk_number(typed, region_known=region_known)
    assert (finding.refused is not None) is refused
    assert (finding.number is None) is refused
    assert len(finding.warnings) == warnings


@pytest.mark.parametrize(
    ("typed", "region"), [("3508.07.010190.0001", "350807"), ("350807", None), ("", None)]
)
def test_the_region_is_read_from_a_whole_number_only(typed: str, region: str | None) -> None:
    assert region_of(typed) == region


WAYS_TO_SHOW: dict[str, Callable[[SealedNumber], str]] = {
    "repr": repr,
    "str": str,
    "f-string": lambda number: f"{number}",
    "format with a width": lambda number: f"{number:>20}",
    "percent": lambda number: "%s %r" % (number, number),  # noqa: UP031 - this way is the one tried
    "in a list": lambda number: repr([number]),
    "in a finding": lambda number: repr(
        examine(number.reveal(), birth_date=None, sex=None, region_known=True)
    ),
    "as an error": lambda number: "".join(traceback.format_exception(ValueError(number))),
    "masked": lambda number: number.masked,
}


@pytest.mark.parametrize("way", WAYS_TO_SHOW)
def test_a_number_shows_its_last_two_digits_only(way: str) -> None:
    shown = WAYS_TO_SHOW[way](IdentityNumber(DIGITS))
    assert DIGITS not in shown
    assert SHOWN in shown


def test_the_control_plain_text_would_be_shown_in_full() -> None:
    assert DIGITS in repr([DIGITS])


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_number_is_never_pickled(protocol: int) -> None:
    with pytest.raises(TypeError, match="never pickled"):
        pickle.dumps(IdentityNumber(DIGITS), protocol)


def test_a_number_is_no_json_and_has_no_dictionary_of_its_own() -> None:
    with pytest.raises(TypeError):
        json.dumps(IdentityNumber(DIGITS))
    with pytest.raises(TypeError):
        vars(IdentityNumber(DIGITS))


def test_a_number_is_made_of_sixteen_digits_or_not_at_all() -> None:
    with pytest.raises(NumberRefused) as refused:
        IdentityNumber("3508 0701")
    assert "3508" not in str(refused.value)
    assert refused.value.message.fill() == str(refused.value)


def test_a_number_does_not_change_and_a_copy_is_the_same() -> None:
    number = IdentityNumber(DIGITS)
    with pytest.raises(AttributeError):
        number._digits = "1"
    assert copy.copy(number) is number
    assert copy.deepcopy([number])[0] is number


def test_equal_numbers_of_one_kind_are_equal_and_of_two_kinds_are_not() -> None:
    assert IdentityNumber(DIGITS) == IdentityNumber(DIGITS)
    assert len({IdentityNumber(DIGITS), IdentityNumber(DIGITS), KkNumber(DIGITS)}) == 2
    assert IdentityNumber(DIGITS) != KkNumber(DIGITS)
    assert IdentityNumber(DIGITS) != DIGITS


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_any_sixteen_digits_are_masked(number: int) -> None:
    digits = f"{number:016}"
    assert repr(IdentityNumber(digits)) == f"IdentityNumber({'•' * 14}{digits[-2:]})"
