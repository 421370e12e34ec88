"""Receipt, completion slip, hand-over slip and label, line by line as they are read at the counter."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from pamong.applications import queries
from pamong.applications.codes import spaced
from pamong.applications.models import Application
from pamong.applications.paper import parts
from pamong.applications.printable import Paper
from pamong.ledger import proofs
from pamong.ledger import queries as ledger
from pamong.ledger.actions import receipt_statement
from pamong.shell import paper as shell
from tests.applications.installation import (
    KK_OFFICE,
    actor,
    bring,
    changed,
    complete,
    give_back,
    hand_over,
    install,
    kk,
    ktp,
    ktp_at,
    log,
    resident,
    set_clock,
    take_in,
)
from tests.applications.papers.printing import (
    ALL_REASONS,
    LONG_NAME,
    named,
    pages,
    printed,
    read,
    said,
    size,
    text,
)

pytestmark = pytest.mark.usefixtures("two_offices")


@pytest.mark.clause("ktp", "5.1", "6.1", "7.1")
def test_the_receipt_of_a_ktp_says_what_the_standard_promises() -> None:
    row = named("Sekar Rekaan")
    file = printed(row, Paper.RECEIPT)
    assert size(file) == (148, 210)
    assert (
        said(
            text(file),
            "PEMERINTAH KABUPATEN LUMAJANG KECAMATAN YOSOWILANGUN",
            "TANDA TERIMA PERMOHONAN Receipt of the application",
            "KTP 1/2026",
            "Kartu Tanda Penduduk (KTP) Identity card (KTP)",
            "Sekar Rekaan (lahir 1990)",
            "Senin, 14 Desember 2026 pukul 08.00 WIB",
            "Monday, 14 December 2026 at 08:00 WIB",
            spaced(row.public_code),
            "Jika dinyatakan lengkap hari ini, paling lambat Senin, 4 Januari 2027",
            "If found complete today, at the latest on Monday, 4 January 2027",
            "Paling lama 12 hari kerja sejak lengkap (butir 5.1)",
            "GRATIS – tidak dipungut biaya (butir 6.1) FREE – no fee is charged",
            "Hasil layanan: Kartu Tanda Penduduk (KTP) (butir 7.1)",
            "SP-KEC.YOSOWILANGUN-PELY-02 · revisi 01",
            "Hal 1 dari 1",
        )
        == []
    )


@pytest.mark.clause("kk", "5.1", "6.1", "7.1")
def test_the_receipt_of_a_kk_says_what_the_standard_promises() -> None:
    found = read(kk("other", present=["old-card"]), Paper.RECEIPT)
    assert (
        said(
            found,
            "PEMERINTAH KABUPATEN LUMAJANG KECAMATAN JATIROTO",
            "KK 1/2026",
            "Jika dinyatakan lengkap hari ini, paling lambat Selasa, 15 Desember 2026",
            "Paling lama 1 hari kerja sejak lengkap (butir 5.1)",
            "GRATIS – tidak dipungut biaya (butir 6.1)",
            "Hasil layanan: Kartu Keluarga (KK) (butir 7.1)",
            "SP-KEC.JATIROTO-PELY-01 · revisi 01",
        )
        == []
    )


def after(found: str, heading: str, until: str) -> str:
    return found.partition(heading)[2].partition(until)[0]


GIVEN, MISSING, PROMISED = "Sudah diserahkan", "Belum diserahkan", "Jika dinyatakan"


def test_the_receipt_lists_what_was_handed_over_and_what_is_missing_for_this_person() -> None:
    found = read(named("Sekar Rekaan", present=["village-letter"]), Paper.RECEIPT)
    given, missing = after(found, GIVEN, MISSING), after(found, MISSING, PROMISED)
    assert "2.1 Surat pengantar desa (F-1.07)" in given
    assert "2.2" not in given
    assert (
        said(
            missing,
            "2.2 Pas foto 3 x 4",
            "latar belakang biru",
            "2.3 Fotokopi Kartu Keluarga",
            "Passport photo",
        )
        == []
    )
    assert "2.1" not in missing


def test_alternatives_are_one_line_and_what_is_optional_is_not_missing() -> None:
    found = after(read(kk("adoption", "marital_status"), Paper.RECEIPT), MISSING, PROMISED)
    assert "salah satu: Fotokopi akta perkawinan / Fotokopi surat nikah / Fotokopi akta perceraian" in found
    assert found.count("2.3") == 1
    assert "2.4" not in found, "adoption papers are brought if there are any"


def test_one_alternative_that_was_handed_over_is_enough() -> None:
    found = read(kk("new_child", present=["old-card", "birth-letter-desa"]), Paper.RECEIPT)
    assert "Surat keterangan lahir dari desa" in after(found, GIVEN, MISSING)
    assert "Tidak ada yang kurang. Berkas masih akan diperiksa." in found


def test_what_nobody_knows_yet_is_said_to_be_undetermined() -> None:
    row = kk()
    row.answers = {}
    row.save(update_fields=["answers"])
    assert "belum dapat ditentukan: Alasan permohonan" in read(row, Paper.RECEIPT)


def test_papers_of_a_second_visit_stand_on_a_receipt_printed_then() -> None:
    row = bring(give_back(ktp(present=["village-letter"])), "photo", "kk-copy")
    found = read(row, Paper.RECEIPT)
    assert "2.3 Fotokopi Kartu Keluarga" in after(found, GIVEN, MISSING)
    assert "Tidak ada yang kurang" in found


def test_the_receipt_carries_the_check_code_of_the_entry_that_took_it_in() -> None:
    row = ktp()
    entry = log(row)[0]
    found = read(row, Paper.RECEIPT)
    code = proofs.write_code(entry.office, entry.position, entry.leaf_hash)
    assert code in found
    assert ledger.receipt(code).entry == entry
    assert ledger.receipt(receipt_statement(entry=entry)).entry == entry


def test_its_qr_codes_lead_to_the_status_page_and_hold_the_signed_statement() -> None:
    row = ktp()
    page = queries.page(actor=actor("loket"), code=row.public_code)
    assert page is not None
    address = settings.PUBLIC_URL + reverse("noticeboard:status", args=[row.public_code])
    assert parts.code_block(page)["qr"] == shell.qr(address)
    assert parts.check_url() == settings.PUBLIC_URL + reverse("noticeboard:check_receipt")
    assert address in read(row, Paper.RECEIPT)


def test_papers_lead_to_the_address_of_the_installation(settings: object) -> None:
    settings.PUBLIC_URL = "https://layanan.example.org"  # type: ignore[attr-defined]
    row = ktp()
    assert f"https://layanan.example.org/status/{row.public_code}" in read(row, Paper.RECEIPT)


@pytest.mark.parametrize("reasons", [ALL_REASONS, ("other",)])
def test_a_receipt_fits_one_page_with_a_long_name_and_everything_missing(reasons: tuple[str, ...]) -> None:
    row = take_in(resident(KK_OFFICE, name=LONG_NAME), "kk", answers={"reasons": reasons})
    found = pages(printed(row, Paper.RECEIPT))
    assert len(found) == 1
    assert LONG_NAME in found[0]


def test_the_first_print_is_no_reprint_and_every_further_one_says_so() -> None:
    row = ktp()
    assert "CETAK ULANG" not in read(row, Paper.RECEIPT)
    assert "CETAK ULANG (cetakan ke-2) Reprint (print no. 2)" in read(row, Paper.RECEIPT)
    assert "CETAK ULANG (cetakan ke-3)" in read(row, Paper.RECEIPT)
    assert "CETAK ULANG" not in read(row, Paper.LABEL), "each paper is counted for itself"


def test_an_example_standard_marks_its_papers_and_an_adopted_one_does_not() -> None:
    assert "CONTOH" in read(ktp(), Paper.RECEIPT)
    set_clock("2026-12-15 08:00")
    install(changed("ktp", status="adopted"), since=date(2026, 12, 15))
    assert "CONTOH" not in read(ktp(), Paper.RECEIPT)


def test_the_demo_marks_its_papers(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    assert "CONTOH DEMO" in read(ktp(), Paper.RECEIPT)


COUNTED = (
    "Senin, 14 Desember 2026 – hari dinyatakan lengkap, belum dihitung",
    "Selasa, 15 Desember 2026 1 hari kerja",
    "Sabtu, 19 Desember 2026 – akhir pekan",
    "Rabu, 23 Desember 2026 7 hari kerja",
    "Kamis, 24 Desember 2026 – cuti bersama",
    "Jumat, 25 Desember 2026 – hari libur nasional",
    "Jumat, 1 Januari 2027 – hari libur nasional",
    "Senin, 4 Januari 2027 12 hari kerja",
)


def test_the_completion_slip_counts_twelve_working_days_one_by_one() -> None:
    file = printed(complete(ktp()), Paper.COMPLETE)
    assert (size(file), len(pages(file))) == ((148, 210), 1)
    assert (
        said(
            text(file),
            "BUKTI PERMOHONAN LENGKAP",
            "Harus siap diambil paling lambat",
            "Senin, 4 Januari 2027 Monday, 4 January 2027",
            "5.1 Pembuatan KTP selesai paling lama 12 (dua belas) hari kerja",
            *COUNTED,
        )
        == []
    )


def test_the_completion_slip_of_a_kk_binds_to_the_next_working_day() -> None:
    found = read(complete(kk("other"), "old-card"), Paper.COMPLETE)
    assert (
        said(
            found,
            "Selasa, 15 Desember 2026 Tuesday, 15 December 2026",
            "5.1 KK selesai dibuat paling lama 1 (satu) hari kerja",
            "Selasa, 15 Desember 2026 1 hari kerja working day",
        )
        == []
    )


def handed_over() -> Application:
    row = ktp_at("hand-over")
    return hand_over(row, collector="Bima Permisalan", relation="family", identity="kk")


@pytest.mark.clause("ktp", "4.7")
def test_the_hand_over_slip_says_who_collected_and_leaves_room_to_sign() -> None:
    file = printed(handed_over(), Paper.HAND_OVER)
    assert len(pages(file)) == 1
    assert (
        said(
            text(file),
            "BUKTI SERAH TERIMA Hand-over slip",
            "Yang mengambil Collected by Bima Permisalan",
            "Anggota keluarga",
            "Kartu Keluarga",
            "4.7 KTP yang sudah jadi diserahkan kepada pemohon.",
            "Hasil layanan: Kartu Tanda Penduduk (KTP)",
            "GRATIS",
            "Yang menerima Received by",
            "Yang menyerahkan Handed over by",
        )
        == []
    )


def test_the_label_is_small_and_says_number_name_and_code() -> None:
    row = named(LONG_NAME)
    file = printed(row, Paper.LABEL)
    assert (size(file), len(pages(file))) == ((105, 74), 1)
    assert (
        said(text(file), "KTP 1/2026", LONG_NAME, "lahir 1990", spaced(row.public_code), "masuk 14-12-2026")
        == []
    )
    assert "tempo" not in text(file)
    assert "tempo 04-01-2027" in read(complete(row), Paper.LABEL)


def test_no_paper_shows_a_whole_identity_number_or_the_day_of_birth() -> None:
    row = named("Sekar Rekaan")
    for kind in (Paper.RECEIPT, Paper.LABEL):
        found = read(row, kind)
        assert "350899" not in found
        assert "17-05-1990" not in found
        assert "17 Mei 1990" not in found
