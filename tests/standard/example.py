"""The small standard the tests of this room work on; every name in it is invented."""

from functools import cache
from pathlib import Path

from pamong.standard.document import Standard
from pamong.standard.problems import Problem
from pamong.standard.read import Block, StandardInvalid, read_blocks, read_file, read_text

EXAMPLES = Path(__file__).parent / "examples"
SMALL = EXAMPLES / "small.yaml"


@cache
def small() -> Standard:
    return read_file(SMALL)


@cache
def small_text() -> str:
    return SMALL.read_text(encoding="utf-8")


@cache
def blocks() -> dict[str, Block]:
    return read_blocks(EXAMPLES / "blocks")


def changed_text(old: str, new: str) -> str:
    """The small standard with one passage replaced; the passage must be there exactly once."""
    text = small_text()
    assert text.count(old) == 1, f"{text.count(old)} times: {old}"
    return text.replace(old, new)


def changed(old: str, new: str) -> Standard:
    return read_text(changed_text(old, new), name="changed.yaml", blocks=blocks())


def problems_in(text: str) -> tuple[Problem, ...]:
    try:
        read_text(text, name="changed.yaml", blocks=blocks())
    except StandardInvalid as error:
        return error.problems
    return ()
