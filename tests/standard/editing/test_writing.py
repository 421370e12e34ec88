"""YAML out and in again: what nobody touched keeps its lines, and what was written reads as the same data."""

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.standard import yamltree
from pamong.standard.editing import changes, places
from pamong.standard.editing.changes import Data
from pamong.standard.editing.writing import emit, same
from pamong.standard.read import read_blocks, read_text
from tests.standard.example import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted((ROOT / "standards" / "lumajang").rglob("*.yaml"))
BLOCKS = read_blocks(ROOT / "standards" / "blocks")
SOURCES = [path.read_text("utf-8") for path in (*SHIPPED, SMALL)]


def read(text: str) -> Any:
    return yamltree.parse(text.encode(), "x.yaml").data


@pytest.mark.parametrize("source", SOURCES)
def test_unchanged_a_text_comes_back_byte_for_byte(source: str) -> None:
    assert emit(read(source), source) == source


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_written_anew_a_shipped_standard_has_the_same_canonical_text(path: Path) -> None:
    text = path.read_text("utf-8")
    before = read_text(text, name="x", blocks=BLOCKS)
    again = read_text(emit(read(text)), name="x", blocks=BLOCKS)
    assert again.canonical() == before.canonical()


@pytest.mark.parametrize("source", SOURCES)
def test_one_changed_clause_changes_its_own_line_only(source: str) -> None:
    data = read(source)
    data["sections"][1]["clauses"][0]["text"] = "Surat kuasa."
    new, old = emit(data, source).splitlines(), source.splitlines()
    assert len(new) == len(old)
    assert [line for line, before in zip(new, old, strict=True) if line != before] == [
        "      - text: Surat kuasa."
    ]


def test_control_written_anew_comments_would_be_lost() -> None:
    assert "#" in SOURCES[0].splitlines()[0]
    assert "# " not in emit(read(SOURCES[0]))


def test_a_comment_goes_with_the_clause_below_it() -> None:
    source = "a:\n  # about one\n  - text: one\n  - text: two\n"
    assert emit({"a": [{"text": "two"}, {"text": "one"}]}, source) == (
        "a:\n  - text: two\n  # about one\n  - text: one\n"
    )


@pytest.mark.parametrize(
    ("source", "data"),
    [
        ("a: {b: 1}\n", {"a": {"b": 2}}),
        ("a:\n- b: 1\n- c: 2\n", {"a": [{"b": 1, "x": 3}, {"c": 2}]}),
        ("a:\n  - b: 1\n    c: 2\n", {"a": [{"c": 3, "b": 1}]}),
        ("a:\n  - - 1\n    - 2\n", {"a": [[1, 3]]}),
        ("- a\n- b: 1\n", [{"b": 2}, "a"]),
        ("a:\n  b: |\n    one\n    two\n  c: 1\n", {"a": {"b": "one\ntwo\n", "c": 2}}),
        ("a: [1,\n  2]\nb: 1\n", {"a": [1, 2], "b": [True]}),
        ("a: [1,\n  2]\nb: 1\n", {"a": [1, 2, 3], "b": 1}),
        ('"a": 1\nb:\n  "c d": {x: y}\n', {"a": 1, "b": {"c d": {"x": "z"}}}),
        ("{a: 1, b: 2}\n", {"a": 1, "b": 3}),
        ("a: 1\n", {"b": 1}),
        ("a:\n  b: 1\n", {"a": {}}),
        ("a:\n  b: {}\n", {"a": {"b": {"c": "1.0"}, "d": None, "e": "", "f": "no: # x"}}),
        ("a:\n  - x\n", {"a": ["x", "\u2028", "tab\t", "08", "true", "-", "é"]}),
        ("a:\n  -\n    b: 1\n    c: 1\n", {"a": [{"b": 1, "c": 2}]}),
    ],
)
def test_whatever_shape_the_source_has_what_is_written_reads_as_the_data(source: str, data: Any) -> None:
    assert same(read(emit(data, source)), data)


def test_a_text_that_reads_otherwise_is_not_the_same() -> None:
    assert not same({"a": 1}, {"a": True})
    assert not same({"a": 1, "b": 2}, {"b": 2, "a": 1})


# Small enough to be read hundreds of times, and written in every way that people write.
TINY = """# about all
office_name: Contohsari
sections:
  - heading: Satu # behind
    clauses:
      # about the first
      - text: >-
          Satu kalimat
          yang panjang.
        definition: {term: kalimat}
      - use: complaints@1
      - {text: "Dua: dua", numbered: false}

  - heading: Kosong
  - {heading: Tiga, clauses: [{text: Tiga}]}
facts: {}
"""

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="{}\x00"), min_size=1, max_size=40
).filter(lambda text: bool(text.strip()))
NUMBERS = st.integers(0, 10_000)
OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["word", "add", "chapter", "remove", "up", "down", "annotate", "unpin", "use"]),
        NUMBERS,
        WORDS,
    ),
    min_size=1,
    max_size=6,
)


def operate(data: Data, what: str, number: int, word: str) -> Data:
    """One operation somewhere in the text; the number chooses where."""
    there = [place for place in places.places(data) if len(place.path) != 5]
    if not there:
        return changes.add_chapter(data, 0, word)
    path = there[number % len(there)].path
    section = path[1]
    assert isinstance(section, int)
    is_clause = len(path) == 4 and path[2] == "clauses"
    ways: dict[str, Callable[[], Data]] = {
        "add": lambda: changes.add_clause(data, section, number % 5, word)[0],
        "chapter": lambda: changes.add_chapter(data, section, word),
        "remove": lambda: changes.remove(data, path),
        "unpin": lambda: unpinned(data, number),
        "use": lambda: changes.use_block(data, section, sorted(BLOCKS)[number % len(BLOCKS)]),
    }
    if is_clause:
        wording = {**places.place(data, path).value, "text": word}
        ways["word"] = lambda: changes.put(data, path, wording)
        ways["annotate"] = lambda: changes.add_annotation(data, path, "definition", {"term": word})[0]
    if len(path) < 5:
        ways["up"] = lambda: changes.move(data, path, -1)[0]
        ways["down"] = lambda: changes.move(data, path, 1)[0]
    return ways.get(what, lambda: data)()


def unpinned(data: Data, number: int) -> Data:
    used = [
        ("sections", position, "clauses", index)
        for position, section in enumerate(data["sections"])
        for index, clause in enumerate(section.get("clauses", ()))
        if clause.get("use") in BLOCKS
    ]
    if not used:
        return data
    path = used[number % len(used)]
    key = places.look(data, path)["use"]  # type: ignore[index]
    return changes.unpin(data, path, BLOCKS[key])


@given(OPERATIONS)
@settings(max_examples=50, deadline=None)
def test_after_any_sequence_of_operations_the_text_reads_as_the_data(
    operations: list[tuple[str, int, str]],
) -> None:
    text, data = TINY, read(TINY)
    for what, number, word in operations:
        before = copy.deepcopy(data)
        new = operate(data, what, number, word)
        assert same(data, before), f"{what} changed what it was given"
        text = emit(new, text)
        assert same(read(text), new)
        # YAML out and in again, identical.
        assert emit(read(text), text) == text
        data = new
    assert json.dumps(read(emit(data))) == json.dumps(data)
