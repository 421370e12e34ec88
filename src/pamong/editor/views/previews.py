"""What the counter, the applicant and the printer will make of a draft."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pamong.editor.present import previews as present
from pamong.editor.views import answers
from pamong.staff.guards import StaffRequest, posts


@require_GET
@posts("general_services")
def preview(request: StaffRequest, draft: UUID, kind: str) -> HttpResponse:
    """The intake form with its checklist, the flow of the steps, or the text as it is read."""
    if kind not in present.KINDS:
        raise Http404
    page = answers.page_of(request, draft)
    context = present.context(page, kind, request.GET)
    return render(request, "editor/preview.jinja", {**answers.frame(page, None), **context})
