"""Entering a resident with the keyboard alone, and the pages of this room read by axe, wide and narrow, light and dark."""

from typing import TYPE_CHECKING, Any

import pytest

from pamong.offices.models import Office
from pamong.residents import actions, queries
from tests.residents.people import VILLAGE, enter, fresh, nik
from tests.staff.people import YOSOWILANGUN, Hired, hire
from tests.staff.test_in_a_browser import VARIANTS, Open, address, flaws, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["address"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]


@pytest.fixture
def operator(address: str, settings: Any) -> Hired:
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]
    Office.objects.create(code=VILLAGE, kind="desa", name="Desa Contoh", parent_id=YOSOWILANGUN)
    return hire("operator", "operator")


def type_in(tab: "Page", *values: str) -> None:
    """Each value into the field that has focus, then on to the next."""
    for value in values:
        tab.keyboard.type(value)
        tab.keyboard.press("Tab")


def test_a_resident_is_entered_with_the_keyboard_alone(page: Open, address: str, operator: Hired) -> None:
    tab = page()
    sign_in(tab, address, "operator", "/warga/baru")
    tab.focus("#id_number")
    type_in(tab, "3508 0701 0190 0001", "", "", "Sutrisno")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Tab")
    type_in(tab, "Lumajang", "01-01-1990")
    tab.keyboard.press("Tab")
    tab.keyboard.type("Desa Contoh")
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    assert "Nama hanya satu kata." in tab.inner_text("main")
    assert nik() not in tab.content()
    assert flaws(tab) == []
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    assert "••••••••••••••01" in tab.inner_text("main")
    (row,) = queries.search(actor=operator.actor, text=nik())
    assert (row.name, row.sex, row.village_code) == ("Sutrisno", "m", VILLAGE)


@pytest.mark.parametrize("variant", range(len(VARIANTS)))
def test_the_pages_are_readable_for_everyone(page: Open, address: str, operator: Hired, variant: int) -> None:
    row = enter(operator.actor, phone="081234567890", address="Jalan Contoh 1")
    actions.record_biometrics(actor=operator.actor, key=fresh(), resident_id=row.id, reference="AB12-CD34")
    tab = page(**VARIANTS[variant])
    sign_in(tab, address, "operator", "/warga/baru")
    assert flaws(tab) == []
    with tab.expect_navigation():
        tab.keyboard.press("Control+Enter")
    assert tab.locator("[data-errors] a").count() > 3
    assert flaws(tab) == []
    tab.goto(f"{address}/warga/{row.id}")
    for summary in tab.locator("summary").all():
        summary.focus()
        tab.keyboard.press("Enter")
    assert flaws(tab) == []
    tab.goto(f"{address}/warga/{row.id}/perbaiki")
    assert flaws(tab) == []
