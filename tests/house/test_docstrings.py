"""Where others call in, a docstring gives the meaning: units, errors, source. Nowhere does one repeat a name."""

import ast
import re
from collections.abc import Iterable

from tests.house.source import Function, Module, functions, modules, public, shelf

SHELVES = ("actions", "rules", "queries")
ROOMS = ("standard", "workdays", "ledger", "vault")
EMPTY_WORDS = {"a", "an", "and", "for", "from", "get", "of", "return", "returns", "the", "this", "to", "with"}


def callable_from_outside() -> tuple[Module, ...]:
    """Three shelves of every room, and four rooms whole."""
    whole = tuple(module for module in modules() if module.room in ROOMS)
    return tuple(dict.fromkeys((*shelf(*SHELVES), *whole)))


def silent(files: Iterable[Module]) -> list[str]:
    """Public functions without a docstring."""
    return [
        f"{file.where}:{node.lineno} {node.name}"
        for file in files
        for node in public(file.tree)
        if isinstance(node, Function) and not ast.get_docstring(node)
    ]


def words(text: str) -> set[str]:
    spread = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return {word.rstrip("s") for word in re.findall(r"[a-z]+", spread.lower()) if word not in EMPTY_WORDS}


def echoes(files: Iterable[Module]) -> list[str]:
    """Docstrings that say nothing but the name."""
    return [
        f"{file.where}:{node.lineno} {node.name}: {text}"
        for file in files
        for node in (*functions(file.tree), *public(file.tree))
        if (text := ast.get_docstring(node)) and words(text) <= words(node.name)
    ]


def test_what_others_call_is_explained() -> None:
    assert silent(callable_from_outside()) == []


def test_no_docstring_repeats_a_name() -> None:
    assert echoes((*modules(), *modules("tests"), *modules("tools"))) == []


def test_control_silence_and_echo_are_found() -> None:
    text = (
        "def hand_over() -> None: ...\n"
        'def due_date() -> None:\n    """Return the due date."""\n'
        'def due() -> None:\n    """The end of service hours on the last counted day."""\n'
        "def _inside() -> None: ...\n"
    )
    bad = Module("src/pamong/bad/rules.py", text)
    assert silent([bad]) == ["src/pamong/bad/rules.py:1 hand_over"]
    assert [line.split()[1] for line in echoes([bad])] == ["due_date:", "due_date:"]
