"""KTP: cover, letterhead and page header as they are printed."""

import pytest

from tests.clauses.printing import document


@pytest.mark.clause("ktp", "cover")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Nomor dokumen", "SP-KEC.YOSOWILANGUN-PELY-02"),
        ("Status revisi", "01"),
        ("Tanggal revisi", "20 November 2015"),
        ("Tanggal terbit", "23 November 2015"),
    ],
)
def test_the_cover_states_number_revision_and_dates(field: str, value: str) -> None:
    assert dict(document("ktp").cover.fields)[field] == value


@pytest.mark.clause("ktp", "cover")
def test_the_cover_names_the_kind_and_the_service() -> None:
    cover = document("ktp").cover
    assert (cover.kind, cover.title) == ("Standar Pelayanan Publik", "Penerbitan KTP (Kartu Tanda Penduduk)")


@pytest.mark.clause("ktp", "cover")
@pytest.mark.parametrize(
    ("place", "part", "title", "name", "signed_on"),
    [
        (0, "Dibuat oleh", "Kasi Pelayanan Umum", "Sekar Rekaan", "1 Desember 2026"),
        (1, "Diperiksa oleh", "Sekretaris Kecamatan", "Bima Andaikan", ""),
        (2, "Disetujui oleh", "Camat Yosowilangun", "", ""),
    ],
)
def test_three_sign_each_in_one_part_and_a_missing_name_leaves_a_line(
    place: int, part: str, title: str, name: str, signed_on: str
) -> None:
    signatures = document("ktp").cover.signatures
    assert len(signatures) == 3
    one = signatures[place]
    assert (one.part, one.title, one.name, one.signed_on) == (part, title, name, signed_on)


@pytest.mark.clause("ktp", "cover")
@pytest.mark.parametrize(
    ("field", "value"),
    [("No. dokumen", "SP-PELY-02"), ("No. revisi", "01"), ("Tgl terbit", "23 November 2015")],
)
def test_the_head_of_each_page_states_number_revision_and_date(field: str, value: str) -> None:
    assert dict(document("ktp").head.fields)[field] == value


@pytest.mark.clause("ktp", "letterhead")
def test_the_head_of_each_page_names_kabupaten_kecamatan_and_service() -> None:
    assert document("ktp").head.lines == (
        "Pemerintah Kabupaten Lumajang",
        "Kecamatan Yosowilangun",
        "Standar Pelayanan Publik",
        "Penerbitan KTP (Kartu Tanda Penduduk)",
    )


@pytest.mark.clause("ktp", "letterhead")
def test_the_letterhead_names_the_office_and_how_to_reach_it() -> None:
    cover = document("ktp").cover
    assert cover.authority == ("Pemerintah Kabupaten Lumajang",)
    assert cover.office == "Kecamatan Yosowilangun"
    assert cover.contact == (
        "Jl. Mayor Jenderal Soekartijo No. 56 · Telp. (0334) 390555",
        "kec_yosowilangun@lumajangkab.go.id · Yosowilangun 67382",
    )
