"""One version: its text, its signatures, its paper; and the revision that begins from it."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from pamong.ledger import clock
from pamong.library import actions, controlled_paper, present, queries
from pamong.library.editions import edition
from pamong.library.forms import KeyedForm, PaperForm
from pamong.library.queries import DraftRow, VersionPage, VersionRow
from pamong.library.renderings import rendered
from pamong.library.rules import Kind
from pamong.library.views.answers import carried_out, status_of
from pamong.offices import queries as offices
from pamong.staff.guards import StaffRequest, posts, staff_only
from pamong.standard.messages import Refusal


@require_safe
@staff_only
def page(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """A version as it binds, bound or will bind."""
    return _show(request, _found(request, version_id))


@require_safe
@staff_only
def print_document(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """The version as PDF, also one that no longer binds, which says so; it names no resident and is an ordinary download."""
    found = _found(request, version_id)
    answer = HttpResponse(_paper(found, request), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.row.service}-{found.row.revision}.pdf"'
    return answer


def _paper(found: VersionPage, request: StaffRequest) -> bytes:
    if found.row.kind is Kind.DOCUMENT:
        return controlled_paper.document(found, at=found.row.installed_at)
    today = clock.today(offices.zone(request.actor.office))
    around = edition(found.row, on=today)
    return rendered(queries.standard(found.row.id), "pdf", around, get_language() or "id")


@require_POST
@posts("general_services")
def revise(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """Begin the next revision from this version; an open draft of the service is opened instead."""
    found = _found(request, version_id)
    if found.draft is not None:
        return HttpResponseRedirect(reverse("library:draft", args=[found.draft.id]))
    row = found.row
    made = carried_out(
        KeyedForm(request.POST),
        actions.begin_draft,
        actor=request.actor,
        service=row.service,
        base=row.id,
        kind=row.kind,
    )
    if isinstance(made, DraftRow):
        return HttpResponseRedirect(reverse("library:draft", args=[made.id]))
    return _show(request, found, refusal=made, status=status_of(made))


@require_POST
@posts("kasi", "sekretaris", "camat")
def note_paper(request: StaffRequest, version_id: UUID) -> HttpResponse:
    """The day of the signature by hand, and the decree."""
    found = _found(request, version_id)
    form = PaperForm(request.POST, auto_id="paper_%s")
    made = carried_out(form, actions.note_paper, actor=request.actor, version=version_id)
    if isinstance(made, VersionRow):
        return HttpResponseRedirect(reverse("library:version", args=[version_id]))
    return _show(request, found, refusal=made, typed=form, status=status_of(made))


def _found(request: StaffRequest, version_id: UUID) -> VersionPage:
    found = queries.version_page(actor=request.actor, version_id=version_id)
    if found is None:
        raise Http404
    return found


def _show(
    request: StaffRequest,
    found: VersionPage,
    *,
    refusal: Refusal | None = None,
    typed: PaperForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = clock.today(offices.zone(request.actor.office))
    row = found.row
    noted = {
        "signed_paper_on": row.signed_paper_on,
        "decree": row.decree,
        "decree_on": row.decree_on,
    }
    context = present.version(found, request.actor, today) | {
        "paper": typed or PaperForm(initial=noted, auto_id="paper_%s"),
        "keyed": KeyedForm(auto_id="revise_%s"),
        "refusal": refusal,
    }
    return render(request, "library/version.jinja", context, status=status)
