"""Public codes: what a person may mistype, and what is then noticed."""

import string

from hypothesis import given
from hypothesis import strategies as st

from pamong.applications.codes import ALPHABET, RANDOM_CHARACTERS, new_code, normalise, spaced

PLACES = RANDOM_CHARACTERS + 1
codes = st.builds(new_code)


def test_a_code_holds_at_least_sixty_random_bits_and_a_check_character() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert RANDOM_CHARACTERS * 5 >= 60
    assert len(new_code()) == 14
    assert len({new_code() for _ in range(500)}) == 500


@given(codes)
def test_a_code_is_read_as_it_is_printed_spoken_and_scanned(code: str) -> None:
    printed = spaced(code)
    assert [len(part) for part in printed.split("-")] == [5, 5, 4]
    for typed in (
        code,
        printed,
        printed.lower(),
        f"  {printed.replace('-', ' ')} ",
        printed.replace("-", "."),
    ):
        assert normalise(typed) == code


@given(codes)
def test_letters_that_look_like_others_are_read_as_those(code: str) -> None:
    assert normalise(code.replace("1", "I").replace("0", "O").replace("V", "U")) == code
    assert normalise(code.replace("1", "l").replace("0", "o").replace("V", "u")) == code


@given(codes, st.integers(0, PLACES - 1))
def test_every_change_of_a_single_character_is_refused(code: str, place: int) -> None:
    others = [letter for letter in ALPHABET if letter != code[place]]
    assert len(others) == 31
    assert [normalise(code[:place] + letter + code[place + 1 :]) for letter in others] == [None] * 31


@given(codes, st.integers(0, PLACES - 2))
def test_every_swap_of_neighbours_is_refused_but_that_of_the_first_and_the_last_letter(
    code: str, place: int
) -> None:
    pair = code[place : place + 2]
    swapped = code[:place] + pair[::-1] + code[place + 2 :]
    unnoticed = pair[0] == pair[1] or set(pair) == {ALPHABET[0], ALPHABET[-1]}
    assert (normalise(swapped) is None) is not unnoticed


@given(codes, st.sampled_from(["", "0", "00000-00000-000", "é", "٣"]))
def test_too_short_too_long_and_foreign_letters_are_refused(code: str, extra: str) -> None:
    assert normalise(code[:-1]) is None
    assert normalise(extra) is None
    if extra:
        assert normalise(code + extra) is None


@given(st.text(alphabet=string.printable, max_size=40))
def test_whatever_is_typed_gets_a_code_or_nothing(typed: str) -> None:
    code = normalise(typed)
    assert code is None or normalise(code) == code
