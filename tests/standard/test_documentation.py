"""The page about the format is complete: every key, act, component and unit stands on it."""

import re
from pathlib import Path
from typing import get_args

import pytest

from pamong.standard.actors import KINDS
from pamong.standard.acts import ACTS
from pamong.standard.conditions import CONNECTIVES, OPERATORS
from pamong.standard.declared import FactKind
from pamong.standard.document import Component, Standard, Step
from pamong.standard.parts import Part

PAGE = (Path(__file__).parents[2] / "docs" / "standard-format.md").read_text(encoding="utf-8")
CODE = " ".join(re.findall(r"```.*?```|`[^`]+`", PAGE, flags=re.DOTALL))


def keys(kind: type[Part]) -> set[str]:
    own = {field.alias or name for name, field in kind.model_fields.items()}
    return own.union(*(keys(child) for child in kind.__subclasses__() if child is not Step))


def is_on_the_page(word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", CODE) is not None


@pytest.mark.parametrize("key", sorted(keys(Part)))
def test_every_key_is_explained(key: str) -> None:
    assert is_on_the_page(key)


@pytest.mark.parametrize(
    "word",
    sorted(
        {*ACTS, *KINDS, *CONNECTIVES, *get_args(FactKind), *get_args(Component)} | (set(OPERATORS) - {"is"})
    ),
)
def test_every_word_a_standard_may_use_is_listed(word: str) -> None:
    assert is_on_the_page(word)


def test_a_word_the_format_does_not_know_is_not_found() -> None:
    assert Standard in Part.__subclasses__()
    assert not is_on_the_page("shoe_size")
