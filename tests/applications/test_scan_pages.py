"""Scans on the application page: what is said before and after a file is sent, who sees what, and how it is served."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pamong.applications import sealed
from pamong.applications.actions import scans as actions
from pamong.applications.models import Application, Scan
from pamong.ledger.rules import Refused
from pamong.shell.pictures import LIMITS, MEGABYTE
from pamong.standard.messages import Message, Refusal
from tests.applications.browsing import browser, text, typed
from tests.applications.installation import (
    answer,
    complete,
    hand_over,
    key,
    ktp,
    ktp_at,
    nik,
    resident,
    take_in,
)
from tests.applications.scanning import BLUE, RED, attach, trace
from tests.shell import drawn

pytestmark = pytest.mark.usefixtures("counters")


def sent(name: str = "foto.jpg", data: bytes = RED) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def post(client: Client, row: Application, **data: Any) -> HttpResponse:
    fields = {"key": key(), "requirement": "photo", **data}
    answered = client.post(reverse("applications:attach_scan", args=[row.public_code]), fields)
    assert isinstance(answered, HttpResponse)
    return answered


def page_of(client: Client, row: Application, prefix: str = "") -> str:
    return text(client.get(prefix + reverse("applications:page", args=[row.public_code])))


def address(name: str, row: Application, scan: Scan | UUID) -> str:
    identifier = scan.pk if isinstance(scan, Scan) else scan
    return reverse(f"applications:{name}", args=[row.public_code, identifier])


@pytest.mark.clause("ktp", "2.2")
@pytest.mark.parametrize(
    ("born", "picture", "said"),
    [
        (date(1990, 5, 17), RED, "Latar tampak merah, diharapkan biru."),
        (date(1991, 5, 17), RED, "Latar tampak merah, seperti yang diharapkan."),
        (date(1990, 5, 17), BLUE, "Latar tampak biru, seperti yang diharapkan."),
        (date(1991, 5, 17), drawn.saved(drawn.portrait("grey")), "Latar tampak abu-abu, diharapkan merah."),
    ],
)
def test_the_page_advises_by_the_birth_year_of_this_person(born: date, picture: bytes, said: str) -> None:
    person = resident(born=born)
    answer(person, "recorded_card_pending")
    row = take_in(person)
    attach(row, picture)
    assert said in page_of(browser(), row)


def test_advice_never_stands_in_the_way_of_an_act() -> None:
    row = ktp("recorded_card_pending")
    attach(row, RED)
    assert "diharapkan biru" in page_of(browser(), row)
    assert complete(row).complete_at is not None


def test_nothing_is_advised_where_the_standard_asks_for_no_colour_and_little_where_none_stands_out() -> None:
    row = ktp()
    attach(row, requirement="kk-copy")
    assert "Latar" not in page_of(browser(), row)
    two = drawn.portrait("red")
    two.paste(drawn.COLOURS["blue"], (0, 0, 300, 25))
    two.paste(drawn.COLOURS["green"], (250, 0, 300, 400))
    attach(row, drawn.saved(two))
    assert "Warna latar tidak dapat dikenali, diharapkan biru" in page_of(browser(), row)


def test_a_scan_is_attached_seen_opened_and_withdrawn_page_by_page() -> None:
    clerk, row = browser(), ktp()
    name = f"KTP {nik(8123, date(1990, 5, 17))} Sekar.jpg"
    answered = post(clerk, row, picture=sent(name))
    assert answered.status_code == 302
    scan = Scan.objects.get()
    seen = text(clerk.get(answered["Location"]))
    assert "Pindaian dilampirkan" in seen
    assert "Alt+U" not in seen, "a scan is withdrawn, and not undone"
    assert address("small_scan", row, scan) in seen
    assert "8123" not in seen

    small = clerk.get(address("small_scan", row, scan))
    assert (small.status_code, small["Content-Type"], small["Content-Disposition"]) == (
        200,
        "image/jpeg",
        "inline",
    )
    opened = clerk.post(address("open_scan", row, scan), {"key": key()})
    assert opened.content == sealed.picture(scan)
    assert opened["Content-Disposition"] == f'attachment; filename="{row.public_code}-{scan.pk.hex[-4:]}.jpg"'
    for given in (small, opened):
        assert given["X-Content-Type-Options"] == "nosniff"
        assert {"no-store", "private"} <= set(given["Cache-Control"].split(", "))
        assert given["Content-Security-Policy"].startswith("default-src 'none'; sandbox")

    gone = clerk.post(address("withdraw_scan", row, scan), {"key": key(), "reason": "unreadable"})
    assert gone.status_code == 302
    after = text(clerk.get(gone["Location"]))
    assert "Pindaian ditarik" in after
    assert "Tidak terbaca" in after
    assert address("open_scan", row, scan) not in after
    assert clerk.get(address("small_scan", row, scan)).status_code == 404
    assert clerk.post(address("open_scan", row, scan), {"key": key()}).status_code == 409
    assert [entry.verb for entry in trace(row)] == ["attach_scan", "open_scan", "withdraw_scan"]


def test_the_camera_of_a_telephone_is_a_second_way() -> None:
    clerk, row = browser(), ktp()
    assert post(clerk, row, camera=sent()).status_code == 302
    drawn_page = page_of(clerk, row)
    assert 'capture="environment"' in drawn_page
    assert (
        "camera=()" in clerk.get(reverse("applications:page", args=[row.public_code]))["Permissions-Policy"]
    )


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Pilih berkas gambarnya"),
        (sent("foto.jpg", b""), "kosong"),
        (sent("foto.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "bukan gambar JPEG"),
        (sent("foto.jpg", RED[:1500]), "terpotong atau rusak"),
        (sent("foto.jpg", b"\xff\xd8\xff" + bytes(LIMITS.source_bytes)), "11 MB; paling besar 10 MB"),
    ],
    ids=["none", "empty", "svg", "cut", "too large"],
)
def test_a_wrong_file_is_said_beside_its_field_and_what_was_chosen_stays(file: Any, said: str) -> None:
    clerk, row = browser(), ktp()
    answered = post(clerk, row, **({"picture": file} if file else {}))
    assert answered.status_code == 422
    assert said in text(answered)
    assert 'href="#scan-picture"' in text(answered)
    assert typed(answered)["requirement"] == "photo"
    assert Scan.objects.count() == 0


def test_the_page_says_beforehand_what_is_taken() -> None:
    seen = page_of(browser(), ktp())
    assert "JPEG, PNG, atau WebP; paling besar 10 MB." in seen
    assert f'data-most-bytes="{10 * MEGABYTE}"' in seen
    assert "JPEG, PNG or WebP; at most 10 MB." in page_of(browser(), ktp(), "/en")


def test_what_cannot_be_sent_is_answered_as_everywhere() -> None:
    clerk, row = browser(), ktp()
    scan = attach(row)
    assert clerk.post(address("open_scan", row, scan), {}).status_code == 422
    assert clerk.post(address("withdraw_scan", row, scan), {"key": key()}).status_code == 422
    assert (
        clerk.post(
            address("withdraw_scan", row, UUID(int=1)), {"key": key(), "reason": "unreadable"}
        ).status_code
        == 404
    )
    assert clerk.get(address("small_scan", row, UUID(int=1))).status_code == 404
    assert browser("information_officer").get(address("small_scan", row, scan)).status_code == 404
    assert post(clerk, row, requirement="old-card", picture=sent()).status_code == 422
    closed = hand_over(ktp_at("hand-over"))
    assert "Lampirkan" not in page_of(clerk, closed)
    assert post(clerk, closed, picture=sent()).status_code == 409
    assert "Pindaian" not in page_of(browser("information_officer"), row)


def test_more_files_than_the_form_has_places_for_are_refused() -> None:
    clerk, row = browser(), ktp()
    assert post(clerk, row, picture=[sent(), sent(), sent()]).status_code == 400
    assert Scan.objects.count() == 0


def test_a_file_is_never_written_to_the_disk_on_its_way(tmp_path: Path, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    large = drawn.saved(drawn.portrait(size=(1600, 1600)).resize((1500, 1500)), "PNG", compress_level=0)
    assert len(large) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    seen: list[list[str]] = []

    def watched(source: bytes) -> Any:
        seen.append([path.name for path in tmp_path.iterdir()])
        raise Refused(Refusal(None, Message("Cukup."), "stop"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "_made", watched)
        post(browser(), ktp(), picture=sent(data=large))
        assert seen == [[]]
        # The control: Django's own handlers write a file of this size.
        settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
        post(browser(), ktp(), picture=sent(data=large))
        assert len(seen[1]) == 1
