"""The acts on one application: one address each, by POST."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from pamong.applications import actions, forms, queries, rules
from pamong.applications.views.answers import answer, drawn, found
from pamong.ledger import clock
from pamong.residents import actions as residents
from pamong.staff.guards import StaffRequest, staff_only
from pamong.standard.chapters.requirements import ChecklistItem


@staff_only
@require_GET
def page(request: StaffRequest, code: str) -> HttpResponse:
    return drawn(request, code)


def _items(request: StaffRequest, code: str) -> tuple[ChecklistItem, ...]:
    items = queries.requirements(actor=request.actor, code=code)
    if items is None:
        raise Http404
    return items


@staff_only
@require_POST
def complete(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.ExaminationForm(_items(request, code), request.POST)
    return answer(request, code, form, actions.complete, draws="examination")


@staff_only
@require_POST
def return_for_completion(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.ReturnForm(_items(request, code), request.POST)
    return answer(request, code, form, actions.return_for_completion, draws="examination")


@staff_only
@require_POST
def refuse(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.ReasonForm(rules.REFUSAL_REASONS, request.POST, prefix="refuse")
    return answer(request, code, form, actions.refuse, draws="refuse")


@staff_only
@require_POST
def resubmit(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.PresentForm(_items(request, code), request.POST)
    return answer(request, code, form, actions.resubmit, draws="resubmit")


@staff_only
@require_POST
def perform(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.StepForm(request.POST)
    return answer(request, code, form, actions.perform, draws="step")


@staff_only
@require_POST
def record_biometrics(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.AwaitedForm(request.POST)
    return answer(request, code, form, actions.record_biometrics, draws="step")


@staff_only
@require_POST
def skip(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.AwaitedForm(request.POST)
    return answer(request, code, form, actions.skip, draws="step")


@staff_only
@require_POST
def hand_over(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.HandOverForm(rules.RELATIONS, rules.IDENTITIES, request.POST)
    return answer(request, code, form, actions.hand_over, draws="hand_over")


@staff_only
@require_POST
def withdraw(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.ReasonForm(rules.WITHDRAWAL_REASONS, request.POST, prefix="withdraw")
    return answer(request, code, form, actions.withdraw, draws="withdraw")


@staff_only
@require_POST
def hold(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.HoldForm(rules.HOLD_REASONS, request.POST, prefix="hold")
    return answer(request, code, form, actions.hold, draws="hold")


@staff_only
@require_POST
def release(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.ActForm(request.POST)
    return answer(request, code, form, actions.release, draws="release")


@staff_only
@require_POST
def reverse_last(request: StaffRequest, code: str) -> HttpResponse:
    form = forms.ReversalForm(rules.REVERSAL_REASONS, request.POST, prefix="reverse")
    return answer(request, code, form, actions.reverse, draws="reverse")


@staff_only
@require_POST
def undo(request: StaffRequest, code: str) -> HttpResponse:
    """Take one's own act back within ten seconds."""
    return answer(request, code, forms.UndoForm(request.POST), actions.undo, draws="undo")


@staff_only
@require_POST
def national_answer(request: StaffRequest, code: str) -> HttpResponse:
    """What the national system answers about the resident: typed in, because nothing of it is mirrored here."""
    resident = found(request, code).resident.id
    form = forms.NationalAnswerForm(request.POST)

    def state(*, code: str, **given: object) -> None:
        del code  # the answer belongs to the resident, whatever brought it up
        residents.state_national_answer(resident_id=resident, answered_at=clock.now(), **given)  # type: ignore[arg-type]

    return answer(request, code, form, state, draws="national_answer")
