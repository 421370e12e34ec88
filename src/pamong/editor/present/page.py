"""The page of the editor: the table of contents with its findings on the left, the forms of one piece on the right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pamong.applications.present.words import actor_name
from pamong.editor.present.controls import Control, Drawing, FactChoice, Options, Vocabulary
from pamong.library.queries import DraftPage
from pamong.shell.words import label, message
from pamong.standard.actors import KINDS
from pamong.standard.acts import ACTS, EVERYWHERE
from pamong.standard.annotations.delivery import Requirement, StepAnnotation
from pamong.standard.annotations.quality import Facility
from pamong.standard.blocks import Block
from pamong.standard.editing import filling, places
from pamong.standard.editing.changes import Data
from pamong.standard.editing.fields import ANNOTATIONS, PLURAL, SINGULAR, Shape
from pamong.standard.editing.outline import Line, outline
from pamong.standard.editing.words import ANNOTATION_WORDS
from pamong.standard.messages import Message
from pamong.standard.problems import Path, Problem

LONGEST = 60


@dataclass(frozen=True)
class Finding:
    """One thing wrong, and what mends it; `url` leads to where."""

    where: str
    text: str
    mend: str
    url: str
    warning: bool = False


@dataclass(frozen=True)
class Entry:
    """One line of the table of contents."""

    kind: str
    id: str
    text: str
    url: str
    block: str = ""
    here: bool = False
    findings: int = 0


@dataclass(frozen=True)
class Form:
    """The form of one piece: where it is sent, what it was, its fields. `fresh`: it is not in the text yet."""

    title: str
    hint: str
    url: str
    mark: str
    controls: tuple[Control, ...]
    fresh: bool = False
    annotation: bool = False
    errors: tuple[tuple[str, str], ...] = ()
    id: str = "form"
    change_url: str = ""
    start: bool = False

    @property
    def names(self) -> Mapping[str, tuple[str, str]]:
        """Id and label of every field, for the summary of what is wrong."""
        return dict(_named_controls(self.controls))


def _named_controls(controls: Sequence[Control]) -> Iterator[tuple[str, tuple[str, str]]]:
    for control in controls:
        if not control.parts:
            yield control.name, (control.id, control.label)
        yield from _named_controls(control.parts)


@dataclass(frozen=True)
class Sent:
    """A form that came back: which piece, what it says, what is wrong with it."""

    path: Path
    says: filling.Flat
    errors: Mapping[str, Message] = field(default_factory=dict)
    fresh: bool = False
    focus: str = ""


def url_of(page: DraftPage, path: Path) -> str:
    """The page on which a piece is edited."""
    return reverse("editor:place", args=[page.draft.id, places.address(path)])


def clause_of(path: Path) -> Path:
    """The clause (or chapter, card, fact …) on whose page the piece at a path is edited."""
    return path[:4] if path[:1] == ("sections",) else path


class Contents:
    """A draft's table of contents, with what is wrong beside each line."""

    def __init__(self, page: DraftPage, data: Data, blocks: Mapping[str, Block]) -> None:
        self.page = page
        self.data = data
        self.lines = outline(data, blocks)

    def line(self, path: Path) -> Line | None:
        """The line of a piece; None for what stands outside of the chapters."""
        return next((line for line in self.lines if line.path == clause_of(path)), None)

    def _about(self, problem: Problem, line: Line) -> bool:
        if line.kind == "chapter":
            return problem.clause is None and problem.path[:2] == ("sections", int(line.id) - 1)
        clause = problem.clause or ""
        return clause == line.id or clause.startswith(f"{line.id}.row")

    def entries(self, here: Path) -> tuple[Entry, ...]:
        """Every line; shared text is one line that leads to where it can be made one's own."""
        return tuple(
            Entry(
                line.kind,
                line.id,
                _cut(line.text),
                url_of(self.page, line.path),
                line.block,
                line.path == clause_of(here),
                sum(self._about(problem, line) for problem in self.page.problems),
            )
            for line in self.lines
        )

    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong, in the order of the file."""
        return tuple(self._finding(problem) for problem in self.page.problems)

    def findings_at(self, path: Path) -> tuple[Finding, ...]:
        """What is wrong with one piece."""
        line = self.line(path)
        if line is not None:
            return tuple(self._finding(one) for one in self.page.problems if self._about(one, line))
        return tuple(
            self._finding(one) for one in self.page.problems if path and one.path[: len(path)] == path
        )

    def _finding(self, problem: Problem) -> Finding:
        line = next((line for line in self.lines if self._about(problem, line)), None)
        path: Path = line.path if line else problem.path
        try:
            places.shape_of(path)
        except places.Gone:
            path = ()
        return Finding(
            where=_("butir %(clause)s") % {"clause": problem.clause} if problem.clause else "",
            text=message(problem.message),
            mend=message(problem.mend),
            url=url_of(self.page, path),
            warning=problem.severity == "warning",
        )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def forms(page: DraftPage, data: Data, path: Path, sent: Sent | None, kind: str) -> tuple[Form, ...]:
    """The forms on the page of a piece: its own, those of its annotations, and an empty one for a new `kind`."""
    known = vocabulary(data)
    found = [_form(page, places.place(data, path), known, sent)]
    if len(path) == 4 and path[2] == "clauses":
        clause = places.look(data, path)
        assert isinstance(clause, dict)
        found += [
            _form(page, places.place(data, one), known, sent) for one in places.annotations(clause, path)
        ]
        if kind:
            new = places.Place((*path, kind), Shape(ANNOTATIONS[kind]), {})
            found.append(_form(page, new, known, sent, fresh=True))
    return tuple(found)


def fresh_form(page: DraftPage, data: Data, path: Path, sent: Sent | None) -> Form:
    """The form of a fact, actor or card that is not in the text yet."""
    return _form(page, places.Place(path, places.shape_of(path), {}), vocabulary(data), sent, fresh=True)


def _form(
    page: DraftPage, place: places.Place, known: Vocabulary, sent: Sent | None, *, fresh: bool = False
) -> Form:
    mine = sent if sent is not None and sent.path == place.path and sent.fresh == fresh else None
    says = mine.says if mine else filling.flat(place.shape, place.value)
    errors = mine.errors if mine else {}
    title, hint = _title(place.path)
    url = url_of(page, place.path) + ("?baru=1" if fresh else "")
    form_id = f"form-{place.address.replace('.', '-')}{'-baru' if fresh else ''}"
    focus = mine.focus if mine else ""
    drawn = Drawing(says, errors, known, form=form_id, start=focus).controls(place.shape)
    return Form(
        title=title,
        hint=hint,
        url=url,
        mark=place.mark,
        controls=drawn,
        fresh=fresh,
        annotation=len(place.path) > 4,
        errors=tuple((name, message(text)) for name, text in errors.items()),
        id=form_id,
        change_url=reverse("editor:change", args=[page.draft.id, place.address]),
        start=fresh and not focus,
    )


def _title(path: Path) -> tuple[str, str]:
    if len(path) > 4:
        said = ANNOTATION_WORDS[SINGULAR[str(path[4])]]
        return message(said.label), message(said.help) if said.help else ""
    titles: dict[Path, str] = {
        (): _("Identitas standar"),
        ("letterhead",): _("Kop surat"),
        ("document",): _("Sampul"),
    }
    if path in titles:
        return titles[path], ""
    named = {"facts": _("Fakta"), "actors": _("Pelaku")}
    if path[0] in named:
        return f"{named[str(path[0])]}: {path[1]}", ""
    parts = {"clauses": _("Butir"), "cards": _("Kartu jabatan")}
    return (parts[str(path[2])] if len(path) > 2 else _("Bab")), ""


def kinds_to_add(clause: Mapping[str, object]) -> Options:
    """The annotations that a clause can still take, by their names."""
    taken = {SINGULAR[key] for key in clause if key in ANNOTATIONS}
    return tuple(
        (kind, message(said.label))
        for kind, said in ANNOTATION_WORDS.items()
        if kind not in taken or kind in PLURAL
    )


def vocabulary(data: Data) -> Vocabulary:
    """What the forms of a draft can offer to choose from."""
    found: dict[type, list[tuple[str, str]]] = {StepAnnotation: [], Requirement: [], Facility: []}
    books: dict[str, str] = {}
    for one in places.places(data):
        if one.shape.model in found and isinstance(one.value.get("id"), str):
            said = one.value.get("name") or one.value.get("item")
            found[one.shape.model].append((str(one.value["id"]), _named(said, str(one.value["id"]))))
        if one.shape.model is Facility and one.value.get("book"):
            books[str(one.value["book"])] = str(one.value["book"])
    declared = data.get("actors") or {}
    actors = tuple(
        (key, _named(declared.get(key, {}).get("name"), actor_name(key, {}))) for key in {**KINDS, **declared}
    )
    acts = tuple((name, message(act.label)) for name, act in ACTS.items() if name not in EVERYWHERE)
    lists = {
        "actors": actors,
        "acts": acts,
        "steps": tuple(found[StepAnnotation]),
        "requirements": tuple(found[Requirement]),
        "facilities": tuple(found[Facility]),
        "books": tuple(books.items()),
    }
    return Vocabulary(lists, _facts(data))


def _facts(data: Data) -> dict[str, FactChoice]:
    found = {}
    for key, fact in (data.get("facts") or {}).items():
        labels = fact.get("labels") or {}
        choices = tuple((str(one), _named(labels.get(one), str(one))) for one in fact.get("choices") or ())
        found[key] = FactChoice(_named(fact.get("label"), key), choices, fact.get("kind") == "truth")
    return found


def _named(said: object, otherwise: str) -> str:
    if isinstance(said, dict) and isinstance(said.get("id"), str):
        return label({key: str(value) for key, value in said.items()})
    return otherwise


def context(
    page: DraftPage,
    data: Data,
    blocks: Mapping[str, Block],
    path: Path,
    drawn: Sequence[Form],
) -> dict[str, Any]:
    """What every page of the editor draws around its forms."""
    contents = Contents(page, data, blocks)
    chapter = data["sections"][path[1]] if len(path) == 2 and path[0] == "sections" else {}
    card = (*path, "cards", len(chapter.get("cards") or ()))
    value = places.look(data, path) if path and not (drawn and drawn[0].fresh) else data
    return {
        "page": page,
        "path": path,
        "address": places.address(path),
        "contents": contents.entries(path),
        "aside": _aside(page, data, path),
        "findings": contents.findings(),
        "here": contents.findings_at(path),
        "line": contents.line(path),
        "forms": drawn,
        "whole": places.mark(value),
        "blocks": tuple(sorted(key for key, block in blocks.items() if block.items("clauses"))),
        "card_url": f"{url_of(page, card)}?baru=1" if chapter else "",
        "starts": not any(form.start for form in drawn) and not _focused(drawn),
        "kinds": kinds_to_add(value)
        if len(path) == 4 and path[2] == "clauses" and isinstance(value, dict)
        else (),
    }


def _focused(drawn: Sequence[Form]) -> bool:
    def has(controls: Sequence[Control]) -> bool:
        return any(control.start or has(control.parts) for control in controls)

    return any(has(form.controls) for form in drawn)


def _aside(page: DraftPage, data: Data, here: Path) -> tuple[Entry, ...]:
    """What stands around the chapters."""
    fixed: list[tuple[Path, str]] = [
        ((), _("Identitas standar")),
        (("letterhead",), _("Kop surat")),
        (("document",), _("Sampul")),
    ]
    named: list[tuple[Path, str]] = [
        (("facts", key), _("Fakta: %(name)s") % {"name": one.label}) for key, one in _facts(data).items()
    ]
    named += [
        (("actors", key), _("Pelaku: %(name)s") % {"name": _named(one.get("name"), actor_name(key, {}))})
        for key, one in (data.get("actors") or {}).items()
    ]
    return tuple(
        Entry("aside", "", text, url_of(page, path), here=path == here, findings=_count(page, path))
        for path, text in (*fixed, *named)
    )


def _count(page: DraftPage, path: Path) -> int:
    return sum(bool(path) and one.path[: len(path)] == path for one in page.problems)
