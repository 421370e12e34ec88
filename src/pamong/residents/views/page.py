"""One resident: the facts, the number for a purpose, the recording."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.residents import actions, present, queries
from pamong.residents.forms import KeyedForm, NationalAnswerForm, RevealForm, VoidForm
from pamong.residents.queries import RecordingRow, UnknownResident
from pamong.staff.guards import StaffRequest, posts, recently_authenticated, staff_only
from pamong.standard.messages import Refusal


@require_safe
@staff_only
def page(request: StaffRequest, resident_id: UUID) -> HttpResponse:
    """What this office knows of the resident; the number masked."""
    return _show(request, resident_id)


@sensitive_variables()
@require_POST
@posts("general_services")
def reveal(request: StaffRequest, resident_id: UUID) -> HttpResponse:
    """The number in full, for a purpose. Drawn once as the answer to this form; a reload asks again."""
    form = RevealForm(request.POST)
    shown: dict[str, str] = {}

    def act() -> None:
        number = actions.reveal_number(
            actor=request.actor,
            key=form.act_key(),
            resident_id=resident_id,
            purpose=form.cleaned_data["purpose"],
        )
        shown["number"] = number.reveal()

    refused = _carried_out(form, act)
    return _show(
        request, resident_id, refused=refused, number=shown.get("number", ""), bound={"reveal": form}
    )


@require_POST
@posts("general_services")
def national_answer(request: StaffRequest, resident_id: UUID) -> HttpResponse:
    """Type in what the national system answered."""
    form = NationalAnswerForm(request.POST)
    zone = offices.zone(request.actor.office)
    refused = _carried_out(
        form,
        lambda: actions.state_national_answer(
            actor=request.actor,
            key=form.act_key(),
            resident_id=resident_id,
            state=form.cleaned_data["state"],
            answered_at=form.moment(zone),
        ),
    )
    return _done_or_shown(request, resident_id, form, refused, at="answer")


@require_POST
@posts("operator", "kasi")
def ask_void(request: StaffRequest, recording_id: UUID) -> HttpResponse:
    """Ask that a recording be voided."""
    row = _recording(request, recording_id)
    form = VoidForm(request.POST)
    refused = _carried_out(
        form,
        lambda: actions.void_recording(
            actor=request.actor,
            key=form.act_key(),
            recording_id=recording_id,
            reason=form.cleaned_data["reason"],
        ),
    )
    return _done_or_shown(request, row.resident_id, form, refused, at="void")


@require_POST
@posts("kasi")
@recently_authenticated
def approve_void(request: StaffRequest, recording_id: UUID) -> HttpResponse:
    """The Kasi voids the recording as asked."""
    row = _recording(request, recording_id)
    form = KeyedForm(request.POST)
    refused = _carried_out(
        form,
        lambda: actions.approve_void(actor=request.actor, key=form.act_key(), recording_id=recording_id),
    )
    return _done_or_shown(request, row.resident_id, form, refused)


@require_POST
@posts("kasi")
@recently_authenticated
def decline_void(request: StaffRequest, recording_id: UUID) -> HttpResponse:
    """The Kasi leaves the recording in force."""
    row = _recording(request, recording_id)
    form = KeyedForm(request.POST)
    refused = _carried_out(
        form,
        lambda: actions.decline_void(actor=request.actor, key=form.act_key(), recording_id=recording_id),
    )
    return _done_or_shown(request, row.resident_id, form, refused)


def _carried_out(form: KeyedForm, act: Callable[[], object]) -> Refusal | None:
    """Do the act if its form is valid; answers what the rules refused. A resident not to be seen is a 404."""
    if not form.is_valid():
        return None
    try:
        act()
    except Refused as refused:
        return refused.refusal
    except UnknownResident as unknown:
        raise Http404 from unknown
    return None


def _done_or_shown(
    request: StaffRequest,
    resident_id: UUID,
    form: KeyedForm,
    refused: Refusal | None,
    *,
    at: str = "decision",
) -> HttpResponse:
    """On to the resident's page; or the page again, with the form drawn where `at` says."""
    if form.errors or refused:
        return _show(request, resident_id, refused=refused, bound={at: form})
    return HttpResponseRedirect(reverse("residents:page", args=[resident_id]))


def _recording(request: StaffRequest, recording_id: UUID) -> RecordingRow:
    try:
        return queries.recording_by_id(actor=request.actor, recording_id=recording_id)
    except UnknownResident as unknown:
        raise Http404 from unknown


def _show(
    request: StaffRequest,
    resident_id: UUID,
    *,
    refused: Refusal | None = None,
    number: str = "",
    bound: Mapping[str, KeyedForm] = MappingProxyType({}),
) -> HttpResponse:
    actor = request.actor
    try:
        resident = queries.get(actor=actor, resident_id=resident_id)
    except UnknownResident as unknown:
        raise Http404 from unknown
    zone = offices.zone(actor.office)
    answer = queries.national_answer(actor=actor, resident_id=resident_id)
    recordings = queries.recordings(actor=actor, resident_id=resident_id)
    context = {
        "resident": resident,
        "person": present.person(resident, queries.contact(actor=actor, resident_id=resident_id)),
        "state": present.state(queries.recording_state(resident_id=resident_id)),
        "answered": present.answered(answer, zone),
        "recordings": [present.recording_card(row, actor) for row in recordings],
        "forms": {
            "reveal": RevealForm(auto_id="reveal_%s"),
            "answer": NationalAnswerForm(
                auto_id="answer_%s", initial={"answered_at": clock.now().astimezone(zone)}
            ),
            "void": VoidForm(auto_id="void_%s"),
            **bound,
        },
        "decision": KeyedForm,
        "refusal": refused,
        "number": number,
        "general_services": actor.post in {"kasi", "operator", "loket"},
    }
    wrong = any(form.errors for form in bound.values())
    status = 409 if refused else 422 if wrong else 200
    return render(request, "residents/page.jinja", context, status=status)
