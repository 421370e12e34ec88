"""The YAML behind a draft: to read, to download, to put another in its place."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from pamong.editor import actions, forms, queries, rules
from pamong.editor.views import answers
from pamong.ledger.rules import Refused
from pamong.library import queries as library
from pamong.staff.guards import StaffRequest, posts
from pamong.standard import read
from pamong.standard.messages import Refusal
from pamong.standard.problems import Problem


@posts("general_services")
@require_http_methods(["GET", "POST"])
def text(request: StaffRequest, draft: UUID) -> HttpResponse:
    """The YAML of a draft. What replaces it must be readable; else every error is named with line, clause and mend."""
    page = answers.page_of(request, draft)
    if request.method == "GET":
        return _drawn(request, draft, page.draft.text)
    form = forms.TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return _drawn(request, draft, request.POST.get("text", ""), errors=form, status=422)
    given = form.given_text()
    standard, problems = read.check_text(given, name=form.given_name(), blocks=library.blocks())
    if standard is None:
        return _drawn(request, draft, given, problems=problems, status=422)
    try:
        saved = actions.replace(
            actor=request.actor,
            key=form.cleaned_data["key"],
            draft=draft,
            text=given,
            expected_version=form.cleaned_data["version"],
        )
    except Refused as refused:
        return _drawn(request, draft, given, refusal=refused.refusal, status=409)
    if saved.conflict:
        return _drawn(request, draft, given, refusal=rules.CHANGED, status=409)
    return HttpResponseRedirect(reverse("editor:text", args=[draft]))


def _drawn(
    request: StaffRequest,
    draft: UUID,
    said: str,
    *,
    errors: forms.TextForm | None = None,
    problems: tuple[Problem, ...] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    page = answers.page_of(request, draft)
    form = forms.TextForm(initial={"text": said, "version": page.draft.version, "key": answers.fresh_key()})
    shown = page.problems if problems is None else problems
    context = {
        **answers.frame(page, refusal),
        "form": form,
        "errors": errors,
        "problems": shown,
        "unreadable": problems is not None,
        "as_forms": queries.readable(page.draft.text) is not None,
    }
    return render(request, "editor/text.jinja", context, status=status)


@require_GET
@posts("general_services")
def download(request: StaffRequest, draft: UUID) -> HttpResponse:
    """The YAML as a file."""
    page = answers.page_of(request, draft)
    answer = HttpResponse(page.draft.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{page.draft.service}.yaml"'
    return answer
