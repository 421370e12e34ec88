"""KK: cover, letterhead and page header as they are printed."""

import pytest

from tests.clauses.printing import document


@pytest.mark.clause("kk", "cover")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Nomor dokumen", "SP-KEC.JATIROTO-PELY-01"),
        ("Status revisi", "01"),
        ("Tanggal revisi", "–"),
        ("Tanggal terbit", "2 Januari 2023"),
    ],
)
def test_the_cover_states_number_revision_and_dates(field: str, value: str) -> None:
    assert dict(document("kk").cover.fields)[field] == value


@pytest.mark.clause("kk", "cover")
def test_the_cover_names_the_kind_and_the_service() -> None:
    cover = document("kk").cover
    assert (cover.kind, cover.title) == ("Standar Pelayanan Publik", "Penerbitan KK (Kartu Keluarga)")


@pytest.mark.clause("kk", "cover")
@pytest.mark.parametrize(
    ("place", "part", "title", "name", "signed_on"),
    [
        (0, "Dibuat oleh", "Kasi Pelayanan Umum", "Sekar Rekaan", "1 Desember 2026"),
        (1, "Diperiksa oleh", "Sekretaris Kecamatan", "Bima Andaikan", ""),
        (2, "Disetujui oleh", "Camat Jatiroto", "", ""),
    ],
)
def test_three_sign_each_in_one_part_and_a_missing_name_leaves_a_line(
    place: int, part: str, title: str, name: str, signed_on: str
) -> None:
    signatures = document("kk").cover.signatures
    assert len(signatures) == 3
    one = signatures[place]
    assert (one.part, one.title, one.name, one.signed_on) == (part, title, name, signed_on)


@pytest.mark.clause("kk", "cover")
@pytest.mark.parametrize(
    ("field", "value"),
    [("No. dokumen", "SP-PELY-01"), ("No. revisi", "00"), ("Tgl terbit", "2 Januari 2023")],
)
def test_the_head_of_each_page_states_number_revision_and_date(field: str, value: str) -> None:
    assert dict(document("kk").head.fields)[field] == value


@pytest.mark.clause("kk", "letterhead")
def test_the_head_of_each_page_names_kabupaten_kecamatan_and_service() -> None:
    assert document("kk").head.lines == (
        "Pemerintah Kabupaten Lumajang",
        "Kecamatan Jatiroto",
        "Standar Pelayanan Publik",
        "Penerbitan KK (Kartu Keluarga)",
    )


@pytest.mark.clause("kk", "letterhead")
def test_the_letterhead_names_the_office_and_how_to_reach_it() -> None:
    cover = document("kk").cover
    assert cover.authority == ("Pemerintah Kabupaten Lumajang",)
    assert cover.office == "Kecamatan Jatiroto"
    assert cover.contact == (
        "Jalan Gajah Mada Nomor 02 · Telp. (0334) 321465 · Faks. (0334) 321465",
        "kec_jatiroto@lumajangkab.go.id · jatiroto.lumajangkab.go.id · Jatiroto 67355",
    )
