"""What is looked at on every page, one column each, and the table that says what was found.

A page is opened three times: in Indonesian, wide and light; in English, on a telephone in the dark; and without
scripts, where it is read at double size and printed. A cell of the table is a number, "ok", or the flaws.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po

import pamong

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

HEAVIEST: Final = 50_000
"""Bytes over the wire for a first visit to a public page (design: under 50 kB)."""
WIDE, TELEPHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# A4 without its margins of 15 mm, at 96 points an inch.
PAPER = {"width": 680, "height": 1009}
COLUMNS: Final = (
    "weight", "errors", "axe light", "axe dark 360", "axe print", "360", "drawn over", "text 200 %", "print", "id", "en", "no scripts", "no trace",
)  # fmt: skip
AXE: Final = Axe()
Flaws = list[str]

OVERFLOW = """() => {
  const root = document.documentElement, wide = root.scrollWidth - root.clientWidth;
  return wide > 0 ? [`${wide} points too wide`] : [];
}"""
# What stands in a box that cannot be scrolled by hand, or on paper at all, and does not fit into it.
CUT = """(paper) => [...document.querySelectorAll("body *")].filter((box) => {
  const style = getComputedStyle(box);
  if (!box.getClientRects().length || box.matches(".skip,input,textarea,select,svg *")) return false;
  // What only a screen reader is told is clipped away on purpose.
  if (style.display === "inline" || style.clipPath !== "none") return false;
  const hides = paper ? style.overflowX !== "visible" : ["hidden", "clip"].includes(style.overflowX);
  return hides && (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1);
}).map((box) => `cut: ${box.outerHTML.slice(0, 80)}`)"""
# Two texts in one place: a column that runs over its neighbour fits the page, and nothing of it is cut.
DRAWN_OVER = """() => {
  const boxes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    // What lies folded away has boxes, but nobody sees them.
    let [left, right, apart] = [-Infinity, Infinity, !node.nodeValue.trim() || !node.parentElement.checkVisibility()];
    for (let one = node.parentElement; one && !apart; one = one.parentElement) {
      const style = getComputedStyle(one);
      // What floats above the page on purpose, what only a screen reader is told, and what is measured elsewhere.
      apart = ["fixed", "sticky"].includes(style.position) || style.clipPath !== "none" || one.matches("svg,dialog,.skip");
      if (style.overflowX !== "visible") {
        const window = one.getBoundingClientRect();
        [left, right] = [Math.max(left, window.left), Math.min(right, window.right)];
      }
    }
    if (apart) continue;
    range.selectNodeContents(node);
    for (const one of range.getClientRects()) {
      const box = {left: Math.max(one.left, left), right: Math.min(one.right, right), top: one.top, bottom: one.bottom, node};
      if (box.right - box.left > 1) boxes.push(box);
    }
  }
  const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 4
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > Math.min(one.bottom - one.top, other.bottom - other.top) / 2;
  return boxes.flatMap((one, at) => boxes.slice(at + 1).filter((other) => other.node !== one.node && meet(one, other))
    .map((other) => `${one.node.nodeValue.trim().slice(0, 40)} / ${other.node.nodeValue.trim().slice(0, 40)}`)).slice(0, 5);
}"""
ON_PAPER = """() => {
  const shown = [...document.querySelectorAll("nav,button,.button,[role=search],.back,.skip:focus")].filter((one) => one.getClientRects().length);
  const [red, green, blue] = getComputedStyle(document.body).color.match(/\\d+/g).map(Number);
  return [...shown.map((one) => `on paper: ${one.outerHTML.slice(0, 80)}`), ...(red + green + blue > 300 ? ["pale ink"] : [])];
}"""
# Every text with the language it is said to be in: what is drawn, and what a screen reader says instead.
TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const said = (element) => element.closest("[lang]")?.getAttribute("lang") ?? "";
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script,style,pre,code,kbd,textarea")) found.push([said(parent), walker.currentNode.nodeValue]);
  }
  for (const name of ["aria-label", "placeholder", "alt", "title"])
    for (const one of document.querySelectorAll(`[${name}]`)) found.push([said(one), one.getAttribute(name)]);
  return found.filter(([, text]) => text.trim());
}"""
# What can be done on the page, by its words; without the keys beside them. Marking many at once only saves keys.
WAYS = """() => [...document.querySelectorAll("main a,main button,main input:not([type=hidden]),main select,main textarea")]
  .filter((one) => one.getClientRects().length && !one.disabled && !one.matches("[data-all],[data-passkey] *,:disabled"))
  .map((one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll("kbd").forEach((cap) => cap.remove());
    return `${one.tagName} ${one.name ?? ""} ${copy.textContent.replace(/\\s+/g, " ").trim()}`;
  })"""
UNFOLD = "document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"


@dataclass
class Line:
    """One page in the table."""

    name: str
    weight: int = 0
    cells: dict[str, Flaws] = field(default_factory=dict)

    @property
    def flaws(self) -> dict[str, Flaws]:
        return {column: found for column, found in self.cells.items() if found}

    def written(self) -> str:
        cells = [str(self.weight) if column == "weight" else "ok" for column in COLUMNS]
        for place, column in enumerate(COLUMNS):
            if column not in self.cells:
                cells[place] = "–"
            elif self.cells[column]:
                cells[place] = f"!{len(self.cells[column])}"
        return f"{self.name:<34}" + "".join(f"{cell:>13}" for cell in cells)


def table(lines: Sequence[Line]) -> str:
    """All pages, one line each, under the names of the columns."""
    head = f"{'page':<34}" + "".join(f"{column:>13}" for column in COLUMNS)
    return "\n".join(["", head, *(line.written() for line in lines)])


def flaws(lines: Sequence[Line]) -> Mapping[str, Mapping[str, Flaws]]:
    """The pages that have any, with what is wrong."""
    return {line.name: line.flaws for line in lines if line.flaws}


class Watched:
    """A page, what the browser complained of while it was open, and what it fetched."""

    def __init__(self, tab: "Page") -> None:
        self.tab = tab
        self.errors: Flaws = []
        self.requests: list[Request] = []
        tab.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        tab.on("requestfinished", lambda request: self.requests.append(request))  # noqa: PLW0108
        self._wire = tab.context.new_cdp_session(tab)

    def visit(self, address: str) -> None:
        self.errors.clear()
        self.requests.clear()
        # A browser that has never been here: nothing is in its memory.
        self._wire.send("Network.clearBrowserCache")
        answer = self.tab.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        self.tab.evaluate(UNFOLD)

    def weight(self) -> int:
        """Bytes of all answers as they came over the wire, headers too."""
        sizes = [request.sizes() for request in self.requests]
        return sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)

    def enlarge(self, size: int) -> None:
        """Set the size of letters that the visitor has chosen in the browser, in points; 16 is usual."""
        self._wire.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


class Visitor:
    """Somebody with three screens: wide and light, a telephone in the dark, and one without scripts.

    `contexts` opens a browser's memory with these options; whoever signed in is signed in at all three. Who `opens_only`
    sees that every page opens, in both languages, without an error and a trace.
    """

    def __init__(self, contexts: Any, *, public: bool, opens_only: bool = False) -> None:
        self._opens_only = opens_only
        self.wide = Watched(contexts(viewport=(1280, 800)))
        self.dark = Watched(contexts(viewport=(360, 740), dark=True))
        self.plain = Watched(contexts(viewport=(1280, 800), java_script_enabled=False))
        self._public = public

    def look(self, name: str, address: str, path: str, *, public: bool | None = None) -> Line:
        """All columns of one page; `path` has no language in it."""
        line = Line(name)
        public = self._public if public is None else public
        if self._opens_only:
            self._opened(line, address + path, public=public)
            self._opened(line, f"{address}/en{path}", public=public)
            return line
        self._wide(line, address + path, public=public)
        self._dark(line, f"{address}/en{path}")
        self._plain(line, address + path)
        return line

    def _opened(self, line: Line, address: str, *, public: bool) -> None:
        self.wide.visit(address)
        line.cells["errors"] = line.cells.get("errors", []) + self.wide.errors
        if public:
            line.cells["no trace"] = traces(self.wide.tab)

    def look_at_what_is_open(self, line: Line, language: str) -> None:
        """The columns that need no opening: for an answer to a form, which has no address."""
        if language == "id":
            self._in_the_light(line)
        else:
            self._in_the_dark(line)

    def _wide(self, line: Line, address: str, *, public: bool) -> None:
        self.wide.visit(address)
        line.weight = self.wide.weight()
        line.cells["weight"] = [f"{line.weight} bytes"] if public and line.weight > HEAVIEST else []
        self._in_the_light(line)
        if public:
            line.cells["no trace"] = traces(self.wide.tab)

    def _in_the_light(self, line: Line) -> None:
        line.cells["errors"] = list(self.wide.errors)
        line.cells["axe light"] = violations(self.wide.tab)
        line.cells["id"] = foreign_words(self.wide.tab, "id")
        line.cells["drawn over"] = self.wide.tab.evaluate(DRAWN_OVER)

    def _dark(self, line: Line, address: str) -> None:
        self.dark.visit(address)
        self._in_the_dark(line)

    def _in_the_dark(self, line: Line) -> None:
        tab = self.dark.tab
        line.cells["errors"] += self.dark.errors
        line.cells["axe dark 360"] = violations(tab)
        line.cells["360"] = tab.evaluate(OVERFLOW) + tab.evaluate(CUT, False)
        line.cells["drawn over"] += [f"360: {one}" for one in tab.evaluate(DRAWN_OVER)]
        line.cells["en"] = foreign_words(tab, "en")
        tab.emulate_media(media="print")
        line.cells["axe print"] = violations(tab, runOnly=["color-contrast"])
        tab.emulate_media(media="screen")

    def _plain(self, line: Line, address: str) -> None:
        watched, tab = self.plain, self.plain.tab
        watched.visit(address)
        ways = tab.evaluate(WAYS)
        line.cells["no scripts"] = [f"lost: {way}" for way in self.wide.tab.evaluate(WAYS) if way not in ways]
        watched.enlarge(32)
        line.cells["text 200 %"] = tab.evaluate(OVERFLOW) + tab.evaluate(CUT, False)
        watched.enlarge(16)
        line.cells["print"] = printed(tab)


def printed(tab: "Page") -> Flaws:
    """What is wrong with the page on paper: cut off, pale, or meant for the screen only."""
    size = tab.viewport_size
    tab.emulate_media(media="print")
    tab.set_viewport_size(PAPER)  # type: ignore[arg-type]
    found: Flaws = [*tab.evaluate(OVERFLOW), *tab.evaluate(CUT, True), *tab.evaluate(ON_PAPER)]
    tab.emulate_media(media="screen")
    tab.set_viewport_size(size or WIDE)  # type: ignore[arg-type]
    return found


def violations(tab: "Page", **options: Any) -> Flaws:
    """What axe finds, one line each: rule, and the first place."""
    found = AXE.run(tab, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def enlarged(tab: "Page", address: str) -> Flaws:
    """What is wrong in large print and high contrast: does not fit, wide or narrow; is paler than seven to one (WCAG AAA)."""
    tab.set_viewport_size(WIDE)  # type: ignore[arg-type]
    tab.goto(address)
    tab.evaluate(UNFOLD)
    size = tab.evaluate("getComputedStyle(document.body).fontSize")
    found: Flaws = [] if size == "24px" else [f"letters of {size}"]
    found += violations(tab, runOnly={"type": "rule", "values": ["color-contrast-enhanced"]})
    for screen in (WIDE, TELEPHONE):
        tab.set_viewport_size(screen)  # type: ignore[arg-type]
        found += [f"{screen['width']}: {one}" for one in tab.evaluate(OVERFLOW) + tab.evaluate(CUT, False)]
    return found


def traces(tab: "Page") -> Flaws:
    """What a public page may not do: keep something at the visitor, run a script."""
    kept = tab.evaluate("localStorage.length + sessionStorage.length")
    return [
        *(f"cookie {cookie.get('name')}" for cookie in tab.context.cookies()),
        *(["storage"] if kept else []),
        *(["script"] if tab.locator("script").count() else []),
    ]


WORD = re.compile(r"[^\W\d_]{3,}")
PLACE = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|<[^>]+>")
# Invented people, what somebody at the counter typed in Indonesian, posts and courses as a standard prints them, the
# titles of laws, the words of the format, which are quoted, languages, which have the name they give themselves, and
# public codes: their letters spell a word now and then.
NAMES: Final = frozenset({"rekaan"})
TYPED: Final = re.compile(
    r"Latar merah, tahun lahir genap|Daftar 1|Bahasa Indonesia|English|change management|Kasi Pelayanan Umum|Petugas (Operator|Loket)"
    r"|\b[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{4}\b"
    r"|, (Pelayanan Publik|Administrasi Kependudukan)\.|“[^” ]+”|\w+@\d+"
)


def words_in(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(PLACE.sub(" ", TYPED.sub(" ", text))))


@cache
def words_of_one_language() -> Mapping[str, frozenset[str]]:
    """By language, the words that the other language's texts never use: one of them on a page was not translated."""
    path = Path(pamong.__file__).parent / "shell" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    both: dict[str, set[str]] = {"id": set(), "en": set()}
    for message in messages:
        for language, texts in (("id", message.id), ("en", message.string)):
            for text in texts if isinstance(texts, (tuple, list)) else (texts,):
                both[language] |= words_in(str(text))
    return {
        "id": frozenset(both["id"] - both["en"] - NAMES),
        "en": frozenset(both["en"] - both["id"] - NAMES),
    }


def foreign_words(tab: "Page", language: str) -> Flaws:
    """Where the page says to be in another language than it was asked for, or uses words of the other one.

    A passage that is marked with another language (`lang="id"` around a clause on an English page) is held to that one.
    """
    said = tab.evaluate("document.documentElement.lang")
    found = [] if said == language else [f"lang={said}"]
    only = words_of_one_language()
    for marked, text in tab.evaluate(TEXTS):
        other = "en" if marked == "id" else "id"
        foreign = words_in(text) & only[other]
        if foreign:
            found.append(f"{', '.join(sorted(foreign))}: {' '.join(text.split())[:90]}")
    return found
