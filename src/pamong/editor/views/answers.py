"""How the views of the editor find a draft, draw its page and answer what was refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from pamong.editor import queries
from pamong.editor.present import page as present
from pamong.library import queries as library
from pamong.library.queries import DraftPage
from pamong.library.rules import DraftState
from pamong.staff.guards import StaffRequest
from pamong.standard.blocks import Block
from pamong.standard.editing import places
from pamong.standard.editing.changes import Data
from pamong.standard.messages import Refusal
from pamong.standard.problems import Path


@dataclass(frozen=True)
class Opened:
    """A draft of the actor's office whose text can be edited as forms."""

    page: DraftPage
    data: Data
    blocks: Mapping[str, Block]


def fresh_key() -> str:
    """The idempotency key of one drawn form."""
    return str(uuid4())


def page_of(request: StaffRequest, draft: UUID) -> DraftPage:
    """The draft, if it is one of the actor's office."""
    page = library.draft_page(actor=request.actor, draft=draft)
    if page is None:
        raise Http404
    return page


def opened(request: StaffRequest, draft: UUID) -> Opened | None:
    """The draft as forms; None while its text has another shape, which only its YAML can mend."""
    page = page_of(request, draft)
    data = queries.readable(page.draft.text)
    return None if data is None else Opened(page, data, library.blocks())


def to_text(draft: UUID) -> HttpResponse:
    """On to the page where a text that is no form yet is mended."""
    return HttpResponseRedirect(reverse("editor:text", args=[draft]))


def to_place(draft: UUID, path: Path) -> HttpResponse:
    """On to the page of a piece."""
    return HttpResponseRedirect(reverse("editor:place", args=[draft, places.address(path)]))


def drawn(
    request: StaffRequest,
    here: Opened,
    path: Path,
    *,
    sent: present.Sent | None = None,
    kind: str = "",
    fresh: bool = False,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a piece; `kind` adds the empty form of a new annotation, `fresh` draws a piece that is not there yet."""
    on = present.clause_of(path)
    try:
        if fresh and len(path) <= 4:
            forms: tuple[present.Form, ...] = (present.fresh_form(here.page, here.data, path, sent),)
        else:
            forms = present.forms(here.page, here.data, on, sent, kind)
        context = present.context(here.page, here.data, here.blocks, on, forms)
    except places.Gone as gone:
        shared = _shared(request, here, on, refusal, status)
        if shared is None:
            raise Http404 from gone
        return shared
    return render(request, "editor/page.jinja", {**context, **frame(here.page, refusal)}, status=status)


def _shared(
    request: StaffRequest, here: Opened, path: Path, refusal: Refusal | None, status: int
) -> HttpResponse | None:
    """The page of shared text: to read, and to make one's own."""
    lines = [line for line in present.Contents(here.page, here.data, here.blocks).lines if line.path == path]
    if not lines or not lines[0].block:
        return None
    context = present.context(here.page, here.data, here.blocks, path, ())
    return render(
        request,
        "editor/shared.jinja",
        {**context, **frame(here.page, refusal), "lines": lines, "block": lines[0].block},
        status=status,
    )


def frame(page: DraftPage, refusal: Refusal | None) -> dict[str, Any]:
    """What every page of the editor says about itself."""
    return {
        "page": page,
        "key": fresh_key(),
        "refusal": refusal,
        "writable": page.draft.state is DraftState.DRAFT,
    }
