"""The figures of the kabupaten's offices, to look at and to take along."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pamong.kabupaten import queries, rules
from pamong.kabupaten.present import figures as present
from pamong.offices import queries as offices
from pamong.staff.guards import StaffRequest, posts


@require_safe
@posts("kabupaten", "it")
def figures(request: StaffRequest) -> HttpResponse:
    """Today, what is open, what was on time, and how long steps and parties took; `kantor` narrows the times."""
    _refuse_others(request)
    office = request.GET.get("kantor", "")
    found = queries.figures(actor=request.actor, office=office)
    words = queries.step_words(actor=request.actor)
    context = present.page(found, words, office=office) | {"may_set_up": request.actor.post == "it"}
    return render(request, "kabupaten/figures.jinja", context)


@require_safe
@posts("kabupaten", "it")
def table(request: StaffRequest, table: str) -> HttpResponse:
    """One table of the page as comma-separated values."""
    _refuse_others(request)
    if table not in present.TABLES:
        raise Http404
    found = queries.figures(actor=request.actor, office=request.GET.get("kantor", ""))
    name = f"{request.actor.office}-{table}-{found.until.isoformat()}.csv"
    answer = HttpResponse(present.as_csv(present.cells(found, table)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _refuse_others(request: StaffRequest) -> None:
    kind = offices.office(request.actor.office).kind
    if rules.may_see_figures(request.actor, kind=kind) is not None:
        raise PermissionDenied
