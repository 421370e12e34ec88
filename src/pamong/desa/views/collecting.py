"""The desa lists what it collects; the counter hands over what is on the list."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.desa import actions, forms, list_paper, present, queries
from pamong.desa.present.collecting import choices_of, items_of
from pamong.desa.queries import ListPage, UnknownList
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.shell.middleware import VIEWER_POLICY
from pamong.staff.guards import StaffRequest, posts
from pamong.standard.messages import Refusal


@require_http_methods(["GET", "POST"])
@posts("desa")
def collect(request: StaffRequest) -> HttpResponse:
    """Tick what is to be collected, and say by whom."""
    ready = queries.collectable(actor=request.actor)
    form = forms.CollectForm(choices_of(ready), request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.prepare_collection(
                actor=request.actor, key=form.act_key(), codes=said["chosen"], collector=said["collector"]
            )
            return HttpResponseRedirect(reverse("desa:collection", args=[made.code]))
        except Refused as refused:
            refusal = refused.refusal
    status = 409 if refusal else 422 if form.errors else 200
    return render(
        request, "desa/collect.jinja", {"form": form, "ready": ready, "refusal": refusal}, status=status
    )


@require_GET
@posts("desa")
def collection(request: StaffRequest, code: str) -> HttpResponse:
    """One list of this desa."""
    return _drawn(request, _found(request, code))


@require_POST
@posts("desa")
def withdraw(request: StaffRequest, code: str) -> HttpResponse:
    """Take a list back."""
    page = _found(request, code)
    form = forms.CodedForm(request.POST)
    if not form.is_valid():
        return _drawn(request, page, status=422)
    try:
        actions.withdraw_collection(actor=request.actor, key=form.act_key(), code=code)
    except Refused as refused:
        return _drawn(request, page, refusal=refused.refusal, status=409)
    return HttpResponseRedirect(reverse("desa:collection", args=[code]))


@require_POST
@posts("desa")
def print_collection(request: StaffRequest, code: str) -> HttpResponse:
    """The list on paper, with places for the signatures of the residents and of those who give and take."""
    page = _found(request, code)
    form = forms.CodedForm(request.POST)
    if not form.is_valid():
        return _drawn(request, page, status=422)
    try:
        printed = actions.print_collection(actor=request.actor, key=form.act_key(), code=code)
    except Refused as refused:
        return _drawn(request, page, refusal=refused.refusal, status=409)
    file = list_paper.collection_list(page, request.actor, printed)
    response = HttpResponse(file, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="pengambilan-{code}.pdf"'
    response["Content-Security-Policy"] = VIEWER_POLICY
    return response


@require_http_methods(["GET", "POST"])
@posts("general_services")
def hand_over(request: StaffRequest, code: str) -> HttpResponse:
    """The counter hands over what is ticked; the rest stays to be collected."""
    page = _found(request, code)
    form = forms.HandedForm(items_of(page), request.POST if request.method == "POST" else None)
    refusal: Refusal | None = None
    # Sent again, nothing is ready any more: the boxes are judged by what the list holds.
    form.fields["handed"].choices = [(item.code, item.code) for item in page.items]  # type: ignore[attr-defined]
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.hand_over_collection(
                actor=request.actor,
                key=form.act_key(),
                code=code,
                handed=said["handed"],
                identity=said["identity"],
            )
            return HttpResponseRedirect(reverse("desa:hand_over", args=[code]))
        except Refused as refused:
            refusal = refused.refusal
    form.fields["handed"].choices = items_of(page)  # type: ignore[attr-defined]
    context = present.collection(page, offices.zone(page.office))
    status = 409 if refusal else 422 if form.errors else 200
    context |= {"form": form, "refusal": refusal}
    return render(request, "desa/hand_over.jinja", context, status=status)


def _found(request: StaffRequest, code: str) -> ListPage:
    try:
        return queries.collection(actor=request.actor, code=code)
    except UnknownList as unknown:
        raise Http404 from unknown


def _drawn(
    request: StaffRequest, page: ListPage, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    context = present.collection(page, offices.zone(page.office))
    context |= {"refusal": refusal, "act": forms.CodedForm(auto_id=False)}
    return render(request, "desa/collection.jinja", context, status=status)
