"""Every annotation of the format through plain forms: each field has words, and what a form says is what was there."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from pamong.standard.annotations.quality import Staffing
from pamong.standard.conditions import FactValue, evaluate, parse
from pamong.standard.document import Clause
from pamong.standard.editing import fields, filling, places
from pamong.standard.editing.fields import ANNOTATIONS, PLURAL, SINGULAR, Field, Shape, fields_of
from pamong.standard.editing.filling import filled, flat, slug
from pamong.standard.editing.words import ACT_CHOICES, ANNOTATION_WORDS, CHOICES, WORDS, words
from pamong.standard.parts import Annotation, Part
from tests.standard.editing.test_writing import SOURCES, read

SHAPES = (
    *(Shape(kind) for kind in dict.fromkeys(ANNOTATIONS.values())),
    fields.HEAD, fields.LETTERHEAD, fields.COVER, fields.FACT, fields.ACTOR, fields.CHAPTER, fields.WORDING,
)  # fmt: skip
KINDS = {"birth_year": "number", "age": "number", "born_here": "truth", "since": "date"}


def every_field(found: tuple[Field, ...]) -> Iterator[Field]:
    for each in found:
        yield each
        yield from every_field(each.parts)


def subclasses(kind: type[Part]) -> set[type[Part]]:
    return {kind, *(one for child in kind.__subclasses__() for one in subclasses(child))}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.model.__name__)
def test_every_field_of_every_annotation_has_a_name(shape: Shape) -> None:
    for each in every_field(shape.fields):
        assert words(each).label.text, each.id
        assert not [choice for choice in each.choices if choice not in CHOICES], each.id


def test_every_annotation_of_a_clause_has_a_form_and_a_name() -> None:
    outside = {"numbered", "text", "continuation", "table", "interpretation", "block"}
    assert set(ANNOTATIONS) == set(Clause.model_fields) - outside
    assert {SINGULAR[name] for name in ANNOTATIONS} == set(ANNOTATION_WORDS)
    assert len(ANNOTATION_WORDS) == 18


def test_every_model_key_is_a_field_of_its_form() -> None:
    for kind in ANNOTATIONS.values():
        keys = {info.alias or name for name, info in kind.model_fields.items()}
        assert {each.key for each in fields_of(kind)} == keys


def test_control_a_new_key_without_a_name_is_found() -> None:
    class Novelty(Annotation):
        surprise: str

    (each,) = [each for each in fields_of(Novelty) if each.key == "surprise"]
    assert each.kind == "text"
    with pytest.raises(KeyError):
        words(each)


def test_no_words_are_left_of_a_field_that_is_gone() -> None:
    found = {each.id for shape in SHAPES for each in every_field(shape.fields)}
    papers = {name.replace(model, "Paper") for name in found for model in ("Requirement", "Alternative")}
    keys = {f"*.{name.split('.')[1]}" for name in found}
    table = {"Table.title", "Table.columns", "Table.rows"}
    assert set(WORDS) - found - papers - keys - table == set()
    assert set(fields.REFERENCES) - found == set()
    assert fields.USUAL - found == set()


def test_every_act_can_be_chosen_by_its_name() -> None:
    assert len(ACT_CHOICES) == 16


def test_the_plural_of_each_annotation_is_known() -> None:
    assert PLURAL["step"] == "steps"
    assert PLURAL["duty"] == "duties"
    assert "legal" not in PLURAL


def pieces() -> Iterator[Any]:
    """Every piece with a form in three standards."""
    for number, source in enumerate(SOURCES):
        data = read(source)
        kinds = {
            name: fact.get("kind", KINDS.get(name, "text"))
            for name, fact in (data.get("facts") or {}).items()
        }
        others: list[tuple[str | int, ...]] = [(), ("letterhead",), ("document",)]
        others += [(key, name) for key in ("facts", "actors") for name in data.get(key) or ()]
        found = [*(places.place(data, path) for path in others), *places.places(data)]
        yield from (pytest.param(one, kinds, id=f"{number}-{one.address}") for one in found)


@pytest.mark.parametrize(("place", "kinds"), list(pieces()))
def test_a_form_sent_back_untouched_changes_nothing(place: places.Place, kinds: dict[str, str]) -> None:
    sent = flat(place.shape, place.value)
    found = filled(place.shape, sent, place.value, kinds)
    assert found.errors == {}
    assert json.dumps(found.data) == json.dumps(place.value)


@pytest.mark.parametrize(("place", "kinds"), list(pieces()))
def test_what_a_form_says_means_what_was_written(place: places.Place, kinds: dict[str, str]) -> None:
    found = filled(place.shape, flat(place.shape, place.value), {}, kinds)
    assert found.errors == {}
    if not place.shape.only:
        model = place.shape.model
        assert model.model_validate_json(json.dumps(found.data)) == model.model_validate_json(
            json.dumps(place.value)
        )


CONDITIONS: tuple[dict[str, Any], ...] = (
    {"recording": "not_recorded"},
    {"birth_year": {"even": True}},
    {"birth_year": 1990, "born_here": True},
    {"born_here": False},
    {"citizenship": {"in": ["wni", "wna"]}},
    {"reasons": {"includes": "adoption"}},
    {"age": {"at_least": 17}},
    {"since": {"at_most": "2026-01-31"}},
    {"not": {"recording": "not_recorded"}},
    {"not": {"not": {"recording": "not_recorded"}}},
    {"not": {"all": [{"a": "b"}, {"c": "d"}]}},
    {"any": [{"all": [{"a": "b"}, {"not": {"c": "d"}}]}, {"birth_year": {"odd": True}}]},
    {"all": [{"a": "b"}]},
)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_of_any_shape_is_chosen_row_by_row(condition: dict[str, Any]) -> None:
    shape = Shape(ANNOTATIONS["limit"])
    value = {"at_most": 1, "unit": "days", "when": condition}
    found = filled(shape, flat(shape, value), {}, KINDS)
    assert found.errors == {}
    again, meant = parse(found.data["when"]), parse(condition)
    cases: tuple[dict[str, FactValue], ...] = (
        {},
        {"recording": "not_recorded"},
        {"a": "b", "c": "x", "birth_year": 1991, "age": 18},
    )
    for fact in cases:
        assert evaluate(again, {"reasons": ("adoption",), **fact}) == evaluate(
            meant, {"reasons": ("adoption",), **fact}
        )


STEP, LIMIT, REQUIREMENT = (Shape(ANNOTATIONS[kind]) for kind in ("step", "limit", "requirement"))


@pytest.mark.parametrize(
    ("shape", "sent", "name", "said"),
    [
        (LIMIT, {"at_most": ["dua belas"], "unit": ["days"]}, "at_most", "Isi dengan bilangan bulat."),
        (LIMIT, {"at_most": ["12"]}, "unit", "Isian ini wajib diisi."),
        (LIMIT, {"unit": ["fortnight"]}, "unit", "Pilih salah satu dari daftar."),
        (LIMIT, {"unit": ["days"], "range.least": ["1"]}, "range.most", "Isian ini wajib diisi."),
        (
            LIMIT,
            {"unit": ["days"], "when.join": ["all"], "when.0.row": ["1"], "when.0.fact": ["a"]},
            "when.0.value",
            "Isian ini wajib diisi.",
        ),
        (
            LIMIT,
            {"unit": ["days"], "when.fact": ["age"], "when.operator": ["at_least"], "when.value": ["tua"]},
            "when",
            "Batas untuk fakta",
        ),
        (
            REQUIREMENT,
            {
                "name.id": ["Foto"],
                "name.en": ["Photo"],
                "attributes.3.row": ["1"],
                "attributes.3.value": ["x"],
            },
            "attributes.3._",
            "Isian ini wajib diisi.",
        ),
        (
            REQUIREMENT,
            {"any_of.4.row": ["1"], "any_of.4.name.id": ["Akta"]},
            "any_of.4.name.en",
            "Isian ini wajib diisi.",
        ),
        (
            STEP,
            {
                f"outcomes.{n}.{k}": [v]
                for n in "01"
                for k, v in (("row", "1"), ("_", "refused"), ("to", "x"))
            },
            "outcomes.1._",
            "Nama ini sudah dipakai",
        ),
        (STEP, {"id": ["x" * 61]}, "id", "Pakai huruf kecil"),
        (fields.WORDING, {"text": ["a"], "table.rows": ["x | y"]}, "table.columns", "Isian ini wajib diisi."),
        (fields.CHAPTER, {"heading": [" "]}, "heading", "Isian ini wajib diisi."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    shape: Shape, sent: dict[str, list[str]], name: str, said: str
) -> None:
    found = filled(shape, sent, {}, KINDS)
    assert said in found.errors[name].fill()


def test_ids_are_made_of_names_and_keywords_of_words() -> None:
    sent = {"name.id": ["Surat Kuasa (asli)"], "name.en": ["Power of attorney"], "document": ["Surat Kuasa"]}
    found = filled(REQUIREMENT, sent, {})
    assert found.errors == {}
    assert (found.data["id"], found.data["document"]) == ("surat-kuasa-asli", "surat-kuasa")
    assert slug(" Ä ") == ""
    nameless = filled(REQUIREMENT, {"name.id": ["?"], "name.en": ["x"]}, {})
    assert set(nameless.errors) == {"id"}


def test_an_alternative_of_a_requirement_gets_an_id_too() -> None:
    sent = {
        "id": ["bukti"], "name.id": ["Bukti"], "name.en": ["Proof"],
        "any_of.0.row": ["1"], "any_of.0.name.id": ["Akta Lahir"], "any_of.0.name.en": ["x"], "any_of.0.document": ["akta"],
        "any_of.1.row": ["1"],
    }  # fmt: skip
    found = filled(REQUIREMENT, sent, {})
    assert found.errors == {}
    assert [one["id"] for one in found.data["any_of"]] == ["akta-lahir"]  # type: ignore[attr-defined]


def test_a_printed_dash_is_an_empty_list_and_an_empty_field_is_silence() -> None:
    said = {"key": ["a"], "printed_title": ["A"], "post": ["kasi"], "count": ["1"], "training": ["-"]}
    data = filled(Shape(Staffing), said, {}).data
    assert data["training"] == []
    assert "skills" not in data


def test_a_box_left_empty_says_no_where_yes_is_the_rule() -> None:
    sent = flat(fields.WORDING, {"text": "a"})
    assert sent["numbered"] == ["true"]
    assert "numbered" not in filled(fields.WORDING, sent, {}).data
    assert filled(fields.WORDING, {**sent, "numbered": []}, {}).data["numbered"] is False


def test_a_bar_in_a_cell_stays_in_its_cell() -> None:
    table = {"columns": ["a|b", "c"], "rows": [["1", "2|3"]]}
    sent = flat(fields.WORDING, {"text": "x", "table": table})
    assert filled(fields.WORDING, sent, {}).data["table"] == table


def test_an_unknown_group_and_a_row_in_a_wrong_place_say_nothing() -> None:
    sent = {"id": ["a"], "range": ["x"], "when.join": ["any"], "when.0.row": ["1"]}
    assert "when" not in filled(LIMIT, sent, {}).data
    assert filling.flat(LIMIT, {"range": "x", "unit": 3})["unit"] == ["3"]
    assert filling.flat(REQUIREMENT, {"any_of": ["x"], "issued_by": 3, "attributes": "x"})[
        "any_of.0.row"
    ] == ["1"]
