"""The blank intake form for the day the power is out: what the standard asks, and room for the late entry."""

import pytest

from pamong.applications.paper import blank_form
from pamong.library import queries as library
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, at, set_clock
from tests.applications.papers.printing import pages, said, size

pytestmark = pytest.mark.usefixtures("two_offices")


def form(service: str) -> bytes:
    office = {"ktp": KTP_OFFICE, "kk": KK_OFFICE}[service]
    version = library.in_force(office=office, service=service, on=at("2026-12-14 08:00").date())
    assert version is not None
    return blank_form(library.standard(version.id), version)


LATE_ENTRY = (
    "Diterima hari, tanggal, pukul",
    "Nomor urut formulir hari itu",
    "Dimasukkan ke sistem hari, tanggal, pukul",
    "Nomor register",
)


def test_the_form_of_a_ktp_has_its_clauses_questions_and_room_for_the_late_entry() -> None:
    file = form("ktp")
    assert (size(file), len(pages(file))) == ((210, 297), 1)
    assert (
        said(
            pages(file)[0],
            "FORMULIR PERMOHONAN Application form",
            "Kartu Tanda Penduduk (KTP)",
            "Nama lengkap",
            "Status perekaman KTP elektronik",
            "Belum direkam Not recorded",
            "2.1 Surat pengantar dari desa tempat tinggal pemohon",
            "2.2 Pas foto berwarna berukuran 3 x 4 cm, 1 (satu) lembar; latarnya biru bila tahun lahir pemohon genap",
            "2.3 Fotokopi Kartu Keluarga (KK).",
            "GRATIS – tidak dipungut biaya (butir 6.1)",
            "SP-KEC.YOSOWILANGUN-PELY-02 · revisi 01",
            *LATE_ENTRY,
        )
        == []
    )


def test_the_form_of_a_kk_asks_for_the_reasons_and_lists_every_paper() -> None:
    file = form("kk")
    assert len(pages(file)) == 1
    assert (
        said(
            pages(file)[0],
            "Alasan permohonan Reasons for the application (boleh lebih dari satu)",
            "KK lama hilang The old KK is lost",
            "2.4 Fotokopi akta pengangkatan anak",
            "Surat keterangan lahir dari dokter atau bidan",
            "Surat keterangan lahir dari desa",
            "2.5",
            *LATE_ENTRY,
        )
        == []
    )


def test_the_form_is_the_same_on_every_day() -> None:
    before = form("ktp")
    set_clock("2027-03-01 09:00")
    assert form("ktp") == before
