"""The other controlled documents: read strictly, numbered, written back the same."""

import pytest

from pamong.standard.controlled import NAMES, ControlledDocument, check_document
from pamong.standard.write import document_to_yaml

TEXT = """\
format: pamong/document@1
key: quality_policy
title: Kebijakan Mutu
office: 35.08.07
office_name: Yosowilangun
status: draft
letterhead: {authority: [Pemerintah Kabupaten Lumajang], office: Kecamatan Yosowilangun}
document: {number: KM-01, revision: "00"}
sections:
  - heading: Kebijakan Mutu
    clauses:
      - {text: "Pelayanan Prima: ramah dan tepat waktu."}
      - {text: "Tanpa nomor.", numbered: false}
"""


def read(text: str = TEXT) -> ControlledDocument:
    document, problems = check_document(text, name="x")
    assert problems == ()
    assert document is not None
    return document


def test_it_is_numbered_like_a_standard_and_written_back_the_same() -> None:
    document = read()
    assert [(clause.id, clause.text[:9]) for clause in document.clauses()] == [
        ("1.1", "Pelayanan"),
        ("1", "Tanpa nom"),
    ]
    assert read(document_to_yaml(document)).digest == document.digest
    assert ControlledDocument.from_canonical(document.canonical()) == document
    assert document.service == document.key == "quality_policy"
    assert NAMES[document.key].fill() == "Kebijakan Mutu"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("key: quality_policy", "key: something", "unknown-value"),
        ('revision: "00"', "revision: 00", "revision-not-text"),
        ("title: Kebijakan Mutu", "title: Kebijakan Mutu\ntitle: Lagi", "duplicate-key"),
        ("title: Kebijakan Mutu", "titel: Kebijakan Mutu", "unknown-key"),
        ("title:", "\ttitle:", "tab"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, rule: str) -> None:
    _, problems = check_document(TEXT.replace(old, new), name="x")
    assert rule in {problem.rule for problem in problems}
    assert all(problem.line for problem in problems)
