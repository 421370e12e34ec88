"""The thousand invented numbers, and the ways they take through the program."""

import os
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pamong.ledger.actions import writing
from pamong.staff.session import FACTOR
from tests.applications import installation as office
from tests.applications.installation import KK_OFFICE, KTP_OFFICE
from tests.shell import drawn
from tests.staff.people import PASSWORD
from tests.trust import driving
from tests.trust.driving import Browser, planted, read
from tests.trust.personas import ROWS
from tests.trust.rows import Kind, World
from tests.trust.scanner import Evidence, Scanner, spellings

COUNT = 1000
CARDS = 100
DRIVEN = int(os.environ.get("PAMONG_PLANTED_DRIVEN", "20"))
NUMBERS = planted(COUNT)
FAMILY_CARDS = tuple(planted(COUNT + CARDS))[COUNT:]
SCANNER = Scanner(frozenset([*NUMBERS, *FAMILY_CARDS]))
ROWS_OF_TABLES, BYTES_ON_DISK = "rows of the database", "bytes of the database and of its backup"
SESSIONS, FILES = "sessions", "names of files"


def plant() -> None:
    """Every number belongs to a resident: nine in ten of Yosowilangun, one of Jatiroto."""
    with writing():
        for place, (number, born) in enumerate(NUMBERS.items()):
            where = KTP_OFFICE if place % 10 else KK_OFFICE
            card = FAMILY_CARDS[place // 10] if place % 10 == 0 else None
            office.resident(where, born=born, number=number, kk_number=card)


def signed_in(browser: Browser, world: World, post: str, where: str = KTP_OFFICE) -> None:
    hired = world.hired(post, where)
    answer = browser.post(reverse("staff:sign_in"), {"username": hired.username, "password": PASSWORD})
    assert answer.status_code == 302
    session = browser.client.session
    session[FACTOR] = True
    session.save()


def seats() -> list[tuple[str, str]]:
    """Every post that has work of its own, with the office where it does it."""
    return sorted({(row.post, row.where) for row in ROWS.values() if row.kind in {Kind.POST, Kind.OBJECT}})


def every_form(browser: Browser, world: World, post: str, where: str) -> None:
    """Numbers into every form of every address that this post opens, on the real object of its row."""
    for name, row in ROWS.items():
        if row.kind is Kind.DOOR or (row.post, row.where) != (post, where):
            continue
        made = row.made(world)
        if name.startswith("applications:") and not row.reads and made:
            browser.try_everything(reverse("applications:page", args=made[:1]))
        elif not name.startswith("noticeboard:") and row.reads:
            browser.try_everything(reverse(name, args=made))


def refused_at_the_door(browser: Browser) -> None:
    for prefix in ("", "/en"):
        browser.try_everything(f"{prefix}/masuk")
        for public in ("/", "/status", "/periksa", f"/papan/{KTP_OFFICE}"):
            browser.try_everything(prefix + public)
        browser.try_everything(f"{prefix}/layanan/{KTP_OFFICE}/ktp")
        browser.try_everything(f"{prefix}/layanan/{KTP_OFFICE}/ktp/yang-dibawa")


def served(browser: Browser, number: str, text: str) -> None:
    """Search by the whole number as `text` spells it; the resident's page; the number for a purpose; taking in."""
    for address in ("/meja/cari", "/en/meja/cari"):
        assert browser.post(address, {"q": text}).status_code == 200
    known = browser.post("/loket/permohonan/baru", {"q": text}).content.decode()
    assert f"••••••••••••••{number[-2:]}" in known
    (resident,) = {link.split("/")[-1] for link in driving.links(known) if link.startswith("/warga/0")}
    browser.get(f"/warga/{resident}")
    shown = browser.post(
        f"/warga/{resident}/nomor",
        {"key": driving.fresh(), "purpose": "type_into_siak"},
        shown=False,
    )
    assert number in shown.content.decode(), "the one page that may show it did not: the drive proves little"
    assert "no-store" in shown["Cache-Control"]
    browser.try_everything(f"/loket/permohonan/baru/ktp/{resident}")
    browser.try_everything(f"/warga/{resident}/perbaiki")


def scanned(browser: Browser, number: str, code: str) -> None:
    """A photo that carries a number in its name and in what it says of itself; opened and seen it says nothing of it."""
    place = reverse("applications:attach_scan", args=[code])
    for kind in ("photo", "kk-copy", "other"):
        photo = SimpleUploadedFile(f"KTP {number}.jpg", drawn.told_on(number), f"image/{number}")
        form = {"key": driving.fresh(), "requirement": kind, "picture": photo}
        assert browser.post(place, form).status_code == 302
    # Refused with the number in it, and with the number where the file should be.
    cut = SimpleUploadedFile(f"{number}.svg", f"<svg>{number}</svg>".encode(), "image/svg+xml")
    browser.post(place, {"key": driving.fresh(), "requirement": "photo", "picture": cut})
    browser.post(place, {"key": driving.fresh(), "requirement": number, "picture": number, "camera": number})
    page = read(browser.get(reverse("applications:page", args=[code])))
    for link in driving.links(page):
        if link.endswith("/kecil"):
            assert browser.get(link).status_code == 200
        if link.endswith("/buka"):
            assert browser.post(link, {"key": driving.fresh()}).status_code == 200


def entered_twice(browser: Browser, number: str) -> None:
    """A number that is somebody's already, here or elsewhere, typed for a new resident with every kind of slip."""
    person = {
        "name": "Sekar Rekaan Kedua",
        "number": number,
        "kk_number": number,
        "sex": "f",
        "birth_place": "Lumajang",
        "birth_date": "17-05-1991",
        "citizenship": "wni",
        "village": f"{KTP_OFFICE}.2001",
    }
    slips: list[dict[str, str]] = [
        {},
        {"name": ""},
        {"name": f"Sekar {number}"},
        {"number": f"{number}1"},
        {"number": f"{number[:10]}x{number[10:]}"},
        {"address": f"RT 1, {number}", "phone": number},
        {"birth_date": number, "village": number},
    ]
    for prefix in ("", "/en"):
        for slip in slips:
            browser.post(f"{prefix}/warga/baru", {"key": driving.fresh(), **person, **slip})


def half_typed(browser: Browser, number: str, text: str) -> None:
    """A form that was not finished, with the number in every place one can type into, found again and sent."""
    typed = {"number": text, "kk_number": text, "name": f"Sekar {text}", "address": text, "phone": text}
    for prefix in ("", "/en"):
        form = {"isian": "resident", "key": driving.fresh(), **typed}
        assert browser.post(f"{prefix}/isian", form).status_code == 204
        assert f"••••••••••••••{number[-2:]}" in browser.get(f"{prefix}/warga/baru").content.decode()
        browser.try_everything(f"{prefix}/warga/baru")
    browser.post("/isian/buang", {"name": number})


def errors(browser: Browser, number: str) -> None:
    """Every page of refusal and failure, with a number on the way to it."""
    strict = Browser(browser.evidence, cycle([number]))
    strict.client.handler.enforce_csrf_checks = True
    assert strict.post("/meja/cari", {"q": number}).status_code == 403
    assert browser.post("/meja", {"q": number}).status_code == 405
    assert browser.get("/tidak-ada").status_code == 404
    assert browser.post("/tidak-ada", {"q": number}).status_code == 404
    assert browser.post("/meja/cari", {str(field): number for field in range(500)}).status_code == 400
    assert browser.post("/meja/cari", {"q": number}, headers={"host": "lain.example"}).status_code == 400


def forced_failures(browser: Browser, number: str, patch: pytest.MonkeyPatch) -> None:
    """The deepest places that hold a number fail, one after the other; the error is logged and its page is drawn."""

    def fails(*_: Any, **__: Any) -> Any:
        raise RuntimeError("forced")

    places = (
        ("pamong.residents.sealed.index", "/meja/cari", {"q": number}),
        ("pamong.residents.queries._narrowed", "/meja/cari", {"q": number}),
        ("pamong.residents.sealed.columns", "/warga/baru", None),
        ("pamong.residents.actions.registering.save_unless_taken", "/warga/baru", None),
        ("pamong.vault.sealing.seal", "/warga/baru", None),
        ("pamong.ledger.statements.insert", "/warga/baru", None),
    )
    form = {
        "key": driving.fresh(),
        "name": "Sekar Rekaan Ketiga",
        "number": f"350807{number[6:12]}9{number[13:]}",
        "kk_number": number,
        "sex": "m",
        "birth_place": "Lumajang",
        "birth_date": f"{number[6:8]}-{number[8:10]}-19{number[10:12]}",
        "citizenship": "wni",
        "village": f"{KTP_OFFICE}.2001",
    }
    for place, address, sent in places:
        with patch.context() as failing:
            failing.setattr(place, fails)
            answer = browser.post(address, sent or form)
            assert answer.status_code in {409, 500}, (place, answer.status_code)


def collect(evidence: Evidence, folder: Path) -> None:
    """What is left behind when the work is done."""
    evidence.add(ROWS_OF_TABLES, *driving.database_rows())
    evidence.add(BYTES_ON_DISK, *driving.database_files(folder))
    evidence.add(SESSIONS, *driving.sessions())
    evidence.add(FILES, *driving.file_names())


def drive(evidence: Evidence, patch: pytest.MonkeyPatch) -> list[str]:
    """Everything, by everybody; answers the addresses that failed without being made to."""
    sample = list(NUMBERS)[:DRIVEN]
    numbers = cycle(sample)
    world = World()
    browsers = [Browser(evidence, numbers)]
    refused_at_the_door(browsers[0])
    for post, where in seats():
        browsers.append(Browser(evidence, numbers))
        signed_in(browsers[-1], world, post, where)
        every_form(browsers[-1], world, post, where)
    counter = Browser(evidence, numbers)
    signed_in(counter, world, "loket")
    spelled = cycle(range(5))
    for place, number in enumerate(sample):
        if place % 10:
            served(counter, number, tuple(spellings(number))[next(spelled)])
        if place % 5 == 0:
            entered_twice(counter, number)
            half_typed(counter, number, tuple(spellings(number))[next(spelled)])
        if place % 10 == 0:
            scanned(counter, number, office.ktp().public_code)
    errors(counter, sample[0])
    failed = [address for browser in (*browsers, counter) for address in browser.failed]
    forced_failures(counter, sample[1], patch)
    return failed
