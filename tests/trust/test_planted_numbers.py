"""A thousand invented identity numbers go through the whole program; none of them comes out but masked.

In every run 1,000 residents are entered with a planted number (and 100 with a planted nomor KK), and numbers are put
into every form of every address. Served at the counter is a sample of twenty; `PAMONG_PLANTED_DRIVEN=1000` serves all.
"""

import io
import logging
from base64 import b64encode
from http import HTTPStatus
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import path

from pamong.applications.models import Application
from pamong.config.urls import urlpatterns as every_address
from tests.applications import installation as office
from tests.trust.driving import (
    ADDRESSES,
    EXCEPTIONS,
    HEADERS,
    LINKS,
    LOGS,
    PAGES,
    REPORTS,
    REPRS,
    Browser,
    listening,
)
from tests.trust.planting import (
    BYTES_ON_DISK,
    COUNT,
    FILES,
    NUMBERS,
    ROWS_OF_TABLES,
    SCANNER,
    SESSIONS,
    collect,
    drive,
    plant,
    signed_in,
)
from tests.trust.rows import World
from tests.trust.scanner import Evidence, spellings

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("two_offices", "quick")]
FIRST = next(iter(NUMBERS))


@pytest.fixture
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]


@pytest.mark.slow
def test_none_of_a_thousand_numbers_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant()
    evidence = Evidence()
    with listening(evidence):
        failed = drive(evidence, monkeypatch)
    collect(evidence, tmp_path)
    counted = {where: len(kept) for where, kept in evidence.kept.items()}
    print(counted, sorted(evidence.statuses))
    assert evidence.leaks(SCANNER) == {}
    assert failed == []
    # A drive that met fewer kinds of answers, or left fewer traces, would find nothing because it did nothing.
    assert {200, 302, 400, 403, 404, 405, 409, 422, 500} <= evidence.statuses
    assert counted[PAGES] > 500
    assert counted[LOGS] > 5000
    assert counted[ROWS_OF_TABLES] > COUNT


@pytest.mark.parametrize("typed", ["/status/{}", "/status?kode={}", "/periksa?tanda={}", "/{}", "/meja?q={}"])
def test_a_number_typed_into_the_address_bar_is_masked_in_the_log_and_not_repeated(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can keep a visitor from doing that; what the program makes of it is its own affair."""
    lines = io.StringIO()
    (console,) = (each for each in logging.getLogger().handlers if each.get_name() == "console")
    assert isinstance(console, logging.StreamHandler)
    # Not `setStream`: that flushes the stream before it, which pytest may have closed with an earlier test.
    monkeypatch.setattr(console, "stream", lines)
    refused = False
    for number in list(NUMBERS)[:5]:
        for text in spellings(number):
            answer = Client().get(typed.format(quote(text)))
            assert SCANNER.hits(answer.content) == []
            refused = refused or answer.status_code >= HTTPStatus.BAD_REQUEST
    # A refusal is what Django writes into its log, with the address: without a line nothing was looked at.
    assert bool(lines.getvalue()) == refused
    assert SCANNER.hits(lines.getvalue()) == []


# The controls: each way out is opened on purpose, and the same search finds the number there.


class Card:
    """An object of ours that shows what it holds."""

    __module__ = "pamong.careless"

    def __init__(self, number: str) -> None:
        self.number = number

    def __repr__(self) -> str:
        return f"Card({self.number})"


def answered(request: HttpRequest, way: str) -> HttpResponse:
    """A view that lets the number out by its answer."""
    card = Card(request.POST["q"])
    number, in_groups = card.number, f"{card.number[:6]} {card.number[6:12]} {card.number[12:]}"
    if way == "exception":
        raise ValueError(f"{number} not found")
    if way == "repr":
        raise ValueError("not found")
    answer = HttpResponseRedirect(f"/meja/cari?q={number}") if way == "address" else HttpResponse()
    if way == "page":
        answer.content = in_groups.encode()
    if way == "header":
        answer.headers["X-Found"] = number
    if way == "cookie":
        answer.set_cookie("q", number)
    if way == "link":
        answer.content = f'<a href="/meja?q={quote(in_groups)}">cari</a>'.encode()
    return answer


def kept(request: HttpRequest, way: str) -> HttpResponse:
    """A view that leaves the number behind."""
    number = request.POST["q"]
    if way == "log":
        logging.getLogger("pamong.careless").debug("looked for %s", number)
    if way == "question":
        Application.objects.filter(reference=number).exists()
    if way == "row":
        Application.objects.update(reference=f"{number[:4]}-{number[4:8]}-{number[8:12]}-{number[12:]}")
    if way == "packed":
        Application.objects.update(answers={"kept": b64encode(number.encode()).decode()})
    if way == "session":
        request.session["q"] = number
    if way == "file":
        (settings.DATA / f"kartu-{number}").touch()
    return HttpResponse()


urlpatterns = [*every_address, path("uji/jawab/<str:way>", answered), path("uji/simpan/<str:way>", kept)]


@pytest.mark.parametrize(
    ("way", "found"),
    [
        ("jawab/page", PAGES),
        ("jawab/header", HEADERS),
        ("jawab/cookie", HEADERS),
        ("jawab/address", ADDRESSES),
        ("jawab/link", LINKS),
        ("jawab/exception", EXCEPTIONS),
        ("jawab/repr", REPRS),
        ("simpan/log", LOGS),
        ("simpan/question", LOGS),
        ("simpan/row", ROWS_OF_TABLES),
        ("simpan/row", BYTES_ON_DISK),
        ("simpan/packed", ROWS_OF_TABLES),
        ("simpan/session", SESSIONS),
        ("simpan/file", FILES),
    ],
)
def test_control_each_way_out_is_watched(
    way: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if found == BYTES_ON_DISK and connection.vendor != "sqlite":
        pytest.skip("only on SQLite: the files of PostgreSQL belong to its server")
    monkeypatch.setattr("django.conf.settings.ROOT_URLCONF", __name__)
    office.ktp()
    evidence = Evidence()
    with listening(evidence):
        Browser(evidence, cycle([FIRST])).post(f"/uji/{way}", {"q": FIRST})
    collect(evidence, tmp_path)
    for file in settings.DATA.glob(f"kartu-{FIRST}"):
        file.unlink()
    assert found in evidence.leaks(SCANNER)


def test_control_a_kept_form_that_is_not_sealed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pamong.staff.actions.keeping.seal", lambda text, **_: text.encode())
    evidence, world = Evidence(), World()
    browser = Browser(evidence, cycle([FIRST]))
    signed_in(browser, world, "loket")
    browser.post("/isian", {"isian": "resident", "number": FIRST})
    collect(evidence, tmp_path)
    assert ROWS_OF_TABLES in evidence.leaks(SCANNER)


def test_control_a_report_of_an_error_without_our_filter_shows_what_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django.conf.settings.ROOT_URLCONF", __name__)
    monkeypatch.setattr(
        "pamong.vault.reports.NothingTyped.get_post_parameters", lambda _, request: request.POST
    )
    evidence = Evidence()
    Browser(evidence, cycle([FIRST])).post("/uji/jawab/repr", {"q": FIRST})
    assert REPORTS in evidence.leaks(SCANNER)


def test_control_the_search_knows_its_numbers_from_others() -> None:
    for text in (*spellings(FIRST), quote(f" {FIRST} "), b64encode(b"x" + FIRST.encode()).decode()):
        assert SCANNER.hits(f"kartu {text}.") == [FIRST], text
    assert SCANNER.hits(FIRST.encode().hex()) == [FIRST]
    assert SCANNER.hits(f"••••••••••••••{FIRST[-2:]} {FIRST[:15]} 3508071705900001") == []
