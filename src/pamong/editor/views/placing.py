"""One piece of a draft: its forms, saved on every change; and the page where two editors met."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from pamong.editor import actions, rules
from pamong.editor.present import controls, merging
from pamong.editor.present import page as present
from pamong.editor.views import answers
from pamong.editor.views.answers import Opened
from pamong.ledger.rules import Refused
from pamong.staff.guards import StaffRequest, posts
from pamong.standard.declared import SOURCE_KINDS
from pamong.standard.editing import changes, filling, places
from pamong.standard.editing.changes import Data
from pamong.standard.editing.fields import ANNOTATIONS
from pamong.standard.problems import Path

OWN_NAMES = {"fakta": "facts", "pelaku": "actors"}


@require_GET
@posts("general_services")
def first(request: StaffRequest, draft: UUID) -> HttpResponse:
    """The draft from its beginning; or, with `?fakta=name` and `?pelaku=name`, the form of a new fact or actor."""
    here = answers.opened(request, draft)
    if here is None:
        return answers.to_text(draft)
    for asked, key in OWN_NAMES.items():
        name = filling.slug(request.GET.get(asked, ""))[:60]
        if name:
            address = places.address((key, name))
            return HttpResponseRedirect(reverse("editor:place", args=[draft, address]) + "?baru=1")
    return answers.drawn(request, here, ())


@posts("general_services")
@require_http_methods(["GET", "POST"])
def piece(request: StaffRequest, draft: UUID, address: str) -> HttpResponse:
    """One piece and what belongs to it; `?jenis=` offers a new annotation, `?baru=1` a piece that is not there yet."""
    here = answers.opened(request, draft)
    if here is None:
        return answers.to_text(draft)
    path = places.path_of(address)
    if request.method == "GET":
        kind = request.GET.get("jenis", "")
        return answers.drawn(
            request,
            here,
            path,
            kind=kind if kind in ANNOTATIONS else "",
            fresh=_is_fresh(request, here, path),
        )
    return _sent(request, here, path)


def _is_fresh(request: StaffRequest, here: Opened, path: Path) -> bool:
    if request.GET.get("baru") != "1":
        return False
    try:
        places.place(here.data, path)
    except places.Gone:
        return True
    return len(path) > 4


def _sent(request: StaffRequest, here: Opened, path: Path) -> HttpResponse:
    says = {name: [str(value) for value in values] for name, values in request.POST.lists()}
    fresh = _is_fresh(request, here, path)
    does, _, row = request.POST.get("do", "").partition(":")
    if does in {"add", "group"}:
        says, row = controls.add_row(says, row, group=does == "group")
    if does in {"add", "group", "redraw"}:
        return _again(request, here, present.Sent(path, says, fresh=fresh, focus=row))
    if does == "remove":
        says = controls.drop_row(says, row)
    if does == "both":
        return _both(request, here, path, says)
    return _save(request, here, path, says, fresh=fresh)


def _again(request: StaffRequest, here: Opened, sent: present.Sent) -> HttpResponse:
    """The page with what was typed, and what is wrong with it if it was judged."""
    kind = str(sent.path[4]) if sent.fresh and len(sent.path) > 4 else ""
    status = 422 if sent.errors else 200
    return answers.drawn(request, here, sent.path, sent=sent, kind=kind, fresh=sent.fresh, status=status)


def _save(
    request: StaffRequest, here: Opened, path: Path, says: filling.Flat, *, fresh: bool
) -> HttpResponse:
    was, key = request.POST.get("was", ""), request.POST.get("key", "")
    place = None if fresh else places.find(here.data, path, was)
    if place is None and not fresh and key:
        return _met(request, here, path, says)
    old = {} if place is None else place.value
    checked = filling.filled(places.shape_of(path), says, old, _kinds(here.data))
    if not key:
        checked.errors.setdefault("key", rules.INCOMPLETE.message)
    if checked.errors:
        return _refused(request, here, present.Sent(path, says, checked.errors, fresh=fresh))

    def how(data: Data) -> tuple[Data, Path]:
        if fresh:
            return _inserted(data, path, checked.data)
        now = places.find(data, path, was)
        if now is None:
            raise Refused(rules.CHANGED)
        return changes.put(data, now.path, checked.data), now.path

    return _done(request, here, present.Sent(path, says, fresh=fresh), how)


def _done(request: StaffRequest, here: Opened, sent: present.Sent, how: actions.Change) -> HttpResponse:
    """Save; what somebody else changed in the same moment is shown beside what was sent."""
    draft = here.page.draft.id
    try:
        stands = actions.change(actor=request.actor, key=request.POST["key"], draft=draft, how=how)
    except Refused as refused:
        if refused.refusal is rules.CHANGED and not sent.fresh:
            return _met(request, answers.opened(request, draft) or here, sent.path, sent.says)
        return answers.drawn(
            request, here, sent.path, sent=sent, fresh=sent.fresh, refusal=refused.refusal, status=409
        )
    return _saved(request, draft, stands)


def _kinds(data: Data) -> dict[str, str]:
    """The value kind of every fact, for the values of conditions."""
    found = {}
    for name, fact in (data.get("facts") or {}).items():
        found[name] = str(fact.get("kind") or SOURCE_KINDS.get(str(fact.get("from")), "text"))
    return found


def _inserted(data: Data, path: Path, value: dict[str, object]) -> tuple[Data, Path]:
    if len(path) > 4:
        return changes.add_annotation(data, path[:4], str(path[4]), value)
    if len(path) == 4:
        section = path[1]
        assert isinstance(section, int)
        return changes.add_card(data, section, value)
    if path[1] in (data.get(str(path[0])) or {}):
        raise Refused(rules.CHANGED)
    return changes.put(data, path, value), path


def _saved(request: StaffRequest, draft: UUID, path: Path) -> HttpResponse:
    """On to the piece as it stands; to a page that saved by itself, only what changed around its fields."""
    if request.headers.get("HX-Request") != "true":
        return answers.to_place(draft, present.clause_of(path))
    here = answers.opened(request, draft)
    if here is None:
        return answers.to_text(draft)
    on = present.clause_of(path)
    forms = present.forms(here.page, here.data, on, None, "")
    context = present.context(here.page, here.data, here.blocks, on, forms)
    form = next(form for form in forms if form.url == present.url_of(here.page, path))
    return render(request, "editor/saved.jinja", {**context, **answers.frame(here.page, None), "form": form})


def _refused(request: StaffRequest, here: Opened, sent: present.Sent) -> HttpResponse:
    if request.headers.get("HX-Request") != "true":
        return _again(request, here, sent)
    forms = present.forms(here.page, here.data, present.clause_of(sent.path), sent, "")
    form = next(form for form in forms if form.errors)
    return render(request, "editor/unsaved.jinja", {"form": form}, status=422)


def _both(request: StaffRequest, here: Opened, path: Path, says: filling.Flat) -> HttpResponse:
    """A clause that two people wrote at once becomes two clauses."""
    checked = filling.filled(places.shape_of(path), says, {}, _kinds(here.data))
    section, at = path[1], path[3]
    assert isinstance(section, int)
    assert isinstance(at, int)

    def how(data: Data) -> tuple[Data, Path]:
        added, stands = changes.add_clause(data, section, at + 1, str(checked.data.get("text", "")))
        return changes.put(added, stands, checked.data), stands

    return _done(request, here, present.Sent(path, says, fresh=True), how)


def _met(request: StaffRequest, here: Opened, path: Path, says: filling.Flat) -> HttpResponse:
    """Two editors met: what is saved now and what was sent, side by side; the person chooses, nothing is lost."""
    context = merging.context(here.page, here.data, path, says)
    answer = render(
        request, "editor/merge.jinja", {**context, **answers.frame(here.page, rules.CHANGED)}, status=409
    )
    if request.headers.get("HX-Request") == "true":
        # The whole page is wanted, with its own address to send from: the form is sent again as a page.
        answer = render(request, "editor/met.jinja", {"form_id": merging.form_id(path)})
    return answer
