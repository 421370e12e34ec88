"""How many keys the counter's usual acts cost, counted by a listener in the page: every keydown, also of Alt and Ctrl.

Only the keyboard is used. The intake is measured among more than ten thousand residents of the office, of whom many
begin with the letters typed.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from pamong.applications.codes import spaced
from pamong.ledger import clock
from pamong.ledger.identifiers import uuid7
from pamong.residents import queries as residents
from pamong.residents import sealed
from pamong.residents.models import Resident, ResidentOffice
from pamong.residents.rules import name_key
from pamong.vault.numbers import IdentityNumber
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, actor, do, kk, ktp, ktp_at, nik, verbs
from tests.browser.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from pamong.applications.models import Application

pytestmark = pytest.mark.browser

MANY = 10_000
FIRST = ("Panji", "Sekar", "Bayu", "Elang", "Kenanga", "Wira", "Melati", "Satriya", "Dahlia", "Cakra")
LAST = ("Rekaan", "Contohan", "Andaika", "Misalan", "Umpama", "Karangan", "Tiruan")
COUNT = """
  const kept = Number(sessionStorage.getItem("keydowns") ?? 0);
  let pressed = kept;
  addEventListener("keydown", () => sessionStorage.setItem("keydowns", ++pressed), true);
"""


def ten_thousand_residents() -> None:
    """People laid down as rows, each sealed and indexed as the verb would do it, only without an entry each."""
    born, people = date(1950, 1, 1), []
    for serial in range(MANY):
        identifier = uuid7()
        day = born + timedelta(days=serial)
        number = IdentityNumber(nik(serial % 9999 + 1, day))
        name = (
            f"{FIRST[serial % len(FIRST)]} {LAST[serial // 10 % len(LAST)]} {'ABCDEFGHIJ'[serial // 70 % 10]}"
        )
        people.append(
            Resident(
                id=identifier,
                name=name,
                sex="m",
                birth_place="Lumajang",
                birth_date=day,
                citizenship="wni",
                village_id=f"{KTP_OFFICE}.2001",
                **sealed.columns(row=identifier, number=number),
            )
        )
    Resident.objects.bulk_create(people, batch_size=500)
    ResidentOffice.objects.bulk_create(
        (
            ResidentOffice(
                resident=each, office_id=KTP_OFFICE, name_key=name_key(each.name), since=clock.now()
            )
            for each in people
        ),
        batch_size=500,
    )


class Hands:
    """A keyboard, and the number of keydown events that reached the pages."""

    def __init__(self, tab: "Page", address: str) -> None:
        self.tab = tab
        tab.add_init_script(COUNT)
        tab.goto(f"{address}/meja")
        tab.evaluate("sessionStorage.removeItem('keydowns')")
        tab.goto(f"{address}/meja")

    @property
    def keydowns(self) -> int:
        return int(self.tab.evaluate("Number(sessionStorage.getItem('keydowns') ?? 0)"))

    def start_counting(self) -> None:
        self.tab.evaluate("sessionStorage.removeItem('keydowns')")
        self.tab.reload()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.keyboard.press(key)

    def go(self, key: str) -> None:
        with self.tab.expect_navigation():
            self.press(key)

    def text(self) -> str:
        return self.tab.locator("main").inner_text()


def at_the_desk(served: Served, post: str) -> Hands:
    return Hands(served.signed_in(post), served.address)


def opened(hands: Hands, served: Served, row: "Application") -> None:
    """The application's page, reached as the queue would lead there; the count begins here."""
    hands.tab.goto(f"{served.address}/loket/permohonan/{row.public_code}")
    hands.start_counting()


def test_control_every_key_is_counted_with_its_modifiers(served: Served) -> None:
    hands = at_the_desk(served, "loket")
    hands.press("j", "Alt+l", "Escape")
    assert hands.keydowns == 4


def test_a_returning_resident_is_taken_in_with_at_most_twenty_keys(served: Served) -> None:
    ten_thousand_residents()
    assert len(residents.search(actor=actor("loket"), text="kenanga t")) >= 5
    assert Resident.objects.count() >= MANY
    hands = at_the_desk(served, "loket")
    hands.start_counting()
    hands.go("F2")
    hands.tab.keyboard.type("kenanga t")
    hands.tab.locator('#found[data-for="kenanga t"] [data-open]').first.wait_for()
    hands.press("Enter")
    assert "KTP untuk Kenanga T" in hands.tab.evaluate("document.activeElement.textContent")
    assert hands.tab.evaluate("document.activeElement.dataset.rowKey") == "1", "or the key of another service"
    hands.go("Enter")
    hands.press("Alt+l")
    hands.go("Control+Enter")
    assert "KTP 1/2026" in hands.text()
    receipt = hands.tab.locator('main [data-key="F9"]')
    assert receipt.count() == 1, "the receipt is one key away"
    assert hands.keydowns + 1 <= 20, hands.keydowns
    print(f"intake: {hands.keydowns + 1} keydowns, search letters and F9 included")


def test_a_valid_one_that_nobody_ticked_is_examined_with_two_keys(served: Served) -> None:
    first, second = ktp("not_recorded", present=()), ktp("not_recorded", present=())
    kasi = at_the_desk(served, "kasi")
    opened(kasi, served, first)
    kasi.press("a")
    kasi.tab.locator("[data-confirms]:focus").wait_for()
    kasi.go("Enter")
    assert verbs(first)[-1] == "complete"
    first.refresh_from_db()
    assert {item["state"] for item in first.checklist.values()} == {"present"}
    assert kasi.keydowns == 2, "a, and Enter on the decision"
    assert f"{second.number}/2026" in kasi.tab.locator("h1").inner_text(), "the next one stands open"
    print(f"examine: {kasi.keydowns} keydowns, the next one open")


def test_alternatives_that_do_not_apply_hold_nobody_up(served: Served) -> None:
    row = kk("other", present=())
    kasi = Hands(served.signed_in("kasi", KK_OFFICE), served.address)
    opened(kasi, served, row)
    assert kasi.tab.locator("[data-one-of] [value=not_applicable]:checked").count() > 1
    kasi.press("a")
    kasi.tab.locator("[data-confirms]:focus").wait_for()
    kasi.go("Enter")
    assert (verbs(row)[-1], kasi.keydowns) == ("complete", 2)


def test_a_folded_act_has_a_key_and_the_sheet_shows_it(served: Served) -> None:
    row = ktp("not_recorded", present=())
    kasi = at_the_desk(served, "kasi")
    opened(kasi, served, row)
    kasi.press("?")
    kasi.tab.locator("dialog[open]").wait_for()
    sheet = kasi.tab.locator("[data-keys]").inner_text()
    for key, act in (("a Alt+L", "Semua ada"), ("t", "Tunda"), ("o", "Tolak"), ("r", "Ditarik")):
        assert f"{key}\t{act}" in sheet
    assert "Ctrl+Enter\tTunda" not in sheet, "what is folded away is not there yet"
    kasi.press("Escape", "1")
    kasi.tab.locator("#state-village-letter-deficient:checked").wait_for(state="attached")
    kasi.press("a")
    kasi.tab.locator("#state-kk-copy-present:checked").wait_for(state="attached")
    assert not kasi.tab.locator("[data-confirms]:focus").count(), (
        "something is missing: Enter must not decide"
    )
    kasi.press("t")
    kasi.tab.locator("details[open] select:focus").wait_for()
    kasi.press("ArrowDown")
    kasi.go("Control+Enter")
    assert verbs(row)[-1] == "hold"
    assert kasi.keydowns == 8, "?, Esc, 1, a, t, arrow, Ctrl+Enter"


def test_what_the_counter_found_present_is_examined_with_one_letter(served: Served) -> None:
    row = ktp("not_recorded")
    kasi = at_the_desk(served, "kasi")
    opened(kasi, served, row)
    kasi.go("v")
    assert (verbs(row)[-1], kasi.keydowns) == ("complete", 1)


def test_two_missing_papers_are_named_and_returned_with_three_keys(served: Served) -> None:
    row = ktp("not_recorded", present=())
    kasi = at_the_desk(served, "kasi")
    opened(kasi, served, row)
    for key, paper in (("1", "village-letter"), ("3", "kk-copy")):
        kasi.press(key)
        kasi.tab.locator(f"#state-{paper}-deficient:checked").wait_for(state="attached")
    kasi.go("k")
    row.refresh_from_db()
    assert row.checklist["village-letter"] == {"state": "deficient", "note": "Tidak diserahkan"}
    assert row.checklist["kk-copy"] == {"state": "deficient", "note": "Tidak diserahkan"}
    assert verbs(row)[-1] == "return"
    assert kasi.keydowns == 3


def test_an_act_is_undone_with_one_chord(served: Served) -> None:
    row = ktp("not_recorded")
    kasi = at_the_desk(served, "kasi")
    opened(kasi, served, row)
    kasi.go("v")
    kasi.go("Alt+u")
    assert verbs(row) == ["submit", "complete", "undo"]
    assert kasi.keydowns == 3


def test_an_application_is_found_from_any_page_while_one_types(served: Served) -> None:
    row = ktp("not_recorded")
    loket = at_the_desk(served, "loket")
    loket.start_counting()
    loket.press("F4")
    loket.tab.keyboard.type("sek")
    loket.tab.locator("#suggestions [role=option]").nth(1).wait_for()
    field = loket.tab.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "true"
    assert loket.tab.locator(".search [role=status]").inner_text() == "2 hasil"
    loket.press("ArrowUp")
    marked = loket.tab.locator(f"#{field.get_attribute('aria-activedescendant')}")
    assert marked.get_attribute("aria-selected") == "true"
    assert "warga=" in str(marked.get_attribute("href")), "the last line is the person"
    loket.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "suggestion-1", (
        "and after it comes the first again"
    )
    loket.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.evaluate("field => document.activeElement === field"), "Escape closed the list, nothing else"
    loket.press("ArrowDown")
    loket.go("Enter")
    assert f"{row.number}/2026" in loket.tab.locator("h1").inner_text()
    assert loket.keydowns == 9, "F4, three letters, five to walk, close and open"


def test_a_card_is_handed_over_by_scanning_its_receipt(served: Served) -> None:
    row = ktp_at("hand-over")
    loket = at_the_desk(served, "loket")
    loket.start_counting()
    with loket.tab.expect_navigation():
        # A scanner is a keyboard of one hand movement: its keys come faster than anybody types, then Enter.
        loket.tab.keyboard.type(spaced(row.public_code))
        loket.press("Enter")
    scanned = loket.keydowns
    loket.go("Control+Enter")
    assert verbs(row)[-1] == "hand_over"
    typed = loket.keydowns - scanned
    assert 1 + typed <= 6, "the scan counts as one"
    print(f"hand over: one scan and {typed} keydowns")


def test_a_line_of_the_queue_is_done_without_opening_it(served: Served) -> None:
    row = ktp_at("send")
    operator = at_the_desk(served, "operator")
    operator.start_counting()
    operator.press("j")
    operator.tab.locator("[data-row]:focus-within").wait_for()
    operator.go("t")
    assert (verbs(row)[-1], operator.keydowns) == ("dispatch", 2)
    assert operator.tab.url.startswith(f"{served.address}/meja?sudah=")


def asks_for_news(hands: Hands) -> None:
    """The page asks at once, as it does when its tab comes to the front."""
    with hands.tab.expect_response(lambda answer: "x-background" in answer.request.headers):
        hands.tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_the_queue_renews_itself_and_the_hands_keep_what_they_hold(served: Served) -> None:
    first, second = ktp_at("ready"), ktp_at("ready")
    operator = at_the_desk(served, "operator")
    operator.tab.goto(f"{served.address}/meja/daftar?bagian=own")
    lines = operator.tab.locator("[data-row]")
    for place in (1, 2):
        operator.press("j")
        operator.tab.locator(f"[data-row]:nth-child({place}):focus-within").wait_for()
    operator.tab.locator("#filter-name").evaluate("field => { field.value = 'pagi' }")
    asks_for_news(operator)
    ktp_at("ready")
    asks_for_news(operator)
    lines.nth(2).wait_for()
    held = operator.tab.evaluate("document.activeElement.closest('[data-row]').dataset.row")
    assert second.public_code in held, "the focus is on its row"
    assert operator.tab.locator("#filter-name").input_value() == "pagi"
    assert operator.tab.locator("[data-news-said]").inner_text() == "1 permohonan baru di daftar ini"

    operator.press("x")
    operator.tab.locator("[name=chosen]:checked").wait_for()
    ktp_at("ready")
    do(first, "ready", "loket")
    asks_for_news(operator)
    operator.tab.locator("[data-news] button").wait_for()
    assert lines.count() == 3, "nothing moves under ticked rows"
    operator.press("Alt+r")
    operator.tab.locator("[data-news]").wait_for(state="hidden")
    assert lines.count() == 3, "one came, one was done by somebody else"
    assert (
        operator.tab.locator("[name=chosen]:checked").get_attribute("value") == f"{second.public_code}:ready"
    )
    held = operator.tab.evaluate("document.activeElement.closest('[data-row]').dataset.row")
    assert second.public_code in held

    questions: list[str] = []
    operator.tab.on("request", lambda request: questions.append(request.url))
    operator.tab.evaluate(
        """Object.defineProperty(document, "hidden", { value: true, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"))"""
    )
    assert questions == [], "a hidden tab asks nothing"
