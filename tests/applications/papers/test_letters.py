"""The letter with which an application goes back to the applicant, and the one that refuses it."""

import pytest

from pamong.applications import actions
from pamong.applications.models import Application
from pamong.applications.printable import Paper
from pamong.applications.rules import InvalidField
from tests.applications.installation import (
    WRONG_BIRTH_DATE,
    actor,
    give_back,
    key,
    kk,
    ktp,
    ktp_at,
    resident,
    seen,
    set_clock,
    take_in,
)
from tests.applications.papers.printing import ALL_REASONS, LONG_NAME, pages, printed, read, said, size, text

pytestmark = pytest.mark.usefixtures("two_offices")

MARKUP = '#import "x": * *bold* _it_ $a^2$ \\ "double" \'single\' <label> @ref // /* `raw` [a] {b}'


@pytest.mark.clause("ktp", "4.4")
def test_the_return_letter_names_every_deficiency_with_its_clause() -> None:
    row = give_back(ktp(), invalid=[WRONG_BIRTH_DATE], photo="Latar merah", kk_copy="Tidak terbaca")
    file = printed(row, Paper.RETURN)
    assert size(file) == (210, 297)
    assert (
        said(
            text(file),
            "SURAT PENGEMBALIAN PERMOHONAN Return letter",
            "KTP 1/2026",
            "nomor registernya tetap",
            "1. Pas foto 3 x 4 latar belakang biru",
            "Latar merah 2.2 Pas foto berwarna berukuran 3 x 4 cm",
            "2. Fotokopi Kartu Keluarga",
            "Tidak terbaca 2.3 Fotokopi Kartu Keluarga (KK).",
            "Isian yang berbeda dari buktinya",
            "Tanggal lahir Date of birth 17-05-1990 17-05-1991",
            "4.4 Seksi Pelayanan Umum kecamatan memeriksa data pemohon.",
            "Jangka waktu layanan mulai dihitung setelah berkas dinyatakan lengkap dan valid.",
            "Yosowilangun, Senin, 14 Desember 2026",
            "Kasi Pelayanan Umum",
        )
        == []
    )
    assert "3." not in text(file).partition("Tidak terbaca")[0].replace("2.3", "")


@pytest.mark.clause("kk", "4.2")
def test_the_return_letter_of_a_kk_also_says_what_was_never_handed_in() -> None:
    row = give_back(kk("lost_card", "data_change"), loss_letter="Belum ditandatangani")
    found = text(printed(row, Paper.RETURN))
    named, _, rest = found.partition("Belum diserahkan")
    assert "1. Surat keterangan kehilangan" in named
    assert "2.2 Surat keterangan kehilangan, bila KK lama yang asli itu hilang;" in named
    assert "2.5 Fotokopi data pendukung lain" in rest
    assert "2.2" not in rest, "what is deficient is said once"


def test_a_later_return_says_that_the_time_limit_stands_still() -> None:
    row = ktp_at("send")
    set_clock("2026-12-15 10:00")
    found = read(give_back(row, photo="Foto rusak"), Paper.RETURN)
    assert "Penghitungan jangka waktu berhenti selama berkas ada pada Anda" in found
    assert "Dikembalikan Returned Selasa, 15 Desember 2026 pukul 10.00 WIB" in found


def returned_with(note: str) -> Application:
    row = ktp()
    return actions.return_for_completion(
        actor=actor("kasi"), key=key(), code=row.public_code, examined=seen(photo=note), note=note
    )


@pytest.mark.parametrize("typed", [MARKUP, "W" * 300, "baris satu\nbaris dua", "=1+1", "ꦱꦼꦏꦂ 😀"])
def test_what_an_officer_typed_stands_on_the_letter_as_it_was_typed(typed: str) -> None:
    found = "".join(text(printed(returned_with(typed), Paper.RETURN)).split())
    shown = "".join(typed.split()).translate({ord(letter): "\ufffd" for letter in "ꦱꦼꦏꦂ😀"})
    assert found.count(shown) >= 2, "as the reason of the deficiency, and as the message"


def test_everything_deficient_and_three_wrong_entries_run_on_with_numbered_pages() -> None:
    row = take_in(resident("35.08.17", name=LONG_NAME), "kk", answers={"reasons": ALL_REASONS})
    papers = ("loss-letter", "marriage-deed", "marriage-book", "divorce-deed", "adoption-deed", "adoption-letter",
              "birth-certificate", "birth-letter-medical", "birth-letter-desa", "supporting-data")  # fmt: skip
    wrong = [InvalidField(name, given="x " * 50, evidence="y " * 50) for name in ("name", "address", "sex")]
    row = give_back(row, invalid=wrong, **{paper.replace("-", "_"): "Kurang " * 20 for paper in papers})
    found = pages(printed(row, Paper.RETURN))
    assert [f"Hal {place} dari {len(found)}" in page for place, page in enumerate(found, start=1)] == [
        True
    ] * len(found)
    assert "10. Fotokopi data pendukung lain" in " ".join(found)
    assert LONG_NAME in found[0]


def test_the_refusal_letter_gives_the_reason_the_clause_and_the_way_to_complain() -> None:
    row = kk("other")
    actions.refuse(
        actor=actor("kasi", "35.08.17"),
        key=key(),
        code=row.public_code,
        reason="not_this_office",
        note="Pemohon berdomisili di kecamatan lain.",
    )
    found = pages(printed(row, Paper.REFUSAL))
    assert len(found) == 1
    assert (
        said(
            found[0],
            "SURAT PENOLAKAN PERMOHONAN Refusal letter",
            "Bukan kewenangan kantor ini",
            "Pemohon berdomisili di kecamatan lain.",
            "4.2 Seksi Pelayanan Umum kecamatan memeriksa data pemohon.",
            "Bila Anda berkeberatan If you object 11.1",
            "Kasi Pelayanan Umum",
        )
        == []
    )
