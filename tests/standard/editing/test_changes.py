"""Each operation on plain data by itself: what it does, and that it says so when its place is gone."""

from typing import Any

import pytest

from pamong.standard import yamltree
from pamong.standard.blocks import Block
from pamong.standard.editing import changes, places
from pamong.standard.editing.fields import ANNOTATIONS, Shape
from pamong.standard.editing.filling import _nearest, filled
from pamong.standard.editing.outline import outline
from pamong.standard.editing.places import Gone
from pamong.standard.editing.writing import _reads_as, emit
from tests.standard.editing.test_writing import BLOCKS, read

SHARED_CHAPTERS = Block(
    "closing@1",
    yamltree.parse(
        b"format: pamong/block@1\nname: closing\nversion: 1\nsections:\n"
        b"  - {heading: Pengaduan, clauses: [{text: Kotak saran.}]}\n  - {heading: Jaminan}\n",
        "closing.yaml",
    ),
)


def small() -> dict[str, Any]:
    return {
        "office_name": "Contohsari",
        "sections": [
            {"heading": "Satu", "clauses": [{"text": "A", "numbered": False}, {"text": "B"}]},
            {"heading": "Dua", "clauses": [{"use": "complaints@1"}]},
        ],
    }


CLAUSE = ("sections", 0, "clauses", 0)


def test_a_content_that_no_longer_has_a_key_loses_it() -> None:
    new = changes.put(small(), CLAUSE, {"text": "A lagi"})
    assert new["sections"][0]["clauses"][0] == {"text": "A lagi"}


def test_the_second_annotation_of_a_kind_makes_a_list_and_the_third_joins_it() -> None:
    data = small()
    for place, name in enumerate(("satu", "dua", "tiga")):
        data, path = changes.add_annotation(data, CLAUSE, "product", {"document": name})
        assert path == ((*CLAUSE, "product") if place == 0 else (*CLAUSE, "products", place))
    held = data["sections"][0]["clauses"][0]["products"]
    assert [one["document"] for one in held] == ["satu", "dua", "tiga"]


@pytest.mark.parametrize(
    "act",
    [
        lambda data: changes.put(data, ("sections", 0, "heading"), {"text": "x"}),
        lambda data: changes.put({"sections": ["x"]}, ("sections", 0), {"heading": "x"}),
        lambda data: changes.add_annotation(
            changes.add_annotation(data, CLAUSE, "fee", {"free": True})[0], CLAUSE, "fee", {"free": True}
        ),
        lambda data: changes.unpin(data, CLAUSE, BLOCKS["complaints@1"]),
        lambda data: changes.remove(data, ("sections",)),
        lambda data: changes.move(data, ("sections", 0, "heading"), 1),
        lambda data: places.look(data, ("sections", 9)),
    ],
    ids=["put", "put into a text", "a second fee", "unpin", "remove", "move", "look"],
)
def test_what_cannot_be_changed_is_said_to_be_gone(act: Any) -> None:
    with pytest.raises(Gone):
        act(small())


@pytest.mark.parametrize(
    ("path", "by", "now"),
    [
        (CLAUSE, 1, ("sections", 0, "clauses", 1)),
        (("sections", 0, "clauses", 1), 1, ("sections", 1, "clauses", 0)),
        (("sections", 1, "clauses", 0), -1, ("sections", 0, "clauses", 2)),
        (("sections", 1, "clauses", 0), 1, ("sections", 2, "clauses", 0)),
        (("sections", 2, "clauses", 0), 1, ("sections", 2, "clauses", 0)),
        (CLAUSE, -1, CLAUSE),
        (("sections", 0), 1, ("sections", 1)),
        (("sections", 0), -1, ("sections", 0)),
        (("sections", 3), -1, ("sections", 2)),
    ],
)
def test_a_piece_goes_up_and_down_and_over_into_the_next_chapter(path: Any, by: int, now: Any) -> None:
    data = small()
    data["sections"] += [{"heading": "Tiga", "clauses": [{"text": "C"}]}, {"use": "closing@1"}]
    piece = places.look(data, path)
    moved, found = changes.move(data, path, by)
    assert found == now
    assert places.look(moved, now) == piece


def test_the_address_of_the_head_is_no_path_below_it() -> None:
    assert places.path_of(places.IDENTITY) == ()


def test_the_last_clause_takes_its_list_with_it() -> None:
    data = changes.remove(changes.remove(small(), CLAUSE), CLAUSE)
    assert data["sections"][0] == {"heading": "Satu"}


def test_an_error_is_told_at_the_nearest_field_that_is_shown() -> None:
    names: dict[tuple[str | int, ...], str] = {("name",): "name", ("name", "id"): "name.id"}
    assert _nearest(("name", "id", 0), names) == "name.id.0"
    assert _nearest(("other", 1), names) == "other.1"


def test_shared_clauses_become_own_text() -> None:
    new = changes.unpin(small(), ("sections", 1, "clauses", 0), BLOCKS["complaints@1"])
    own = new["sections"][1]["clauses"]
    assert len(own) > 1
    assert not any("use" in clause for clause in own)


def test_shared_chapters_are_counted_where_they_stand() -> None:
    data = small()
    data["sections"].insert(1, {"use": "closing@1"})
    lines = outline(data, {**BLOCKS, "closing@1": SHARED_CHAPTERS})
    chapters = [(line.id, line.text, line.block) for line in lines if line.kind == "chapter"]
    assert [text for _id, text, _block in chapters] == ["Satu", "Pengaduan", "Jaminan", "Dua"]
    assert [block for _id, _text, block in chapters] == ["", "closing@1", "closing@1", ""]


@pytest.mark.parametrize(
    ("path", "moved_to"),
    [
        (("sections", 0), ("sections", 1)),
        (CLAUSE, ("sections", 1, "clauses", 0)),
        (("facts", "age"), ("facts", "age")),
    ],
)
def test_a_whole_piece_is_found_where_others_have_moved_it(path: Any, moved_to: Any) -> None:
    data = {**small(), "facts": {"age": {"kind": "number"}}}
    was = places.mark(places.look(data, path))
    data["sections"].reverse()
    found = places.find_whole(data, path, was)
    assert found == moved_to


def test_a_whole_piece_that_was_changed_or_removed_is_found_nowhere() -> None:
    data = small()
    was = places.mark(places.look(data, CLAUSE))
    data["sections"][0]["clauses"][0]["text"] = "lain"
    assert places.find_whole(data, CLAUSE, was) is None
    assert places.find_whole(data, ("sections", 0, "clauses", 7), was) is None
    assert places.find_whole(data, ("facts", "age"), was) is None


def test_a_row_with_neither_name_nor_value_says_nothing() -> None:
    shape = Shape(ANNOTATIONS["requirement"])
    sent = {"name.id": ["Foto"], "name.en": ["Photo"], "attributes.0.row": ["1"]}
    found = filled(shape, sent, {}, {})
    assert "attributes.0._" not in found.errors
    assert "attributes" not in found.data


@pytest.mark.parametrize("source", ["", "- satu\n- dua\n", "{sections: [a]}\n"])
def test_a_source_of_another_shape_is_written_anew(source: str) -> None:
    data = {"sections": [["a", ["b", "c" * 120]], []]}
    assert read(emit(data, source)) == data
    assert read(emit(["a", {"b": ["c"]}])) == ["a", {"b": ["c"]}]
    assert read(emit({"a": 1}, "{}\n")) == {"a": 1}
    assert read(emit({})) == {}


def test_what_cannot_be_read_does_not_read_as_the_data() -> None:
    assert not _reads_as("sections: [\n", {})
    assert _reads_as("sections: []\n", {"sections": []})
