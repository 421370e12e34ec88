"""The form beside the family card in hand (KTP 4.1): what differs is named, and blocks nothing.

The card can be the one that is wrong; whether it is, the examination at the kecamatan decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

COMPARED = ("number", "name", "birth_place", "birth_date", "address")
"""The fields that stand both on the form and on the card."""
_BETWEEN = re.compile(r"[\W_]+")


class Comparison(StrEnum):
    """How one field of the form stands to the card."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not the same on both papers. What stands there is not in it: it may be a number."""

    field: str
    found: Comparison


def compare(written: Mapping[str, str], on_card: Mapping[str, str]) -> tuple[Difference, ...]:
    """The fields in which form and card differ, or of which one side was left empty; in the order of `COMPARED`.

    Capitals, dots and blanks are the handwriting of the one who typed and make no difference.
    """
    found = ((name, _compared(written.get(name, ""), on_card.get(name, ""))) for name in COMPARED)
    return tuple(Difference(name, how) for name, how in found if how is not Comparison.SAME)


def _compared(one: str, other: str) -> Comparison:
    if not one.strip() or not other.strip():
        return Comparison.NOT_COMPARED
    return Comparison.SAME if _plain(one) == _plain(other) else Comparison.DIFFERENT


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text).casefold()
