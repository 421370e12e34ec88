"""Ids computed from position, and the canonical text with its digest."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.standard.annotations.delivery import StepAnnotation
from pamong.standard.chapters.procedure import procedure
from pamong.standard.document import Clause, Standard, clause_ids
from pamong.standard.facts import asked
from pamong.standard.parts import Label
from pamong.standard.read import read_text
from tests.standard.example import blocks, changed, changed_text, small


@pytest.mark.parametrize(
    ("numbered", "ids"),
    [
        ((True, True), ("7.1", "7.2")),
        ((False,), ("7",)),
        ((True, False, True), ("7.1", "7", "7.2")),
        ((False, False, True), ("7", "7.u2", "7.1")),
    ],
)
def test_a_clause_id_follows_from_its_position(numbered: tuple[bool, ...], ids: tuple[str, ...]) -> None:
    assert clause_ids(7, numbered) == ids


def test_everything_a_reader_can_point_at_has_an_id() -> None:
    assert small().ids() == (
        *("cover", "letterhead", "1.1", "2.1", "2.2", "2.3", "3.1"),
        *("4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "5.1", "6.1", "7.1", "8.1", "8.2"),
        *(
            "9.kasi",
            "9.loket",
            "9.operator",
            "9.information",
            "10.1",
            "10.1.row1",
            "10.1.row2",
            "10.2",
            "10.3",
            "10.4",
            "11.1",
            "12",
            "12.u2",
        ),
    )


@pytest.mark.parametrize(
    ("clause_id", "numbered", "chapter", "text"),
    [
        ("2.1", True, 2, "Membawa KK asli."),
        ("9.loket", False, 9, "Petugas Loket"),
        ("10.1.row1", False, 10, "Meja informasi | Buku pengaduan"),
        ("11.1", True, 11, "Sekretaris Kecamatan Contohsari memantau proses dan hasil layanan."),
        ("12", False, 12, "Camat Contohsari menjamin layanan ini."),
    ],
)
def test_a_clause_is_found_by_its_id(clause_id: str, numbered: bool, chapter: int, text: str) -> None:
    clause = small().clause(clause_id)
    assert (clause.numbered, clause.chapter, clause.text) == (numbered, chapter, text)


def test_the_path_of_a_clause_leads_to_it() -> None:
    for clause in small().clauses():
        found: object = small()
        for key in clause.path:
            found = getattr(found, key) if isinstance(key, str) else found[key]  # type: ignore[index]
        assert not isinstance(found, Clause) or found is clause.clause


def test_an_unknown_clause_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        small().clause("99.9")


def test_a_table_row_does_not_repeat_the_annotations_of_its_clause() -> None:
    ids = [placed.clause.id for placed in small().placed(StepAnnotation)]
    assert ids == ["4.1", "4.2", "4.3", "4.4", "4.5", "4.5", "4.6", "4.6", "4.6"]
    assert [step.clause for step in small().steps()] == ids


def test_the_canonical_text_is_sorted_tight_and_signed_by_its_digest() -> None:
    text = small().canonical()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert small().digest == hashlib.sha256(text.encode()).hexdigest()
    assert '"issued_on":"2024-05-06"' in text
    assert "use:" not in text
    assert '"block":"complaints@2"' in text


def test_a_standard_read_back_is_the_same_and_behaves_the_same() -> None:
    again = Standard.from_canonical(small().canonical())
    assert again == small()
    assert hash(again) == hash(small())
    assert again.digest == small().digest
    assert asked(again) == asked(small())
    assert procedure(again).rows() == procedure(small()).rows()


def test_a_key_written_as_null_says_the_same_as_a_key_left_out() -> None:
    assert changed("copies: 1", "copies: 1\n          form: null").digest == small().digest


def test_an_empty_list_says_something_else_than_null() -> None:
    assert changed("training: []", "training: null").digest != small().digest


def test_the_order_of_keys_and_the_comments_of_the_file_do_not_matter() -> None:
    text = changed_text("document: kk, original: true", "original: true, document: kk")
    assert read_text(f"# note\n{text}", name="x", blocks=blocks()).digest == small().digest


def test_changed_text_in_a_block_changes_the_digest_of_every_standard_that_uses_it() -> None:
    other = changed("office_name: Contohsari", "office_name: Contohrejo")
    assert "Camat Contohrejo" in other.clause("12").text
    assert other.digest != small().digest


def test_a_text_that_is_no_standard_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="format"):
        Standard.from_canonical("{}")


def test_a_standard_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        small().title = "x"  # type: ignore[misc]


def test_a_label_is_indonesian_unless_english_is_asked_for() -> None:
    label = Label(id="Ajukan", en="Submit")
    assert [label.in_language(code) for code in ("id", "en", "en-gb", "jv")] == [
        *("Ajukan", "Submit", "Submit", "Ajukan")
    ]


TEXTS = st.text(min_size=1, max_size=30).filter(
    lambda text: text.strip() and not set(text) & set("{}\x00") and text.isprintable()
)


@settings(max_examples=25, deadline=None)
@given(text=TEXTS, revision=TEXTS, quantity=st.integers(1, 10**6))
def test_any_text_survives_the_way_through_file_and_canonical_form(
    text: str, revision: str, quantity: int
) -> None:
    data = json.loads(small().canonical())
    data["sections"][0]["clauses"][0]["text"] = text
    data["document"]["revision"] = revision
    data["sections"][7]["clauses"][0]["facility"]["quantity"] = quantity
    standard = Standard.from_canonical(json.dumps(data))
    assert Standard.from_canonical(standard.canonical()) == standard
    for section in data["sections"]:
        for clause in section.get("clauses", []):
            clause.pop("block", None)
    read = read_text(json.dumps(data, ensure_ascii=False), name="x", blocks={})
    assert (read.clause("1.1").text, read.document.revision) == (text, revision)
    assert Standard.from_canonical(read.canonical()) == read
