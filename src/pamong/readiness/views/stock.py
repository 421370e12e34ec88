"""The inventory: counting, faults and their end."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from pamong.ledger import clock
from pamong.offices import queries as offices
from pamong.readiness import actions, forms, present, queries
from pamong.readiness.queries import StockRow
from pamong.readiness.rules.keeping import FAULT_REPORTERS, STOCK_KEEPERS, STOCK_READERS
from pamong.readiness.views.answers import carried_out, status_of
from pamong.staff.guards import StaffRequest, posts
from pamong.standard.messages import Refusal


@require_safe
@posts(*STOCK_READERS)
def inventory(request: StaffRequest) -> HttpResponse:
    """What is promised, present and working; what is out of use, and since when."""
    return _show(request)


@require_POST
@posts(*STOCK_KEEPERS)
def take_stock(request: StaffRequest) -> HttpResponse:
    """Write the counts down that were typed."""
    form = forms.StockForm([row.code for row in _rows(request)], request.POST)
    return _answer(request, form, carried_out(form, actions.take_stock, request.actor))


@require_POST
@posts(*FAULT_REPORTERS)
def report_fault(request: StaffRequest) -> HttpResponse:
    """Something broke or was lent."""
    form = forms.FaultForm(present.things(_rows(request)), request.POST)
    return _answer(request, form, carried_out(form, actions.report_fault, request.actor))


@require_POST
@posts(*FAULT_REPORTERS)
def end_fault(request: StaffRequest, fault_id: UUID) -> HttpResponse:
    """Something works again, or came back."""
    if queries.own_fault(actor=request.actor, fault_id=fault_id) is None:
        raise Http404
    form = forms.EndForm(request.POST)
    return _answer(request, form, carried_out(form, actions.end_fault, request.actor, fault_id=fault_id))


def _answer(request: StaffRequest, form: forms.KeyedForm, refusal: Refusal | None) -> HttpResponse:
    if form.errors or refusal:
        return _show(request, bound=form, refusal=refusal)
    return HttpResponseRedirect(reverse("readiness:inventory"))


def _rows(request: StaffRequest) -> tuple[StockRow, ...]:
    today = clock.today(offices.zone(request.actor.office))
    return queries.stock_rows(office=request.actor.office, on=today)


def _show(
    request: StaffRequest, *, bound: forms.KeyedForm | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    rows = _rows(request)
    today = clock.today(offices.zone(request.actor.office))
    fresh_stock = forms.StockForm([row.code for row in rows], auto_id="stock_%s")
    fresh_fault = forms.FaultForm(
        present.things(rows), initial={"quantity": 1, "fault": "broken", "since": today}
    )
    context = {
        **present.inventory(rows),
        "stock": bound if isinstance(bound, forms.StockForm) else fresh_stock,
        "fault": bound if isinstance(bound, forms.FaultForm) else fresh_fault,
        "end": forms.EndForm,
        "today": today,
        "wrong": bound,
        "refusal": refusal,
        "may_count": request.actor.post in STOCK_KEEPERS,
        "may_report": request.actor.post in FAULT_REPORTERS,
    }
    status = status_of(bound, refusal) if bound is not None else 200
    return render(request, "readiness/inventory.jinja", context, status=status)
