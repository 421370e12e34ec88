"""The start page of a post: its queue; and the search box of every staff page."""

from django.http import HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from pamong.applications import queries as applications
from pamong.applications.present.done import DoneLine
from pamong.applications.present.done import line as done_line
from pamong.applications.queries import Part, Wanted
from pamong.applications.views.answers import DONE, fresh_key
from pamong.desk import actions, badges, forms, present, queries
from pamong.desk.present import briefing as present_briefing
from pamong.desk.present import lists
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.shell.words import message
from pamong.staff.guards import StaffRequest, staff_only
from pamong.standard.messages import Refusal

ELSEWHERE = {"desa": "desa:start", "dispenduk": "dispatch:desk"}
"""Posts whose work is no queue of applications: their desk has an address of its own."""
FIRST = 20
"""So many of each group stand on the start page; the lists have them all."""


@staff_only
@require_GET
def start(request: StaffRequest) -> HttpResponse:
    """What waits for this post. A page that shows it already is told so in few words.

    The state is read before the rows: what happens in between is asked for once too often, and never missed.
    """
    if request.actor.post in ELSEWHERE:
        return HttpResponseRedirect(reverse(ELSEWHERE[request.actor.post]))
    state = queries.state_of_lists(actor=request.actor)
    if _shown(request, state):
        return HttpResponseNotModified()
    queue = applications.queue_for(actor=request.actor, limit=FIRST)
    counts = applications.counts(actor=request.actor)
    waiting = queries.waiting_decisions(actor=request.actor)
    context = present.start(queue, request.actor, waiting, counts, fresh_key)
    # No question of its own: what waits to be sent is among the rows that are shown.
    context["to_send"] = context["may_take_in"] and any(row.act == "dispatch" for row in queue.rows)
    context |= present.texts(queries.texts(actor=request.actor))
    context |= present.from_desa(
        queries.from_desa(actor=request.actor), queries.lists_from_desa(actor=request.actor), request.actor
    )
    context["late"] = applications.late_waiting(actor=request.actor)
    context |= present.readiness(*badges.readiness_of(actor=request.actor))
    return render(request, "desk/start.jinja", {**context, "done": _done(request), "state": state})


def _shown(request: StaffRequest, state: str) -> bool:
    return request.headers.get("If-None-Match") == f'"{state}"'


@staff_only
@require_GET
def open_list(request: StaffRequest) -> HttpResponse:
    """One list, fifty lines from where the address says; what the address says wrongly is as if it said nothing."""
    state = queries.state_of_lists(actor=request.actor)
    return HttpResponseNotModified() if _shown(request, state) else _list(request, state)


def _list(request: StaffRequest, state: str, *, refusal: Refusal | None = None) -> HttpResponse:
    asked = request.GET.get
    part = next((each for each in Part if each == asked("bagian")), Part.OWN)
    wanted = Wanted(part, asked("layanan", ""), asked("langkah", ""))
    page = applications.waiting(
        actor=request.actor,
        wanted=wanted,
        after=applications.cursor(asked("sesudah", "")),
        before=applications.cursor(asked("sebelum", "")),
    )
    context = lists.context(
        request.actor,
        wanted,
        page,
        applications.counts(actor=request.actor),
        steps=queries.steps(actor=request.actor, service=wanted.service),
        services=queries.services(actor=request.actor),
        kept=queries.filters(actor=request.actor),
        new_key=fresh_key,
    )
    said = {"done": _done(request), "state": state, "refusal": message(refusal.message) if refusal else ""}
    return render(request, "desk/list.jinja", {**context, **said}, status=409 if refusal else 200)


def _done(request: StaffRequest) -> DoneLine | None:
    return done_line(request.actor, request.GET.get(DONE, ""), fresh_key)


@staff_only
@require_POST
def perform_chosen(request: StaffRequest) -> HttpResponse:
    """One act for every ticked line, and a page that says for each what became of it."""
    form = forms.HeapForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    steps = form.steps(request.POST.getlist("chosen"))
    found: tuple[actions.RowResult, ...] = ()
    refusal = None
    try:
        found = actions.perform_chosen(actor=request.actor, key=form.cleaned_data["key"], steps=steps)
    except Refused as refused:
        refusal = refused.refusal
    context = lists.results(found, refusal, request.actor)
    return render(request, "desk/heap.jinja", context, status=409 if refusal else 200)


@staff_only
@require_POST
def keep_filter(request: StaffRequest) -> HttpResponse:
    """Keep the list one is looking at under a name, and show it again."""
    form = forms.KeepForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        actions.keep_filter(actor=request.actor, **form.arguments())
    except Refused as refused:
        return _list(request, queries.state_of_lists(actor=request.actor), refusal=refused.refusal)
    return HttpResponseRedirect(f"{reverse('desk:list')}?{form.cleaned_data['query']}")


@staff_only
@require_POST
def drop_filter(request: StaffRequest, identifier: int) -> HttpResponse:
    """Forget one list of one's own."""
    actions.drop_filter(actor=request.actor, identifier=identifier)
    return HttpResponseRedirect(reverse("desk:list"))


@staff_only
@require_POST
def search(request: StaffRequest) -> HttpResponse:
    """A code or register number opens its application; a name or whole NIK lists people and their applications.

    A search is a POST: what is typed may be an identity number, which has no place in an address. While somebody still
    types, the first of it is answered as lines to stand under the field.
    """
    text = request.POST.get("q", "").strip()
    if request.headers.get("HX-Request") == "true":
        context = present.suggestions(queries.suggest(actor=request.actor, text=text), request.actor)
        return render(
            request, "desk/suggestions.jinja", {**context, "asked": len(text) >= queries.FROM_LETTERS}
        )
    found = queries.search(actor=request.actor, text=text)
    if found.code is not None:
        return HttpResponseRedirect(reverse("applications:page", args=[found.code]))
    return render(request, "desk/search.jinja", present.found(found, request.actor))


@staff_only
@require_GET
def briefing(request: StaffRequest) -> HttpResponse:
    """The morning briefing as it stands now."""
    found = queries.briefing(actor=request.actor)
    return render(request, "desk/briefing.jinja", present_briefing.context(found, request.actor))


@staff_only
@require_GET
def versions(request: StaffRequest) -> HttpResponse:
    """Which applications run under which version of a standard."""
    zone = offices.zone(request.actor.office)
    return render(request, "desk/versions.jinja", present.running(queries.running(actor=request.actor), zone))


@staff_only
@require_GET
def rights(request: StaffRequest) -> HttpResponse:
    """Who may do what here today: the matrix of each standard in force, with the people the appointments put into it."""
    return render(request, "desk/rights.jinja", present.rights(queries.rights(actor=request.actor)))
