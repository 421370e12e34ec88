"""What was found about a clause stays with it, wherever an edit moves it."""

from collections.abc import Callable
from typing import Any

import pytest

from pamong.standard.editing import changes
from pamong.standard.editing.changes import Data
from pamong.standard.editing.following import followed
from tests.standard.editing.test_writing import BLOCKS

BLOCK = BLOCKS["complaints@1"]


def text(*, findings: Any = None) -> Data:
    """Two chapters of own clauses, one with a card, and one with shared clauses: 1.1 1.2 1.3, 2.1 2.operator, 3.1 … 3.9."""
    return {
        "sections": [
            {"heading": "Satu", "clauses": [{"text": "a"}, {"text": "b"}, {"text": "c"}]},
            {"heading": "Dua", "clauses": [{"text": "d"}], "cards": [{"key": "operator"}]},
            {"heading": "Tiga", "clauses": [{"use": BLOCK.key}]},
        ],
        "office_name": "Yosowilangun",
        "source_findings": FINDINGS if findings is None else findings,
    }


ABOUT = ("cover", "1.1", "1.2", "1.3.row1", "2.1", "2.operator", "3.2", "3.2.row1")
FINDINGS = [{"clause": clause, "finding": f"tentang {clause}"} for clause in ABOUT]


def clauses_after(edit: Callable[[Data], Data]) -> dict[str, str]:
    """Where each finding points after an edit, by where it pointed before."""
    old = text()
    data = followed(old, edit(old), BLOCKS)
    return {one["finding"].removeprefix("tentang "): one["clause"] for one in data.get("source_findings", ())}


EDITS: tuple[tuple[str, Callable[[Data], Data], dict[str, str]], ...] = (
    ("a clause put in", lambda data: changes.add_clause(data, 0, 1, "x")[0], {"1.2": "1.3", "1.3.row1": "1.4.row1"}),
    ("a clause moved up", lambda data: changes.move(data, ("sections", 0, "clauses", 1), -1)[0], {"1.1": "1.2", "1.2": "1.1"}),
    (
        "a clause moved over into the next chapter",
        lambda data: changes.move(data, ("sections", 0, "clauses", 2), 1)[0],
        {"1.3.row1": "2.1.row1", "2.1": "2.2"},
    ),
    ("a clause removed", lambda data: changes.remove(data, ("sections", 0, "clauses", 0)), {"1.1": "", "1.2": "1.1", "1.3.row1": "1.2.row1"}),
    (
        "a chapter removed",
        lambda data: changes.remove(data, ("sections", 0)),
        {"1.1": "", "1.2": "", "1.3.row1": "", "2.1": "1.1", "2.operator": "1.operator", "3.2": "2.2", "3.2.row1": "2.2.row1"},
    ),
    (
        "a chapter put in front",
        lambda data: changes.add_chapter(data, 0, "Nol"),
        {
            "1.1": "2.1", "1.2": "2.2", "1.3.row1": "2.3.row1", "2.1": "3.1", "2.operator": "3.operator",
            "3.2": "4.2", "3.2.row1": "4.2.row1",
        },
    ),
    ("a clause reworded", lambda data: changes.put(data, ("sections", 0, "clauses", 0), {"text": "lain"}), {}),
    (
        "a clause that loses its number",
        lambda data: changes.put(data, ("sections", 0, "clauses", 0), {"text": "a", "numbered": False}),
        {"1.1": "1", "1.2": "1.1", "1.3.row1": "1.2.row1"},
    ),
    ("shared text made one's own", lambda data: changes.unpin(data, ("sections", 2, "clauses", 0), BLOCK), {}),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "moved"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_a_finding_follows_its_clause(edit: Callable[[Data], Data], moved: dict[str, str]) -> None:
    expected = {clause: moved.get(clause, clause) for clause in ABOUT}
    assert clauses_after(edit) == {was: now for was, now in expected.items() if now}


def test_control_without_it_the_finding_is_said_of_the_neighbour() -> None:
    data = changes.add_clause(text(), 0, 1, "x")[0]
    assert data["source_findings"][2]["clause"] == "1.2", "which is the new clause"


def test_what_the_edit_itself_wrote_is_left_alone() -> None:
    old, new = text(), changes.add_clause(text(), 0, 0, "x")[0]
    new["source_findings"] = FINDINGS[:2]
    assert followed(old, new, BLOCKS)["source_findings"] == FINDINGS[:2]


@pytest.mark.parametrize(
    "findings", ["x", ["1.1", {"clause": "9.9", "finding": "?"}, {"finding": "tanpa butir"}]]
)
def test_findings_of_another_shape_stay_as_they_are(findings: object) -> None:
    old = text(findings=findings)
    assert followed(old, changes.add_clause(old, 0, 0, "x")[0], BLOCKS)["source_findings"] == findings


def test_when_the_last_one_goes_the_list_goes() -> None:
    old = text(findings=[{"clause": "1.1", "finding": "?"}])
    new = changes.remove(old, ("sections", 0, "clauses", 0))
    assert "source_findings" not in followed(old, new, BLOCKS)
