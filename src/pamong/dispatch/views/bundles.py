"""The kecamatan's bundles, and the page of one bundle that both offices read."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pamong.applications.forms import ActForm
from pamong.applications.views.answers import fresh_key
from pamong.dispatch import actions, forms, paper, present, queries
from pamong.dispatch.queries import BundlePage
from pamong.dispatch.rules import Direction
from pamong.dispatch.views.answers import acted, counted
from pamong.offices import queries as offices
from pamong.shell.middleware import VIEWER_POLICY
from pamong.staff.guards import StaffRequest, posts

MOST = 300
"""So many go into one bundle from the page: more ticks than a form may send are no bundle that somebody carries."""


@posts("general_services", "sekretaris", "camat")
@require_GET
def start(request: StaffRequest) -> HttpResponse:
    """What is ready, what is outside and since when, what came home without a card."""
    return _start(request)


def _start(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    office = request.actor.office
    context = present.office_page(
        request.actor,
        ready=queries.ready(office=office),
        outside=queries.outside(office=office),
        unsettled=queries.unsettled(office=office),
        announced=queries.announced(office=office),
        bundles=queries.bundles(actor=request.actor),
    )
    return render(
        request, "dispatch/start.jinja", {**context, "refusal": refusal, "new_key": fresh_key}, status=status
    )


@posts("general_services")
@require_http_methods(["GET", "POST"])
def make(request: StaffRequest) -> HttpResponse:
    """Everything that is ready, to be confirmed: sent at once with a courier, or prepared for later."""
    if request.method == "GET":
        return _make(request)
    chosen, courier = forms.ChosenForm(request.POST), forms.CourierForm(request.POST)
    if not courier.is_valid():
        return _make(request, refusal=" ".join(map(str, courier.errors.get("courier", []))), status=422)

    def act() -> str:
        given = {"actor": request.actor, "key": chosen.cleaned_data["key"], "codes": chosen.chosen()}
        if "later" in request.POST:
            made = actions.make(**given)
        else:
            made = actions.send_all(**given, courier=courier.cleaned_data["courier"])
        return reverse("dispatch:bundle", args=[made.pk])

    return acted(chosen, act, partial(_make, request))


def _make(request: StaffRequest, *, refusal: str = "", status: int = 200) -> HttpResponse:
    actor = request.actor
    ready = queries.ready(office=actor.office)[:MOST]
    context = {
        "lines": present.awaiting(ready, {}, offices.zone(actor.office)),
        "form": forms.CourierForm(initial={"key": fresh_key(), "courier": queries.last_courier(actor=actor)}),
        "refusal": refusal,
    }
    return render(request, "dispatch/make.jinja", context, status=status)


def _page(request: StaffRequest, bundle_id: UUID) -> BundlePage:
    page = queries.page(actor=request.actor, bundle_id=bundle_id)
    if page is None:
        raise Http404
    return page


@require_GET
@posts("general_services", "sekretaris", "camat", "dispenduk")
def bundle(request: StaffRequest, bundle_id: UUID) -> HttpResponse:
    """One bundle for the office that sent it and the one it goes to."""
    return _bundle(request, bundle_id)


def _bundle(request: StaffRequest, bundle_id: UUID, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = present.bundle_page(_page(request, bundle_id), request.actor)
    context |= {
        "refusal": refusal,
        "said": counted(request),
        "new_key": fresh_key,
        "count_form": forms.ChosenForm(initial={"key": fresh_key()}),
        "courier_form": forms.CourierForm(
            initial={"key": fresh_key(), "courier": queries.last_courier(actor=request.actor)}
        ),
    }
    return render(request, "dispatch/bundle.jinja", context, status=status)


@posts("general_services", "dispenduk")
@require_POST
def send(request: StaffRequest, bundle_id: UUID) -> HttpResponse:
    """A prepared bundle leaves with its courier."""
    form = forms.CourierForm(request.POST)

    def act() -> str:
        actions.send(actor=request.actor, bundle_id=bundle_id, **form.arguments())
        return reverse("dispatch:bundle", args=[bundle_id])

    return acted(form, act, partial(_bundle, request, bundle_id))


@posts("general_services", "dispenduk")
@require_POST
def receive(request: StaffRequest, bundle_id: UUID) -> HttpResponse:
    """Count in what arrived: ticked or scanned lines, or everything."""
    page = _page(request, bundle_id)
    form = forms.ChosenForm(request.POST)

    def act() -> str:
        verb = actions.receive_home if page.row.direction is Direction.BACK else actions.receive
        codes = None if "all" in request.POST else form.chosen()
        found = verb(actor=request.actor, key=form.cleaned_data["key"], bundle_id=bundle_id, codes=codes)
        address = reverse("dispatch:bundle", args=[bundle_id])
        return f"{address}?baru={found.new}&sudah={found.already}&kurang={found.missing}"

    return acted(form, act, partial(_bundle, request, bundle_id))


@posts("general_services", "dispenduk")
@require_POST
def take_out(request: StaffRequest, bundle_id: UUID) -> HttpResponse:
    """Take one application out of a bundle that has not left, or give up the whole."""
    form = ActForm(request.POST)

    def act() -> str:
        given = {"actor": request.actor, "key": form.cleaned_data["key"], "bundle_id": bundle_id}
        code = request.POST.get("code", "")
        if code:
            actions.take_out(**given, code=code)
        else:
            actions.cancel(**given)
        return reverse("dispatch:bundle", args=[bundle_id])

    return acted(form, act, partial(_bundle, request, bundle_id))


@posts("general_services", "dispenduk")
@require_POST
def print_manifest(request: StaffRequest, bundle_id: UUID) -> HttpResponse:
    """The manifest in two copies; every print after the first says that it is one."""
    form = ActForm(request.POST)
    page = _page(request, bundle_id)
    if not form.is_valid():
        return _bundle(request, bundle_id, status=422)
    printed = actions.print_manifest(actor=request.actor, key=form.cleaned_data["key"], bundle_id=bundle_id)
    file = paper.manifest(page, actor=request.actor, at=printed.at, copy=printed.copy)
    response = HttpResponse(file, content_type="application/pdf")
    name = f"daftar-pengantar-{page.row.sender}-{page.row.number.replace('/', '-')}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = VIEWER_POLICY
    return response


@posts("kasi")
@require_POST
def take_back(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """What was counted wrongly is taken back: never sent after all, or not home after all."""
    form = ActForm(request.POST)

    def act() -> str:
        item = actions.take_back(actor=request.actor, key=form.cleaned_data["key"], item_id=item_id)
        return reverse("dispatch:bundle", args=[item.bundle_id])

    return acted(form, act, partial(_start, request))


@posts("general_services")
@require_POST
def give_back(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """What Dispenduk refused goes back to the applicant, with Dispenduk's reason."""
    form = forms.NoteForm(request.POST)

    def act() -> str:
        actions.give_back(actor=request.actor, item_id=item_id, **form.arguments())
        return reverse("dispatch:start")

    return acted(form, act, partial(_start, request))


@posts("general_services")
@require_POST
def end_duplicate(request: StaffRequest, item_id: UUID) -> HttpResponse:
    """What another application has served already is closed."""
    form = forms.NoteForm(request.POST)

    def act() -> str:
        actions.end_duplicate(actor=request.actor, item_id=item_id, **form.arguments())
        return reverse("dispatch:start")

    return acted(form, act, partial(_start, request))


@posts("general_services")
@require_POST
def confirm_signed(request: StaffRequest) -> HttpResponse:
    """The signatures that Dispenduk announced are there: the family cards can be printed."""
    form = forms.ChosenForm(request.POST)

    def act() -> str:
        actions.confirm_signed(actor=request.actor, key=form.cleaned_data["key"], codes=form.chosen())
        return reverse("dispatch:start")

    return acted(form, act, partial(_start, request))
