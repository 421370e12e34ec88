"""The counter takes in what a desa sent ahead: the form beside, the questions answered, the papers in hand ticked."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pamong.desa import actions, forms, present
from pamong.desa.forms import ArrivalForm
from pamong.desa.queries import FormPage
from pamong.desa.rules import may_take_in
from pamong.desa.views.preparing import found
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.residents import queries as residents
from pamong.residents.queries import ResidentRow
from pamong.staff.guards import StaffRequest, posts


@posts("general_services")
@require_http_methods(["GET", "POST"])
def take_in(request: StaffRequest, code: str) -> HttpResponse:
    """`hitung` computes the checklist anew without taking anything in."""
    page = found(request, code)
    zone = offices.zone(request.actor.office)
    version = library.in_force(office=request.actor.office, service=page.row.service, on=clock.today(zone))
    if version is None:
        raise Http404
    standard = library.standard(version.id)
    judged = request.method == "POST" and "hitung" not in request.POST
    known, alike = _known(request, page)
    form, items = forms.arrival(
        page.content,
        standard,
        request.actor.office,
        known=known,
        alike=alike,
        sent=request.POST if request.method == "POST" else None,
        judged=judged,
    )
    refusal = None if judged else may_take_in(page.row.state)
    if judged and form.is_valid():
        try:
            return _taken(request, page, form)
        except Refused as refused:
            refusal = refused.refusal
    context = {**present.arriving(page, form, items, standard, known, zone), "refusal": refusal}
    status = 409 if judged and refusal else 422 if form.is_bound and form.errors else 200
    return render(request, "desa/take_in.jinja", context, status=status)


def _taken(request: StaffRequest, page: FormPage, form: ArrivalForm) -> HttpResponse:
    row = actions.take_in(
        actor=request.actor,
        key=form.cleaned_data["key"],
        code=page.row.code,
        answers=form.answers(),
        present=form.cleaned_data["present"],
        resident_id=form.chosen(),
    )
    assert row.application is not None
    return HttpResponseRedirect(reverse("applications:page", args=[row.application.public_code]))


def _known(request: StaffRequest, page: FormPage) -> tuple[ResidentRow | None, tuple[ResidentRow, ...]]:
    """Whom this office knows by the form's number; without a number those of the same name and birth date."""
    said = page.content
    if said.number:
        by_number = residents.search(actor=request.actor, text=said.number, limit=1)
        return (by_number[0] if by_number else None), ()
    alike = residents.search(actor=request.actor, text=f"{said.name} {said.birth_date:%d-%m-%Y}", limit=5)
    return None, alike
