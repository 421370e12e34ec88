"""One draft on its way: what changed, what was found, who signs."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from pamong.library import actions, present, queries
from pamong.library.forms import AcknowledgeForm, ApproveForm, KeyedForm, ReturnForm, ReviewForm, SubmitForm
from pamong.library.queries import DraftRow, SigningPage, VersionRow
from pamong.library.renderings import as_draft
from pamong.library.rules import may_write
from pamong.library.views.answers import carried_out, status_of
from pamong.staff.guards import StaffRequest, posts
from pamong.staff.session import is_proved
from pamong.standard.messages import Refusal
from pamong.standard.renderings.page import policy as page_policy

_READERS = ("general_services", "sekretaris", "camat")
_SINCE = "mulai"
"""The part of the address that keeps the typed day while the password is asked for again."""


@require_safe
@posts(*_READERS)
def page(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """The draft as whoever writes, checks or approves it sees it."""
    return _show(request, draft_id)


@require_safe
@posts(*_READERS)
def printed(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """The text as it will be printed, marked DRAF; back to the draft while it cannot be read as a standard."""
    standard = _found(request, draft_id).page.standard
    if standard is None:
        return HttpResponseRedirect(reverse("library:draft", args=[draft_id]))
    answer = HttpResponse(as_draft(standard, get_language() or "id"))
    answer["Content-Security-Policy"] = page_policy()
    return answer


@require_POST
@posts(*_READERS)
def submit(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """The first signature."""
    return _signed(request, draft_id, SubmitForm(request.POST), actions.submit_draft, "submit")


@require_POST
@posts(*_READERS)
def review(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """The second signature."""
    return _signed(request, draft_id, ReviewForm(request.POST), actions.review_draft, "review")


@require_POST
@posts(*_READERS)
def approve(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """The third signature."""
    form = ApproveForm(request.POST, auto_id="approve_%s")
    return _signed(request, draft_id, form, actions.approve_draft, "approve")


@require_POST
@posts(*_READERS)
def send_back(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Back to draft, with what must change."""
    form = ReturnForm(request.POST, auto_id="return_%s")
    return _answered(request, draft_id, form, actions.return_draft, "return")


@require_POST
@posts(*_READERS)
def acknowledge(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Answer by name for a finding that stays."""
    form = AcknowledgeForm(request.POST, auto_id=f"f{request.POST.get('finding', '')[:8]}_%s")
    return _answered(request, draft_id, form, actions.acknowledge_finding, "acknowledge")


@require_POST
@posts("general_services")
def discard(request: StaffRequest, draft_id: UUID) -> HttpResponse:
    """Give the draft up; its texts are kept."""
    return _answered(request, draft_id, KeyedForm(request.POST), actions.discard_draft, "discard")


def _signed(
    request: StaffRequest, draft_id: UUID, form: KeyedForm, act: Callable[..., Any], at: str
) -> HttpResponse:
    """A signature asks for the password again unless it was typed a moment ago; the typed day comes back with it."""
    if not is_proved(request):
        back = reverse("library:draft", args=[draft_id])
        since = request.POST.get("in_force_from", "")
        page = f"{back}?{urlencode({_SINCE: since})}" if since else back
        return HttpResponseRedirect(f"{reverse('staff:prove')}?{urlencode({'next': page})}")
    return _answered(request, draft_id, form, act, at)


def _answered(
    request: StaffRequest, draft_id: UUID, form: KeyedForm, act: Callable[..., Any], at: str
) -> HttpResponse:
    _found(request, draft_id)
    made = carried_out(form, act, actor=request.actor, draft=draft_id)
    if isinstance(made, VersionRow):
        return HttpResponseRedirect(reverse("library:version", args=[made.id]))
    if isinstance(made, DraftRow):
        return HttpResponseRedirect(reverse("library:draft", args=[draft_id]))
    return _show(request, draft_id, refusal=made, bound={at: form}, status=status_of(made))


def _found(request: StaffRequest, draft_id: UUID) -> SigningPage:
    found = queries.signing_page(actor=request.actor, draft=draft_id)
    if found is None:
        raise Http404
    return found


def _edit_url(request: StaffRequest, row: DraftRow) -> str:
    """Where the text is written, for whoever may; the editor stands above this room, which knows only its address."""
    if may_write(request.actor, office=row.office, state=row.state) is not None:
        return ""
    return reverse(settings.EDITOR_PAGE, args=[row.id])


def _show(
    request: StaffRequest,
    draft_id: UUID,
    *,
    refusal: Refusal | None = None,
    bound: Mapping[str, KeyedForm] = MappingProxyType({}),
    status: int = 200,
) -> HttpResponse:
    found = _found(request, draft_id)
    row = found.page.draft
    since = request.GET.get(_SINCE) or queries.first_day(row)
    forms = {
        "submit": SubmitForm(initial={"expected_version": row.version}, auto_id="submit_%s"),
        "review": ReviewForm(initial={"digest": row.digest}, auto_id="review_%s"),
        "approve": ApproveForm(initial={"digest": row.digest, "in_force_from": since}, auto_id="approve_%s"),
        "return": ReturnForm(auto_id="return_%s"),
        "discard": KeyedForm(auto_id="discard_%s"),
        **bound,
    }
    context = present.draft(found, request.actor, bound.get("acknowledge")) | {
        "forms": forms,
        "refusal": refusal,
        "edit_url": _edit_url(request, row),
    }
    return render(request, "library/draft.jinja", context, status=status)
