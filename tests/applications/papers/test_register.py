"""The register book: every number of the month in order, whatever became of it, on paper as in the tables."""

import csv
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from pamong.applications import actions
from pamong.applications.codes import spaced
from pamong.applications.paper import Print, register_book, register_csv, register_xlsx
from pamong.applications.paper.register import cells, month_name
from pamong.applications.queries.register import RegisterRow, register
from pamong.ledger import clock
from pamong.library import queries as library
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    at,
    give_back,
    key,
    kk,
    ktp,
    ktp_at,
    resident,
    set_clock,
    take_in,
)
from tests.applications.papers.printing import named, pages, said

pytestmark = pytest.mark.usefixtures("two_offices")

FORMULAS = ("=1+1", "+628123", "-2+3", "@SUM(A1)", "\t=1", "  =1")


def a_month() -> None:
    """Six numbers in December, in every state an application ends in or waits in, and one in January."""
    ktp_at("")
    give_back(ktp())
    withdrawn = ktp()
    actions.withdraw(actor=actor("loket"), key=key(), code=withdrawn.public_code, reason="applicant_wish")
    refused = ktp()
    actions.refuse(actor=actor("kasi"), key=key(), code=refused.public_code, reason="already_served")
    ktp_at("hand-over")
    take_in(resident(number=None, number_missing_reason="no_document"))
    set_clock("2026-12-31 23:59")
    ktp()
    set_clock("2027-01-01 00:00")
    ktp()


def rows(
    year: int = 2026, month: int = 12, office: str = KTP_OFFICE, book: str = "ktp"
) -> tuple[RegisterRow, ...]:
    return register(actor=actor("kasi", office), book=book, year=year, month=month)


def made() -> Print:
    return Print(actor("kasi"), clock.now())


def book(found: tuple[RegisterRow, ...]) -> bytes:
    version = library.in_force(office=KTP_OFFICE, service="ktp", on=at("2026-12-14 08:00").date())
    assert version is not None
    standard = library.standard(version.id)
    return register_book(found, standard=standard, book="ktp", month=(2026, 12), made=made())


def test_the_book_has_every_number_of_the_month_without_a_gap_the_closed_ones_too() -> None:
    a_month()
    found = rows()
    assert [row.number for row in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [cells(row, made())[-1] for row in found] == [
        "Selesai, sudah diserahkan",
        "Dikembalikan",
        "Ditarik oleh pemohon",
        "Ditolak",
        "Siap diambil",
        "Berjalan",
        "Berjalan",
    ]


def test_the_month_is_the_month_of_the_office_s_own_clock() -> None:
    a_month()
    assert [(row.number, row.year) for row in rows(2027, 1)] == [(1, 2027)]
    assert rows(2026, 11) == ()


def test_the_book_of_another_office_and_another_service_is_another_book() -> None:
    ktp()
    kk("other")
    assert len(rows()) == 1
    assert len(rows(office=KK_OFFICE, book="kk")) == 1
    assert rows(book="kk") == ()


def test_the_printed_book_says_exactly_what_its_rows_say() -> None:
    a_month()
    found = rows()
    printed = " ".join(pages(book(found)))
    for row in found:
        assert said(printed, " ".join(cells(row, made()))) == []
    assert re.findall(r"\b(\d+)/2026 \d\d-\d\d-2026", printed) == ["1", "2", "3", "4", "5", "6", "7"]
    assert (
        said(printed, "BUKU REGISTER KTP – DESEMBER 2026", "Jumlah permohonan: 7", "Kasi Pelayanan Umum")
        == []
    )


def test_numbers_are_masked_and_one_that_is_not_known_says_so() -> None:
    a_month()
    printed = " ".join(pages(book(rows())))
    assert re.search(r"\d{16}", printed) is None
    assert printed.count("belum diketahui") == 1
    assert len(re.findall(r"•{14}\d\d", printed)) == 6


def test_a_long_month_runs_over_numbered_pages_that_each_name_book_and_month() -> None:
    for _ in range(50):
        ktp()
    found = pages(book(rows()))
    assert len(found) > 1
    for place, page in enumerate(found, start=1):
        assert said(page, "Buku register KTP · Desember 2026", f"Hal {place} dari {len(found)}") == []
    assert "Nomor Diterima Nama pemohon" in found[1], "the heads of the columns stand on every page"


@pytest.mark.parametrize(
    ("month", "name"),
    [((2026, 1), "Januari 2026"), ((2026, 8), "Agustus 2026"), ((2027, 12), "Desember 2027")],
)
def test_months_are_named_in_indonesian(month: tuple[int, int], name: str) -> None:
    assert month_name(month) == name


def table() -> list[list[str]]:
    text = register_csv(rows(), made=made()).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_csv_has_indonesian_heads_and_the_rows_of_the_book() -> None:
    row = ktp()
    heads, line = table()
    assert heads == ["Nomor", "Diterima", "Nama pemohon", "Tahun lahir", "NIK (disamarkan)", "Desa atau kelurahan",
                     "Kode publik", "Lengkap", "Jatuh tempo", "Siap", "Ditutup", "Keadaan"]  # fmt: skip
    assert line[:2] == ["1/2026", "2026-12-14"]
    assert line[6:] == [spaced(row.public_code), "", "", "", "", "Berjalan"]


def stored(name: str) -> None:
    """A name that no form accepts, as an import or an older version may have left it."""
    row = named("Sekar Rekaan")
    row.resident.name = name
    row.resident.save(update_fields=["name"])


@pytest.mark.parametrize("name", FORMULAS)
def test_what_a_person_typed_is_no_formula_in_the_csv(name: str) -> None:
    stored(name)
    assert table()[1][2] == f"'{name}"


@pytest.mark.parametrize("name", ["Sekar Rekaan", "O'Rekaan", "A=B", 'Sri "Ning", Rekaan', "baris\nbaru"])
def test_control_an_ordinary_name_stays_as_it_is_in_the_csv(name: str) -> None:
    stored(name)
    assert table()[1][2] == name


SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def workbook() -> tuple[ET.Element, list[str]]:
    """The sheet of the workbook, and its texts."""
    file = zipfile.ZipFile(io.BytesIO(register_xlsx(rows(), title="register-ktp-2026-12", made=made())))
    texts = ET.fromstring(file.read("xl/sharedStrings.xml"))
    return ET.fromstring(file.read("xl/worksheets/sheet1.xml")), [
        "".join(part.text or "" for part in item.iter(f"{{{SHEET['s']}}}t")) for item in texts
    ]


@pytest.mark.parametrize("name", FORMULAS)
def test_what_a_person_typed_is_no_formula_in_the_workbook(name: str) -> None:
    stored(name)
    sheet, texts = workbook()
    assert sheet.findall(".//s:f", SHEET) == [], "not one formula"
    assert name in texts, "and the text stands there as it was typed"


def test_dates_are_dates_and_numbers_text_in_the_workbook() -> None:
    ktp()
    sheet, texts = workbook()
    cells_ = {cell.get("r"): cell for cell in sheet.findall(".//s:c", SHEET)}
    kinds = {place: cells_[place].get("t") for place in ("A2", "B2", "C2", "D2", "E2")}
    assert kinds == {"A2": "s", "B2": None, "C2": "s", "D2": None, "E2": "s"}
    assert cells_["B2"].findtext("s:v", namespaces=SHEET) == "46370", "14-12-2026 as spreadsheets count days"
    assert "NIK (disamarkan)" in texts
    assert not [text for text in texts if re.search(r"\d{16}", text)]


def test_the_same_print_gives_the_same_bytes() -> None:
    a_month()
    found, print_ = rows(), made()
    assert register_xlsx(found, title="x", made=print_) == register_xlsx(found, title="x", made=print_)
    assert book(found) == book(found)
