"""Headers that every answer carries, and the two decorators that say who may keep a page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
    set_response_etag,
)

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing inline and nothing from elsewhere: text an applicant typed cannot become a script on a clerk's screen."""

VIEWER_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'; base-uri 'none'"
"""For a PDF: a browser draws it with a page of its own making, which needs its style; still nothing from elsewhere."""

PERMISSIONS: Final = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
"""No page may use the camera. A file field with `capture` opens the camera program of a telephone and needs none of this."""

P = ParamSpec("P")
Request = TypeVar("Request", bound=HttpRequest)
Response = TypeVar("Response", bound=HttpResponseBase)


class ContentSecurityPolicy:
    """Middleware: sets the policy unless the view set a stricter one of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


def staff_page(
    view: Callable[Concatenate[Request, P], Response],
) -> Callable[Concatenate[Request, P], Response]:
    """Marks a page of the staff: no cache keeps it, so Back after sign-out on a shared computer shows nothing."""

    @wraps(view)
    def answer(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> Response:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return answer


def public_page(
    *, seconds: int = 60
) -> Callable[[Callable[Concatenate[Request, P], Response]], Callable[Concatenate[Request, P], Response]]:
    """Marks a page anyone may read and any cache may keep for `seconds`.

    Raises `PublicPageError` when the page set a cookie or touched the session: such a page is kept by nobody's cache
    and tells visitors apart, which is not promised to them. `seconds=0` is for pages that depend on what was typed.
    """

    def decorate(
        view: Callable[Concatenate[Request, P], Response],
    ) -> Callable[Concatenate[Request, P], Response]:
        @wraps(view)
        def answer(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> Response:
            response = view(request, *args, **kwargs)
            _refuse_traces(request, response)
            if not seconds or response.status_code != 200:
                patch_cache_control(response, no_store=True)
                return response
            patch_cache_control(response, public=True, max_age=seconds)
            return _unless_known(request, response)

        # Read by the middleware of pamong.shell.looks; whatever wraps this view further keeps it.
        vars(answer)["for_everybody"] = True
        return answer

    return decorate


def _unless_known(request: HttpRequest, response: Response) -> Response:
    """The page, or in a few bytes that it is still the one the reader has: most of them pay for their line."""
    if not isinstance(response, HttpResponse):
        return response
    set_response_etag(response)
    return cast("Response", get_conditional_response(request, etag=response["ETag"], response=response))


class PublicPageError(RuntimeError):
    """A page for everybody tried to leave a trace at the visitor; the mend is in the view that is named."""


def _refuse_traces(request: HttpRequest, response: HttpResponseBase) -> None:
    session = getattr(request, "session", None)
    if response.cookies or "CSRF_COOKIE_NEEDS_UPDATE" in request.META:
        raise PublicPageError(f"{request.path}: a public page sets no cookie; take the form's token away.")
    if session is not None and session.accessed:
        raise PublicPageError(
            f"{request.path}: a public page does not read the session; take request.user away."
        )
