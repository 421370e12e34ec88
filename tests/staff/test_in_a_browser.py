"""The pages of this room in headless Chromium: by keyboard, with a passkey, readable for everyone."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test.testcases import LiveServerThread

from pamong.ledger import clock
from pamong.staff.models import Passkey
from pamong.vault import keys
from tests.staff.people import PASSWORD, PIN, found_offices, hire

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., "Page"]
VARIANTS: tuple[dict[str, Any], ...] = (
    {"viewport": (1280, 800)},
    {"viewport": (360, 740), "dark": True},
)


@pytest.fixture
def address(settings: Any) -> Iterator[str]:
    """A server of this process. Its static files come from the office's own middleware, with their hashed names;
    the plugin's live server would look for them under their plain names and find nothing.
    """
    settings.ALLOWED_HOSTS = ["localhost"]
    keys.create_keys()
    found_offices()
    as_it_is = cast("type[WSGIHandler]", lambda application: application)
    server = LiveServerThread("localhost", as_it_is, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()


def focused(tab: "Page") -> None:
    """The browser gives the focus a moment after the page is read; a test types faster than any person."""
    tab.locator("[autofocus]:focus").wait_for()


def sign_in(tab: "Page", address: str, username: str, page: str = "/keamanan") -> None:
    """Names and passwords typed, Tab between them, Enter at the end; the pointer is never used."""
    tab.goto(f"{address}/masuk?next={page}")
    focused(tab)
    tab.keyboard.type(username)
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def flaws(tab: "Page") -> list[str]:
    """What axe finds, and what is wider than the window."""
    found = Axe().run(tab).response["violations"]
    wide = tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] + (["too wide"] if wide else [])


def test_sign_in_lock_and_pin_by_keyboard(page: Open, address: str) -> None:
    hire("siti", "loket", pin=True)
    tab = page()
    sign_in(tab, address, "siti", "/keamanan/pin")
    assert tab.url == f"{address}/keamanan/pin"
    clock.travel(timedelta(minutes=4))
    tab.reload()
    assert "/kunci" in tab.url
    focused(tab)
    tab.keyboard.type(PIN)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{address}/keamanan/pin")


@pytest.mark.parametrize("variant", VARIANTS)
def test_axe_finds_nothing_on_any_page(page: Open, address: str, variant: dict[str, Any]) -> None:
    hire("budi", "loket", pin=True)
    kasi = hire("siti", "kasi", pin=True)
    tab = page(**variant)
    tab.goto(f"{address}/masuk")
    assert flaws(tab) == []
    tab.keyboard.type("siti")
    tab.keyboard.press("Tab")
    tab.keyboard.type("salah")
    tab.keyboard.press("Enter")
    tab.get_by_text("tidak cocok").first.wait_for()
    assert flaws(tab) == []
    sign_in(tab, address, "budi")
    for path in ("/keamanan", "/keamanan/pin", "/keamanan/kata-sandi", "/keamanan/kode", "/masuk/ulang"):
        tab.goto(f"{address}{path}")
        assert flaws(tab) == [], path
    clock.travel(timedelta(minutes=4))
    sign_in(tab, address, kasi.username)
    assert "/masuk/kedua" in tab.url
    assert flaws(tab) == []
    clock.travel(timedelta(minutes=4))
    tab.reload()
    tab.get_by_text("Ganti orang").wait_for()
    assert flaws(tab) == []


def test_a_passkey_of_the_browser_opens_the_door_twice(page: Open, address: str) -> None:
    hire("siti", "kasi")
    tab = page()
    tools = tab.context.new_cdp_session(tab)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    tools.send(
        "WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}}
    )
    sign_in(tab, address, "siti")
    assert "/masuk/kedua" in tab.url
    tab.get_by_label("Nama kunci sandi").fill("telepon")
    tab.get_by_role("button", name="Buat kunci sandi").press("Enter")
    tab.wait_for_url(f"{address}/keamanan")
    assert Passkey.objects.get().name == "telepon"
    tab.context.clear_cookies()
    sign_in(tab, address, "siti")
    assert "/masuk/kedua" in tab.url
    tab.get_by_role("button", name="Pakai kunci sandi").press("Enter")
    tab.wait_for_url(f"{address}/keamanan")


def test_without_a_passkey_in_the_browser_the_page_says_so(page: Open, address: str) -> None:
    hire("siti", "kasi")
    tab = page()
    tools = tab.context.new_cdp_session(tab)
    tools.send("WebAuthn.enable")
    sign_in(tab, address, "siti")
    tab.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('ditolak')); }")
    tab.get_by_role("button", name="Buat kunci sandi").press("Enter")
    tab.get_by_text("Kunci sandi tidak diberikan").wait_for()
    assert not Passkey.objects.exists()
