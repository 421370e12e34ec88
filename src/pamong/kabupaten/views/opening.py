"""Setting an office up: a form, what would be done, and the first passwords; and an office's letterhead."""

import contextlib
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from pamong.kabupaten import actions, queries, rules
from pamong.kabupaten.forms import LetterheadForm, NewOfficeForm
from pamong.kabupaten.present import opening as present
from pamong.kabupaten.rules import NewOffice
from pamong.ledger.rules import AlreadyDone, Refused
from pamong.offices import queries as offices
from pamong.offices.rules import LETTERHEAD
from pamong.shell.words import message
from pamong.staff.guards import StaffRequest, posts
from pamong.standard.messages import N_, Message

_TWICE = Message(
    N_(
        "Kantor ini sudah disiapkan dengan formulir yang sama; kata sandi pertama tidak ditampilkan lagi."
        " Yang hilang diganti dengan pamong staff password."
    )
)


@require_http_methods(["GET", "POST"])
@posts("it")
def set_up(request: StaffRequest) -> HttpResponse:
    """Fill in, look at what would be done, do it. Nothing is written before the button on the page that shows it."""
    if rules.may_see_figures(request.actor, kind=offices.office(request.actor.office).kind) is not None:
        raise PermissionDenied
    form = _new_office(request, data=request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, status=422)
    wanted = form.wanted()
    try:
        if request.POST.get("do") == "set_up":
            return _set_up(request, form, wanted)
        found = queries.prepared(actor=request.actor, wanted=wanted)
    except Refused as refused:
        return _form(request, form, refusal=message(refused.refusal.message), status=409)
    if request.POST.get("do") == "change":
        return _form(request, form)
    template = offices.office(wanted.template).name if wanted.template else ""
    context = present.preview(found, template) | {"form": form}
    return render(request, "kabupaten/preview.jinja", context)


@sensitive_variables()
def _set_up(request: StaffRequest, form: NewOfficeForm, wanted: NewOffice) -> HttpResponse:
    try:
        made = actions.set_up_office(actor=request.actor, key=form.act_key(), wanted=wanted)
    except AlreadyDone:
        return _form(request, form, refusal=message(_TWICE), status=409)
    return render(request, "kabupaten/done.jinja", present.done(made))


def _form(
    request: StaffRequest, form: NewOfficeForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    return render(request, "kabupaten/set_up.jinja", {"form": form, "refusal": refusal}, status=status)


def _new_office(request: StaffRequest, *, data: Any) -> NewOfficeForm:
    templates = queries.templates(actor=request.actor)
    return NewOfficeForm(
        data,
        listed=queries.listed(actor=request.actor, chosen=(data or {}).get("listed", "")),
        templates=templates,
        names=offices.names(templates),
        ordinary=queries.ordinary_week(),
        initial={"services": ", ".join(templates[""])},
    )


@require_http_methods(["GET", "POST"])
@posts("camat", "sekretaris", "it")
def letterhead(request: StaffRequest, code: str) -> HttpResponse:
    """The letterhead of the own office, or of one below; what was approved or printed before keeps its own."""
    below = queries.below(actor=request.actor)
    if rules.may_write_letterhead(request.actor, office=code, managed=below) is not None:
        raise Http404
    row = offices.office(code)
    initial = {name: getattr(row, name) for name in LETTERHEAD}
    form = LetterheadForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        with contextlib.suppress(AlreadyDone):
            actions.change_letterhead(
                actor=request.actor, key=form.act_key(), office=code, letterhead=form.lines()
            )
        return HttpResponseRedirect(f"{reverse('kabupaten:letterhead', args=[code])}?sudah=1")
    context = {"form": form, "office": row, "done": "sudah" in request.GET}
    return render(request, "kabupaten/letterhead.jinja", context, status=422 if form.is_bound else 200)
