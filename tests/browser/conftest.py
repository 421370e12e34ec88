"""A served installation for the tests in the browser: two offices, a standing clock, people who can sign in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest
from django.test.testcases import LiveServerThread

from tests.applications.browsing import browser
from tests.applications.fixtures import foundations, keys_of_the_run, standing_clock
from tests.applications.installation import KTP_OFFICE, lay_down
from tests.browser.counter import Citizen, Desk

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler
    from playwright.sync_api import Page

__all__ = ["foundations", "keys_of_the_run", "standing_clock"]


@dataclass(frozen=True)
class Served:
    """The installation at `address`. `page` opens an empty page; each has a browser's memory of its own."""

    address: str
    page: Callable[..., "Page"]

    def signed_in(self, post: str, office: str = KTP_OFFICE, **options: Any) -> "Page":
        """An empty page in the browser of somebody who signed in with this post a moment ago."""
        tab = self.page(**options)
        cookies = browser(post, office).cookies
        tab.context.add_cookies(
            [{"name": name, "value": morsel.value, "url": self.address} for name, morsel in cookies.items()]
        )
        return tab

    def desk(self, post: str, office: str = KTP_OFFICE) -> Desk:
        """Somebody of this post sits down and sees the queue."""
        tab = self.signed_in(post, office)
        tab.goto(f"{self.address}/meja")
        return Desk(tab)

    def citizen(self) -> Citizen:
        return Citizen(self.page(), self.address)


@pytest.fixture
def served(
    foundations: None, transactional_db: None, page: Callable[..., "Page"], settings: Any
) -> Iterator[Served]:
    """The product served by a thread of this process, which therefore shares the test's clock.

    Static files come from the office's own middleware, under their hashed names; the plugin's live server would look
    for them under their plain names and find nothing.
    """
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]
    lay_down()
    as_it_is = cast("type[WSGIHandler]", lambda application: application)
    server = LiveServerThread("localhost", as_it_is, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait()

    def patient(**options: Any) -> "Page":
        # A whole life of an application runs here; a machine that is busy elsewhere is no defect of the pages.
        tab = page(**options)
        tab.set_default_timeout(60_000)
        return tab

    yield Served(f"http://localhost:{server.port}", patient)
    server.terminate()
