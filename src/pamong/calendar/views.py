"""The calendar's pages: the year, and changes that are looked at before they are carried out."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.applications.forms.base import ActForm
from pamong.applications.views.answers import fresh_key
from pamong.calendar import actions, forms, present, queries
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.shell.words import message
from pamong.staff.guards import StaffRequest, posts, staff_only
from pamong.workdays.answers import NoWorkingDays
from pamong.workdays.calendar import CalendarInvalid

KEEPERS = ("it", "camat", "sekretaris")
FIRST, LAST = 2002, 2100
BATCHES = 3
"""So many turns of the recount are done before the page answers; the rest is gone on with from the page or by itself."""


@staff_only
@require_GET
def year(request: StaffRequest) -> HttpResponse:
    """A year of the own office's calendar; this one unless `tahun` names another."""
    today = queries.today(request.actor.office)
    asked = request.GET.get("tahun", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and FIRST <= int(asked) <= LAST else today.year
    found = queries.year(actor=request.actor, year=chosen)
    changes = queries.changes(actor=request.actor)
    return render(request, "calendar/year.jinja", present.year(found, request.actor, changes, today=today))


@posts(*KEEPERS)
@require_http_methods(["GET", "POST"])
def note_days(request: StaffRequest) -> HttpResponse:
    """A decree, a closure, other hours on some dates."""
    own, choice, today = _place(request)
    make = partial(forms.DaysForm, own, choice, today)
    return _looked_at(request, make, _("Catat hari di kalender"), initial={"kind": "collective_leave"})


@posts(*KEEPERS)
@require_http_methods(["GET", "POST"])
def set_hours(request: StaffRequest) -> HttpResponse:
    """A week pattern; the form begins with the hours that hold today."""
    own, choice, today = _place(request)
    week = offices.calendar(own)
    initial = {
        f"hours_{on.weekday()}": present.spans(week.hours_on(on))
        for on in (date.fromordinal(today.toordinal() + ahead) for ahead in range(7))
    }
    make = partial(forms.HoursForm, own, choice, today)
    return _looked_at(request, make, _("Tetapkan jam layanan"), initial=initial)


@posts("it")
@require_http_methods(["GET", "POST"])
def import_year(request: StaffRequest) -> HttpResponse:
    """A year of national holidays, with what it changes shown before."""
    own, _choice, today = _place(request)
    make = partial(forms.ImportForm, own, (), today)
    return _looked_at(request, make, _("Impor hari libur nasional"), initial={"year": today.year + 1})


@posts(*KEEPERS)
@require_http_methods(["GET", "POST"])
def remove_day(request: StaffRequest, note_id: UUID) -> HttpResponse:
    """Take one note back."""
    actor = request.actor
    row = offices.day_note(note_id)
    if row is None or (actor.post != "it" and row.office not in {None, actor.office}):
        raise Http404
    if row.office is None and actor.post != "it":
        raise PermissionDenied
    make = partial(forms.RemoveForm, row, queries.today(actor.office))
    said = present.note_title(row.note)
    return _looked_at(request, make, _("Cabut catatan: %(note)s") % {"note": said}, about=row.note.name)


def _place(request: StaffRequest) -> tuple[str, list[tuple[str, str]], date]:
    """The own office, the offices to choose among (for IT), and today there."""
    actor = request.actor
    choice = [(row.code, row.name) for row in offices.every("kecamatan")] if actor.post == "it" else []
    return actor.office, choice, queries.today(actor.office)


def _looked_at(
    request: StaffRequest,
    make: Callable[..., forms.ChangeForm],
    title: str,
    *,
    initial: Mapping[str, Any] = MappingProxyType({}),
    about: str = "",
) -> HttpResponse:
    """The form; once it is filled in, what it would do; and carried out only from there."""
    context: dict[str, Any] = {"title": title, "about": about, "preview": None, "refusal": ""}
    if request.method == "GET":
        context["form"] = make(initial={"key": fresh_key(), **initial})
        return render(request, "calendar/form.jinja", context)
    form = context["form"] = make(request.POST)
    if not form.is_valid():
        return render(request, "calendar/form.jinja", context, status=422)
    change = form.change()
    status = 200
    try:
        if "terapkan" in request.POST:
            done = actions.change_calendar(
                actor=request.actor,
                key=form.cleaned_data["key"],
                change=change,
                seen=form.cleaned_data["seen"],
            )
            actions.recount(change=done, batches=BATCHES)
            return HttpResponseRedirect(reverse("calendar:change", args=[done]))
    except Refused as refused:
        context["refusal"], status = message(refused.refusal.message), 409
    try:
        found = queries.preview(actor=request.actor, change=change)
    except (CalendarInvalid, NoWorkingDays):
        context["refusal"] = _("Dengan perubahan itu kalender tidak dapat dipakai: kantor tidak pernah buka.")
        return render(request, "calendar/form.jinja", context, status=409)
    context["preview"] = present.preview(found, change, request.actor)
    return render(request, "calendar/form.jinja", context, status=status)


@staff_only
@require_GET
def change(request: StaffRequest, change_id: UUID) -> HttpResponse:
    """One change and how far its deadlines are counted anew."""
    row = queries.change(actor=request.actor, identifier=change_id)
    if row is None:
        raise Http404
    context = {**present.change(row, request.actor), "form": ActForm(initial={"key": fresh_key()})}
    return render(request, "calendar/change.jinja", context)


@posts(*KEEPERS)
@require_POST
def resume(request: StaffRequest, change_id: UUID) -> HttpResponse:
    """Go on with what was cut off; what was done already is not done again."""
    if queries.change(actor=request.actor, identifier=change_id) is None:
        raise Http404
    if not ActForm(request.POST).is_valid():
        return HttpResponse(status=422)
    actions.recount(change=change_id, batches=BATCHES)
    return HttpResponseRedirect(reverse("calendar:change", args=[change_id]))
