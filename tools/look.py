"""Pictures of the pages in every dress: wide, on a telephone, in the dark, in large print, on paper; one sheet a page.

Also how long a first visit takes on a slow line. Run by `./dev look`; writes docs/images-of-pages, prints the times.
"""

import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tools.guide import (
    CAMAT,
    KASI,
    KK_LOKET,
    LOKET,
    NOBODY,
    OPERATOR,
    Step,
    Studio,
    Walk,
    application_of,
    as_citizen,
    demo,
    enter,
    go,
    keep,
    launched,
    row,
)
from tools.picture import small_png
from tools.places import ROOT
from tools.progress import StopError, say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHEETS = ROOT / "docs" / "images-of-pages"
GPRS: Final[Mapping[str, int]] = {
    "downloadThroughput": 35_000 // 8,
    "uploadThroughput": 15_000 // 8,
    "latency": 700,
}
"""A 2G line: 35 kbit/s down, 15 kbit/s up, 700 ms until an answer begins."""
FIRST_SEEN = """() => new Promise((say) => {
  const tell = (list) => say([list.getEntries().at(-1).startTime, performance.getEntriesByType("navigation")[0].loadEventEnd]);
  new PerformanceObserver(tell).observe({ type: "paint", buffered: true });
})"""
PAPER_WIDTH = 680
"""A4 without its margins, in CSS pixels."""


@dataclass(frozen=True)
class Sheet:
    """One page to look at: whose, the way there."""

    name: str
    who: str
    steps: tuple[Step, ...]


SHEETS_TO_TAKE: tuple[Sheet, ...] = (
    Sheet("home", NOBODY, (go("/"),)),
    Sheet("service", NOBODY, (go("/layanan/35.08.07/ktp"),)),
    Sheet("question", NOBODY, (go("/layanan/35.08.17/kk/yang-dibawa"),)),
    Sheet("list", NOBODY, (go("/layanan/35.08.17/kk/yang-dibawa?reasons=lost_card&reasons=new_child"),)),
    Sheet("status", LOKET, (*application_of("Guntur Contohan"), as_citizen)),
    Sheet("check-receipt", NOBODY, (go("/periksa"),)),
    Sheet("board", NOBODY, (go("/papan/35.08.07"),)),
    Sheet("sign-in", NOBODY, (go("/masuk"),)),
    Sheet("queue", LOKET, (go("/meja"),)),
    Sheet("list-of-applications", OPERATOR, (go("/meja/daftar"),)),
    Sheet("search", LOKET, (go("/meja"), enter("header [name=q]", "Bima S"))),
    Sheet("new-application", LOKET, (go("/loket/permohonan/baru"), enter("#q", "Guntur"))),
    Sheet(
        "intake",
        KK_LOKET,
        (
            go("/loket/permohonan/baru"),
            enter("#q", "Seruni Ibaratno"),
            row("Seruni Ibaratno", "a.button"),
        ),
    ),
    Sheet("new-resident", LOKET, (go("/warga/baru"),)),
    Sheet("examine", KASI, application_of("Bima Semisal")),
    Sheet("hand-over", LOKET, application_of("Flamboyan Umpamawan")),
    Sheet("register", KASI, (go("/loket/register"),)),
    Sheet("rights", CAMAT, (go("/meja/wewenang"),)),
    Sheet("account", LOKET, (go("/keamanan"),)),
)


def dressed(tab: "Page") -> list[bytes]:
    """The page that is open: wide, wide and dark, on a telephone, on paper."""
    taken = []
    for width, height, scheme in ((1280, 900, "light"), (1280, 900, "dark"), (360, 900, "light")):
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=scheme, media="screen")  # type: ignore[arg-type]
        tab.evaluate("scrollTo(0, 0)")
        taken.append(tab.screenshot())
    tab.emulate_media(color_scheme="light", media="print")
    tab.set_viewport_size({"width": PAPER_WIDTH, "height": 900})
    taken.append(tab.screenshot())
    tab.emulate_media(media="screen")
    return taken


def sheet(browser: "Browser", pictures: Sequence[bytes]) -> bytes:
    """The pictures side by side, at half their size."""
    tab = browser.new_page(viewport={"width": 1840, "height": 470})
    images = "".join(
        f"<img src='data:image/png;base64,{b64encode(one).decode()}' style='zoom:.5;border:2px solid #888;margin:8px'>"
        for one in pictures
    )
    tab.set_content(f"<body style='margin:0;background:#ccc;white-space:nowrap'>{images}")
    tab.wait_for_load_state("networkidle")
    picture = tab.screenshot()
    tab.close()
    return picture


def slow(browser: "Browser", home: str) -> None:
    """Print how long a first visit to each page of the public takes on the slow line."""
    for one in SHEETS_TO_TAKE[:4]:
        tab = browser.new_context().new_page()
        wire = tab.context.new_cdp_session(tab)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", {"offline": False, **GPRS})
        for step in one.steps:
            step(Walk(tab, home, ""))
        shown, loaded = tab.evaluate(FIRST_SEEN)
        print(f"{one.name:<12} readable after {shown / 1000:4.1f} s, whole after {loaded / 1000:4.1f} s")
        tab.context.close()


def take(browser: "Browser", home: str, only: Sequence[str]) -> int:
    studio, written = Studio(browser, home), 0
    for one in SHEETS_TO_TAKE:
        if only and one.name not in only:
            continue
        tab = studio.walk(one.who, "", one.steps)
        written += keep(SHEETS / f"{one.name}.png", small_png(sheet(browser, dressed(tab)), studio.pixels))
    return written


def main(arguments: Sequence[str]) -> int:
    say("Taking the pictures of the pages")
    try:
        with demo() as home, launched() as browser:
            say(f"{take(browser, home, arguments) // 1000} kB written")
            slow(browser, home)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
