"""Late entries: listed to those who answer for them, taken note of by the Sekretaris."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from pamong.applications import actions, forms, queries
from pamong.applications.present import late as present
from pamong.applications.views.answers import fresh_key
from pamong.ledger.rules import Refused
from pamong.shell.words import message
from pamong.staff.guards import StaffRequest, posts, staff_only
from pamong.standard.messages import Refusal


@posts("general_services", "sekretaris", "camat")
@require_GET
def late_entries(request: StaffRequest) -> HttpResponse:
    return _list(request)


@staff_only
@require_POST
def acknowledge_late(request: StaffRequest, late_id: UUID) -> HttpResponse:
    form = forms.ActForm(request.POST)
    if not form.is_valid():
        return _list(request, status=422)
    try:
        actions.acknowledge_late(actor=request.actor, key=form.cleaned_data["key"], late_id=late_id)
    except Refused as refused:
        if refused.refusal.code == "not_found":
            raise Http404 from refused
        return _list(request, refusal=refused.refusal, status=409)
    return HttpResponseRedirect(reverse("applications:late_entries"))


def _list(request: StaffRequest, *, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    rows = queries.late_entries(actor=request.actor)
    context = present.context(rows, request.actor, fresh_key)
    context["refusal"] = message(refusal.message) if refusal else ""
    return render(request, "applications/late.jinja", context, status=status)
