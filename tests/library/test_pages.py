"""Document control through the browser without scripts: three people, one after the other."""

import io
import re
from datetime import date
from html import unescape
from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from pamong.ledger.identifiers import uuid7
from pamong.library import actions, queries, rules
from pamong.library.models import Draft, StandardVersion
from pamong.library.queries import DraftRow
from pamong.standard import checks
from pamong.standard.messages import Message
from pamong.standard.problems import Problem
from tests.applications.browsing import browser
from tests.applications.installation import KTP_OFFICE, complete, key, ktp, set_clock
from tests.library.drafting import (
    KASI,
    SEKRETARIS,
    approved,
    begin,
    charter,
    row_of,
    save,
    send_back,
    shortened,
    submit,
    version_id,
)

pytestmark = pytest.mark.usefixtures("counters", "silent_linter")
FINDING = Problem(
    "", 0, "5.1", "invented-rule", Message("Angka dan kata berbeda."), Message("Samakan."), "warning"
)


def post(client: Client, name: str, identifier: object = None, **form: object) -> HttpResponse:
    address = reverse(f"library:{name}", args=[identifier] if identifier else [])
    answer = client.post(address, {"key": str(uuid7()), **form})
    assert isinstance(answer, HttpResponse)
    return answer


def shown(client: Client, address: str) -> str:
    """The words of a page, one space between them."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def newest_draft() -> DraftRow:
    return row_of(Draft.objects.latest("begun_at").pk)


def test_three_people_shorten_the_ktp_and_the_public_reads_it_the_next_day() -> None:
    before = complete(ktp("recorded_card_pending"))
    kasi, sekretaris, camat = browser("kasi"), browser("sekretaris"), browser("camat")
    assert "Mulai revisi berikutnya" in shown(kasi, f"/standar/versi/{version_id()}")
    assert post(kasi, "revise", version_id()).status_code == 302
    draft = newest_draft()
    text = draft.text.replace("12 (dua belas) hari kerja", "10 (sepuluh) hari kerja").replace(
        "at_most: 12", "at_most: 10"
    )
    save(draft, text)
    page = f"/standar/konsep/{draft.id}"
    said = shown(kasi, page)
    assert "dihapus: 12 ditambahkan: 10" in said
    assert "dihapus: dua belas ditambahkan: sepuluh" in said
    assert "Batas waktu: Paling lama" in said
    assert "Disiapkan: ajukan untuk diperiksa" in said
    assert "Setujui dan tetapkan" not in shown(camat, page)
    assert post(kasi, "submit", draft.id, expected_version=2).status_code == 302
    digest = row_of(draft).digest
    for problem in queries.read_draft(row_of(draft))[1]:
        found = rules.finding_key(problem)
        assert post(sekretaris, "acknowledge", draft.id, finding=found, reason="Tetap.").status_code == 302
    assert "bukan tanda tangan elektronik tersertifikasi" in shown(sekretaris, page)
    assert post(sekretaris, "review", draft.id, digest=digest).status_code == 302
    answer = post(camat, "approve", draft.id, digest=digest, in_force_from="15-12-2026")
    assert answer.status_code == 302
    version = StandardVersion.objects.get(revision="02")
    assert answer["Location"] == f"/standar/versi/{version.pk}"
    said = shown(camat, answer["Location"])
    for words in ("Berlaku mulai 15-12-2026", "Disiapkan", "Diperiksa", "Disetujui", version.digest):
        assert words in said
    public = f"/layanan/{KTP_OFFICE}/ktp"
    assert "12 (dua belas) hari kerja" in shown(Client(), public)
    assert "Mulai Selasa, 15 Desember 2026 berlaku revisi 02." in shown(Client(), public)
    announced = shown(Client(), f"{public}/akan-berlaku")
    assert "10 (sepuluh) hari kerja" in announced
    assert "12 (dua belas) hari kerja" not in announced
    set_clock("2026-12-15 08:00")
    said = shown(Client(), public)
    assert "10 (sepuluh) hari kerja" in said
    assert "revisi 02" in said
    assert "akan berlaku" not in said, "nothing is to come any more"
    assert Client().get(f"{public}/akan-berlaku").status_code == 404
    after = complete(ktp("recorded_card_pending"))
    assert "31 Desember 2026" in shown(Client(), f"/status/{after.public_code}")
    assert "4 Januari 2027" in shown(Client(), f"/status/{before.public_code}")
    kasi = browser("kasi")
    said = shown(kasi, "/meja/versi-berjalan")
    assert re.search(r"rev\. 02 15-12-2026 1 15-12-2026 0 .* rev\. 01 01-01-2026 1 14-12-2026 0", said), said
    said = shown(kasi, "/standar")
    assert "Berlaku sejak 15-12-2026" in said
    assert "Tidak berlaku lagi sejak 15-12-2026" in said
    assert "Tidak berlaku lagi sejak 15-12-2026" in shown(kasi, f"/standar/versi/{version_id()}")


def test_a_signature_asks_for_the_password_again_and_keeps_the_typed_day() -> None:
    draft = shortened()
    submit(draft)
    camat = browser("camat")
    session = camat.session
    session["proved"] = 0
    session.save()
    answer = post(camat, "approve", draft.id, digest=row_of(draft).digest, in_force_from="01-02-2027")
    assert answer.status_code == 302
    assert f"/standar/konsep/{draft.id}?mulai=01-02-2027" in unquote(unquote(answer["Location"]))
    answer = post(camat, "return", draft.id, remark="x")
    assert answer.status_code == 409, (
        "to send back is no signature; it is refused because it is not the Camat's turn"
    )
    kasi = browser("kasi")
    session = kasi.session
    session["proved"] = 0
    session.save()
    other = begin(service="lain", base=None)
    assert post(kasi, "submit", other.id, expected_version=1)["Location"].startswith("/masuk/")


def test_the_typed_day_stands_in_the_form_after_the_password() -> None:
    draft = shortened()
    submit(draft)
    actions.review_draft(actor=SEKRETARIS, key=key(), draft=draft.id, digest=row_of(draft).digest)
    answer = browser("camat").get(f"/standar/konsep/{draft.id}?mulai=01-02-2027")
    assert b'value="01-02-2027"' in answer.content


def test_what_is_refused_is_said_on_the_page_with_what_was_typed() -> None:
    draft = shortened()
    submit(draft)
    sekretaris = browser("sekretaris")
    answer = post(sekretaris, "review", draft.id, digest="0" * 64)
    assert answer.status_code == 409
    assert "bukan lagi yang Anda baca" in answer.content.decode()
    answer = post(sekretaris, "return", draft.id, remark="")
    assert answer.status_code == 422
    answer = post(sekretaris, "return", draft.id, remark="Nomor 3508990101900001 salah")
    assert answer.status_code == 422
    assert post(sekretaris, "acknowledge", draft.id, finding="0" * 64, reason="x").status_code == 409
    assert post(sekretaris, "acknowledge", draft.id, finding="x", reason="").status_code == 422


def test_a_finding_is_answered_for_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    before = checks.problems
    monkeypatch.setattr(checks, "problems", lambda standard: (*before(standard), FINDING))
    draft = shortened()
    kasi, found = browser("kasi"), rules.finding_key(FINDING)
    page = f"/standar/konsep/{draft.id}"
    assert "Angka dan kata berbeda." in shown(kasi, page)
    answer = post(kasi, "acknowledge", draft.id, finding=found, reason="")
    assert answer.status_code == 422
    assert post(kasi, "acknowledge", draft.id, finding=found, reason="Begitu adanya.").status_code == 302
    assert "Begitu adanya." in shown(kasi, page)


def test_what_was_sent_back_shows_the_remark_to_its_writer() -> None:
    draft = shortened()
    submit(draft)
    send_back(draft, remark="Butir 5.1 terlalu singkat.")
    said = shown(browser("kasi"), f"/standar/konsep/{draft.id}")
    assert "Dikembalikan" in said
    assert "Butir 5.1 terlalu singkat." in said


def test_a_text_that_is_no_standard_shows_its_errors_and_keeps_the_way_open() -> None:
    draft = begin()
    save(draft, draft.text.replace("act: examine", "act: dance"))
    kasi = browser("kasi")
    said = shown(kasi, f"/standar/konsep/{draft.id}")
    assert "Kesalahan:" in said
    assert post(kasi, "submit", draft.id, expected_version=2).status_code == 409
    assert post(kasi, "submit", draft.id, expected_version=1).status_code == 409
    assert post(kasi, "discard", draft.id).status_code == 302
    assert "Dibatalkan" in shown(kasi, f"/standar/konsep/{draft.id}")


def test_a_text_laid_aside_is_named() -> None:
    draft = begin()
    save(draft, draft.text + "\n")
    actions.save_draft(actor=KASI, key=key(), draft=draft.id, text="lain", expected_version=1)
    assert "Ada 1 naskah yang disisihkan" in shown(browser("kasi"), f"/standar/konsep/{draft.id}")


def test_the_list_names_what_is_referred_to_and_not_there() -> None:
    kasi = browser("kasi")
    said = shown(kasi, "/standar")
    assert re.search(r"Sasaran Mutu KTP 12 belum ada", said)
    assert re.search(r"Prosedur Tindakan Perbaikan dan Pencegahan KTP 11.7 belum ada", said)
    assert "Mulai standar layanan baru" in said
    assert "Mulai standar layanan baru" not in shown(browser("camat"), "/standar")
    assert post(kasi, "begin_document", service="quality_objectives").status_code == 302
    assert "seluruh naskah ini baru" in shown(kasi, f"/standar/konsep/{newest_draft().id}")
    assert post(kasi, "begin_document", service="quality_objectives").status_code == 409
    assert post(kasi, "begin_document", service="recipes").status_code == 422
    said = shown(browser("information_officer"), "/standar")
    assert "Sasaran Mutu" in said


def test_a_service_from_nothing_begins_on_the_list() -> None:
    kasi = browser("kasi")
    assert post(kasi, "begin", service="surat-domisili", title="Surat Domisili").status_code == 302
    assert newest_draft().service == "surat-domisili"
    assert post(kasi, "begin", service="", title="").status_code == 422


def test_an_open_draft_is_opened_instead_of_a_second_one() -> None:
    draft = begin()
    kasi = browser("kasi")
    assert post(kasi, "revise", version_id())["Location"] == f"/standar/konsep/{draft.id}"
    assert "Buka konsep yang sedang dikerjakan" in shown(kasi, f"/standar/versi/{version_id()}")
    actions.discard_draft(actor=KASI, key=key(), draft=draft.id)
    address = reverse("library:revise", args=[version_id()])
    assert kasi.post(address, {}).status_code == 422


def test_the_paper_is_noted_on_the_page_of_the_version() -> None:
    kasi = browser("kasi")
    identifier = version_id()
    form = {"signed_paper_on": "14-12-2026", "decree": "188.45/1/2026", "decree_on": "01-12-2026"}
    assert post(kasi, "note_paper", identifier, **form).status_code == 302
    said = shown(kasi, f"/standar/versi/{identifier}")
    assert "188.45/1/2026, 01-12-2026" in said
    assert post(kasi, "note_paper", identifier, signed_paper_on="20-12-2026").status_code == 409
    assert post(kasi, "note_paper", identifier, signed_paper_on="kemarin").status_code == 422
    assert queries.version(identifier).signed_paper_on == date(2026, 12, 14)


def test_the_pages_speak_english_too() -> None:
    draft = shortened()
    kasi = browser("kasi")
    for page in ("/en/standar", f"/en/standar/konsep/{draft.id}", f"/en/standar/versi/{version_id()}"):
        said = shown(kasi, page)
        assert "Konsep yang" not in said
        assert "Naskah ini" not in said


def test_the_start_page_names_what_waits_and_what_is_due_for_review() -> None:
    draft = shortened()
    submit(draft)
    waiting = "Standar dan dokumen yang menunggu Anda (1)"
    assert waiting in shown(browser("sekretaris"), "/meja")
    assert waiting not in shown(browser("kasi"), "/meja")
    assert waiting not in shown(browser("loket"), "/meja")
    set_clock("2029-01-02 08:00")
    assert "tinjauan tiga tahunan jatuh tempo 01-01-2029" in shown(browser("kasi"), "/meja")
    assert "tinjauan tiga tahunan" not in shown(browser("camat"), "/meja")
    assert "Belum ada permohonan." in shown(browser("kasi"), "/meja/versi-berjalan")


def test_the_charter_is_one_page_on_the_wall_and_a_page_for_the_public() -> None:
    made = charter()
    public = f"/papan/{KTP_OFFICE}/dokumen/service_charter"
    assert Client().get(public).status_code == 404, "not before its day"
    kasi = browser("kasi")
    assert "Cetak dokumen" in shown(kasi, f"/standar/versi/{made.id}")
    answer = kasi.get(f"/standar/versi/{made.id}/cetak")
    assert answer["Content-Type"] == "application/pdf"
    (sheet,) = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(sheet.extract_text().split())
    for words in (
        "MAKLUMAT PELAYANAN",
        "Kami sanggup melayani sesuai standar.",
        "camat 1",
        "MP-YOSOWILANGUN-01",
    ):
        assert words in text
    set_clock("2026-12-15 08:00")
    assert "Kami sanggup melayani sesuai standar" in shown(Client(), public)


def test_a_standard_on_paper_names_who_agreed_and_says_when_it_no_longer_binds() -> None:
    old = version_id()
    new = approved(shortened())

    def paper(version: object) -> str:
        answer = browser("kasi").get(f"/standar/versi/{version}/cetak")
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)

    assert "TIDAK BERLAKU LAGI" not in paper(old), "it binds until the new one does"
    signed = paper(new.id)
    for name in ("kasi 1", "sekretaris 1", "camat 1"):
        assert name in signed
    set_clock("2026-12-15 08:00")
    assert "TIDAK BERLAKU LAGI" in paper(old)
    assert "TIDAK BERLAKU LAGI" not in paper(new.id)
