"""Doors for views. A view behind one gets a request whose ``actor`` is there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from pamong.shell.middleware import staff_page
from pamong.staff import kept
from pamong.staff.rules import Actor, posts_of
from pamong.staff.session import Door, is_proved, standing, touch

P = ParamSpec("P")

BACKGROUND = "X-Background"
"""A request with this header comes from a page by itself (polling); it does not keep the page from locking."""


class StaffRequest(HttpRequest):
    """What a guarded view receives: a request with its actor. Never made; it only says the type."""

    actor: Actor


StaffView = Callable[Concatenate[StaffRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_only(view: StaffView[P]) -> View[P]:
    """Lets in who is signed in, unlocked and appointed today; others are led to what is missing, and come back."""
    return behind()(view)


def posts(*names: str) -> Callable[[StaffView[P]], View[P]]:
    """Like `staff_only`, for the named posts or units only; another post is answered 403."""
    allowed = posts_of(frozenset(names))

    def door(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def checked(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.actor.post not in allowed:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return staff_only(checked)

    return door


def recently_authenticated(view: StaffView[P]) -> StaffView[P]:
    """For approvals, under `staff_only` or `posts`: asks for the password again unless it was typed a moment ago.

    Put it on the page that shows the form too: a form sent too late is led back to that page, not carried out.
    """

    @wraps(view)
    def checked(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not is_proved(request):
            return lead_to(request, "staff:prove")
        return view(request, *args, **kwargs)

    return checked


def behind(*open_doors: Door) -> Callable[[StaffView[P]], View[P]]:
    """Lets in an actor for whom no other door than these is closed: the pages where the missing thing is given."""

    def guard(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            found = standing(request)
            if found.actor is None or found.door not in {None, *open_doors}:
                if found.actor is not None and found.door is Door.LOCKED:
                    # Sent from a page that was left alone too long: its owner finds it again behind the lock.
                    kept.keep_sent(request, found.actor)
                return lead_to(request, (found.door or Door.SIGN_IN).value)
            if BACKGROUND not in request.headers:
                touch(request)
            request.actor = found.actor  # type: ignore[attr-defined]
            with kept.kept_unless_done(request, found.actor):
                return view(cast("StaffRequest", request), *args, **kwargs)

        # A shared PC keeps no copy: Back after sign-out must not show a resident's data.
        return staff_page(guarded)

    return guard


def lead_to(request: HttpRequest, name: str) -> HttpResponse:
    """Send a browser to a page of this room, from where it returns to the page it was on."""
    page = page_of(request)
    target = reverse(name) + (f"?{urlencode({'next': page})}" if page else "")
    if request.headers.get("HX-Request") == "true":
        # Otherwise the sign-in page would be drawn into the corner of the page that asked.
        return HttpResponseClientRedirect(target)
    return HttpResponseRedirect(target)


def page_of(request: HttpRequest) -> str:
    """The page of this site that the person has open: the one asked for, or the one a form was sent from."""
    if request.method in {"GET", "HEAD"} and request.headers.get("HX-Request") != "true":
        return request.get_full_path()
    sent_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not own_address(request, sent_from):
        return ""
    parts = urlsplit(sent_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def own_address(request: HttpRequest, address: str) -> bool:
    """Whether an address leads to this site: a sign-in page that forwards anywhere helps whoever copies it."""
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
