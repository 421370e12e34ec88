"""A standard written as YAML and read again is the same standard; blocks come back as `use:` where they still fit."""

import json
import re
from pathlib import Path

import pytest

from pamong.standard.document import Standard
from pamong.standard.editing.writing import emit
from pamong.standard.read import check_text, read_blocks, read_text
from pamong.standard.write import to_yaml
from tests.clauses.shipped import STANDARDS, shipped

BLOCKS = read_blocks(STANDARDS / "blocks")
SECTIONS = """\
format: pamong/block@1
name: two-chapters
version: 1
sections:
  - {heading: Definisi, key: definitions, clauses: [{text: "Kantor ini adalah {office}."}]}
  - {heading: Kartu, cards: [{key: loket, printed_title: Petugas, post: loket, count: 1}]}
"""


USES = re.compile(r"\buse: ")


def bent(service: str, old: str, new: str) -> Standard:
    text = shipped(service).canonical()
    assert old in text
    return Standard.from_canonical(text.replace(old, new))


@pytest.mark.parametrize("service", ["ktp", "kk"])
def test_written_and_read_again_it_is_the_same_standard(service: str) -> None:
    standard = shipped(service)
    text = to_yaml(standard, BLOCKS)
    assert read_text(text, name="x", blocks=BLOCKS).digest == standard.digest
    assert len(USES.findall(text)) == 6
    assert to_yaml(read_text(text, name="x", blocks=BLOCKS), BLOCKS) == text


def test_a_block_that_no_longer_says_what_the_text_says_is_written_out_without_its_mark() -> None:
    changed = bent("ktp", "memantau layanan Seksi Pelayanan Umum", "mengawasi layanan Seksi Pelayanan Umum")
    text = to_yaml(changed, BLOCKS)
    again = read_text(text, name="x", blocks=BLOCKS)
    assert "use: oversight@1" not in text
    assert "use: complaints@1" in text
    assert again.clause("10.1").text == changed.clause("10.1").text
    assert again.clause("10.1").clause.block is None


def test_without_its_blocks_every_clause_is_written_out() -> None:
    text = to_yaml(shipped("ktp"), {})
    assert USES.findall(text) == []
    said = [clause.text for clause in read_text(text, name="x", blocks={}).clauses()]
    assert said == [clause.text for clause in shipped("ktp").clauses()]


def test_a_block_of_sections_is_used_again_and_a_chapter_of_cards_has_no_mark(tmp_path: Path) -> None:
    (tmp_path / "two.yaml").write_text(SECTIONS.replace("  - {heading: Kartu", "#"), "utf-8")
    blocks = {**BLOCKS, **read_blocks(tmp_path)}
    data = to_yaml(shipped("ktp"), BLOCKS).replace("sections:\n", "sections:\n  - use: two-chapters@1\n", 1)
    standard, problems = check_text(data, name="x", blocks=blocks)
    assert standard is not None, problems
    assert standard.clauses()[0].text == "Kantor ini adalah Yosowilangun."
    assert "use: two-chapters@1" in to_yaml(standard, blocks)
    assert "use: two-chapters@1" not in to_yaml(standard, BLOCKS)


@pytest.mark.parametrize(
    "text", ["01", "2015-11-23", "null", "true", "1e3", "a: b", "- x", " #", "baris\ndua", "tab\there"]
)
def test_texts_that_look_like_something_else_stay_texts(text: str) -> None:
    data = json.loads(shipped("ktp").canonical()) | {"title": text}
    standard = Standard.from_canonical(json.dumps(data))
    assert read_text(to_yaml(standard, BLOCKS), name="x", blocks=BLOCKS).title == text


def test_plain_data_has_neither_anchor_nor_directive() -> None:
    same = ["a"]
    assert emit({"one": same, "two": same}) == "one: [a]\ntwo: [a]\n"
