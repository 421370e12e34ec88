"""The list of everything an office holds under control, and where a new text begins."""

from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from pamong.ledger import clock
from pamong.library import actions, present, queries
from pamong.library.forms import BeginDocumentForm, BeginForm, KeyedForm
from pamong.library.queries import DraftRow
from pamong.library.views.answers import carried_out, status_of
from pamong.offices import queries as offices
from pamong.staff.guards import StaffRequest, posts, staff_only
from pamong.standard.messages import Refusal


@require_safe
@staff_only
def start(request: StaffRequest) -> HttpResponse:
    """Standards and documents in force, to come and past; drafts; what is referred to and not there."""
    return _show(request)


@require_POST
@posts("general_services")
def begin(request: StaffRequest) -> HttpResponse:
    """A draft for a service the office does not have."""
    return _begun(request, BeginForm(request.POST, auto_id="begin_%s"), "begin")


@require_POST
@posts("general_services")
def begin_document(request: StaffRequest) -> HttpResponse:
    """A draft of another controlled document."""
    return _begun(request, BeginDocumentForm(request.POST, auto_id="document_%s"), "document")


def _begun(request: StaffRequest, form: KeyedForm, at: str) -> HttpResponse:
    made = carried_out(form, actions.begin_draft, actor=request.actor)
    if isinstance(made, DraftRow):
        return HttpResponseRedirect(reverse("library:draft", args=[made.id]))
    refusal = made if isinstance(made, Refusal) else None
    return _show(request, refusal=refusal, bound={at: form}, status=status_of(made))


def _show(
    request: StaffRequest,
    *,
    refusal: Refusal | None = None,
    bound: Mapping[str, KeyedForm] = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    today = clock.today(offices.zone(request.actor.office))
    found = queries.shelf(actor=request.actor, on=today)
    forms = {
        "begin": BeginForm(auto_id="begin_%s"),
        "document": BeginDocumentForm(auto_id="document_%s"),
        **bound,
    }
    context = present.shelf(found, request.actor, today) | {"forms": forms, "refusal": refusal}
    return render(request, "library/start.jinja", context, status=status)
