"""People against the cards: the overview, one person, acts with a gap."""

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from pamong.ledger import clock
from pamong.offices import queries as offices
from pamong.readiness import actions, forms, present, queries
from pamong.readiness.education_source import equivalences
from pamong.readiness.queries import PersonPage
from pamong.readiness.rules.competence import Aspect
from pamong.readiness.rules.keeping import PEOPLE_KEEPERS, PEOPLE_READERS
from pamong.readiness.views.answers import carried_out, status_of
from pamong.staff.guards import StaffRequest, posts
from pamong.standard.messages import Refusal

MONTHS = 12
"""So far back the list of acts is offered."""


@require_safe
@posts(*PEOPLE_READERS)
def overview(request: StaffRequest) -> HttpResponse:
    """Chapters 8 and 9 of the standards in force against what is there today."""
    context = present.overview(queries.overview(actor=request.actor))
    context["may_see_acts"] = request.actor.post != "it"
    return render(request, "readiness/overview.jinja", context)


@require_safe
@posts(*PEOPLE_READERS)
def person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """One person: what is known, and what the person's posts ask."""
    return _show(request, person_id)


@require_POST
@posts(*PEOPLE_KEEPERS)
def note_qualification(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write a diploma, training, skill or work down."""
    found = _found(request, person_id)
    kind = forms.NOTES.get(request.POST.get("aspect", ""))
    if kind is None:
        return HttpResponse(status=422)
    form = kind(request.POST, prefix=kind.aspect.value)
    form.offer(equivalences(), _demanded(found, kind.aspect))
    refusal = carried_out(form, actions.note_qualification, request.actor, person_id=person_id)
    if form.errors or refusal:
        return _show(request, person_id, bound=form, refusal=refusal)
    return HttpResponseRedirect(reverse("readiness:person", args=[person_id]))


@require_POST
@posts(*PEOPLE_KEEPERS)
def withdraw_qualification(request: StaffRequest, qualification_id: UUID) -> HttpResponse:
    """Take a note back, with a reason."""
    person_id = queries.person_of(qualification_id)
    if person_id is None:
        raise Http404
    _found(request, person_id)
    form = forms.WithdrawForm(request.POST)
    refusal = carried_out(
        form, actions.withdraw_qualification, request.actor, qualification_id=qualification_id
    )
    if form.errors or refusal:
        return _show(request, person_id, bound=form, refusal=refusal)
    return HttpResponseRedirect(reverse("readiness:person", args=[person_id]))


def _found(request: StaffRequest, person_id: UUID) -> PersonPage:
    found = queries.person(actor=request.actor, person_id=person_id)
    if found is None:
        raise Http404
    return found


def _demanded(found: PersonPage, aspect: Aspect) -> list[str]:
    """The trainings or skills that the cards of this person's posts demand, each once."""
    held = [
        (row.card.training if aspect is Aspect.TRAINING else row.card.skills) or () for row in found.cards
    ]
    return list(dict.fromkeys(name for names in held for name in names))


def _show(
    request: StaffRequest,
    person_id: UUID,
    *,
    bound: forms.KeyedForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    found = _found(request, person_id)
    notes = []
    for kind in forms.NOTES.values():
        form = bound if isinstance(bound, kind) else kind(prefix=kind.aspect.value)
        form.offer(equivalences(), _demanded(found, kind.aspect))
        notes.append((kind.aspect.value, present.ASPECTS[kind.aspect], form))
    context = {
        **present.person(found),
        "forms": notes,
        "withdrawal": forms.WithdrawForm,
        "refusal": refusal,
        "wrong": bound,
        "may_write": request.actor.post in PEOPLE_KEEPERS,
    }
    status = status_of(bound, refusal) if bound is not None else 200
    return render(request, "readiness/person.jinja", context, status=status)


@require_safe
@posts("sekretaris", "camat", "kasi")
def acts(request: StaffRequest) -> HttpResponse:
    """The acts of a month by people with a gap on that day. Allowed, and listed to the Sekretaris."""
    today = clock.today(offices.zone(request.actor.office))
    months = present.months_before(today, MONTHS)
    asked = request.GET.get("bulan", "")
    chosen = asked if asked in dict(months) else months[0][0]
    first = date.fromisoformat(f"{chosen}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    page = queries.acts_page(office=request.actor.office, first=first, last=last)
    context = {**present.acts(page), "months": months, "chosen": chosen}
    return render(request, "readiness/acts.jinja", context)
