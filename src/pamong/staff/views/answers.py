"""What the pages of this room share: where to go next, who asks, and how a refusal reaches the form."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext

from pamong.ledger.rules import AlreadyDone, Refused
from pamong.staff.actions.attempts import Source
from pamong.staff.guards import own_address
from pamong.staff.passkeys import Site
from pamong.staff.queries import Account
from pamong.staff.session import account_of, device_of


def onward(request: HttpRequest, page: str) -> HttpResponseRedirect:
    """To the page the person came from, if it is ours, else to the start page of the post."""
    target = page if page and own_address(request, page) else resolve_url(settings.LOGIN_REDIRECT_URL)
    return HttpResponseRedirect(target)


def show(request: HttpRequest, template: str, form: Form, **context: object) -> HttpResponse:
    """The page with its form; 422 when a form came back with errors, as the scripts of the shell expect."""
    wrong = any(one.errors for one in (form, *context.values()) if isinstance(one, Form))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, f"staff/{template}.jinja", {"form": form, **context}, status=status)


def own_account(request: HttpRequest) -> Account:
    """The account behind a guarded page."""
    account = account_of(request)
    if account is None:
        raise PermissionDenied
    return account


def source_of(request: HttpRequest) -> Source:
    return Source(address=request.META.get("REMOTE_ADDR", ""), device=device_of(request))


def site_of(request: HttpRequest) -> Site:
    host = request.get_host()
    return Site(host=host.rsplit(":", 1)[0], origin=f"{request.scheme}://{host}")


@contextmanager
def refusals(form: Form) -> Iterator[None]:
    """Put what the action refuses into the form; an act that was done before counts as done."""
    try:
        yield
    except Refused as refused:
        form.add_error(None, refused.refusal.message.fill(gettext))
    except AlreadyDone:
        pass
