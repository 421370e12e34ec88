"""The desa's start page, and the counter's list of what desa have sent ahead."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pamong.applications import queries as applications
from pamong.desa import present, queries
from pamong.desa.rules import FormState
from pamong.offices import queries as offices
from pamong.staff.guards import StaffRequest, posts


@require_GET
@posts("desa")
def start(request: StaffRequest) -> HttpResponse:
    """What waits for this desa: its residents' applications first, then its own forms."""
    actor = request.actor
    context = present.desk(
        queries.preparable(desa=actor.office),
        queries.forms_of(actor=actor, states=[FormState.DRAFT]),
        queries.forms_of(actor=actor, states=[FormState.SENT]),
        queries.forms_of(actor=actor, states=[FormState.TAKEN_IN, FormState.WITHDRAWN])[:10],
        applications.of_village(actor=actor),
        offices.zone(actor.office),
    )
    zone = offices.zone(actor.office)
    context["lists"] = present.list_lines(queries.lists(actor=actor)[:10], zone)
    context["collectable"] = len(queries.collectable(actor=actor))
    return render(request, "desa/start.jinja", context)


@require_GET
@posts("general_services")
def ahead(request: StaffRequest) -> HttpResponse:
    """Every form on its way to this office, the longest waiting first."""
    found = queries.ahead(actor=request.actor)
    zone = offices.zone(request.actor.office)
    waiting = queries.lists(actor=request.actor, open_only=True)
    context = {
        "lines": present.lines(found, zone, counter=True),
        "lists": present.list_lines(waiting, zone, counter=True),
    }
    return render(request, "desa/ahead.jinja", context)
