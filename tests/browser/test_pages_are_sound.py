"""Every page that can be opened, as the office shows it: readable for everyone, wide and narrow, light and dark; no
error in the browser; and what the public reads leaves no trace and weighs little.

Each check is shown on a control page, broken on purpose, that it can fail.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    bring,
    do,
    give_back,
    kk,
    ktp,
    ktp_at,
    lay_down,
    resident,
)
from tests.browser.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

pytestmark = pytest.mark.browser
HEAVIEST = 50_000
"""Bytes over the wire for a first visit to a public page (design: under 50 kB)."""
AXE = Axe()
# Each page is opened once and then looked at in three ways. In the dark only colours differ, on a telephone they do not.
WAYS: tuple[tuple[str, tuple[int, int], Literal["light", "dark"], dict[str, Any]], ...] = (
    ("wide", (1280, 800), "light", {}),
    ("wide and dark", (1280, 800), "dark", {"runOnly": ["color-contrast"]}),
    ("360 points", (360, 740), "light", {"rules": {"color-contrast": {"enabled": False}}}),
)
Open = Callable[..., "Page"]


@dataclass
class Watched:
    """A page and what the browser complained of while it was open."""

    tab: "Page"
    errors: list[str] = field(default_factory=list)
    requests: list["Request"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tab.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.on("requestfinished", lambda request: self.requests.append(request))  # noqa: PLW0108

    def visit(self, address: str) -> None:
        self.errors.clear()
        self.requests.clear()
        answer = self.tab.goto(address)
        assert answer is not None
        assert answer.status == 200, address

    def weight(self) -> int:
        """Bytes of all bodies as they came over the wire."""
        return sum(request.sizes()["responseBodySize"] for request in self.requests)


def violations(tab: "Page", options: dict[str, Any]) -> list[str]:
    """What axe finds, one line each: rule, and the first place."""
    found = AXE.run(tab, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def overflow(tab: "Page") -> list[str]:
    """Whether the page is wider than the window."""
    wide = int(tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
    return [f"too wide: {wide} points"] if wide > 0 else []


def flaws(watched: Watched) -> list[str]:
    """Everything that is wrong with the page that is open now, with every fold open, in each of the three ways."""
    tab, found = watched.tab, [f"console: {line}" for line in watched.errors]
    tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    for name, (width, height), scheme, options in WAYS:
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=scheme)
        found += [f"{name}: {line}" for line in (*violations(tab, options), *overflow(tab))]
    return found


def all_flaws(watched: Watched, address: str, pages: Mapping[str, str]) -> dict[str, list[str]]:
    """The flaws of every page that has any."""
    found = {}
    for name, path in pages.items():
        watched.visit(f"{address}{path}")
        found[name] = flaws(watched)
    return {name: wrong for name, wrong in found.items() if wrong}


def public_pages() -> dict[str, str]:
    """What anybody may open, by what it shows; applications at every kind of stage among them."""
    at_stages = {
        "examined": ktp("not_recorded"),
        "returned": give_back(ktp("not_recorded")),
        "at another office": ktp_at("back"),
        "ready": ktp_at("hand-over"),
        "closed": ktp_at(""),
        "a KK": kk("lost_card", "new_child"),
    }
    return {
        "home": "/",
        "home in English": "/en/",
        "service": f"/layanan/{KTP_OFFICE}/ktp",
        "service in English": f"/en/layanan/{KK_OFFICE}/kk",
        "what to bring": f"/layanan/{KTP_OFFICE}/ktp/yang-dibawa",
        "ask for a status": "/status",
        "check a receipt": "/periksa",
        "notice board": f"/papan/{KTP_OFFICE}",
        **{f"status, {stage}": f"/status/{row.public_code}" for stage, row in at_stages.items()},
    }


def counter_pages() -> dict[str, str]:
    """What the counter opens before there is an application, and beside it."""
    person = resident(born=date(1988, 2, 29))
    ktp_at("send")
    return {
        "queue": "/meja",
        "queue in English": "/en/meja",
        "list": "/meja/daftar",
        "rights": "/meja/wewenang",
        "register": "/loket/register",
        "new application": "/loket/permohonan/baru",
        "new application for somebody": f"/loket/permohonan/baru?warga={person.id}",
        "intake": f"/loket/permohonan/baru/ktp/{person.id}",
        "new resident": "/warga/baru",
        "resident": f"/warga/{person.id}",
        "correct a resident": f"/warga/{person.id}/perbaiki",
        "posts": "/jabatan",
        "security": "/keamanan",
        "password": "/keamanan/kata-sandi",
        "PIN": "/keamanan/pin",
        "codes": "/keamanan/kode",
    }


def applications() -> dict[str, str]:
    """An application at every step."""
    at_steps = {
        "not determined": ktp(None),
        "examine": ktp("not_recorded"),
        "returned": give_back(ktp("not_recorded")),
        "record": ktp_at("record", "not_recorded"),
        "send": ktp_at("send"),
        "back": do(ktp_at("send"), "send", "operator", "Daftar 1"),
        "ready": ktp_at("ready"),
        "hand over": ktp_at("hand-over"),
        "closed": ktp_at(""),
    }
    return {step: f"/loket/permohonan/{row.public_code}" for step, row in at_steps.items()}


# What has an address but is no page to look at here: acts, which are sent by POST; files; and the doors of signing in
# that stand open only halfway, which tests/staff looks at.
NO_PAGES = {
    "applications": "blank_form complete hand_over hold national_answer perform print_month print_paper record_biometrics "
    "refuse release resubmit return reverse skip undo withdraw",
    "desk": "drop_filter keep_filter perform_chosen search",
    "noticeboard": "checkpoint",
    "residents": "approve_void ask_void decline_void get_to_know national_answer reveal",
    "staff": "add_passkey change_person demo lock prove second_factor sign_out sign_with_passkey unlock",
}


def names_of_addresses() -> set[str]:
    """Every named address of the product, e.g. `desk:start`."""
    return {
        f"{room.app_name}:{page.name}"
        for languages in get_resolver().url_patterns
        if isinstance(languages, URLResolver)
        for room in languages.url_patterns
        if isinstance(room, URLResolver)
        for page in room.url_patterns
        if isinstance(page, URLPattern)
    }


@pytest.mark.usefixtures("foundations", "db")
def test_no_page_is_forgotten() -> None:
    lay_down()
    looked_at = {**public_pages(), **counter_pages(), **applications(), "sign in": "/masuk"}
    found = {resolve(path.partition("?")[0].removeprefix("/en")).view_name for path in looked_at.values()}
    others = {f"{room}:{name}" for room, names in NO_PAGES.items() for name in names.split()}
    assert found | others == names_of_addresses()
    assert found & others == set()


def test_public_pages_are_sound(served: Served) -> None:
    pages = {**public_pages(), "sign in": "/masuk"}
    assert all_flaws(Watched(served.page()), served.address, pages) == {}


def test_the_pages_of_the_counter_are_sound(served: Served) -> None:
    assert all_flaws(Watched(served.signed_in("loket")), served.address, counter_pages()) == {}


def test_applications_are_sound_at_every_step(served: Served) -> None:
    assert all_flaws(Watched(served.signed_in("loket")), served.address, applications()) == {}


def test_applications_are_sound_with_everything_a_kasi_may_do(served: Served) -> None:
    at_steps = {
        "examine": bring(give_back(ktp(None))),
        "send": ktp_at("send"),
        "hand over": ktp_at("hand-over"),
    }
    pages = {step: f"/loket/permohonan/{row.public_code}" for step, row in at_steps.items()}
    assert all_flaws(Watched(served.signed_in("kasi")), served.address, pages) == {}


def test_answers_to_a_form_are_sound(served: Served) -> None:
    """Search results, and pages that come back with errors or a refusal: they have no address to open."""
    person = resident(KK_OFFICE, name="Melati Andaika")
    waiting = kk("new_child")
    watched = Watched(served.signed_in("kasi", KK_OFFICE))
    ways = {
        "found": ("/meja", "F4", "Melati", "Enter"),
        "nothing found": ("/meja", "F4", "Zzz", "Enter"),
        "found for intake": ("/loket/permohonan/baru", "F4", "Melati", "Enter"),
        "intake without a reason": (f"/loket/permohonan/baru/kk/{person.id}", "", "", "Control+Enter"),
        "refused": (f"/loket/permohonan/{waiting.public_code}", "", "", "v"),
    }
    found = {}
    for name, (path, field_key, text, last) in ways.items():
        watched.visit(f"{served.address}{path}")
        if field_key:
            watched.tab.keyboard.press(field_key)
            watched.tab.keyboard.type(text)
        with watched.tab.expect_navigation():
            watched.tab.keyboard.press(last)
        # That the browser mentions a 409 or 422 is no error of the page.
        watched.errors = [line for line in watched.errors if "Failed to load resource" not in line]
        found[name] = flaws(watched)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_public_pages_leave_no_trace_and_weigh_little(served: Served) -> None:
    found = {}
    for name, path in public_pages().items():
        # A browser that has never been here: nothing is in its memory.
        watched = Watched(served.page())
        watched.visit(f"{served.address}{path}")
        found[name] = traces(watched)
        watched.tab.context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def traces(watched: Watched) -> list[str]:
    """What a public page may not do: keep something at the visitor, run a script, weigh too much."""
    weight = watched.weight()
    kept = watched.tab.evaluate("localStorage.length + sessionStorage.length")
    return [
        *(f"cookie {cookie.get('name')}" for cookie in watched.tab.context.cookies()),
        *(["storage"] if kept else []),
        *(["script"] if watched.tab.locator("script").count() else []),
        *([f"{weight} bytes"] if weight > HEAVIEST else []),
    ]


class Broken(BaseHTTPRequestHandler):
    """A page with every fault that the checks above look for."""

    PAGE: ClassVar[str] = (
        "<!doctype html><html lang='id'><title>Rusak</title><body style='background:#fff'><main><h1>Rusak</h1>"
        "<p class='pale'>Pucat</p><input name='tanpa-label'><div class='wide'>Lebar</div>"
        "<link rel='stylesheet' href='/gaya.css'><script>window.ran = true;</script></main>"
    )
    STYLE: ClassVar[str] = ".pale{color:#ddd;background:#fff}.wide{width:1400px}" + "/*x*/" * 12_000

    def do_GET(self) -> None:
        style = self.path == "/gaya.css"
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if style else "text/html; charset=utf-8")
        self.send_header("Set-Cookie", "jejak=1")
        self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'self'")
        self.end_headers()
        self.wfile.write((self.STYLE if style else self.PAGE).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Stay silent."""


@pytest.fixture
def broken() -> Iterator[str]:
    server = ThreadingHTTPServer(("localhost", 0), Broken)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_the_control_page_fails_every_check(page: Open, broken: str) -> None:
    watched = Watched(page())
    watched.visit(broken)
    watched.tab.evaluate("localStorage.setItem('jejak', '1')")
    found = flaws(watched)
    for start in (
        "console: ",
        "wide: color-contrast",
        "wide: label",
        "wide: too wide",
        "wide and dark: color-contrast",
        "360 points: label",
        "360 points: too wide",
    ):
        assert [line for line in found if line.startswith(start)], start
    assert [line.split()[-1] for line in traces(watched)] == ["jejak", "storage", "script", "bytes"]
