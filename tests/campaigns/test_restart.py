"""The real server is killed in the middle of an intake and started again: nothing that was typed is lost."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.half import half_a_resident, kept, stands
from tests.campaigns.office import PASSWORD, USERNAME
from tests.campaigns.server import Office

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.xdist_group("campaigns"),
    pytest.mark.skipif(
        os.environ.get("PAMONG_DATABASE_URL", "").startswith("postgres"), reason="only on SQLite"
    ),
]
BACK = "Isian Anda yang belum selesai dipulihkan"


class Counter:
    """One officer in a real browser at a real server."""

    def __init__(self, office: Office, tab: "Page", resident: str) -> None:
        self.office, self.tab = office, tab
        self.pages = {"resident": "/warga/baru", "intake": f"/loket/permohonan/baru/ktp/{resident}"}
        office.start()
        self.open("/masuk")
        tab.get_by_label("Nama masuk").fill(USERNAME)
        tab.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
        with tab.expect_navigation():
            tab.keyboard.press("Enter")

    def open(self, address: str) -> None:
        self.tab.goto(f"http://127.0.0.1:{self.office.port}{address}")

    def half_an_intake(self) -> None:
        """The recording is asked, the papers are ticked; and then the lights go out."""
        answer = self.tab.locator("[name=fact_recording]")
        answer.select_option("not_recorded")
        self.tab.locator("[value=photo]").wait_for()
        with kept(self.tab, "present=photo"):
            self.tab.keyboard.press("Alt+l")

    def power_cut(self) -> None:
        self.office.kill()
        self.office.start()
        self.tab.reload()


@pytest.fixture
def counter(tmp_path: Path, page: Callable[..., "Page"]) -> Iterator[Counter]:
    office = Office(tmp_path)
    (resident,) = office.build(1)
    tab = page()
    tab.set_default_timeout(60_000)
    yield Counter(office, tab, resident)
    if office.running:
        office.kill()


def test_half_an_intake_survives_a_killed_server_and_is_filed_once(counter: Counter) -> None:
    counter.open(counter.pages["intake"])
    counter.half_an_intake()
    before = stands(counter.tab)
    counter.power_cut()
    assert counter.tab.get_by_text(BACK).count() == 1
    assert stands(counter.tab) == before
    with counter.tab.expect_navigation():
        counter.tab.keyboard.press("Control+Enter")
    counter.open(counter.pages["intake"])
    assert counter.tab.get_by_text(BACK).count() == 0
    assert counter.tab.get_by_text("Permohonan yang sama masih berjalan").count() == 1
    assert counter.office.verify() == ""


def test_so_does_half_a_resident(counter: Counter) -> None:
    counter.open(counter.pages["resident"])
    half_a_resident(counter.tab)
    before = stands(counter.tab)
    counter.power_cut()
    assert counter.tab.get_by_text(BACK).count() == 1
    assert stands(counter.tab) == before


def test_control_with_the_saving_turned_off_it_is_lost(counter: Counter) -> None:
    counter.open(counter.pages["intake"])
    empty = stands(counter.tab)
    counter.tab.route("**/isian", lambda route: route.fulfill(status=204))
    # Counting the requirements anew sends the form as well, and the server keeps what it sees.
    counter.tab.route(
        f"**{counter.pages['intake']}",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    counter.tab.locator("[name=fact_recording]").select_option("not_recorded")
    assert stands(counter.tab) != empty
    counter.power_cut()
    assert counter.tab.get_by_text(BACK).count() == 0
    assert stands(counter.tab) == empty
