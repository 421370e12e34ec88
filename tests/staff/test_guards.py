"""Doors for views, and what a public page must not notice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from pamong.ledger import clock
from pamong.staff.guards import StaffRequest, posts, recently_authenticated, staff_only
from pamong.staff.middleware import ActorMiddleware
from tests.staff.people import PASSWORD, PIN, YOSOWILANGUN, Hired, hire, sign_in

pytestmark = pytest.mark.usefixtures("kantor")


@pytest.fixture
def ask(client: Client) -> Callable[..., Any]:
    """A request of the browser that signed in, as the middleware hands it to a view."""

    def made(path: str = "/uji?a=b", method: str = "get", **headers: str) -> HttpRequest:
        from django.contrib.auth.middleware import AuthenticationMiddleware

        request: HttpRequest = getattr(RequestFactory(), method)(path, headers=headers)
        request.session = client.session
        request.COOKIES.update({name: morsel.value for name, morsel in client.cookies.items()})
        AuthenticationMiddleware(lambda _: HttpResponse())(request)
        return request

    return made


def through_middleware(request: HttpRequest, view: Callable[[HttpRequest], Any]) -> Any:
    return ActorMiddleware(view)(request)


def name_of_actor(request: StaffRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.name} {request.actor.post} {request.actor.office}")


@pytest.fixture
def siti(client: Client) -> Hired:
    hired = hire("siti", "loket", pin=True)
    sign_in(client, hired)
    return hired


def test_a_guarded_view_gets_its_actor(ask: Callable[..., Any], siti: Hired) -> None:
    answer = staff_only(name_of_actor)(ask())
    assert answer.content.decode() == f"Siti loket {YOSOWILANGUN}"  # type: ignore[attr-defined]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("names", "let_in"),
    [(("loket",), True), (("general_services",), True), (("kasi", "camat"), False), ((), False)],
)
def test_only_the_named_posts_get_in(
    ask: Callable[..., Any], siti: Hired, names: tuple[str, ...], let_in: bool
) -> None:
    view = posts(*names)(name_of_actor)
    if let_in:
        assert view(ask()).status_code == 200
    else:
        with pytest.raises(PermissionDenied):
            view(ask())


def test_an_approval_asks_for_the_password_again_after_ten_minutes(
    client: Client, ask: Callable[..., Any], siti: Hired
) -> None:
    view = staff_only(recently_authenticated(name_of_actor))
    assert view(ask()).status_code == 200
    for _ in range(5):
        clock.travel(timedelta(minutes=2))
        assert client.get("/keamanan").status_code == 200
    late = view(ask())
    assert late["Location"] == "/masuk/ulang?next=%2Fuji%3Fa%3Db"
    sent_late = view(ask(method="post", Referer="http://testserver/uji"))
    assert sent_late["Location"] == "/masuk/ulang?next=%2Fuji"
    assert "Kata sandi sekali lagi" in client.get(late["Location"]).content.decode()
    for wrong in (PIN, "bukan kata sandinya"):
        assert client.post("/masuk/ulang", {"password": wrong, "next": "/uji"}).status_code == 422
    assert client.post("/masuk/ulang", {"password": PASSWORD, "next": "/uji"})["Location"] == "/uji"
    assert view(ask()).status_code == 200


def test_the_pin_opens_the_page_and_proves_nothing(
    client: Client, ask: Callable[..., Any], siti: Hired
) -> None:
    clock.travel(timedelta(minutes=11))
    assert client.post("/kunci/buka", {"answer": PIN}).status_code == 302
    view = staff_only(recently_authenticated(name_of_actor))
    assert view(ask())["Location"].startswith("/masuk/ulang")


class TestTheActorOfARequest:
    def test_it_is_there_for_whoever_asks(self, ask: Callable[..., Any], siti: Hired) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            assert request.actor is request.actor  # type: ignore[attr-defined]
            return HttpResponse(request.actor.name)  # type: ignore[attr-defined]

        assert through_middleware(ask(), view).content == b"Siti"

    def test_it_is_none_and_not_merely_like_none(self, ask: Callable[..., Any]) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            assert request.actor is None  # type: ignore[attr-defined]
            return HttpResponse()

        through_middleware(ask(), view)

    def test_a_page_that_does_not_ask_leaves_session_and_database_alone(
        self, ask: Callable[..., Any], siti: Hired, django_assert_num_queries: Any
    ) -> None:
        request = ask()
        request.session = type(request.session)(request.session.session_key)
        with django_assert_num_queries(0):
            through_middleware(request, lambda _: HttpResponse())
        assert not request.session.accessed

    def test_control_a_page_that_asks_does_touch_it(self, ask: Callable[..., Any], siti: Hired) -> None:
        request = ask()
        request.session = type(request.session)(request.session.session_key)
        through_middleware(request, lambda one: HttpResponse(str(one.actor)))  # type: ignore[attr-defined]
        assert request.session.accessed

    def test_a_request_that_passes_twice_keeps_its_kind(self, ask: Callable[..., Any]) -> None:
        request = ask()
        through_middleware(request, lambda one: HttpResponse())
        kind = type(request)
        through_middleware(request, lambda one: HttpResponse())
        assert type(request) is kind
