"""Nothing typed is lost: not by a lock, a change of person, an error or a reload; and nobody finds what another typed."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pamong.ledger import clock
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, ktp, resident
from tests.browser.conftest import Served
from tests.browser.half import half_a_resident, kept, stands
from tests.staff.people import PASSWORD, PIN, hire
from tests.staff.test_in_a_browser import VARIANTS, flaws, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
FORM = "/warga/baru"
BACK = "Isian Anda yang belum selesai dipulihkan"


def restored(tab: "Page") -> bool:
    return tab.get_by_text(BACK).count() == 1


def lock(tab: "Page") -> None:
    with tab.expect_navigation():
        tab.keyboard.press("F10")


def change_to(tab: "Page", name: str) -> None:
    tab.get_by_label(f"PIN {name}").focus()
    tab.keyboard.type(PIN)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_what_was_typed_survives_a_reload_and_one_can_begin_anew(served: Served) -> None:
    tab = served.signed_in("loket")
    tab.goto(f"{served.address}{FORM}")
    empty = stands(tab)
    half_a_resident(tab)
    before = stands(tab)
    tab.reload()
    assert restored(tab)
    assert stands(tab) == before != empty
    with tab.expect_navigation():
        tab.get_by_role("button", name="Mulai dari awal").press("Enter")
    assert not restored(tab)
    assert stands(tab) == empty


def test_control_without_the_saving_a_reload_loses_it(served: Served) -> None:
    tab = served.signed_in("loket")
    tab.goto(f"{served.address}{FORM}")
    empty = stands(tab)
    tab.route("**/isian", lambda route: route.fulfill(status=204))
    half_a_resident(tab)
    tab.reload()
    assert not restored(tab)
    assert stands(tab) == empty


def test_after_a_change_of_person_by_pin_each_finds_their_own_form(served: Served) -> None:
    hire("siti", "loket", KTP_OFFICE, pin=True)
    hire("budi", "operator", KTP_OFFICE, pin=True)
    tab = served.page()
    sign_in(tab, served.address, "budi", "/meja")
    lock(tab)
    with tab.expect_navigation():
        tab.get_by_text("Masuk sebagai orang lain dengan kata sandi").press("Enter")
    tab.get_by_label("Nama masuk").fill("siti")
    tab.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    tab.goto(f"{served.address}{FORM}")
    empty = stands(tab)
    half_a_resident(tab)
    before = stands(tab)
    lock(tab)
    change_to(tab, "Budi")
    tab.goto(f"{served.address}{FORM}")
    assert not restored(tab)
    assert stands(tab) == empty
    lock(tab)
    change_to(tab, "Siti")
    assert tab.url == f"{served.address}{FORM}", "Siti is led back to the page she had open"
    assert restored(tab)
    assert stands(tab) == before


def test_what_is_typed_after_the_page_has_locked_itself_is_there_behind_the_lock(served: Served) -> None:
    hire("siti", "loket", KTP_OFFICE, pin=True)
    tab = served.page()
    sign_in(tab, served.address, "siti", FORM)
    half_a_resident(tab)
    clock.travel(timedelta(minutes=4))
    tab.locator("#id_phone").focus()
    tab.keyboard.type("0812")
    tab.wait_for_url("**/kunci?*")
    tab.locator("[autofocus]:focus").wait_for()
    tab.keyboard.type(PIN)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert restored(tab)
    assert tab.locator("#id_phone").input_value() == "0812"
    assert tab.locator("#id_address").input_value() == "Karangr"


def test_so_is_what_was_sent_before_the_script_had_saved_it(served: Served) -> None:
    hire("siti", "loket", KTP_OFFICE, pin=True)
    tab = served.page()
    sign_in(tab, served.address, "siti", FORM)
    tab.route("**/isian", lambda route: route.fulfill(status=204))
    clock.travel(timedelta(minutes=4))
    tab.locator("#id_name").focus()
    tab.keyboard.type("Sekar Rekaan")
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    tab.locator("[autofocus]:focus").wait_for()
    tab.keyboard.type(PIN)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert restored(tab)
    assert tab.locator("#id_name").input_value() == "Sekar Rekaan"


def test_after_an_error_page_the_form_stands_as_it_was(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("forced")

    tab = served.signed_in("loket")
    tab.goto(f"{served.address}{FORM}")
    half_a_resident(tab)
    before = stands(tab)
    with monkeypatch.context() as failing:
        failing.setattr("pamong.residents.views.entering._unconfirmed", fails)
        failing.setattr("pamong.residents.views.entering._show", fails)
        with tab.expect_navigation():
            tab.keyboard.press("Control+Enter")
        assert tab.locator("form").count() == 0, "this is the error page"
    tab.goto(f"{served.address}{FORM}")
    assert restored(tab)
    assert stands(tab) == before


def test_answers_and_ticks_of_an_intake_survive_a_reload(served: Served) -> None:
    tab = served.signed_in("loket", KK_OFFICE)
    tab.goto(f"{served.address}/loket/permohonan/baru/kk/{resident(KK_OFFICE).id}")
    with tab.expect_response(lambda answer: "hitung=1" in (answer.request.post_data or "")):
        tab.locator("[value=lost_card]").press("Space")
    tab.locator("[value=loss-letter]").wait_for()
    with kept(tab, "loss-letter"):
        tab.keyboard.press("Alt+l")
    before, key = stands(tab), tab.locator("main form [name=key]").input_value()
    tab.reload()
    assert restored(tab)
    assert stands(tab) == before
    assert tab.locator("main form [name=key]").input_value() == key


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_pages_that_say_so_are_readable_for_everyone(served: Served, variant: dict[str, Any]) -> None:
    row = ktp()
    tab = served.signed_in("loket", **variant)
    tab.goto(f"{served.address}{FORM}")
    half_a_resident(tab)
    tab.reload()
    assert restored(tab)
    assert flaws(tab) == []
    tab.goto(f"{served.address}/loket/permohonan/{row.public_code}")
    with kept(tab, "besok"):
        tab.locator("[name=note]").first.fill("Datang besok")
    tab.reload()
    assert restored(tab)
    assert flaws(tab) == []
