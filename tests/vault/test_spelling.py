import secrets
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.vault.spelling import Misspelt, spell, unspell

KEY = bytes(range(32))


@given(st.binary(min_size=32, max_size=32))
def test_what_is_spelt_is_read_back(key: bytes) -> None:
    assert unspell("index", spell("index", key)) == key


def test_a_key_is_three_rows_of_groups_with_their_check_characters() -> None:
    rows = spell("index", KEY)
    assert [len(row.partition(" /")[0].split()) for row in rows] == [5, 5, 3]
    assert all(len(row.partition("/")[2]) == 2 for row in rows)


def test_small_letters_missing_blanks_and_look_alikes_are_understood() -> None:
    typed = [row.lower().replace(" ", "").replace("0", "o").replace("1", "l") for row in spell("index", KEY)]
    assert unspell("index", typed) == KEY


def test_every_single_wrong_character_is_found_with_its_row() -> None:
    rows = spell("index", KEY)
    tried = 0
    for place, row in enumerate(rows):
        for at in (at for at, letter in enumerate(row) if letter not in " /"):
            wrong = [*rows]
            wrong[place] = row[:at] + ("7" if row[at] != "7" else "8") + row[at + 1 :]
            with pytest.raises(Misspelt) as found:
                unspell("index", wrong)
            assert found.value.row == place + 1
            tried += 1
    assert tried == 58


@pytest.mark.parametrize(
    ("spoil", "row"),
    [
        (lambda rows: rows[:2], 0),
        (lambda rows: [rows[1], rows[0], rows[2]], 1),
        (lambda rows: [rows[0], rows[1], rows[2].replace(" /", "0 /")], 3),
        (lambda rows: [rows[0], rows[1].replace(rows[1][0], "U", 1), rows[2]], 2),
    ],
)
def test_missing_swapped_and_strange_rows_are_found(
    spoil: Callable[[list[str]], list[str]], row: int
) -> None:
    with pytest.raises(Misspelt) as found:
        unspell("index", spoil(list(spell("index", KEY))))
    assert found.value.row == row


def test_a_row_of_one_key_is_not_taken_for_another() -> None:
    with pytest.raises(Misspelt):
        unspell("signing", spell("index", KEY))


def test_a_key_has_thirty_two_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        spell("index", secrets.token_bytes(16))
