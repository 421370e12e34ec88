"""The header of staff pages: who acts where, and only the ways that this post uses."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from pamong.config.frame import staff_frame
from tests.applications.installation import actor

pytestmark = pytest.mark.usefixtures("two_offices")


def request(post: str | None) -> HttpRequest:
    made = RequestFactory().get("/meja")
    made.user = AnonymousUser()
    if post is not None:
        made.actor = actor(post)  # type: ignore[attr-defined]  # as the door of a view leaves it
    return made


@pytest.mark.parametrize(
    ("post", "takes_in"),
    [("loket", True), ("operator", True), ("kasi", True), ("camat", False), ("information_officer", False)],
)
def test_a_post_finds_its_own_rooms_and_no_others(post: str, takes_in: bool) -> None:
    frame = staff_frame(request(post))
    addresses = [item.url for item in frame.navigation]
    assert "/meja" in addresses
    assert ("/loket/permohonan/baru" in addresses) is takes_in
    assert (frame.office, frame.person) == ("Kecamatan Yosowilangun", f"{post} 1")
    assert frame.search_url == "/meja/cari"


def test_whoever_is_not_signed_in_gets_an_empty_header() -> None:
    frame = staff_frame(request(None))
    assert (frame.office, frame.person, frame.navigation) == ("", "", ())
