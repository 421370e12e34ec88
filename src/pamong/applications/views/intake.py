"""Taking in: find or add the resident, then the service's own questions and the checklist for this person."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from pamong.applications import actions, forms, queries
from pamong.applications.present import intake as present
from pamong.applications.views.answers import declared, fresh_key
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.residents import actions as residents
from pamong.residents import queries as people
from pamong.residents.queries import ResidentRow, UnknownResident
from pamong.shell.addresses import reverse
from pamong.staff import kept
from pamong.staff.guards import StaffRequest, posts

NUMBER_LENGTH = 16


@posts("general_services")
@require_http_methods(["GET", "POST"])
def start(request: StaffRequest) -> HttpResponse:
    """Which resident? A search is a POST, so that no identity number stands in an address or a log."""
    text = request.POST.get("q", "").strip()
    typing = request.headers.get("HX-Request") == "true"
    found = _search(request, text, typing=typing) if text else _come_back(request)
    context = {
        "services": library.services(office=request.actor.office, on=_today(request)),
        # A whole identity number is not drawn back into the page.
        "q": text if sum(character.isdigit() for character in text) < NUMBER_LENGTH else "",
        "residents": found,
        "searched": bool(text),
        "typing": typing,
    }
    return render(request, "applications/start.jinja", context)


def _come_back(request: StaffRequest) -> tuple[ResidentRow, ...]:
    """The resident with whom another page (a new resident, the search) leads here: `?warga=`."""
    named = request.GET.get("warga", "")
    if not named:
        return ()
    try:
        return (people.get(actor=request.actor, resident_id=UUID(named)),)
    except (ValueError, UnknownResident) as unknown:
        raise Http404 from unknown


def _search(request: StaffRequest, text: str, *, typing: bool) -> tuple[ResidentRow, ...]:
    """People this office knows; by the whole number also one whom only another office knows so far, which leaves a
    trace and therefore waits until the number is sent.
    """
    found = people.search(actor=request.actor, text=text)
    if found or typing or not text.replace(" ", "").isdigit():
        return found
    known = residents.find_by_number(actor=request.actor, key=fresh_key(), number=text)
    return (known,) if known else ()


@posts("general_services")
@require_http_methods(["GET", "POST"])
def take_in(request: StaffRequest, service: str, resident_id: UUID) -> HttpResponse:
    """The intake form of one service for one resident. `hitung` recomputes the checklist without taking anything in."""
    version = library.in_force(office=request.actor.office, service=service, on=_today(request))
    if version is None:
        raise Http404
    try:
        resident = people.get(actor=request.actor, resident_id=resident_id)
    except UnknownResident as unknown:
        raise Http404 from unknown
    name = f"intake:{service}:{resident_id}"
    earlier = kept.find(request, request.actor, name)
    sent = request.POST if request.method == "POST" else earlier.values if earlier else None
    judged = request.method == "POST" and "hitung" not in request.POST
    standard = library.standard(version.id)
    form, items = forms.intake(standard, resident_id, request.actor.office, sent, bound=judged)
    refusal = None
    if judged and form.is_valid():
        try:
            return _submit(request, form, service, resident_id)
        except Refused as refused:
            refusal = refused.refusal
    context = present.context(version, resident, form, items, refusal, standard)
    context |= {"earlier": earlier, "form_name": name}
    stopped = queries.stopped_ahead(actor=request.actor, standard=standard, resident_id=resident_id)
    context["stopped"] = present.stopped(stopped)
    context["pending"] = queries.pending(actor=request.actor, service=service, resident_id=resident_id)
    status = 409 if refusal else 422 if form.is_bound and form.errors else 200
    return render(request, "applications/intake.jinja", context, status=status)


def _submit(request: StaffRequest, form: forms.IntakeForm, service: str, resident_id: UUID) -> HttpResponse:
    key = form.cleaned_data["key"]
    answers = form.answers()
    for fact in form.registered:
        if state := answers.pop(fact, None):
            residents.state_national_answer(
                actor=request.actor,
                key=f"{key}:{fact}",
                resident_id=resident_id,
                state=str(state),
                answered_at=clock.now(),
            )
    taken = actions.submit(
        actor=request.actor,
        key=key,
        service=service,
        resident_id=resident_id,
        answers=answers,
        present=form.cleaned_data["present"],
        **declared(request, form),
    )
    return HttpResponseRedirect(reverse("applications:page", args=[taken.public_code]))


def _today(request: StaffRequest) -> date:
    return clock.today(offices.zone(request.actor.office))
