"""A standard is written, checked, approved and worked by, in the browser and with the keyboard alone.

Kasi, Sekretaris and Camat sit at machines of their own; so do the counter, the operator and a citizen. The clock stands
unless a test sets it.
"""

import re

import pytest

from pamong.applications.models import Application
from pamong.applications.printable import Paper
from tests.applications.installation import KTP_OFFICE, ktp, resident, set_clock
from tests.applications.papers import printing
from tests.browser.conftest import Served
from tests.browser.counter import Desk, words
from tests.staff.people import PASSWORD

pytestmark = pytest.mark.browser


def chapter(kasi: Desk, heading: str) -> None:
    """Go over the table of contents to a chapter (or a clause, by its number and first words)."""
    kasi.tab_to(heading)
    kasi.go("Enter")


def clause(kasi: Desk, text: str) -> None:
    """A new clause at the end of the chapter, or behind the clause that is open."""
    kasi.press("Alt+b")
    kasi.type(text)
    kasi.go("Enter")
    kasi.sees(text)


def tell(kasi: Desk, kind: str) -> None:
    """Open the form of a new annotation of the clause."""
    kasi.choose("Jenis keterangan", kind)
    kasi.tab_to("Pilih")
    kasi.go("Enter")


def named(kasi: Desk, name: str, english: str) -> None:
    kasi.enter("Bahasa Indonesia", name)
    kasi.enter("Bahasa Inggris", english)


def step(kasi: Desk, text: str, name: str, english: str, act: str, who: str) -> None:
    clause(kasi, text)
    tell(kasi, "Langkah")
    named(kasi, name, english)
    kasi.choose("Perbuatan", act)
    kasi.tick(who)
    kasi.go("Control+Enter")


def outcome(kasi: Desk, name: str, leads_to: str) -> None:
    """One more row among the outcomes of the step whose form is open."""
    kasi.tab_to("Tambah: Hasil pemeriksaan")
    kasi.go("Enter")
    kasi.enter("Kata kunci", name)
    kasi.choose("Lalu ke langkah", leads_to)


def test_a_service_no_code_knows_is_written_from_nothing_and_served_the_same_morning(served: Served) -> None:
    resident(name="Wira Contohan")
    kasi = served.desk("kasi")
    begin(kasi)
    write_the_chapters(kasi)
    kasi.tab_to("Pemeriksaan dan tanda tangan")
    kasi.go("Enter")
    kasi.sees("Konsep", "Giliran: Kasi Pelayanan Umum", "seluruh naskah ini baru")
    kasi.sees_none_of("Kesalahan:")
    sign(kasi)
    kasi.sees("Menunggu pemeriksaan")
    sign_by_two_others(served)
    serve(served)


def begin(kasi: Desk) -> None:
    kasi.tab_to("Standar")
    kasi.go("Enter")
    kasi.tab_to("Mulai standar layanan baru")
    kasi.press("Enter")
    kasi.enter("Kunci layanan", "surat-domisili")
    kasi.enter("Judul standar", "Surat Keterangan Domisili")
    kasi.go("Enter")
    kasi.sees("Surat Keterangan Domisili", "Giliran: Kasi Pelayanan Umum")
    kasi.go("e")
    named(kasi, "Surat domisili", "Letter of domicile")
    kasi.go("Control+Enter")


def write_the_chapters(kasi: Desk) -> None:
    chapter(kasi, "2 Persyaratan")
    clause(kasi, "Surat pengantar dari desa tempat tinggal.")
    tell(kasi, "Persyaratan")
    named(kasi, "Surat pengantar desa", "Letter from the desa")
    kasi.enter("Dokumen", "village_letter")
    kasi.choose("Asli", "Ya")
    kasi.go("Control+Enter")
    write_the_procedure(kasi)
    chapter(kasi, "5 Jangka Waktu Penyelesaian")
    clause(kasi, "Surat selesai paling lama 2 (dua) hari kerja sejak persyaratan lengkap.")
    tell(kasi, "Batas waktu")
    kasi.enter("Paling lama", "2")
    kasi.choose("Satuan", "hari kerja")
    kasi.go("Control+Enter")
    chapter(kasi, "6 Biaya/Tarif")
    clause(kasi, "Layanan ini tidak dipungut biaya.")
    tell(kasi, "Biaya")
    kasi.choose("Jenis", "Gratis")
    kasi.go("Control+Enter")
    chapter(kasi, "7 Produk Pelayanan")
    clause(kasi, "Surat keterangan domisili yang ditandatangani Camat.")
    tell(kasi, "Produk")
    named(kasi, "Surat keterangan domisili", "Letter of domicile")
    kasi.go("Control+Enter")
    chapter(kasi, "11 Penanganan Pengaduan")
    kasi.choose("Teks bersama", "complaints@1")
    kasi.tab_to("Pakai teks bersama")
    kasi.go("Enter")


def write_the_procedure(kasi: Desk) -> None:
    chapter(kasi, "4 Sistem, Mekanisme, dan Prosedur")
    step(
        kasi,
        "Pemohon mengajukan permohonan di loket.",
        "Mengajukan permohonan",
        "Submit",
        "ajukan",
        "Pemohon",
    )
    step(kasi, "Kasi Pelayanan Umum memeriksa permohonan.", "Memeriksa", "Examine", "periksa", "Kasi")
    step(kasi, "Operator menyiapkan surat.", "Menyiapkan surat", "Prepare the letter", "kerjakan", "Operator")
    step(kasi, "Surat diletakkan di loket.", "Surat siap diambil", "Letter ready", "siap", "Petugas loket")
    step(
        kasi,
        "Petugas loket menyerahkan surat.",
        "Menyerahkan surat",
        "Hand over",
        "serahkan",
        "Petugas loket",
    )
    chapter(kasi, "4.2 Kasi Pelayanan Umum memeriksa")
    kasi.tab_to("Perbuatan")
    kasi.tab_to("Isian lain yang boleh kosong")
    kasi.press("Enter")
    outcome(kasi, "complete_and_valid", "Menyiapkan surat")
    outcome(kasi, "deficient", "Mengajukan permohonan")
    kasi.go("Control+Enter")


def works_on(desk: Desk, minutes: range) -> None:
    """The person goes on working, so that the screen is not locked, until the password was typed too long ago."""
    for minute in minutes:
        set_clock(f"2026-12-14 08:{minute:02}")
        opens_the_draft(desk)


def sign(desk: Desk, *, proves: bool = False) -> None:
    """Press the key of the signature. Whoever typed the password long ago types it again, and signs on the page that
    comes back.
    """
    desk.go("Control+Enter")
    if proves:
        desk.sees("Persetujuan dicatat atas nama Anda.")
        desk.enter("Kata sandi", PASSWORD)
        desk.go("Enter")
        desk.go("Control+Enter")


def opens_the_draft(desk: Desk) -> None:
    desk.tab_to("Standar")
    desk.go("Enter")
    desk.go("k")


def answers_for_findings(desk: Desk, reason: str) -> int:
    answered = 0
    while "Mengapa temuan ini dibiarkan" in desk.text():
        desk.enter("Mengapa temuan ini dibiarkan", reason)
        desk.go("Enter")
        answered += 1
    return answered


def sign_by_two_others(served: Served) -> None:
    sekretaris = served.desk("sekretaris")
    works_on(sekretaris, range(2, 12, 2))
    sekretaris.sees("Giliran: Sekretaris", "Komponen “dasar hukum” tidak ada atau kosong.")
    assert answers_for_findings(sekretaris, "Dilengkapi pada revisi berikutnya.")
    sign(sekretaris, proves=True)
    sekretaris.sees("Menunggu persetujuan")
    set_clock("2026-12-14 08:11")
    camat = served.desk("camat")
    works_on(camat, range(13, 23, 2))
    camat.sees("Sekretaris-350807-1: Dilengkapi pada revisi berikutnya.")
    sign(camat, proves=True)
    camat.sees("Berlaku sejak 14-12-2026", "Disiapkan", "Diperiksa", "Disetujui")


def serve(served: Served) -> None:
    citizen = served.citizen()
    loket = served.desk("loket")
    loket.go("F2")
    loket.type("wira")
    loket.press("Enter")
    loket.comes_to("KTP untuk Wira Contohan")
    loket.tab_to("SURAT-DOMISILI untuk Wira Contohan")
    loket.go("Enter")
    loket.sees("2.1 Surat pengantar desa asli")
    loket.press("Alt+l")
    loket.go("Control+Enter")
    code = loket.public_code()
    citizen.reads(code, "Surat domisili", "4.2 Memeriksa Sedang berjalan")
    kasi = served.desk("kasi")
    kasi.open_row("1/2026")
    kasi.go("v")
    kasi.sees("Dinyatakan lengkap dan valid")
    citizen.reads(code, "Paling lambat Rabu, 16 Desember 2026", "4.3 Menyiapkan surat Sedang berjalan")
    operator = served.desk("operator")
    operator.open_row("1/2026")
    operator.go("Control+Enter")
    loket = served.desk("loket")
    loket.open_row("1/2026")
    loket.go("Control+Enter")
    citizen.reads(code, "Siap diambil", "Siap sejak Senin, 14 Desember 2026")
    loket.choose("Bukti diri yang dilihat", "Tanda terima permohonan")
    loket.go("Control+Enter")
    loket.sees("Selesai, sudah diserahkan")
    citizen.reads(code, "Selesai, sudah diserahkan")


def test_three_people_shorten_the_ktp_and_only_what_comes_after_has_ten_days(served: Served) -> None:
    before = ktp("recorded_card_pending")
    examines(served, before)
    publishes_ten_days(served)
    assert says_everywhere(served) == {"12 (dua belas)", "P12D", "01"}, "until the day has come"
    set_clock("2026-12-15 08:00")
    after = ktp("recorded_card_pending")
    examines(served, after)
    assert says_everywhere(served) == {"10 (sepuluh)", "P10D", "02"}
    citizen = served.citizen()
    citizen.reads(before.public_code, "Paling lambat Senin, 4 Januari 2027")
    citizen.reads(after.public_code, "Paling lambat Kamis, 31 Desember 2026")
    assert "12 hari kerja" in printing.read(before, Paper.COMPLETE)
    slip = printing.read(after, Paper.COMPLETE)
    assert "10 hari kerja" in slip
    assert "31 Desember 2026" in slip
    assert "12 hari kerja" not in slip


def examines(served: Served, row: Application) -> None:
    kasi = served.desk("kasi")
    kasi.open_row(f"{row.number}/2026")
    kasi.go("v")
    kasi.sees("Dinyatakan lengkap dan valid")


def publishes_ten_days(served: Served) -> None:
    kasi = served.desk("kasi")
    kasi.tab_to("Standar")
    kasi.go("Enter")
    kasi.tab_to("Penerbitan KTP")
    kasi.go("Enter")
    kasi.go("r")
    kasi.go("e")
    chapter(kasi, "5.1 ")
    text = kasi.value("Naskah")
    kasi.enter("Naskah", text.replace("12 (dua belas)", "10 (sepuluh)"))
    kasi.enter("Paling lama", "10")
    kasi.go("Control+Enter")
    kasi.tab_to("Pemeriksaan dan tanda tangan")
    kasi.go("Enter")
    assert changed_places(kasi) == ["Sampul", "5.1"]
    kasi.sees("dihapus: 12 ditambahkan: 10", "dihapus: dua belas ditambahkan: sepuluh")
    sign(kasi)
    sekretaris = served.desk("sekretaris")
    opens_the_draft(sekretaris)
    assert changed_places(sekretaris) == ["Sampul", "5.1"]
    answers_for_findings(sekretaris, "Naskah asal.")
    sign(sekretaris)
    camat = served.desk("camat")
    opens_the_draft(camat)
    assert camat.value("Berlaku mulai") == "15-12-2026"
    sign(camat)
    camat.sees("Berlaku mulai 15-12-2026")


def changed_places(desk: Desk) -> list[str]:
    """The places of the comparison, in its order."""
    return desk.all_of(".changes > li > p > b")


def says_everywhere(served: Served) -> set[str]:
    """What the public page, the printed standard and the open data say about time and revision, read as anybody may."""
    tab = served.page()
    public = f"{served.address}/layanan/{KTP_OFFICE}/ktp"
    tab.goto(public)
    page = words(tab.locator("main").inner_text())
    paper = printing.text(tab.request.get(f"{public}/terbitan/pdf").body())
    data = tab.request.get(f"{public}/terbitan/jsonld").json()
    limits = [set(re.findall(r"\d+ \([a-z ]+\)(?= hari kerja)", text)) for text in (page, paper)]
    assert limits[0] == limits[1] != set()
    revision = re.search(r"revisi (\d\d)", page)
    assert revision
    return {*limits[0], data["@graph"][0]["cv:processingTime"]["@value"], revision[1]}
