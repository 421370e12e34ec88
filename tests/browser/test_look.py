"""The look, measured in a real browser: readable for everyone, narrow and wide, light, dark, on paper, by keyboard.

The pages come from the gallery through Django's own client, so the real middleware, policy and stylesheet are at work.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import clear_url_caches

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser
ORIGIN = "http://localhost"
STAFF = ("antrean", "permohonan", "masukan", "keliru")
PUBLIC = ("lacak", "pertanyaan", "tidak-ada")
# The pages of the office are looked at in light and dark (test_pages_are_sound.py); here stands what none of them asks for.
VARIANTS: dict[str, dict[str, Any]] = {
    "strong contrast": {"viewport": (1280, 800), "contrast": "more"},
    "dark narrow strong contrast": {"viewport": (360, 740), "dark": True, "contrast": "more"},
}
Open = Callable[..., "Page"]


@pytest.fixture
def gallery(page: Open, settings: Any) -> Iterator[Open]:
    """A function that opens a page of the gallery: `gallery("antrean", viewport=(360, 740))`."""
    settings.ROOT_URLCONF = "tests.shell.gallery.urls"
    settings.STAFF_FRAME = "tests.shell.gallery.urls.frame"
    settings.ALLOWED_HOSTS = ["localhost"]
    clear_url_caches()
    client = Client()

    def answer(route: "Route") -> None:
        request = route.request
        path = request.url.removeprefix(ORIGIN)
        given = client.generic(
            request.method,
            path,
            request.post_data or "",
            content_type=request.headers.get("content-type", ""),
            HTTP_HOST="localhost",
        )
        body = b"".join(given) if given.streaming else given.content
        route.fulfill(status=given.status_code, headers=dict(given.headers), body=body)
        given.close()

    def opened(name: str, **options: Any) -> "Page":
        tab: Any = page(**options)
        tab.problems = []
        tab.route("**/*", answer)
        tab.on("console", lambda line: tab.problems.append(line.text) if line.type == "error" else None)
        tab.on("pageerror", lambda error: tab.problems.append(str(error)))
        tab.goto(f"{ORIGIN}/galeri/{name}")
        return cast("Page", tab)

    yield opened
    clear_url_caches()


def problems(tab: Any) -> list[str]:
    """What the browser itself complained of: blocked by the policy, or failed in a script."""
    return list(tab.problems)


def violations(tab: "Page") -> list[str]:
    """What axe finds on the page, one line each: rule, and the first place."""
    found = Axe().run(tab).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def overflow(tab: "Page") -> int:
    return int(tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", [*STAFF, *PUBLIC])
def test_nobody_is_shut_out(gallery: Open, name: str, variant: str) -> None:
    tab = gallery(name, **VARIANTS[variant])
    assert violations(tab) == []
    assert overflow(tab) <= 0


def test_axe_refuses_the_control_page(gallery: Open) -> None:
    assert len(violations(gallery("rusak"))) >= 3


def focused(tab: "Page") -> str:
    return str(tab.evaluate("document.activeElement.textContent.trim() || document.activeElement.name"))


def chosen(tab: "Page") -> list[str]:
    return list(tab.evaluate("[...document.querySelectorAll('.states :checked')].map((one) => one.value)"))


def settle(tab: "Page") -> None:
    """A single letter acts only once it is clear that no scanner is typing.

    The page's own timers keep their order however busy the machine is; a wait out here would not know of them.
    """
    tab.evaluate("() => new Promise((done) => setTimeout(done, 120))")


@pytest.mark.parametrize(
    ("key", "leads"),
    [("F2", "/galeri/masukan"), ("F8", "/galeri/antrean")],
)
def test_a_function_key_leads_to_its_place(gallery: Open, key: str, leads: str) -> None:
    tab = gallery("permohonan")
    tab.keyboard.press(key)
    tab.wait_for_url(f"{ORIGIN}{leads}")


def test_f4_puts_the_cursor_into_the_search(gallery: Open) -> None:
    tab = gallery("antrean")
    tab.keyboard.press("F4")
    assert focused(tab) == "q"


def test_rows_are_walked_and_opened_without_a_mouse(gallery: Open) -> None:
    tab = gallery("antrean")
    walked = []
    for key in ("j", "j", "j", "k"):
        tab.keyboard.press(key)
        settle(tab)
        walked.append(focused(tab))
    assert walked == ["KTP-2026-000412", "KTP-2026-000431", "KK-2026-000077", "KTP-2026-000431"]
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#b")


def test_a_row_key_works_in_the_row_that_has_focus(gallery: Open) -> None:
    tab = gallery("antrean")
    tab.keyboard.press("s")
    settle(tab)
    assert "#" not in tab.url
    for key in ("j", "j", "j", "s"):
        tab.keyboard.press(key)
        settle(tab)
    tab.wait_for_url("**#serah")


def test_a_letter_acts_only_while_no_field_has_focus(gallery: Open) -> None:
    tab = gallery("permohonan")
    tab.keyboard.press("F4")
    tab.keyboard.press("k")
    settle(tab)
    assert tab.url.endswith("/permohonan")
    assert tab.input_value("[name=q]") == "k"
    tab.keyboard.press("Escape")
    tab.keyboard.press("k")
    tab.wait_for_url("**#kembali")


def test_letters_can_be_switched_off(gallery: Open) -> None:
    tab = gallery("permohonan")
    tab.keyboard.press("?")
    settle(tab)
    tab.get_by_label("Tombol satu huruf aktif").uncheck()
    tab.keyboard.press("Escape")
    tab.keyboard.press("k")
    settle(tab)
    assert tab.url.endswith("/permohonan")


def test_the_key_sheet_lists_what_the_page_declares(gallery: Open) -> None:
    tab = gallery("permohonan")
    tab.keyboard.press("?")
    settle(tab)
    sheet = tab.locator("dialog[open]").inner_text()
    for line in ("F8\tAntrean", "Alt+L\tSemua ada", "Ctrl+Enter\tSimpan", "v\tSah", "F4\tCari kode"):
        assert line in sheet
    assert violations(tab) == []


def test_all_present_leaves_what_was_examined_and_which_alternative_it_was(gallery: Open) -> None:
    tab = gallery("permohonan")
    assert chosen(tab) == ["present", "deficient", "not_examined", "not_applicable", "not_examined"]
    tab.keyboard.press("Alt+l")
    assert chosen(tab) == ["present", "deficient", "present", "not_applicable", "not_examined"]
    assert focused(tab) == "state-deed"


def test_a_reason_is_asked_where_something_is_deficient(gallery: Open) -> None:
    tab = gallery("permohonan", java_script_enabled=False)
    assert tab.locator("input[name=reason-photo]").is_visible()
    assert not tab.locator("input[name=reason-kk]").is_visible()
    tab.locator("label[for=state-kk-deficient]").click()
    assert tab.locator("input[name=reason-kk]").is_visible()


def test_enter_behind_a_reason_sends_nothing(gallery: Open) -> None:
    tab = gallery("permohonan")
    sent = []
    tab.on("request", lambda request: sent.append(request.method))
    tab.locator("input[name=reason-photo]").press("Enter")
    settle(tab)
    assert "POST" not in sent
    with tab.expect_request(lambda request: request.method == "POST"):
        tab.keyboard.press("Control+Enter")


def test_ctrl_enter_saves_and_a_wrong_form_is_explained_first(gallery: Open) -> None:
    tab = gallery("masukan")
    tab.locator("[name=name]").focus()
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(".errors")
    assert tab.evaluate("document.activeElement.matches('[data-errors]')")
    tab.get_by_role("link", name="Alasan").click()
    assert tab.evaluate("document.activeElement.id") == "id_reason_0"


CODE = "7K2QD-9MXTA-4P6R"


@pytest.mark.parametrize("place", ["nowhere", "a field"])
def test_a_scanner_is_heard_anywhere(gallery: Open, place: str) -> None:
    tab = gallery("permohonan" if place == "nowhere" else "masukan")
    if place == "a field":
        tab.locator("[name=name]").fill("Wagiyem")
    tab.evaluate(SCAN, CODE)
    tab.wait_for_url(f"{ORIGIN}/galeri/cari")
    assert tab.locator("h1").inner_text() == f"Dicari: {CODE}"


# Keys sent from inside the page come as fast as a scanner's; Playwright's own come as slowly as the machine is busy.
SCAN = """(code) => {
  const target = document.activeElement;
  for (const key of [...code, "Enter"]) {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    if (target.dispatchEvent(event) && key.length === 1 && "value" in target) target.value += key;
  }
}"""


def test_a_name_and_enter_are_no_scan(gallery: Open) -> None:
    tab = gallery("masukan")
    tab.locator("[name=name]").focus()
    tab.evaluate(SCAN, "WAGIYEMBINTICONTOH")
    settle(tab)
    assert tab.url.endswith("/masukan")
    assert tab.input_value("[name=name]") == "WAGIYEMBINTICONTOH"


@pytest.mark.parametrize("name", STAFF)
def test_the_policy_stops_nothing_of_ours(gallery: Open, name: str) -> None:
    tab = gallery(name)
    assert problems(tab) == []
    assert tab.evaluate("typeof htmx") == "object"


def test_the_policy_stops_what_a_resident_might_type(gallery: Open) -> None:
    tab = gallery("antrean")
    tab.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.caught = 1\">')")
    settle(tab)
    assert tab.evaluate("window.caught") is None
    assert any("Content Security Policy" in line for line in problems(tab))


@pytest.mark.parametrize("name", PUBLIC)
def test_what_a_finger_must_hit_is_44_points_high(gallery: Open, name: str) -> None:
    tab = gallery(name, viewport=(360, 740))
    low = "(all) => all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"
    assert tab.locator("main button, main .button, label.check, header a, a.back").evaluate_all(low) == []


def test_paper_is_black_on_white_whatever_theme_was_chosen(gallery: Open) -> None:
    tab = gallery("antrean")
    tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    ink = "getComputedStyle(document.body).color"
    assert tab.evaluate(ink) != "rgb(0, 0, 0)"
    tab.emulate_media(media="print")
    assert tab.evaluate(ink) == "rgb(0, 0, 0)"
