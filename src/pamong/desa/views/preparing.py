"""Filling a form in at the desa, correcting it, printing it, sending it ahead, withdrawing it."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.desa import actions, forms, paper, present, queries
from pamong.desa.content import Content
from pamong.desa.forms import DesaForm
from pamong.desa.present.forms import wanted
from pamong.desa.queries import FormPage, UnknownForm
from pamong.desa.rules import Preparation
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.residents.forms import KeyedForm
from pamong.shell.middleware import VIEWER_POLICY
from pamong.staff import kept
from pamong.staff.guards import StaffRequest, posts
from pamong.standard.messages import Refusal


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
@posts("desa")
def prepare(request: StaffRequest, service: str) -> HttpResponse:
    """A new form. `dari` names an earlier one of this desa that it begins from."""
    prepared = next(
        (
            each
            for version, each in queries.preparable(desa=request.actor.office)
            if version.service == service
        ),
        None,
    )
    if prepared is None:
        raise Http404
    name = f"desa:{service}"
    begun = request.GET.get("dari", "")
    earlier = kept.find(request, request.actor, name)
    filled = forms.as_typed(found(request, begun).content, str(uuid4())) if begun else None
    form = _form(request, prepared, earlier.values if earlier else filled)

    def act(key: str, said: Content) -> str:
        return actions.prepare(actor=request.actor, key=key, service=service, content=said).code

    return _filled(request, form, act, prepared=prepared, earlier=earlier, form_name=name, code="")


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
@posts("desa")
def correct(request: StaffRequest, code: str) -> HttpResponse:
    """Change a draft."""
    page = found(request, code)
    name = f"desa-form:{code}"
    earlier = kept.find(request, request.actor, name)
    filled = earlier.values if earlier else forms.as_typed(page.content, str(uuid4()))
    form = _form(request, page.preparation, filled)

    def act(key: str, said: Content) -> str:
        return actions.correct(actor=request.actor, key=key, code=code, content=said).code

    return _filled(request, form, act, prepared=page.preparation, earlier=earlier, form_name=name, code=code)


@require_GET
@posts("desa")
def form(request: StaffRequest, code: str) -> HttpResponse:
    """One form of this desa: what stands there, what differs from the card, and what can be done with it."""
    return drawn(request, found(request, code))


@require_POST
@posts("desa")
def send(request: StaffRequest, code: str) -> HttpResponse:
    """Send a draft ahead to the kecamatan."""
    page = found(request, code)
    form = forms.SendForm(wanted(page.preparation), request.POST)
    return _answer(
        request,
        page,
        form,
        lambda: actions.send_ahead(
            actor=request.actor, key=form.act_key(), code=code, seen=form.cleaned_data["seen"]
        ),
    )


@require_POST
@posts("desa")
def withdraw(request: StaffRequest, code: str) -> HttpResponse:
    """Take a form out of the way."""
    page = found(request, code)
    form = forms.WithdrawForm(request.POST)
    return _answer(
        request,
        page,
        form,
        lambda: actions.withdraw_form(
            actor=request.actor, key=form.act_key(), code=code, reason=form.cleaned_data["reason"]
        ),
    )


@require_POST
@posts("desa")
def print_form(request: StaffRequest, code: str) -> HttpResponse:
    """The form on paper, to be signed. The file is named after the code, never after a person."""
    page = found(request, code)
    form = forms.CodedForm(request.POST)
    if not form.is_valid():
        return drawn(request, page, status=422)
    try:
        printed = actions.print_form(actor=request.actor, key=form.act_key(), code=code)
    except Refused as refused:
        return drawn(request, page, refusal=refused.refusal, status=409)
    file = paper.prepared_form(page, request.actor, printed)
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="formulir-{code}.pdf"'
    response["Content-Security-Policy"] = VIEWER_POLICY
    return response


def found(request: StaffRequest, code: str) -> FormPage:
    """The form, or 404 for one that is not for this office to see."""
    try:
        return queries.form(actor=request.actor, code=code)
    except UnknownForm as unknown:
        raise Http404 from unknown


def drawn(
    request: StaffRequest,
    page: FormPage,
    *,
    refusal: Refusal | None = None,
    bound: KeyedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one form; a form that was sent wrongly keeps what was ticked."""
    wanted_here = wanted(page.preparation)
    context = {
        **present.page(page, offices.zone(page.office)),
        "send": bound if isinstance(bound, forms.SendForm) else forms.SendForm(wanted_here),
        "withdraw": bound
        if isinstance(bound, forms.WithdrawForm)
        else forms.WithdrawForm(auto_id="withdraw_%s"),
        "print": forms.CodedForm(auto_id=False),
        "refusal": refusal,
    }
    return render(request, "desa/form.jinja", context, status=status)


def _answer(
    request: StaffRequest, page: FormPage, form: KeyedForm, act: Callable[[], object]
) -> HttpResponse:
    if not form.is_valid():
        return drawn(request, page, bound=form, status=422)
    try:
        act()
    except Refused as refused:
        return drawn(request, page, bound=form, refusal=refused.refusal, status=409)
    return HttpResponseRedirect(reverse("desa:form", args=[page.row.code]))


def _filled(
    request: StaffRequest, form: DesaForm, act: Callable[[str, Content], str], **more: object
) -> HttpResponse:
    """On to the form's page once it is kept; else what was typed again, with what is wrong."""
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            code = act(form.act_key(), form.content())
            return HttpResponseRedirect(reverse("desa:form", args=[code]))
        except Refused as refused:
            refusal = refused.refusal
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "desa/filling.jinja", {"form": form, "refusal": refusal, **more}, status=status)


def _form(request: StaffRequest, prepared: Preparation, earlier: QueryDict | None) -> DesaForm:
    sent = request.POST if request.method == "POST" else None
    return DesaForm(prepared, sent, today=_today(request), earlier=None if sent is not None else earlier)


def _today(request: StaffRequest) -> date:
    return clock.today(offices.zone(request.actor.office))
