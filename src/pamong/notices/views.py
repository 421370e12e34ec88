"""What an office tells its applicants: what needs somebody, what was sent, and the notices that people send themselves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from pamong.ledger.rules import Refused
from pamong.notices import actions, present, queries
from pamong.notices.forms import KeyForm
from pamong.notices.queries import NoticeRow
from pamong.notices.rules import State, why_not_letter
from pamong.offices import queries as offices
from pamong.shell.words import message
from pamong.staff import queries as staff
from pamong.staff.guards import StaffRequest, posts
from pamong.staff.rules import posts_of
from pamong.standard.messages import Refusal

READERS = ("general_services", "sekretaris")


@require_GET
@posts(*READERS)
def start(request: StaffRequest) -> HttpResponse:
    """The notices of the own office: first what needs somebody, then all, fifty at a time."""
    office = request.actor.office
    page = queries.of_office(office=office, after=_cursor(request.GET.get("sesudah", "")))
    waiting = queries.needing_somebody(office=office)
    context = {
        "waiting": _lines(request, waiting),
        "rows": _lines(request, page.rows),
        "next_url": f"?sesudah={page.after}" if page.after else "",
        "key_form": KeyForm,
    }
    return render(request, "notices/start.jinja", context)


@require_GET
@posts(*READERS)
def page(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """One notice; where a person has to send it, the text with the link that opens WhatsApp."""
    return _show(request, notice_id)


@posts("general_services")
@require_POST
def mark_sent(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """I have sent it."""
    return _done(request, notice_id, actions.mark_sent)


@posts("general_services")
@require_POST
def mark_failed(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """I could not send it."""
    return _done(request, notice_id, actions.mark_failed)


@posts("general_services")
@require_POST
def retry(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """Try it again."""
    return _done(request, notice_id, actions.retry)


def _done(request: StaffRequest, notice_id: UUID, act: Callable[..., None]) -> HttpResponse:
    form = KeyForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        act(actor=request.actor, key=str(form.cleaned_data["key"]), notice_id=notice_id)
    except Refused as refused:
        if refused.refusal.code == "not_found":
            raise Http404 from refused
        return _show(request, notice_id, refusal=refused.refusal)
    return HttpResponseRedirect(reverse("notices:start"))


def _show(request: StaffRequest, notice_id: UUID, *, refusal: Refusal | None = None) -> HttpResponse:
    row = queries.one(office=request.actor.office, notice_id=notice_id)
    if row is None:
        raise Http404
    context = {
        "line": _lines(request, (row,))[0],
        "notice_id": notice_id,
        "refusal": message(refusal.message) if refusal else "",
        "key_form": KeyForm,
        **_by_hand(request, row),
    }
    return render(request, "notices/page.jinja", context, status=409 if refusal else 200)


def _by_hand(request: StaffRequest, row: NoticeRow) -> dict[str, Any]:
    """The text and the link, for whoever may send it; nothing when no one has to, or nothing is left to say."""
    if row.state is not State.BY_HAND or not _acts(request):
        return {"letter": None, "link": "", "unsendable": False}
    letter = queries.written(row.job)
    if letter is None or why_not_letter(letter, addressed=True):
        return {"letter": None, "link": "", "unsendable": True}
    return {"letter": letter, "link": present.whatsapp_url(letter), "unsendable": False}


def _lines(request: StaffRequest, rows: tuple[NoticeRow, ...]) -> list[present.NoticeLine]:
    people = staff.names_of({row.sent_by for row in rows if row.sent_by})
    zone = offices.zone(request.actor.office)
    return present.lines(rows, zone, people, queries.names(rows), acting=_acts(request))


def _acts(request: StaffRequest) -> bool:
    return request.actor.post in posts_of(frozenset({"general_services"}))


def _cursor(text: str) -> UUID | None:
    """Where the address says the page begins; None when it says nothing, or somebody changed it."""
    try:
        return UUID(text)
    except ValueError:
        return None
