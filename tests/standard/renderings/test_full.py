"""The whole document: nothing of the standard is left out, and what is ours is marked as ours."""

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from pamong.standard.renderings.edition import UNSIGNED, Edition
from pamong.standard.renderings.full import Printed, cover, head, printed
from pamong.standard.renderings.reader import INDONESIAN
from tests.clauses.shipped import shipped
from tests.standard.renderings.variants import ENGLISH, bent

if TYPE_CHECKING:
    from pamong.standard.document import Standard

SERVICES = ["ktp", "kk"]


def of(service: str) -> Printed:
    return printed(shipped(service), UNSIGNED, INDONESIAN)


def ids(document: Printed) -> set[str]:
    clauses = {one.id for chapter in document.chapters for one in chapter.paragraphs}
    return clauses | {one.id for chapter in document.chapters for one in chapter.cards}


@pytest.mark.parametrize("service", SERVICES)
def test_every_clause_and_card_is_printed_with_its_text(service: str) -> None:
    document = of(service)
    rows = {clause.id for clause in shipped(service).clauses() if ".row" in clause.id}
    assert ids(document) | rows == {clause.id for clause in shipped(service).clauses()}
    texts = {one.id: one.text for chapter in document.chapters for one in chapter.paragraphs}
    assert all(texts[one.id] == one.text for one in shipped(service).clauses() if one.id in texts)


@pytest.mark.parametrize("service", SERVICES)
def test_every_finding_about_the_source_is_shown_where_it_was_found(service: str) -> None:
    kept = [(one.clause, one.finding) for one in shipped(service).source_findings]
    shown = of(service).findings("cover")
    about_the_cover = {text for where, text in kept if where in {"cover", "letterhead"}}
    assert {text for where, text in shown if where == "cover"} == about_the_cover
    assert [pair for pair in shown if pair[0] != "cover"]
    assert set(shown) >= {pair for pair in kept if pair[1] not in about_the_cover}


def test_the_rows_of_a_clause_s_table_are_printed_inside_it() -> None:
    clause = next(one for one in of("ktp").chapters[10].paragraphs if one.id == "11.2")
    assert clause.grid is not None
    assert clause.grid.law
    assert clause.grid.columns == ("Sarana", "Dicatat di", "Tindakan")
    assert clause.grid.rows[0][0] == "Langsung di meja informasi"


def test_an_unnumbered_clause_has_no_number() -> None:
    assert [(one.id, one.number) for one in of("kk").chapters[11].paragraphs] == [("12", "")]


def test_interpretations_stand_beside_their_clause() -> None:
    notes = {one.id: one.notes for chapter in of("ktp").chapters for one in chapter.paragraphs}
    assert len(notes["2.2"]) == 2
    assert len(notes["4.7"]) == 3
    assert notes["1.1"] == ()


def test_a_card_tells_blank_from_none() -> None:
    cards = {one.id: dict(one.lines) for one in of("ktp").chapters[8].cards}
    assert cards["9.kasi"]["Pelatihan"] == "–"
    assert cards["9.kasi"]["Pendidikan"] == "S1"
    assert cards["9.operator"]["Pendidikan"] == "SMU atau sederajat"
    assert cards["9.loket"]["Pengalaman kerja"] == "minimal 1 tahun"
    assert {one.id: dict(one.lines) for one in of("kk").chapters[8].cards}["9.kasi"]["Pelatihan"] == ""


def test_a_card_that_says_nearly_nothing_is_printed_with_empty_lines() -> None:
    def change(data: dict[str, Any]) -> None:
        card = data["sections"][8]["cards"][0]
        for key in ("education", "experience_years_min", "skills"):
            card[key] = None

    card = printed(bent(change), UNSIGNED, INDONESIAN).chapters[8].cards[0]
    assert [value for _name, value in card.lines] == ["", "–", "", "", "1 orang"]


def test_tables_of_requirements_steps_and_facilities_are_drawn_up_and_say_so() -> None:
    grids = {grid.title: grid for chapter in of("kk").chapters for grid in chapter.grids}
    assert set(grids) == {"Peraturan yang dirujuk", "Daftar persyaratan", "Langkah prosedur", "Daftar sarana"}
    assert not any(grid.law for grid in grids.values())
    assert grids["Daftar persyaratan"].rows[4] == (
        "2.3",
        "Bukti perubahan status perkawinan: Fotokopi akta perceraian",
        "fotokopi",
        "",
        "Alasan permohonan: Status perkawinan berubah",
    )
    assert grids["Langkah prosedur"].columns == ("Butir", "Langkah", "Pelaku"), "no step has a condition"
    assert grids["Daftar sarana"].rows[1] == ("8.2", "Printer", "1 buah")


def test_an_alternative_with_a_condition_of_its_own_holds_under_both() -> None:
    def change(data: dict[str, Any]) -> None:
        requirement = data["sections"][1]["clauses"][2]["requirement"]
        requirement["any_of"][0]["when"] = {"reasons": {"includes": "new_child"}}

    grids = printed(bent(change, "kk"), UNSIGNED, INDONESIAN).chapters[1].grids
    assert grids[0].rows[2][-1] == (
        "Alasan permohonan: Status perkawinan berubah dan Alasan permohonan: Menambah anak"
    )


def test_english_labels_stand_around_a_law_that_stays_indonesian() -> None:
    document = printed(shipped("ktp"), UNSIGNED, ENGLISH)
    assert dict(document.cover.fields)["Issued on"] == "23 November 2015"
    assert document.chapters[1].grids[0].columns[1] == "Document"
    assert document.chapters[4].paragraphs[0].text == shipped("ktp").clause("5.1").text
    assert "hanya naskah itulah yang mengikat" not in document.note
    assert document.note
    assert not of("ktp").note


def test_the_edition_says_since_when_it_binds_and_until_when_it_bound() -> None:
    around = Edition(in_force_from=date(2027, 1, 4), replaced_on=date(2028, 2, 1), demo=True)
    document = printed(shipped("ktp"), around, INDONESIAN)
    fields = dict(document.cover.fields)
    assert (fields["Berlaku mulai"], fields["Diganti mulai"]) == ("4 Januari 2027", "1 Februari 2028")
    assert document.marks == ("CONTOH", "TIDAK BERLAKU LAGI", "DEMO")


@pytest.mark.parametrize(
    ("status", "marks"), [("example", ("CONTOH",)), ("draft", ("DRAF",)), ("adopted", ())]
)
def test_no_copy_passes_for_a_standard_in_force_that_is_none(status: str, marks: tuple[str, ...]) -> None:
    standard = bent(lambda data: data.update(status=status))
    assert UNSIGNED.marks(standard) == marks


def test_a_document_without_a_header_of_its_own_takes_it_from_the_cover() -> None:
    def change(data: dict[str, Any]) -> None:
        data["document"].pop("running_header")

    found = head(bent(change), INDONESIAN)
    assert found.lines == (
        "Pemerintah Kabupaten Lumajang",
        "Kecamatan Yosowilangun",
        "Standar Pelayanan Publik",
        "Penerbitan KTP (Kartu Tanda Penduduk)",
    )
    assert [value for _name, value in found.fields] == [
        "SP-KEC.YOSOWILANGUN-PELY-02",
        "01",
        "23 November 2015",
    ]


def test_what_a_bare_document_lacks_is_left_out() -> None:
    def change(data: dict[str, Any]) -> None:
        data.pop("adapted_from")
        data["document"] = {
            "number": "SP-1",
            "revision": "00",
            "signatures": [{"part": "approved", "post": "camat"}],
        }
        data["letterhead"] = {"authority": ["Pemerintah Contoh"], "office": "Kecamatan Contoh"}

    standard: Standard = bent(change)
    found = cover(standard, UNSIGNED, INDONESIAN)
    assert (found.contact, found.source, found.kind) == ((), "", "Standar Pelayanan")
    assert dict(found.fields)["Tanggal terbit"] == "–"
    assert (found.signatures[0].title, found.signatures[0].name) == ("Camat", "")
    assert head(standard, INDONESIAN).lines == ("Pemerintah Contoh", "Kecamatan Contoh", standard.title)


def test_equal_standards_give_equal_documents() -> None:
    assert of("ktp") == printed(bent(lambda data: data), UNSIGNED, INDONESIAN)
    assert of("ktp") != of("kk")
