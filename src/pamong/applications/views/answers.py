"""How a view carries out one act and answers: the page again with what was refused, or on to what comes next."""

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from pamong.applications import forms, queries
from pamong.applications.late import Late
from pamong.applications.present import done as present_done
from pamong.applications.present import page as present
from pamong.applications.queries import ApplicationPage
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.shell.addresses import reverse
from pamong.staff import kept
from pamong.staff.guards import StaffRequest, page_of
from pamong.standard.messages import Refusal


def fresh_key() -> str:
    """The idempotency key of one drawn form."""
    return str(uuid4())


def found(request: StaffRequest, code: str) -> ApplicationPage:
    """The application under this code in the actor's office, or the page that says there is none."""
    page = queries.page(actor=request.actor, code=code)
    if page is None:
        raise Http404
    return page


def answer(
    request: StaffRequest, code: str, form: forms.ActForm, act: Callable[..., object], *, draws: str
) -> HttpResponse:
    """Do the act with what its form says; else draw the application page with the form's errors or the refusal.

    `draws` names the place of the form on the page, so that what was typed stands there again.
    """
    if not form.is_valid():
        return drawn(request, code, bound={draws: form}, status=422)
    try:
        act(actor=request.actor, code=code, **form.arguments(), **declared(request, form))
    except Refused as refused:
        if refused.refusal.code == "not_found":
            raise Http404 from refused
        return drawn(request, code, bound={draws: form}, refusal=refused.refusal, status=409)
    return HttpResponseRedirect(onwards(request, code, form.cleaned_data["key"]))


def declared(request: StaffRequest, form: forms.ActForm) -> dict[str, Late]:
    """The true time of an act that was done on paper, if its form says one."""
    late = form.late(offices.zone(request.actor.office)) if isinstance(form, forms.LateForm) else None
    return {"late": late} if late else {}


def onwards(request: StaffRequest, code: str, key: str) -> str:
    """Where an act leads, as its form's `next` says: on to the next application that waits for the same step ("queue"),
    back to the list it was sent from ("list"), else to the application itself. The page reached says what was done.
    """
    address = reverse("applications:page", args=[code])
    match request.POST.get("next"):
        case "queue":
            act = queries.done(actor=request.actor, key=key)
            following = act and queries.next_awaiting(actor=request.actor, step=act.step, besides=code)
            if following:
                address = reverse("applications:page", args=[following])
        case "list":
            address = page_of(request) or address
    parts = urlsplit(address)
    asked = [pair for pair in parse_qsl(parts.query) if pair[0] != DONE]
    return f"{parts.path}?{urlencode([*asked, (DONE, key)])}"


DONE = "sudah"
"""The part of an address that names the key of the act that led there."""


def drawn(
    request: StaffRequest,
    code: str,
    *,
    bound: dict[str, forms.ActForm] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The application page; `bound` forms keep what was typed, the others are fresh."""
    page = found(request, code)
    context = present.context(
        page,
        request.actor,
        bound=bound or {},
        refusal=refusal,
        new_key=fresh_key,
        find=partial(kept.find_each, request, request.actor),
    )
    context["done"] = present_done.line(request.actor, request.GET.get(DONE, ""), fresh_key)
    return render(request, "applications/page.jinja", context, status=status)
