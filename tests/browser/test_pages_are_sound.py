"""Every page that can be opened, looked at in every way that was promised: one table, printed by
`./dev test tests/browser/test_pages_are_sound.py -s`.

The same look at a control page, broken on purpose once in each column, must find just that.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from pamong.applications.actions.scans import withdraw_scan
from pamong.applications.models import Application
from pamong.calendar.actions import change_calendar
from pamong.dispatch import actions as dispatch
from pamong.offices import queries as offices
from pamong.staff.models import Person
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    bring,
    do,
    give_back,
    key,
    kk,
    ktp,
    ktp_at,
    lay_down,
    resident,
)
from tests.applications.scanning import attach
from tests.browser.conftest import Served
from tests.browser.looking import COLUMNS, Line, Visitor, enlarged, flaws, table
from tests.calendar.changing import closing
from tests.desa.pages import a_form, on_a_list, pages_of_a_desa
from tests.desa.prepared import DESA
from tests.dispatch import bags
from tests.editor.drafts import begun
from tests.kabupaten.newcomers import KABUPATEN
from tests.library import drafting
from tests.notices.delivery import newest, wishing
from tests.readiness.keeping import breaks, note, works_again
from tests.staff.people import hire
from tests.trust.at_the_desk import entered_late

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., "Page"]


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
        "service": f"/layanan/{KTP_OFFICE}/ktp",
        "service KK": f"/layanan/{KK_OFFICE}/kk",
        "what to bring": f"/layanan/{KTP_OFFICE}/ktp/yang-dibawa",
        "what to bring, the list": f"/layanan/{KTP_OFFICE}/ktp/yang-dibawa?citizenship=wni&birth_year=1990",
        "what to bring, KK": f"/layanan/{KK_OFFICE}/kk/yang-dibawa?reasons=lost_card&reasons=new_child",
        "comparison": "/banding/ktp",
        "glossary": "/istilah",
        "ask for a status": "/status",
        "check a receipt": "/periksa",
        "notice board": f"/papan/{KTP_OFFICE}",
        **{f"status, {stage}": f"/status/{row.public_code}" for stage, row in at_stages.items()},
    }


def counter_pages() -> dict[str, str]:
    """What the counter opens before there is an application, and beside it."""
    person = resident(born=date(1988, 2, 29))
    ktp_at("send")
    entered_late(None)  # type: ignore[arg-type]  # it needs nobody hired
    draft = begun().id
    return {
        "draft": f"/penyunting/{draft}",
        "chapter of a draft": f"/penyunting/{draft}/bagian/bab.1",
        "YAML of a draft": f"/penyunting/{draft}/yaml",
        **{
            f"draft, {kind}": f"/penyunting/{draft}/pratinjau/{kind}"
            for kind in ("formulir", "alur", "naskah")
        },
        "queue": "/meja",
        "list": "/meja/daftar",
        "rights": "/meja/wewenang",
        "briefing": "/meja/ringkasan",
        "standards": "/standar",
        "applications by version": "/meja/versi-berjalan",
        "a version": f"/standar/versi/{drafting.version_id()}",
        "register": "/loket/register",
        "notices": "/pemberitahuan",
        "a notice to send": f"/pemberitahuan/{newest(wishing('whatsapp')).pk}",
        "from desa": "/loket/dari-desa",
        "a list of a desa": f"/loket/pengambilan/{on_a_list()}",
        "a form from a desa": f"/loket/dari-desa/{a_form()}",
        "late entries": "/loket/entri-susulan",
        "calendar": "/kalender",
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
        "with scans": scanned(),
    }
    return {step: f"/loket/permohonan/{row.public_code}" for step, row in at_steps.items()}


def pages_of_a_kasi() -> dict[str, str]:
    """An application with everything a Kasi may do with it."""
    at_steps = {
        "examine": bring(give_back(ktp(None))),
        "send": ktp_at("send"),
        "hand over": ktp_at("hand-over"),
    }
    draft = drafting.shortened()
    qualified = hire("qualified.operator", "operator", KTP_OFFICE)
    note(qualified, "training", "Diklat PATEN", until=date(2026, 6, 30))
    breaks("pemindai_mata")
    works_again(breaks("meja").pk)
    return {
        "kasi, readiness": "/kesiapan",
        "kasi, a person": f"/kesiapan/orang/{qualified.person_id}",
        "kasi, inventory": "/kesiapan/alat",
        "kasi, acts with a gap": "/kesiapan/tindakan",
        **{f"kasi, {step}": f"/loket/permohonan/{row.public_code}" for step, row in at_steps.items()},
        "kasi, a draft": f"/standar/konsep/{draft.id}",
    }


def pages_of_a_sekretaris() -> dict[str, str]:
    """What is asked before a calendar changes, and a change that was cut off."""
    changed = change_calendar(
        actor=actor("sekretaris"), key=key(), change=closing(date(2026, 12, 16), office=KTP_OFFICE)
    )
    (note,) = offices.notes(KTP_OFFICE, first=date(2026, 12, 16), last=date(2026, 12, 16))
    return {
        "the year of whoever keeps it": "/kalender",
        "days to note": "/kalender/hari",
        "hours to set": "/kalender/jam",
        "a note to take back": f"/kalender/catatan/{note.id}/cabut",
        "a change cut off": f"/kalender/perubahan/{changed}",
    }


PAGES_OF_IT = {"a year to import": "/kalender/impor"}


def pages_of_bundles() -> dict[str, str]:
    """What the kecamatan sees of its bundles: one to receive, one that came home without its cards, one prepared."""
    bundle = bags.arrived(3)
    bags.came_home(bundle, bags.refused(bags.codes(bundle)[0]), "duplicate")
    back = bags.sent_back(bags.arrived(1), "printed")
    ktp_at("send")
    unsent = dispatch.make(actor=actor("operator"), key=key())
    ktp_at("send")
    return {
        "bundles": "/pengiriman",
        "send all": "/pengiriman/baru",
        "bundle to receive": f"/pengiriman/bundel/{back.pk}",
        "prepared bundle": f"/pengiriman/bundel/{unsent.pk}",
        "bundle outside": f"/pengiriman/bundel/{bundle.pk}",
    }


def pages_of_dispenduk() -> dict[str, str]:
    """Dispenduk's one desk: what is coming, what lies there, a table of results with wrong lines, what is to be signed."""
    coming, there = bags.sent(2), bags.arrived(3)
    bags.say(there, "printed", bags.refused(bags.codes(there)[1]))
    bags.kk_to_sign()
    listed = dispatch.take_list(
        actor=bags.desk(), key=key(), text=f"kode;hasil\nABC;tercetak\n{bags.codes(there)[2]};ganda"
    )
    return {
        "desk of Dispenduk": "/dispenduk",
        "print queue": "/dispenduk/antrean",
        "results": "/dispenduk/hasil",
        "report on results": f"/dispenduk/hasil/{listed}",
        "to be signed": "/dispenduk/tanda-tangan",
        "incoming bundle": f"/pengiriman/bundel/{coming.pk}",
    }


def scanned() -> Application:
    """An application with a photo of the wrong colour, a paper, and a scan that was withdrawn."""
    row = ktp("not_recorded")
    for name in ("photo", "kk-copy"):
        attach(row, requirement=name)
    withdraw_scan(
        actor=actor("loket"),
        key=key(),
        code=row.public_code,
        scan_id=attach(row, requirement="").pk,
        reason="unreadable",
    )
    return row


def pages_of_the_kabupaten() -> dict[str, str]:
    """The figures of both offices, a new office, and a letterhead."""
    do(ktp_at("send"), "send", "operator")
    kk("new_child")
    for office in (KTP_OFFICE, KK_OFFICE):
        hire(f"figures.{office}", "camat", office)
    return {
        "figures": "/kabupaten",
        "figures of one office": f"/kabupaten?kantor={KTP_OFFICE}",
        "new office": "/kabupaten/kantor/baru",
        "letterhead": f"/kabupaten/kantor/{KTP_OFFICE}/kop-surat",
    }


# What has an address but is no page to look at here: acts, which are sent by POST; files; and the doors of signing in
# that stand open only halfway, which tests/staff looks at.
NO_PAGES = {
    "applications": "acknowledge_late attach_scan blank_form complete hand_over hold national_answer open_scan perform print_month print_paper record_biometrics "
    "refuse release resubmit return reverse skip small_scan undo withdraw withdraw_scan",
    "calendar": "resume",
    "dispatch": "confirm_signed end_duplicate export give_back mark print receive return send take_back take_out",
    "desa": "print_collection print_form send withdraw withdraw_collection",
    "desk": "drop_filter keep_filter perform_chosen search",
    "editor": "change download",
    "kabupaten": "table",
    "library": "acknowledge approve begin begin_document discard draft_text note_paper print_document return review revise submit",
    "noticeboard": "checkpoint coming document rendering",
    "notices": "mark_failed mark_sent retry",
    "readiness": "end_fault note_qualification report_fault take_stock withdraw_qualification",
    "partners": "bundles mark openapi queue receive",
    "residents": "approve_void ask_void decline_void get_to_know national_answer reveal",
    "staff": "add_passkey change_person demo drop_form keep_form lock prove second_factor set_look sign_out sign_with_passkey unlock",
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
    looked_at = {
        **public_pages(),
        **counter_pages(),
        **applications(),
        **pages_of_a_kasi(),
        **pages_of_a_desa(),
        **pages_of_the_kabupaten(),
        **pages_of_a_sekretaris(),
        **PAGES_OF_IT,
        **pages_of_bundles(),
        **pages_of_dispenduk(),
        "sign in": "/masuk",
    }
    found = {resolve(path.partition("?")[0].removeprefix("/en")).view_name for path in looked_at.values()}
    others = {f"{room}:{name}" for room, names in NO_PAGES.items() for name in names.split()}
    assert found | others == names_of_addresses()
    assert found & others == set()


def test_large_print_and_high_contrast_fit_every_screen(served: Served) -> None:
    public = public_pages()
    anybody, officer = served.page(), served.signed_in("loket")
    Person.objects.update(look="besar-kontras")
    chosen = (
        "home",
        "service",
        "what to bring",
        "what to bring, the list",
        "notice board",
        "status, at another office",
    )
    pages = {name: (anybody, f"/besar-kontras{public[name]}") for name in chosen}
    counter = counter_pages()
    pages |= {name: (officer, counter[name]) for name in ("queue", "intake", "resident")}
    pages["examine"] = (officer, applications()["examine"])
    found = {name: enlarged(tab, served.address + path) for name, (tab, path) in pages.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_answers_to_a_form_are_sound(served: Served) -> None:
    """Search results, and pages that come back with errors or a refusal: they have no address to open."""
    person = resident(KK_OFFICE, name="Melati Andaika")
    waiting = kk("new_child")
    officer = Visitor(partial(served.signed_in, "kasi", KK_OFFICE), public=False)
    ways = {
        "found": ("/meja", "F4", "Melati", "Enter"),
        "nothing found": ("/meja", "F4", "Zzz", "Enter"),
        "found for intake": ("/loket/permohonan/baru", "F4", "Melati", "Enter"),
        "intake without a reason": (f"/loket/permohonan/baru/kk/{person.id}", "", "", "Control+Enter"),
        "refused": (f"/loket/permohonan/{waiting.public_code}", "", "", "v"),
    }
    lines = []
    for name, (path, field_key, text, last) in ways.items():
        line = Line(name)
        for language, watched in (("id", officer.wide), ("en", officer.dark)):
            watched.visit(f"{served.address}{'/en' if language == 'en' else ''}{path}")
            if field_key:
                watched.tab.keyboard.press(field_key)
                watched.tab.keyboard.type(text)
            with watched.tab.expect_navigation():
                watched.tab.keyboard.press(last)
            # That the browser mentions a 409 or 422 is no error of the page.
            watched.errors = [one for one in watched.errors if "Failed to load resource" not in one]
            officer.look_at_what_is_open(line, language)
        lines.append(line)
    print(table(lines))
    assert flaws(lines) == {}


@dataclass(frozen=True)
class Break:
    """What is wrong with the control page: added to its body, its style, its headers."""

    body: str = ""
    style: str = ""
    header: tuple[str, str] | None = None
    body_in_english: str = ""


PALE = "{.pale{color:#ddd!important}}"
BREAKS: Mapping[str, Break] = {
    "weight": Break(style="/*x*/" * 12_000),
    "errors": Break(body="<p style='margin:0'>Antrean</p>", body_in_english="<p style='margin:0'>Queue</p>"),
    "axe light": Break(style=f"@media screen and (prefers-color-scheme:light){PALE}"),
    "axe dark 360": Break(style="@media screen and (prefers-color-scheme:dark){.pale{color:#333}}"),
    "axe print": Break(style=f"@media print{PALE}"),
    "360": Break(style=".pale{width:500px}"),
    "drawn over": Break(style="@media screen{.pale{margin-top:-60px}}"),
    "text 200 %": Break(style="@media screen and (min-width:700px){.pale{height:30px;overflow:hidden}}"),
    "print": Break(style="@media print{.pale{width:20px;overflow:hidden}}"),
    "id": Break(body="<p>Queue</p>", body_in_english="<p>Queue</p>"),
    "en": Break(body="<p>Antrean</p>", body_in_english="<p>Antrean</p>"),
    "no scripts": Break(
        body="<script src='/skrip.js'></script>", body_in_english="<script src='/skrip.js'></script>"
    ),
    "no trace": Break(header=("Set-Cookie", "jejak=1; Path=/")),
}
# A page of the public may not have the script that the break needs.
ALSO = {"no scripts": {"no trace"}}


class Control(BaseHTTPRequestHandler):
    """A sound page, until something is broken: /<number of the column> or /en/<number>; /none is whole."""

    PAGE: ClassVar[str] = (
        "<!doctype html><html lang='{language}'><meta name='viewport' content='width=device-width'><title>{word}</title>"
        "<link rel='icon' href='data:,'><link rel='stylesheet' href='/{number}.css'>"
        "<main><h1>{word}</h1><p class='pale'>{word}</p>{body}</main>"
    )
    STYLE: ClassVar[str] = (
        "body{color:#000;background:#fff}"
        "@media screen and (prefers-color-scheme:dark){body{color:#fff;background:#000}}"
    )
    SCRIPT: ClassVar[str] = (
        "document.querySelector('main').append(document.createElement('button')); document.querySelector('button').textContent = '1 2';"
    )

    def do_GET(self) -> None:
        number, dot, ending = self.path.rpartition("/")[2].partition(".")
        column = COLUMNS[int(number)] if number.isdigit() else ""
        broken = BREAKS.get(column, Break())
        english = self.path.startswith("/en/")
        page = self.PAGE.format(
            language="en" if english else "id",
            word="Queue" if english else "Antrean",
            number=number,
            body=broken.body_in_english if english else broken.body,
        )
        kind, text = {
            "css": ("text/css", self.STYLE + broken.style),
            "js": ("text/javascript", self.SCRIPT),
        }.get(ending if dot else "", ("text/html", page))
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if broken.header:
            self.send_header(*broken.header)
        self.send_header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:",
        )
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the library's
        """Stay silent."""


@pytest.fixture
def control() -> Iterator[str]:
    server = ThreadingHTTPServer(("localhost", 0), Control)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_control_page_is_sound_until_a_column_is_broken(page: Open, control: str) -> None:
    visitor = Visitor(page, public=True)
    lines = [visitor.look("whole", control, "/none")]
    lines += [visitor.look(column, control, f"/{number}") for number, column in enumerate(COLUMNS)]
    print(table(lines))
    expected = {column: {column} | ALSO.get(column, set()) for column in COLUMNS}
    # A cookie stays in the browser: it is broken last.
    assert COLUMNS[-1] == "no trace"
    assert {name: set(found) for name, found in flaws(lines).items()} == expected


SEEN_BY: Mapping[str, tuple[str, str, tuple[Callable[[], Mapping[str, str]], ...]]] = {
    "the counter": ("loket", KTP_OFFICE, (counter_pages, applications, lambda: {"sign in": "/masuk"})),
    "the kasi": ("kasi", KTP_OFFICE, (pages_of_a_kasi, pages_of_bundles)),
    "Dispenduk": ("dispenduk", bags.DISPENDUK, (pages_of_dispenduk,)),
    "the Sekretaris": ("sekretaris", KTP_OFFICE, (pages_of_a_sekretaris,)),
    "IT": ("it", KTP_OFFICE, (lambda: PAGES_OF_IT,)),
    "a desa": ("desa", DESA, (pages_of_a_desa,)),
    "the kabupaten": ("it", KABUPATEN, (pages_of_the_kabupaten,)),
}
# How a page looks does not hang on the database; that it opens does.
LOOKS = partial(Visitor, opens_only=connection.vendor != "sqlite")


def seen(visitor: Visitor, address: str, pages: Mapping[str, str]) -> None:
    lines = [visitor.look(name, address, path) for name, path in pages.items()]
    print(table(lines))
    assert flaws(lines) == {}


def test_every_page_of_the_public_is_sound(served: Served) -> None:
    seen(LOOKS(served.page, public=True), served.address, public_pages())


@pytest.mark.parametrize("whose", SEEN_BY)
def test_every_page_is_sound(served: Served, whose: str) -> None:
    post, office, made = SEEN_BY[whose]
    visitor = LOOKS(partial(served.signed_in, post, office), public=False)
    seen(visitor, served.address, {name: path for make in made for name, path in make().items()})
