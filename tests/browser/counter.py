"""People at the counter and a citizen at home, in a real browser, with the keyboard alone.

`Desk` walks with Tab, presses keys and reads what stands on the screen. It has no way to click, to fill a field or to
type an address: whatever it reaches, an officer without a mouse reaches too.
"""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FURTHEST = 150
"""More Tabs than any page has stops: who has not arrived by then goes round in circles."""

# What the control in focus is called, as a screen reader would say it, with the key hints left out.
NAME = """() => {
  const here = document.activeElement, said = (from) => {
    const copy = from.cloneNode(true);
    copy.querySelectorAll("kbd").forEach((cap) => cap.remove());
    return copy.textContent;
  };
  const name = here.getAttribute("aria-label") ?? (here.labels?.length ? [...here.labels].map(said).join(" ") : said(here));
  return here === document.body ? "" : name.replace(/\\s+/g, " ").trim();
}"""
GROUP = """() => (document.activeElement.closest("fieldset")?.querySelector("legend")?.textContent ?? "")
  .replace(/\\s+/g, " ").trim()"""
CHOSEN = "() => document.activeElement.selectedOptions[0].textContent.trim()"


class Desk:
    """One officer at one machine. `keys` counts the presses since the count was last set to nought."""

    def __init__(self, tab: "Page") -> None:
        self._tab = tab
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            self._tab.keyboard.press(key)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self._tab.keyboard.type(text)

    def go(self, key: str) -> None:
        """Press a key that leads to another page, and wait until that page is there."""
        with self._tab.expect_navigation():
            self.press(key)

    def tab_to(self, name: str) -> None:
        """Tab on until the control whose name begins with `name` has the focus."""
        passed = []
        for _ in range(FURTHEST):
            here = str(self._tab.evaluate(NAME))
            if here.startswith(name):
                return
            passed.append(here)
            self.press("Tab")
        raise AssertionError(f"No Tab leads to {name!r}. Passed: {', '.join(dict.fromkeys(passed))}")

    def enter(self, name: str, text: str) -> None:
        """Write into the field called `name`; what stood there is overwritten."""
        self.tab_to(name)
        self.press("Control+a")
        self.type(text)

    def choose(self, name: str, option: str) -> None:
        """Go down the list of the field called `name` until `option` is chosen."""
        self.tab_to(name)
        for _ in range(FURTHEST):
            if self._tab.evaluate(CHOSEN) == option:
                return
            self.press("ArrowDown")
        raise AssertionError(f"{name!r} offers no {option!r}")

    def mark(self, group: str, option: str) -> None:
        """Among the choices of `group` (the beginning of its legend) choose the one called `option`."""
        passed = set()
        while not (here := str(self._tab.evaluate(GROUP))).startswith(group):
            passed.add(here)
            self.press("Tab")
            assert len(passed) < FURTHEST, f"No Tab leads to {group!r}. Passed: {passed}"
        for _ in range(FURTHEST):
            if str(self._tab.evaluate(NAME)).startswith(option):
                self.press("Space")
                return
            self.press("ArrowRight")
        raise AssertionError(f"{group!r} offers no {option!r}")

    def tick(self, name: str) -> None:
        self.tab_to(name)
        self.press("Space")

    def value(self, name: str) -> str:
        """What stands in the field called `name`."""
        self.tab_to(name)
        return str(self._tab.evaluate("() => document.activeElement.value"))

    def all_of(self, selector: str) -> list[str]:
        """The texts of everything on the page that the selector finds."""
        return [words(text) for text in self._tab.locator(selector).all_inner_texts()]

    def open_row(self, text: str) -> None:
        """Walk down the rows with `j` until the one with `text` has the focus, and open it."""
        for _ in range(FURTHEST):
            self.press("j")
            # A single letter acts only once it is clear that no scanner is typing.
            self._tab.wait_for_timeout(80)
            row = self._tab.evaluate("() => document.activeElement.closest('[data-row]')?.innerText ?? ''")
            if text in row:
                self.go("Enter")
                return
        raise AssertionError(f"No row with {text!r}")

    def sees(self, *texts: str) -> None:
        """Every text stands on the page."""
        found = self.text()
        missing = [text for text in texts if text not in found]
        assert not missing, f"{missing} not in: {found}"

    def sees_none_of(self, *texts: str) -> None:
        found = self.text()
        shown = [text for text in texts if text in found]
        assert not shown, f"{shown} in: {found}"

    def waits_for(self, text: str) -> None:
        """The page changes by itself until `text` stands on it."""
        self._tab.get_by_text(text).first.wait_for()

    def text(self) -> str:
        """What stands on the page, spaces and line ends alike."""
        return words(self._tab.locator("main").inner_text())

    def focus(self) -> str:
        """The name of what has the focus."""
        return str(self._tab.evaluate(NAME))

    def comes_to(self, name: str) -> None:
        """The page, or the one after it, moves the focus by itself to the control that is called `name`."""
        self._tab.locator(":focus", has_text=name).wait_for()

    def public_code(self) -> str:
        """The code that is printed on the receipt."""
        found = re.search(r"Kode publik ([0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{4})", self.text())
        assert found, self.text()
        return found[1]


class Citizen:
    """Somebody at home with a receipt: no sign-in, a browser of their own."""

    def __init__(self, tab: "Page", address: str) -> None:
        self._tab = tab
        self._address = address

    def reads(self, code: str, *texts: str) -> str:
        """The status page of this code shows every text; answers all that it shows."""
        self._tab.goto(f"{self._address}/status/{code}")
        found = words(self._tab.locator("main").inner_text())
        missing = [text for text in texts if text not in found]
        assert not missing, f"{missing} not in: {found}"
        return found


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
