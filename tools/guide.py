"""Takes the pictures of the guide: starts a demo office of its own, walks through it in Chromium, writes docs/images.

SHOTS names every picture; tests/dev/test_guide.py holds the table, the files and the pages of the guide together.
"""

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.request import urlopen

from tools.needs import CHROMIUM
from tools.picture import small_png
from tools.places import ROOT, program
from tools.progress import StopError, say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

IMAGES = ROOT / "docs" / "images"
LANGUAGES: Mapping[str, str] = {"id": "", "en": "/en"}
"""Language → what its addresses begin with."""
README_PICTURE = "application"
WIDE, NARROW = 1280, 360
TALL = 2000
SECONDS_TO_BUILD = 180

# Who walks: the invented people of the demo, by name.
NOBODY = ""
LOKET, OPERATOR, KASI, CAMAT = "Rukmi Contohwati", "Bagus Peragawan", "Wening Teladani", "Surya Umpamanto"
KK_LOKET, KK_OPERATOR = "Galih Contohadi", "Ayu Peragawati"


@dataclass
class Walk:
    """One person's browser on the way to a picture, in the language whose addresses begin with `prefix`."""

    tab: "Page"
    home: str
    prefix: str

    def visit(self, path: str) -> None:
        self.tab.goto(f"{self.home}{self.prefix}{path}")


Step = Callable[[Walk], None]


def go(path: str) -> Step:
    return lambda walk: walk.visit(path)


def fill(selector: str, text: str) -> Step:
    return lambda walk: walk.tab.locator(selector).first.fill(text)


def choose(selector: str, value: str) -> Step:
    def step(walk: Walk) -> None:
        walk.tab.locator(selector).first.select_option(value)

    return step


def press(key: str) -> Step:
    return lambda walk: walk.tab.keyboard.press(key)


def tick(selector: str) -> Step:
    """Tick or choose; the label is what a person hits, the box itself may be hidden."""
    return lambda walk: walk.tab.locator(selector).first.check(force=True)


def send(selector: str) -> Step:
    """Click what leads to another page."""

    def step(walk: Walk) -> None:
        with walk.tab.expect_navigation():
            walk.tab.locator(selector).first.click()

    return step


def enter(selector: str, text: str) -> Step:
    """Type into a field and send its form."""

    def step(walk: Walk) -> None:
        walk.tab.locator(selector).first.fill(text)
        with walk.tab.expect_navigation():
            walk.tab.keyboard.press("Enter")

    return step


def row(name: str, link: str = "a") -> Step:
    """Open the row of this person."""
    return send(f"main [data-row]:has-text('{name}') {link}")


def application_of(name: str) -> tuple[Step, ...]:
    return (go("/meja"), row(name))


def resident(name: str) -> tuple[Step, ...]:
    """The page of a resident, by the way of the search."""
    return (go("/meja"), enter("header [name=q]", name), row(name, "a[href*='/warga/']"))


def unfold(inside: str) -> Step:
    """Open the fold that holds this element."""
    script = "(element) => { element.closest('details').open = true; }"
    return lambda walk: walk.tab.locator(inside).first.evaluate(script)


def locked(walk: Walk) -> None:
    """The page that is left when somebody goes away; whoever is locked already comes to it by every address."""
    walk.visit("/meja")
    button = walk.tab.locator("header [data-key=F10]")
    if button.count():
        with walk.tab.expect_navigation():
            button.click()


def as_citizen(walk: Walk) -> None:
    """From the page of an application to its public status: the code stands in the address."""
    found = re.search(r"/loket/permohonan/([^/]+)$", walk.tab.url)
    if found is None:
        raise StopError(f"No application at {walk.tab.url}")
    walk.visit(f"/status/{found[1]}")


@dataclass(frozen=True)
class Shot:
    """One picture: whose screen, the way there, the part that is shown (empty: the window), size in CSS pixels."""

    name: str
    who: str
    steps: tuple[Step, ...]
    element: str = ""
    width: int = WIDE
    height: int = 800
    scheme: Literal["light", "dark"] = field(default="light")


# What must have happened before the pictures, once: who, and how.
BEFORE: tuple[tuple[str, tuple[Step, ...]], ...] = (
    (
        OPERATOR,
        (
            *resident("Larasati Perumpama"),
            unfold("form[action*='ajukan-pembatalan'] button"),
            choose("form[action*='ajukan-pembatalan'] [name=reason]", "wrong_person"),
            send("form[action*='ajukan-pembatalan'] button"),
        ),
    ),
)

SHOTS: tuple[Shot, ...] = (
    # Everyone
    Shot("sign-in", NOBODY, (go("/masuk"),)),
    Shot("queue", LOKET, (go("/meja"),)),
    Shot("queue-dark", LOKET, (go("/meja"),), height=600, scheme="dark"),
    Shot(
        "keys",
        LOKET,
        (*application_of("Flamboyan Umpamawan"), press("Escape"), press("?")),
        element="dialog[open]",
    ),
    Shot("search", LOKET, (go("/meja"), enter("header [name=q]", "Bima S")), height=560),
    Shot("account", LOKET, (go("/keamanan"),), element="main"),
    Shot("set-pin", LOKET, (go("/keamanan/pin"),), element="main"),
    Shot("rights", LOKET, (go("/meja/wewenang"),), height=620),
    # Petugas loket
    Shot("find-applicant", LOKET, (go("/loket/permohonan/baru"), enter("#q", "Panji")), height=760),
    Shot("new-resident", LOKET, (go("/warga/baru"),), element="main"),
    Shot(
        "intake",
        LOKET,
        (
            go("/loket/permohonan/baru"),
            enter("#q", "Guntur Permisalan"),
            row("Guntur Permisalan", "a.button"),
        ),
    ),
    Shot(
        "intake-kk",
        KK_LOKET,
        (
            go("/loket/permohonan/baru"),
            enter("#q", "Seruni Ibaratno"),
            row("Seruni Ibaratno", "a.button"),
            tick("[value=new_child]"),
        ),
    ),
    Shot("taken-back-in", LOKET, application_of("Satriya Rekaan"), height=900),
    Shot("received-back", LOKET, application_of("Guntur Contohan"), height=620),
    Shot("hand-over", LOKET, application_of("Flamboyan Umpamawan"), height=900),
    # Kasi
    Shot(README_PICTURE, KASI, application_of("Bima Semisal"), height=1000),
    Shot("examination", KASI, application_of("Bima Semisal"), element=".examination"),
    Shot(
        "refuse",
        KASI,
        (*application_of("Bima Semisal"), unfold("form[action$='/tolak'] button")),
        element=".folded",
    ),
    Shot(
        "reverse",
        KASI,
        (*application_of("Flamboyan Umpamawan"), unfold("form[action$='/batalkan'] button")),
        element=".folded",
    ),
    Shot("void-request", KASI, resident("Larasati Perumpama"), element="main"),
    Shot("register", KASI, (go("/loket/register"),), element="main"),
    # Operator
    Shot("record", OPERATOR, application_of("Mawar Permisalan"), height=620),
    Shot("recorded-before", OPERATOR, application_of("Bayu Andaika"), height=620),
    Shot("send", OPERATOR, application_of("Topan Andaika"), height=620),
    Shot("print-kk", KK_OPERATOR, application_of("Mawar Misalnya"), height=620),
    Shot(
        "national-answer",
        OPERATOR,
        (*resident("Bima Semisal"), unfold("form[action$='/jawaban-nasional'] button")),
        element="main",
    ),
    # Camat
    Shot("camat", CAMAT, (go("/meja"),), height=620),
    # Citizens
    Shot("home", NOBODY, (go("/"),), width=NARROW, height=640),
    Shot("status", LOKET, (*application_of("Flamboyan Umpamawan"), as_citizen), width=NARROW, height=900),
    Shot(
        "what-to-bring",
        NOBODY,
        (go("/layanan/35.08.17/kk/yang-dibawa"), tick("[value=new_child]"), send("main form button")),
        element="main",
        width=720,
    ),
    Shot("check-receipt", NOBODY, (go("/periksa"),), width=720, height=480),
    Shot("board", NOBODY, (go("/papan/35.08.07"),), width=720, height=640),
    # Last, for they change something.
    Shot("list", OPERATOR, (go("/meja/daftar"),), height=900),
    Shot("undo", OPERATOR, (go("/meja"), send("main [data-row] .act form button")), height=420),
    Shot("lock", KK_LOKET, (locked,), height=480),
)


def files() -> Iterator[Path]:
    """Every picture's file, in every language."""
    for language in LANGUAGES:
        for shot in SHOTS:
            yield IMAGES / language / f"{shot.name}.png"
    yield IMAGES / f"{README_PICTURE}.png"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def demo() -> Iterator[str]:
    """A demo office in a folder that goes away; its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="pamong-guide-") as folder:
        words = ["demo", "--no-browser", "--port", str(port), "--data", f"{folder}/demo"]
        office = subprocess.Popen([program("pamong"), *words], stdout=subprocess.DEVNULL)
        try:
            home = f"http://127.0.0.1:{port}"
            wait_for(home, office)
            yield home
        finally:
            office.terminate()
            office.wait(timeout=30)


def wait_for(home: str, office: "subprocess.Popen[bytes]") -> None:
    for _ in range(SECONDS_TO_BUILD):
        if office.poll() is not None:
            raise StopError("The demo ended before it was ready; its message stands above.")
        try:
            with urlopen(home, timeout=5):
                return
        except OSError:
            time.sleep(1)
    raise StopError("The demo was not ready in time.")


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if not CHROMIUM.is_here() or found is None:
        raise StopError(CHROMIUM.advice())
    return found


@contextmanager
def launched() -> "Iterator[Browser]":
    """A Chromium that goes away."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (whoever reads the table needs no browser)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


class Studio:
    """The browsers of all who walk; somebody who signed in once stays signed in."""

    def __init__(self, browser: "Browser", home: str) -> None:
        self._browser = browser
        self._home = home
        self._tabs: dict[str, Page] = {}
        self._errors: list[str] = []

    def walk(self, who: str, prefix: str, steps: Sequence[Step]) -> "Page":
        """The screen of this person at the end of these steps."""
        tab = self._tabs.get(who) or self._sit_down(who)
        walk = Walk(tab, self._home, prefix)
        for step in steps:
            step(walk)
            if self._errors:
                raise StopError(f"No picture for the guide: {'; '.join(self._errors)}")
        tab.wait_for_load_state("networkidle")
        return tab

    def _look_at(self, answer: "Response") -> None:
        if answer.status >= 400:
            self._errors.append(f"{answer.url} answered {answer.status}")

    def picture(self, shot: Shot, prefix: str) -> bytes:
        tab = self._tabs.get(shot.who) or self._sit_down(shot.who)
        # A part is shown whole: nothing may have to be scrolled under the header that sticks to the top.
        tab.set_viewport_size({"width": shot.width, "height": TALL if shot.element else shot.height})
        tab.emulate_media(color_scheme=shot.scheme, reduced_motion="reduce")
        self.walk(shot.who, prefix, shot.steps)
        raw = tab.locator(shot.element).first.screenshot() if shot.element else tab.screenshot()
        return small_png(raw, self.pixels)

    def _sit_down(self, who: str) -> "Page":
        tab = self._browser.new_context(locale="id-ID", device_scale_factor=1).new_page()
        tab.set_default_timeout(15_000)
        tab.on("response", self._look_at)
        if who:
            tab.goto(f"{self._home}/masuk")
            with tab.expect_navigation():
                tab.locator("button[name=appointment]", has_text=who).first.click()
        self._tabs[who] = tab
        return tab

    def pixels(self, script: str, argument: str) -> object:
        """Run a script on an empty page, where no office's policy forbids it."""
        tab = self._tabs.get("pixels")
        if tab is None:
            tab = self._tabs["pixels"] = self._browser.new_page()
        return tab.evaluate(script, argument)


def take(only: Sequence[str]) -> int:
    """Take the named pictures, all when none is named; answers how many bytes were written."""
    written = 0
    with demo() as home, launched() as browser:
        studio = Studio(browser, home)
        for who, steps in BEFORE:
            studio.walk(who, "", steps)
        for shot in SHOTS:
            if only and shot.name not in only:
                continue
            for language, prefix in LANGUAGES.items():
                written += keep(IMAGES / language / f"{shot.name}.png", studio.picture(shot, prefix))
    shutil.copyfile(IMAGES / "en" / f"{README_PICTURE}.png", IMAGES / f"{README_PICTURE}.png")
    return written


def keep(path: Path, picture: bytes) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)
    print(f"{len(picture) // 1000:5} kB  {path.relative_to(ROOT)}", flush=True)
    return len(picture)


def main(arguments: Sequence[str]) -> int:
    unknown = set(arguments) - {shot.name for shot in SHOTS}
    if unknown:
        print(f"No such picture: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    say("Taking the pictures of the guide")
    try:
        say(f"{take(arguments) // 1000} kB written")
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
