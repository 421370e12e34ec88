"""What is done to the order of things: added, moved, removed, shared text taken over."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from pamong.editor import actions, rules
from pamong.editor.views import answers
from pamong.ledger.rules import Refused
from pamong.library import queries as library
from pamong.staff.guards import StaffRequest, posts
from pamong.standard.editing import changes, places
from pamong.standard.editing.changes import Data
from pamong.standard.problems import Path

Doing = Callable[[Data, Path, HttpRequest], tuple[Data, Path]]


def _removed(data: Data, path: Path, _request: HttpRequest) -> tuple[Data, Path]:
    above: Path = path[:4] if len(path) > 4 else path[:2] if len(path) == 4 else ()
    return changes.remove(data, path), above


def _up(data: Data, path: Path, _request: HttpRequest) -> tuple[Data, Path]:
    return changes.move(data, path, -1)


def _down(data: Data, path: Path, _request: HttpRequest) -> tuple[Data, Path]:
    return changes.move(data, path, 1)


def _clause(data: Data, path: Path, request: HttpRequest) -> tuple[Data, Path]:
    """After the clause at the address; at the end of the chapter if the address is one."""
    section = path[1]
    assert isinstance(section, int)
    at = int(path[3]) + 1 if len(path) > 3 and path[2] == "clauses" else 10_000
    return changes.add_clause(data, section, at, request.POST["text"].strip())


def _chapter(data: Data, path: Path, request: HttpRequest) -> tuple[Data, Path]:
    at = int(path[1]) + 1
    return changes.add_chapter(data, at, request.POST["text"].strip()), ("sections", at)


def _block(data: Data, path: Path, request: HttpRequest) -> tuple[Data, Path]:
    section = path[1]
    assert isinstance(section, int)
    return changes.use_block(data, section, request.POST["text"]), path[:2]


def _unpinned(data: Data, path: Path, _request: HttpRequest) -> tuple[Data, Path]:
    used = places.look(data, path)
    block = library.blocks().get(str(used.get("use"))) if isinstance(used, dict) else None
    if block is None:
        raise places.Gone(places.address(path))
    return changes.unpin(data, path, block), path


# With what is needed: "same" the piece as it was seen, "text" some words.
DOINGS: dict[str, tuple[Doing, str]] = {
    "remove": (_removed, "same"),
    "up": (_up, "same"),
    "down": (_down, "same"),
    "unpin": (_unpinned, "same"),
    "clause": (_clause, "text"),
    "chapter": (_chapter, "text"),
    "block": (_block, "text"),
}


@posts("general_services")
@require_POST
def change(request: StaffRequest, draft: UUID, address: str) -> HttpResponse:
    """One change of the order; `do` says which, `was` what stood there, `text` the words it needs."""
    here = answers.opened(request, draft)
    if here is None:
        return answers.to_text(draft)
    path = places.path_of(address)
    doing, needs = DOINGS.get(request.POST.get("do", ""), (None, ""))
    key = request.POST.get("key", "")
    if doing is None or not key or (needs == "text" and not request.POST.get("text", "").strip()):
        return answers.drawn(request, here, path, refusal=rules.INCOMPLETE, status=422)
    act = doing

    def how(data: Data) -> tuple[Data, Path]:
        stands = path
        if needs == "same":
            found = places.find_whole(data, path, request.POST.get("was", ""))
            if found is None:
                raise Refused(rules.CHANGED)
            stands = found
        return act(data, stands, request)

    try:
        to = actions.change(actor=request.actor, key=key, draft=draft, how=how)
    except places.Gone as gone:
        raise Http404 from gone
    except Refused as refused:
        return answers.drawn(request, here, path, refusal=refused.refusal, status=409)
    return answers.to_place(draft, to)
