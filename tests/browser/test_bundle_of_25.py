"""Twenty-five KTP go out and come back in a browser, as six people see it: operator, receiver and printer at Dispenduk,
loket, kasi, and the applicants on the status page. Every number on every screen, on paper and in public agrees.
"""

import io
import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from pypdf import PdfReader

from pamong.applications.codes import spaced
from pamong.dispatch import queries
from pamong.dispatch.models import Bundle
from pamong.dispatch.paper import manifest
from pamong.ledger import clock
from tests.applications.installation import KTP_OFFICE, actor
from tests.browser.conftest import Served
from tests.browser.counter import words
from tests.dispatch.bags import COURIER, DISPENDUK, to_send

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from pamong.applications.models import Application

pytestmark = pytest.mark.browser


def reads(tab: "Page") -> str:
    return words(tab.locator("main").inner_text())


def pressed(tab: "Page", name: str) -> str:
    """Press a button and read the page it leads to."""
    with tab.expect_navigation():
        tab.get_by_role("button", name=re.compile(f"^{name}")).first.click()
    return reads(tab)


def fact(text: str, name: str, number: int) -> None:
    """The reconciliation on a page says this number of this place."""
    assert f"{name} {number}" in text, f"{name} {number} not in: {text}"


def marked(tab: "Page", codes: list[str], result: str, **choices: str) -> None:
    for code in codes:
        tab.locator(f"input[name=chosen][value='{code}']").check()
    tab.locator("[name=result]").select_option(result)
    for name, value in choices.items():
        tab.locator(f"[name={name}]").select_option(value)
    assert f"Tercatat: {len(codes)} berkas." in pressed(tab, "Catat hasil")


def on_paper(direction: str) -> tuple[int, str]:
    """On how many lines of the printed manifest a public code stands, in both copies together, and the paper's text."""
    bundle = Bundle.objects.get(direction=direction)
    page = queries.page(actor=actor("operator"), bundle_id=bundle.pk)
    assert page is not None
    file = manifest(page, actor=actor("operator"), at=clock.now(), copy=1)
    text = words(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(file)).pages))
    return sum(text.count(spaced(item.code)) for item in page.items), text


class Bag(NamedTuple):
    """Whose cards are printed, and whose is refused, double, or out of blanks: public codes."""

    printed: list[str]
    refused: str
    duplicate: str
    staying: str


def goes_out(served: Served, bag: Bag) -> None:
    """The operator sends all that is ready; the applicant reads that the courier has it."""
    citizen = served.citizen()
    operator = served.signed_in("operator")
    operator.goto(f"{served.address}/pengiriman")
    assert "Siap dikirim: 25 berkas" in reads(operator)
    operator.goto(f"{served.address}/pengiriman/baru")
    operator.get_by_label("Dibawa oleh").fill(COURIER)
    sent = pressed(operator, "Kirim sekarang")
    assert "Isi bundel (25)" in sent
    fact(sent, "Keluar", 25)
    fact(sent, "Dibawa kurir ke Dispenduk", 25)
    lines, text = on_paper("out")
    assert lines == 2 * 25
    assert text.count("Jumlah berkas: 25 · KTP: 25") == 2
    citizen.reads(bag.staying, "Kurir, dalam perjalanan ke Dispenduk Capil", "daftar pengantar 1/2026")


def is_counted_in(served: Served, bag: Bag) -> None:
    """The receiver at Dispenduk counts the bundle."""
    citizen = served.citizen()
    receiver = served.signed_in("dispenduk", DISPENDUK)
    receiver.goto(f"{served.address}/dispenduk")
    assert "Bundel masuk (1)" in reads(receiver)
    with receiver.expect_navigation():
        receiver.locator("a[data-open]").first.click()
    arrived = pressed(receiver, "Terima semua")
    assert "Dihitung sekarang: 25. Sudah dihitung sebelumnya: 0. Belum ditemukan: 0." in arrived
    fact(arrived, "Di Dispenduk", 25)
    citizen.reads(bag.staying, "Sekarang ada pada: Dispenduk Capil")


def is_printed(served: Served, bag: Bag) -> None:
    """The printer at Dispenduk, somebody else, marks results and sends home what is finished."""
    citizen = served.citizen()
    printer = served.signed_in("dispenduk", DISPENDUK)
    printer.goto(f"{served.address}/dispenduk/antrean")
    assert "Ada di sini (25)" in reads(printer)
    marked(printer, bag.printed, "printed")
    marked(printer, [bag.refused], "refused", reason="missing_paper", requirement="photo")
    marked(printer, [bag.duplicate], "duplicate")
    marked(printer, [bag.staying], "no_blanks")
    printer.goto(f"{served.address}/dispenduk")
    assert "Ada di sini: 25 berkas, 24 siap dikembalikan" in reads(printer)
    printer.get_by_label("Dibawa oleh").first.fill(COURIER)
    back = pressed(printer, "Kembalikan 24 berkas")
    for text in ("Isi bundel (24)", "Tercetak 22", "Ditolak Dispenduk 1", "Ganda 1"):
        assert text in back, back
    lines, text = on_paper("back")
    assert lines == 2 * 24
    for total in ("Jumlah berkas: 24", "Tercetak: 22", "Ditolak Dispenduk: 1", "Ganda: 1"):
        assert text.count(total) == 2, text
    citizen.reads(bag.printed[0], "Kurir, dalam perjalanan kembali ke kantor")


def comes_home(served: Served, bag: Bag) -> "Page":
    """The loket counts the return, and every screen agrees about what is back and what is not."""
    citizen = served.citizen()
    loket = served.signed_in("loket")
    loket.goto(f"{served.address}/pengiriman/bundel/{Bundle.objects.get(direction='back').pk}")
    home = pressed(loket, "Terima semua")
    assert "Dihitung sekarang: 24. Sudah dihitung sebelumnya: 0. Belum ditemukan: 0." in home
    loket.goto(f"{served.address}/pengiriman/bundel/{Bundle.objects.get(direction='out').pk}")
    reconciled = reads(loket)
    for name, number in (
        ("Keluar", 25),
        ("Kembali", 24),
        ("Di Dispenduk", 1),
        ("Belum kembali seluruhnya", 1),
    ):
        fact(reconciled, name, number)
    loket.goto(f"{served.address}/pengiriman")
    start = reads(loket)
    assert "Kembali tanpa kartu (2)" in start
    assert "Belum kembali (1)" in start
    assert queries.outside(office=KTP_OFFICE).count.outstanding == 1
    citizen.reads(bag.staying, "Dispenduk Capil", "Blangko habis")
    return loket


def is_settled(served: Served, bag: Bag, loket: "Page", row: "Application") -> None:
    """What came without a card: the clock of the refused one pauses with the applicant and goes on; the double ends."""
    citizen = served.citizen()
    pressed(loket, "Kembalikan kepada pemohon")
    citizen.reads(
        bag.refused, "Sekarang ada pada: Anda", "Waktu tidak dihitung selama permohonan ada pada Anda"
    )
    assert "Kembali tanpa kartu (1)" in reads(loket)
    assert "Kembali tanpa kartu" not in pressed(loket, "Akhiri sebagai ganda")
    citizen.reads(bag.duplicate, "Ditarik oleh pemohon")

    clock.travel(timedelta(days=2))
    is_completed(served, row)
    row.refresh_from_db()
    assert len(row.pauses) == 1
    assert row.pauses[0][1] is not None
    citizen.reads(bag.refused, "Paling lambat")


def is_completed(served: Served, row: "Application") -> None:
    """The applicant brings the photo to the loket, and the kasi finds the application complete again."""
    counter = served.desk("loket")
    counter.open_row(f"{row.number}/2026")
    counter.press("Alt+l")
    counter.go("Control+Enter")
    counter.sees("Diajukan kembali oleh pemohon")
    kasi = served.desk("kasi")
    # Twenty rows are on the start page; this one is found by its number.
    kasi.press("F4")
    kasi.type(f"{row.number}/2026")
    kasi.go("Enter")
    kasi.go("v")
    kasi.sees("Mengirim berkas ke Dispenduk")


def test_twenty_five_go_out_and_every_number_agrees_until_twenty_four_are_back(served: Served) -> None:
    rows = to_send(25)
    codes = [row.public_code for row in rows]
    bag = Bag(codes[:22], codes[22], codes[23], codes[24])
    goes_out(served, bag)
    is_counted_in(served, bag)
    is_printed(served, bag)
    loket = comes_home(served, bag)
    is_settled(served, bag, loket, rows[22])
