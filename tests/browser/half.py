"""Typing into forms that keep what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIELDS = "main form input:not([type=hidden],[type=password]), main form select, main form textarea"
STANDS = f"""() => [...document.querySelectorAll("{FIELDS}")]
  .map((field) => [field.name, ["radio", "checkbox"].includes(field.type) ? field.checked : field.value])"""


@contextmanager
def kept(tab: "Page", text: str) -> Iterator[None]:
    """Waits until the server has answered a saving that holds `text`, one word."""
    with tab.expect_response(
        lambda answer: answer.url.endswith("/isian") and text in (answer.request.post_data or "")
    ):
        yield


def stands(tab: "Page") -> list[list[object]]:
    """What stands in the fields of the page."""
    return list(tab.evaluate(STANDS))


def half_a_resident(tab: "Page") -> None:
    """Half of a new resident, by keyboard, up to the middle of the address."""
    tab.locator("#id_name").focus()
    tab.keyboard.type("Sekar Rekaan")
    tab.locator("[name=sex]").last.press("Space")
    tab.locator("#id_birth_place").focus()
    tab.keyboard.type("Lumajang")
    tab.keyboard.press("Tab")
    tab.keyboard.type("17-05-19")
    tab.locator("#id_address").focus()
    with kept(tab, "Karangr"):
        tab.keyboard.type("Karangr")
