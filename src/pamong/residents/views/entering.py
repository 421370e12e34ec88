"""Entering a resident, and correcting one."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.residents import actions, queries
from pamong.residents.forms import KnownElsewhereForm, ResidentForm, seen
from pamong.residents.queries import ResidentRow, UnknownResident
from pamong.staff import kept
from pamong.staff.guards import StaffRequest, own_address, posts
from pamong.staff.kept import KeptRow
from pamong.standard.messages import Refusal


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
@posts("general_services")
def register(request: StaffRequest) -> HttpResponse:
    """A resident who has never been served. `lanjut` is the page that goes on with the resident (`?warga=`)."""
    earlier = kept.find(request, request.actor, NEW)
    form = _form(request, initial={"onward": request.GET.get("lanjut", "")}, earlier=earlier)
    known: dict[str, object] = {}
    if form.is_valid() and not _unconfirmed(form):
        values = form.values()
        try:
            row = actions.register(actor=request.actor, key=form.act_key(), **values)
            return _onward(request, row.id, form.cleaned_data["onward"])
        except Refused as refused:
            known = _known(request, form, refused.refusal, values["number"])
            form.refuse(refused.refusal)
    return _show(request, form, known=known, earlier=earlier)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@posts("general_services")
def correct(request: StaffRequest, resident_id: UUID) -> HttpResponse:
    """Correct the data of a resident; what stood there before is kept, sealed."""
    try:
        resident = queries.get(actor=request.actor, resident_id=resident_id)
        earlier = kept.find(request, request.actor, _correction(resident))
        form = _form(request, initial=_initial(request, resident), correcting=True, earlier=earlier)
        if form.is_valid() and not _unconfirmed(form):
            actions.correct(actor=request.actor, key=form.act_key(), resident_id=resident_id, **form.values())
            return HttpResponseRedirect(reverse("residents:page", args=[resident_id]))
    except UnknownResident as unknown:
        raise Http404 from unknown
    except Refused as refused:
        form.refuse(refused.refusal)
    return _show(request, form, resident=resident, earlier=earlier)


@sensitive_post_parameters()
@require_POST
@posts("general_services")
def get_to_know(request: StaffRequest) -> HttpResponse:
    """Serve here whom another office knows, by the whole number that was typed a moment ago."""
    form = KnownElsewhereForm(request.POST)
    if not form.is_valid():
        raise Http404
    row = actions.find_by_number(actor=request.actor, key=form.act_key(), number=form.number())
    if row is None:
        raise Http404
    # Nobody is entered any more: the form from which this one came has served its purpose.
    kept.drop(request.actor, NEW)
    return HttpResponseRedirect(reverse("residents:page", args=[row.id]))


NEW = "resident"
"""The name under which a form for a new resident is kept."""


def _correction(resident: ResidentRow) -> str:
    return f"resident:{resident.id}"


def _form(
    request: StaffRequest,
    *,
    initial: dict[str, object],
    correcting: bool = False,
    earlier: KeptRow | None = None,
) -> ResidentForm:
    own = [(each.code, each.name) for each in offices.villages(request.actor.office)]
    names = dict(own)
    # People of a neighbouring kecamatan come to the counter too; theirs stand below the office's own.
    others = [(each.code, each.name) for kind in ("desa", "kelurahan") for each in offices.every(kind)]
    villages = [*own, *(each for each in others if each[0] not in names)]
    sent = request.POST if request.method == "POST" else None
    today = clock.today(offices.zone(request.actor.office))
    form = ResidentForm(villages, sent, today=today, correcting=correcting, initial=initial)
    if earlier:
        form.restore(earlier.values)
    return form


def _initial(request: StaffRequest, resident: ResidentRow) -> dict[str, object]:
    contact = queries.contact(actor=request.actor, resident_id=resident.id)
    return {
        "name": resident.name,
        "sex": resident.sex,
        "birth_place": resident.birth_place,
        "birth_date": resident.birth_date,
        "citizenship": resident.citizenship,
        "village": resident.village_code,
        "phone": contact.phone,
        "address": contact.address,
        "email": contact.email,
        "notice_channel": contact.notice_channel,
        "notice_language": contact.notice_language,
    }


def _unconfirmed(form: ResidentForm) -> list[str]:
    warnings = form.warnings()
    return [] if form.confirmed(warnings) else warnings


@sensitive_variables()
def _known(request: StaffRequest, form: ResidentForm, refusal: Refusal, number: str) -> dict[str, object]:
    """Where the refusal of a number that somebody has already leads on to."""
    if refusal.code == "number_known_here":
        found = queries.search(actor=request.actor, text=number, limit=1)
        return {"known_here": found[0].id if found else None}
    if refusal.code == "number_known_elsewhere":
        initial = {"of_form": form.act_key(), "number_kept": form.data["number_kept"]}
        return {"known_elsewhere": KnownElsewhereForm(initial=initial, auto_id=False)}
    return {}


def _show(
    request: StaffRequest,
    form: ResidentForm,
    *,
    resident: ResidentRow | None = None,
    known: dict[str, object] | None = None,
    earlier: KeptRow | None = None,
) -> HttpResponse:
    warnings = _unconfirmed(form) if form.is_bound and form.is_valid() else []
    context = {
        "form": form,
        "resident": resident,
        "warnings": warnings,
        "confirm": seen(warnings),
        "known_here": None,
        "known_elsewhere": None,
        "earlier": earlier,
        "form_name": _correction(resident) if resident else NEW,
        **(known or {}),
    }
    status = 422 if form.errors else 409 if warnings else 200
    return render(request, "residents/form.jinja", context, status=status)


def _onward(request: StaffRequest, resident_id: UUID, page: str) -> HttpResponse:
    if page and own_address(request, page):
        return HttpResponseRedirect(f"{page}{'&' if '?' in page else '?'}{urlencode({'warga': resident_id})}")
    return HttpResponseRedirect(reverse("residents:page", args=[resident_id]))
