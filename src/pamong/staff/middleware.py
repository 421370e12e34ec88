"""Gives every request an ``actor`` without touching the session of a page that never asks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pamong.staff.session import actor_of


class _Lazy:
    """Reads the actor on the first look and keeps it for the rest of the request."""

    def __get__(self, request: HttpRequest, owner: type[HttpRequest]) -> object:
        actor = actor_of(request)
        request.__dict__["actor"] = actor
        return actor


class ActorMiddleware:
    """``request.actor``: an `Actor`, or None when nobody is signed in, nobody is appointed or the page is locked.

    The attribute lives on the class of the request: an instance attribute would have to be computed here,
    and a public page would then read the session cookie, the database, and answer with ``Vary: Cookie``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.__class__ = _with_actor(type(request))
        return self.get_response(request)


_CLASSES: dict[type[HttpRequest], type[HttpRequest]] = {}


def _with_actor(kind: type[HttpRequest]) -> type[HttpRequest]:
    if "actor" in vars(kind):
        return kind
    if kind not in _CLASSES:
        _CLASSES[kind] = type(kind.__name__, (kind,), {"actor": _Lazy()})
    return _CLASSES[kind]
