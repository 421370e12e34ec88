"""Headers of every answer, and who may keep a page."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from pamong.shell.middleware import ContentSecurityPolicy, PublicPageError, public_page, staff_page

View = Callable[[HttpRequest], HttpResponse]


def answer(view: View, request: HttpRequest | None = None) -> HttpResponse:
    return view(request or RequestFactory().get("/"))


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_nothing_inline_and_nothing_from_elsewhere_may_run() -> None:
    response = ContentSecurityPolicy(lambda _: HttpResponse("x"))(HttpRequest())
    policy = directives(response.headers["Content-Security-Policy"])
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert not re.search(r"unsafe|\*|https?:", response.headers["Content-Security-Policy"])


def test_a_view_may_be_stricter_than_the_policy() -> None:
    strict = HttpResponse("x", headers={"Content-Security-Policy": "sandbox"})
    assert (
        ContentSecurityPolicy(lambda _: strict)(HttpRequest()).headers["Content-Security-Policy"] == "sandbox"
    )


def test_no_cache_keeps_a_staff_page() -> None:
    held = answer(staff_page(lambda _: HttpResponse("x"))).headers["Cache-Control"]
    assert {"no-store", "private"} <= set(held.split(", "))


@pytest.mark.parametrize(
    ("seconds", "status", "expected"),
    [(60, 200, "public, max-age=60"), (0, 200, "no-store"), (60, 404, "no-store")],
)
def test_a_public_page_is_kept_as_long_as_it_says(seconds: int, status: int, expected: str) -> None:
    view = public_page(seconds=seconds)(lambda _: HttpResponse("x", status=status))
    assert set(answer(view).headers["Cache-Control"].split(", ")) == set(expected.split(", "))


def _public_page(body: str, **headers: str) -> HttpResponse:
    view = public_page()(lambda _: HttpResponse(body))
    return answer(view, RequestFactory().get("/", headers=headers))


def test_who_has_a_public_page_already_is_told_so_in_few_bytes() -> None:
    name = _public_page("x").headers["ETag"]
    again = _public_page("x", **{"If-None-Match": name})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", name)
    assert "max-age=60" in again.headers["Cache-Control"]


def test_who_has_an_older_page_gets_the_new_one() -> None:
    changed = _public_page("y", **{"If-None-Match": _public_page("x").headers["ETag"]})
    assert (changed.status_code, changed.content) == (200, b"y")


def test_a_page_that_is_sent_piece_by_piece_has_no_name() -> None:
    streamed = answer(public_page()(lambda _: StreamingHttpResponse([b"x"])))  # type: ignore[arg-type, return-value]
    assert "ETag" not in streamed.headers


class Session:
    accessed = False


def reads_session(request: HttpRequest) -> HttpResponse:
    request.session.accessed = True
    return HttpResponse("x")


def sets_cookie(_: HttpRequest) -> HttpResponse:
    response = HttpResponse("x")
    response.set_cookie("who", "1")
    return response


def asks_token(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


@pytest.mark.parametrize("view", [reads_session, sets_cookie, asks_token])
def test_a_public_page_leaves_no_trace_at_the_visitor(view: View) -> None:
    request = RequestFactory().get("/lacak")
    request.session = Session()  # type: ignore[assignment]
    with pytest.raises(PublicPageError, match="/lacak"):
        answer(public_page()(view), request)


def test_an_innocent_public_page_passes_with_a_session_beside_it() -> None:
    request = RequestFactory().get("/lacak")
    request.session = Session()  # type: ignore[assignment]
    assert answer(public_page()(lambda _: HttpResponse("x")), request).status_code == 200
