"""The six public components: their order, the sheet for the national catalogue, and one service in several offices."""

from typing import Any

import pytest

from pamong.standard.renderings.comparison import comparison
from pamong.standard.renderings.edition import UNSIGNED, Edition
from pamong.standard.renderings.public import panels
from pamong.standard.renderings.reader import INDONESIAN
from pamong.standard.renderings.sippn import fields, sheet
from tests.clauses.shipped import shipped
from tests.standard.renderings.variants import ENGLISH, bent, clause_with

# UU 25/2009 and PermenPANRB 15/2014: the components of service delivery, in this order.
SIX = (
    "Persyaratan",
    "Sistem, mekanisme, dan prosedur",
    "Jangka waktu penyelesaian",
    "Biaya/tarif",
    "Produk pelayanan",
    "Penanganan pengaduan, saran, dan masukan",
)


@pytest.mark.parametrize(
    ("service", "answer"), [("ktp", "paling lama 12 hari kerja"), ("kk", "paling lama 1 hari kerja")]
)
def test_the_six_stand_in_the_order_of_the_law(service: str, answer: str) -> None:
    found = panels(shipped(service), INDONESIAN)
    assert tuple((panel.number, panel.name) for panel in found) == tuple(enumerate(SIX, start=1))
    assert [panel.answer for panel in found] == ["", "", answer, "gratis", "", ""]
    assert [clause.id for clause in found[0].clauses][:2] == ["2.1", "2.2"]
    assert len(found[5].clauses) == 9, "rows stand inside their table"


def test_a_component_that_is_missing_has_no_clauses_and_promises_nothing() -> None:
    def change(data: dict[str, Any]) -> None:
        del data["sections"][4]

    limit = panels(bent(change), INDONESIAN)[2]
    assert (limit.clauses, limit.answer) == ((), "")


def test_the_sheet_has_the_fields_of_the_catalogue_in_its_order() -> None:
    found = fields(shipped("ktp"), UNSIGNED, INDONESIAN)
    assert tuple(field.name for field in found) == (
        "Nama layanan",
        "Deskripsi layanan",
        "Penyelenggara",
        "Lokasi dan kontak",
        "No. SK",
        *SIX,
    )
    assert {field.name: field.lines for field in found}["Biaya/tarif"] == (
        "6.1 Pembuatan KTP gratis: pemohon tidak membayar apa pun.",
    )


def test_the_sheet_says_what_the_standard_does_not() -> None:
    text = sheet(shipped("ktp"), UNSIGNED, INDONESIAN)
    assert "[No. SK]\n(tidak ada dalam standar; isi di katalog)" in text
    assert "(CONTOH)" in text
    assert "**" not in text
    assert "Langsung di meja informasi | Buku Pengaduan | Ditulis sendiri" in text
    decreed = sheet(shipped("ktp"), Edition(decree="188.45/1/427.101/2027"), INDONESIAN)
    assert "[No. SK]\n188.45/1/427.101/2027" in decreed


def test_the_sheet_s_headings_can_be_english() -> None:
    assert "[Fee]\n6.1 Pemohon tidak membayar" in sheet(shipped("kk"), UNSIGNED, ENGLISH)


def test_an_unnumbered_clause_stands_on_the_sheet_without_a_number() -> None:
    standard = bent(lambda data: clause_with(data, "fee").update(numbered=False))
    assert "\nPembuatan KTP gratis" in sheet(standard, UNSIGNED, INDONESIAN)


def elsewhere(data: dict[str, Any]) -> None:
    """The same service in another office: faster, and without the letter of the desa."""
    data.update(office="35.08.17", office_name="Jatiroto")
    clause_with(data, "limit")["limit"].update(at_most=10)
    clause_with(data, "requirement").pop("requirement")


def test_one_service_in_two_offices_side_by_side() -> None:
    found = comparison((shipped("ktp"), bent(elsewhere)), INDONESIAN)
    lines = {line.name: line for line in found.lines}
    assert found.offices == ("Yosowilangun", "Jatiroto")
    assert lines["Jangka waktu"].cells == (("paling lama 12 hari kerja",), ("paling lama 10 hari kerja",))
    assert not lines["Jangka waktu"].same
    assert lines["Biaya"].cells == (("gratis",), ("gratis",))
    assert lines["Biaya"].same
    assert [len(cell) for cell in lines["Persyaratan"].cells] == [3, 2]
    assert lines["Pelaksana"].cells[0][0] == "Kasi Pelayanan Umum: 1 orang"
    assert lines["Hasil layanan"].cells[0] == ("Kartu Tanda Penduduk (KTP)",)
    assert len(lines["Langkah"].cells[0]) == 9


def test_a_requirement_that_holds_only_for_some_says_for_whom() -> None:
    found = comparison((shipped("kk"),), ENGLISH)
    papers = next(line for line in found.lines if line.name == "Requirements")
    assert papers.cells[0][1] == "Letter reporting the loss (Reasons for the application: The old KK is lost)"
