"""What can be filled in for each piece of a standard, read from the typed models themselves.

A new key of the format is therefore a new field of its form, without anybody remembering the form; that it also has words
a person understands is held by a test over `words.WORDS`.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from pamong.standard import conditions
from pamong.standard.declared import DeclaredActor, Fact
from pamong.standard.document import Clause, DocumentControl, Letterhead, Section, Standard, Table
from pamong.standard.parts import Annotation, Part

Kind = Literal[
    "text", "long", "slug", "number", "truth", "choice", "date", "words", "slugs",
    "group", "rows", "entries", "pairs", "condition", "table",
]  # fmt: skip

# Keys that hold sentences, not names.
_LONG = frozenset({"text", "continuation", "interpretation", "note"})

# Where the words to choose from come from: the standard's own actors, steps, papers … A key not named here is free.
REFERENCES: Mapping[str, str] = {
    "StepAnnotation.actor": "actors",
    "StepAnnotation.act": "acts",
    "StepAnnotation.to": "actors",
    "StepAnnotation.received_by": "actors",
    "StepAnnotation.substitute": "actors",
    "StepAnnotation.uses": "facilities",
    "StepAnnotation.attaches": "requirements",
    "StepAnnotation.must_match": "requirements",
    "StepAnnotation.record_in": "books",
    "Outcome.to": "steps",
    "Requirement.issued_by": "actors",
    "Requirement.replaces": "requirements",
    "Requirement.must_match": "requirements",
    "Alternative.issued_by": "actors",
    "Alternative.replaces": "requirements",
    "Alternative.must_match": "requirements",
    "ProductAnnotation.printed_by": "actors",
    "ProductAnnotation.signed_by": "actors",
    "Staffing.post": "actors",
    "Oversight.by": "actors",
    "Oversight.unit": "actors",
    "Channel.written_by": "actors",
    "ComplaintStep.actor": "actors",
    "ComplaintStep.to": "actors",
    "Duty.actor": "actors",
    "Duty.approved_by": "actors",
    "Announcement.by": "actors",
    "Guarantee.by": "actors",
    "Target.unit": "actors",
    "EvaluationStep.actor": "actors",
    "Signature.post": "actors",
    "Fact.ask": "actors",
    "Fact.else_ask": "actors",
}


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `key` as the file writes it (`from`, not `from_`); `of` is the model it belongs to.

    `empty`: may be left out. `choices` are the words of a closed list, `reference` the list of the standard to choose
    from, `parts` the fields of a group, of each row or of each entry. `default`: what a key left out means, if that is a word,
    a number or a truth.
    """

    key: str
    of: str
    kind: Kind
    empty: bool
    choices: tuple[str, ...] = ()
    reference: str = ""
    parts: tuple["Field", ...] = ()
    default: str | int | bool | None = None

    @property
    def id(self) -> str:
        """Under which its words stand: `StepAnnotation.actor`."""
        return f"{self.of}.{self.key}"


@dataclass(frozen=True)
class Shape:
    """A piece of a standard that has a form of its own: a model, or some keys of one."""

    model: type[Part]
    only: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """In the order of the format page; the note on what a person decided comes last."""
        found = [field for field in fields_of(self.model) if not self.only or field.key in self.only]
        return tuple(sorted(found, key=lambda field: field.key == "interpretation"))


USUAL: frozenset[str] = frozenset(
    {
        "Requirement.document",
        "Requirement.original",
        "Requirement.copies",
        "StepAnnotation.actor",
        "LimitAnnotation.at_most",
        "FeeAnnotation.amount",
        "ProductAnnotation.printed_by",
        "Duty.actor",
        "Duty.every",
        "Staffing.education",
        "Staffing.training",
        "Staffing.skills",
        "Fact.from",
        "Fact.ask",
        "Fact.choices",
        "Fact.label",
        "Fact.labels",
        "Section.components",
        "Standard.name",
        "DocumentControl.signatures",
    }
)
"""What may be left out and hardly ever is: forms show it at once, the rest when it is asked for."""

HEAD = Shape(Standard, ("service", "title", "name", "office_name"))
LETTERHEAD = Shape(Letterhead)
COVER = Shape(DocumentControl)
FACT = Shape(Fact)
ACTOR = Shape(DeclaredActor)
CHAPTER = Shape(Section, ("heading", "components", "key"))
WORDING = Shape(Clause, ("text", "numbered", "continuation", "table", "interpretation"))


def _annotation_of(info: FieldInfo) -> type[Annotation] | None:
    found = [
        one for one in _members(info.annotation) if isinstance(one, type) and issubclass(one, Annotation)
    ]
    return found[0] if found else None


def _members(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) or (kind,)


ANNOTATIONS: Mapping[str, type[Annotation]] = {
    name: kind for name, info in Clause.model_fields.items() if (kind := _annotation_of(info)) is not None
}
"""Every key of a clause that holds an annotation, or a list of them, with its type."""

SINGULAR: Mapping[str, str] = {
    name: next(one for one, kind in ANNOTATIONS.items() if kind is ANNOTATIONS[name]) for name in ANNOTATIONS
}
"""The key for one, by every key: `steps` → `step`."""

PLURAL: Mapping[str, str] = {one: many for many, one in SINGULAR.items() if many != one}
"""The key for several, where the format has one: `step` → `steps`."""


@cache
def fields_of(model: type[Part]) -> tuple[Field, ...]:
    """Everything a piece of this model can hold; annotations of clauses and clauses of sections have forms apart."""
    return tuple(
        _field(info.alias or name, model.__name__, info)
        for name, info in model.model_fields.items()
        if not (model is Clause and name in ANNOTATIONS) and (model.__name__, name) not in _APART
    )


# Numbers itself (clauses, cards), is written by the reader alone (block), or has a page of its own.
_APART = {
    ("Clause", "block"),
    ("Section", "clauses"),
    ("Section", "cards"),
    *(
        ("Standard", name)
        for name in ("format", "office", "status", "adapted_from", "letterhead", "document", "facts", "actors", "sections")
    ),
    ("Standard", "source_findings"),
}  # fmt: skip


def _field(key: str, of: str, info: FieldInfo) -> Field:
    bare, optional = _bare(info.annotation)
    is_slug = any(getattr(one, "pattern", None) for one in info.metadata)
    kind, choices, parts = _kind(bare, key, is_slug=is_slug)
    reference = REFERENCES.get(f"{of}.{key}", "")
    empty = optional or not info.is_required()
    if kind == "truth" and optional:
        return Field(key, of, "choice", True, ("true", "false"))
    default = info.default if isinstance(info.default, str | int) else None
    return Field(key, of, kind, empty, choices, reference, parts, default)


def _bare(kind: Any) -> tuple[Any, bool]:
    """The type without `| None` and without the rules around it, and whether it may be None."""
    optional = False
    if get_origin(kind) in {Union, types.UnionType}:
        members = [one for one in get_args(kind) if one is not type(None)]
        optional = len(members) < len(get_args(kind))
        kind = members[0] if len(members) == 1 else Union[tuple(members)]  # noqa: UP007 - built from a list
    return kind, optional


def _kind(kind: Any, key: str, *, is_slug: bool) -> tuple[Kind, tuple[str, ...], tuple[Field, ...]]:
    if get_origin(kind) is Annotated:
        inner, *rules = get_args(kind)
        return _kind(inner, key, is_slug=is_slug or any(_slug_rule(one) for one in rules))
    words = _literals(kind)
    if words:
        return "choice", words, ()
    holders = {tuple: _list, dict: _mapping}
    if get_origin(kind) in holders:
        return holders[get_origin(kind)](get_args(kind)[-1 if get_origin(kind) is dict else 0])
    if isinstance(kind, type) and issubclass(kind, Part) and kind is not Table:
        return "group", (), fields_of(kind)
    return _plain_kind(kind, key, is_slug=is_slug), (), ()


def _plain_kind(kind: Any, key: str, *, is_slug: bool) -> Kind:
    if conditions.Test in get_args(kind):
        return "condition"
    text: Kind = "slug" if is_slug else "long" if key in _LONG else "text"
    plain: dict[Any, Kind] = {bool: "truth", int: "number", date: "date", Table: "table"}
    return plain.get(kind, text)


def _slug_rule(rule: object) -> bool:
    return bool(getattr(rule, "pattern", None)) or any(
        getattr(one, "pattern", None) for one in getattr(rule, "metadata", ())
    )


def _literals(kind: Any) -> tuple[str, ...]:
    """The words of a closed list; also of a list that takes in another one."""
    if get_origin(kind) is Literal:
        return tuple(str(one) for one in get_args(kind))
    if get_origin(kind) in {Union, types.UnionType}:
        found = [_literals(one) for one in get_args(kind)]
        return tuple(word for words in found for word in words) if all(found) else ()
    return ()


def _list(item: Any) -> tuple[Kind, tuple[str, ...], tuple[Field, ...]]:
    bare, rules = (get_args(item)[0], get_args(item)[1:]) if get_origin(item) is Annotated else (item, ())
    if isinstance(bare, type) and issubclass(bare, Part):
        return "rows", (), fields_of(bare)
    words = _literals(bare)
    if words:
        return "slugs", words, ()
    return ("slugs" if any(_slug_rule(one) for one in rules) else "words"), (), ()


def _mapping(value: Any) -> tuple[Kind, tuple[str, ...], tuple[Field, ...]]:
    bare = get_args(value)[0] if get_origin(value) is Annotated else value
    if isinstance(bare, type) and issubclass(bare, Part):
        return "entries", (), fields_of(bare)
    return "pairs", (), ()
