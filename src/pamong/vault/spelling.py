"""Keys written so that a person can type them back from paper. Pure.

Base 32 without I, L, O and U, in groups of four, five groups a row. Each row ends with two check characters over
the key's name, the row's place and its text: a wrong, swapped or missing row is named when it is typed in.
"""

import hashlib
from collections.abc import Sequence

KEY_BYTES = 32
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
_ROW = 20
_GROUP = 4
_BITS = 5
_LENGTH = -(-KEY_BYTES * 8 // _BITS)
_ROWS = -(-_LENGTH // _ROW)


class Misspelt(ValueError):  # noqa: N818 - names what happened to the key
    """A key was typed wrongly. ``row`` counts from 1; 0 means that the number of rows is wrong."""

    def __init__(self, name: str, row: int) -> None:
        where = f"row {row}" if row else f"expected {_ROWS} rows"
        super().__init__(
            f"{name}: {where} does not agree with its check characters. Compare it with the paper."
        )
        self.name = name
        self.row = row


def spell(name: str, key: bytes) -> tuple[str, ...]:
    """The rows of ``key`` (32 bytes), each ending with its check characters."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"A key has {KEY_BYTES} bytes, this one {len(key)}.")
    number = int.from_bytes(key, "big") << (_LENGTH * _BITS - KEY_BYTES * 8)
    text = "".join(_ALPHABET[number >> _BITS * place & 31] for place in reversed(range(_LENGTH)))
    rows = [text[start : start + _ROW] for start in range(0, _LENGTH, _ROW)]
    return tuple(f"{_grouped(row)} /{_check(name, place, row)}" for place, row in enumerate(rows, 1))


def unspell(name: str, rows: Sequence[str]) -> bytes:
    """The key that ``rows`` spell; small letters, blanks and look-alikes (O for 0, I and L for 1) are understood."""
    if len(rows) != _ROWS:
        raise Misspelt(name, 0)
    number = 0
    for place, row in enumerate(rows, 1):
        for letter in _read_row(name, place, row):
            number = number << _BITS | _ALPHABET.index(letter)
    return (number >> (_LENGTH * _BITS - KEY_BYTES * 8)).to_bytes(KEY_BYTES, "big")


def _read_row(name: str, place: int, row: str) -> str:
    text, _, check = "".join(row.upper().split()).translate(_LOOK_ALIKE).replace("-", "").partition("/")
    expected = _ROW if place < _ROWS else _LENGTH - _ROW * (_ROWS - 1)
    if len(text) != expected or not set(text) <= set(_ALPHABET) or check != _check(name, place, text):
        raise Misspelt(name, place)
    return text


def _grouped(row: str) -> str:
    return " ".join(row[start : start + _GROUP] for start in range(0, len(row), _GROUP))


def _check(name: str, place: int, row: str) -> str:
    digest = int.from_bytes(hashlib.sha256(f"{name}\n{place}\n{row}".encode()).digest()[:2], "big")
    return _ALPHABET[digest >> 11] + _ALPHABET[digest >> 6 & 31]
