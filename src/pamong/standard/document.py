"""The standard itself: an ordered list of sections, clauses with text and annotations, and what stands around them.

Clause numbers are computed from position and never stored. Everything a reader can point at has an id:

- `4.5` a numbered clause; `12` the unnumbered clause of chapter 12 (`12.u2` the second one, should there be one);
- `11.2.row1` a row of the table of clause 11.2; `9.operator` a staffing card;
- `cover` and `letterhead`, which are not clauses.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, Self, TypeVar, cast

from pydantic import Field

from pamong.standard.annotations.delivery import (
    Definition,
    FeeAnnotation,
    Legal,
    LimitAnnotation,
    ProductAnnotation,
    Requirement,
    StepAnnotation,
)
from pamong.standard.annotations.quality import (
    Announcement,
    Channel,
    ComplaintStep,
    DocumentReference,
    Duty,
    EvaluationStep,
    Facility,
    Guarantee,
    Oversight,
    Staffing,
    Target,
)
from pamong.standard.declared import DeclaredActor, Fact
from pamong.standard.parts import Annotation, Label, Part, Slug, Sorted, Text
from pamong.standard.problems import Path

Component = Literal[
    "requirements",
    "procedure",
    "time_limit",
    "fee",
    "product",
    "complaints",
    "legal_basis",
    "facilities",
    "competence",
    "internal_oversight",
    "staff_count",
    "service_guarantee",
    "safety_guarantee",
    "performance_evaluation",
]

A = TypeVar("A", bound=Annotation)


class Table(Part):
    """A printed table. Every row has one cell per column."""

    title: Text | None = None
    columns: tuple[Text, ...]
    rows: tuple[tuple[str, ...], ...]


class Clause(Part):
    """The law (`text`, printed as it is) and beside it the program (annotations). `block`: where it came from."""

    text: Text
    numbered: bool = True
    continuation: Text | None = None
    table: Table | None = None
    interpretation: Text | None = None
    block: Text | None = None
    legal: Legal | None = None
    requirement: Requirement | None = None
    requirements: tuple[Requirement, ...] = ()
    definition: Definition | None = None
    definitions: tuple[Definition, ...] = ()
    step: StepAnnotation | None = None
    steps: tuple[StepAnnotation, ...] = ()
    limit: LimitAnnotation | None = None
    limits: tuple[LimitAnnotation, ...] = ()
    fee: FeeAnnotation | None = None
    product: ProductAnnotation | None = None
    products: tuple[ProductAnnotation, ...] = ()
    facility: Facility | None = None
    facilities: tuple[Facility, ...] = ()
    staffing: Staffing | None = None
    oversight: Oversight | None = None
    channel: Channel | None = None
    channels: tuple[Channel, ...] = ()
    complaint_step: ComplaintStep | None = None
    complaint_steps: tuple[ComplaintStep, ...] = ()
    document_reference: DocumentReference | None = None
    document_references: tuple[DocumentReference, ...] = ()
    duty: Duty | None = None
    duties: tuple[Duty, ...] = ()
    announcement: Announcement | None = None
    guarantee: Guarantee | None = None
    target: Target | None = None
    evaluation_step: EvaluationStep | None = None
    evaluation_steps: tuple[EvaluationStep, ...] = ()

    def annotations(self) -> Iterator[tuple[Path, Annotation]]:
        """Every annotation with its path inside the clause, in the order of the format page."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Annotation):
                yield (name,), value
            elif isinstance(value, tuple):
                yield from (((name, index), item) for index, item in enumerate(value))


class Section(Part):
    """A chapter as printed: a heading, the statutory components it holds (none, one or two), its clauses or cards."""

    heading: Text
    components: Annotated[tuple[Component, ...], Field(max_length=2)] = ()
    key: Slug | None = None
    clauses: tuple[Clause, ...] = ()
    cards: tuple[Staffing, ...] = ()


class Letterhead(Part):
    """The head of the paper. The address lines are copied from the office into an approved version."""

    authority: tuple[Text, ...]
    office: Text
    address: Text | None = None
    phone: Text | None = None
    fax: Text | None = None
    email: Text | None = None
    website: Text | None = None
    city: Text | None = None
    postal_code: Text | None = None


class Signature(Part):
    part: Literal["prepared", "reviewed", "approved"]
    post: Slug
    printed_title: Text | None = None


class RunningHeader(Part):
    """The head of pages 2 and on. Kept apart from the cover because real documents contradict themselves here."""

    lines: tuple[Text, ...]
    other_lines: tuple[Text, ...] = ()
    number: Text | None = None
    revision: Text | None = None
    issued_on: date | None = None
    pages: Annotated[int, Field(ge=1)] | None = None


class DocumentControl(Part):
    """The cover. A revision is a text ("01"): as a number it would lose its zero."""

    kind: Text | None = None
    number: Text
    revision: Text
    revised_on: date | None = None
    issued_on: date | None = None
    running_header: RunningHeader | None = None
    signatures: tuple[Signature, ...] = ()


class Source(Part):
    """The document an example follows in content, not in wording."""

    number: Text
    revision: Text
    issued_on: date | None = None
    note: Text | None = None


class SourceFinding(Part):
    """A contradiction or slip in the source, kept and shown instead of silently mended."""

    clause: Text
    finding: Text
    rule: Slug | None = None


@dataclass(frozen=True)
class NumberedClause:
    """Anything in the body that a reader can point at. `path` leads to it through the document."""

    id: str
    numbered: bool
    chapter: int
    text: str
    clause: Clause
    section: Section
    path: Path


class Step(StepAnnotation):
    """A step and the clause that says so."""

    clause: str
    text: str
    path: Path


@dataclass(frozen=True)
class Placed(Generic[A]):
    """An annotation and where it stands."""

    clause: NumberedClause
    path: Path
    value: A


class Standard(Part):
    """A whole standard, blocks already put in. Equal standards have equal digests, and the other way round."""

    format: Literal["pamong/standard@1"]
    service: Slug
    title: Text
    name: Label | None = None
    office: Annotated[str, Field(pattern=r"^\d\d(\.\d\d){1,2}(\.\d{4})?$")]
    office_name: Text
    status: Literal["example", "draft", "adopted"]
    adapted_from: Source | None = None
    letterhead: Letterhead
    document: DocumentControl
    facts: Annotated[dict[Slug, Fact], Sorted] = Field(default_factory=dict)
    actors: Annotated[dict[Slug, DeclaredActor], Sorted] = Field(default_factory=dict)
    sections: tuple[Section, ...]
    source_findings: tuple[SourceFinding, ...] = ()

    def __hash__(self) -> int:
        return hash(self.digest)

    def canonical(self) -> str:
        """JSON with sorted keys and no spaces, defaults left out: the text that is stored and signed."""
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    @classmethod
    def from_canonical(cls, text: str) -> Self:
        """The standard behind a canonical text; pydantic's ValidationError (a ValueError) if it is none."""
        return cls.model_validate_json(text)

    def clauses(self) -> tuple[NumberedClause, ...]:
        """Clauses, table rows and staffing cards with their computed ids, in the order of the document."""
        return self._clauses

    @cached_property
    def _clauses(self) -> tuple[NumberedClause, ...]:
        return tuple(
            clause
            for position, section in enumerate(self.sections)
            for clause in _of_section(position, section)
        )

    def clause(self, clause_id: str) -> NumberedClause:
        """The clause, row or card with this id; KeyError if there is none."""
        return self._by_id[clause_id]

    @cached_property
    def _by_id(self) -> dict[str, NumberedClause]:
        return {clause.id: clause for clause in self._clauses}

    def ids(self) -> tuple[str, ...]:
        """Everything a reader can point at: cover, letterhead, and the ids of `clauses()`."""
        return ("cover", "letterhead", *(clause.id for clause in self._clauses))

    def placed(self, kind: type[A]) -> tuple[Placed[A], ...]:
        """All annotations of one kind, in the order of the document, each with its clause."""
        found = self._by_kind.get(kind)
        if found is None:
            found = tuple(each for each in self._annotated if isinstance(each.value, kind))
            self._by_kind[kind] = found
        return cast("tuple[Placed[A], ...]", found)

    @cached_property
    def _by_kind(self) -> dict[type[Annotation], tuple[Placed[Any], ...]]:
        """What was asked for before: a page asks a dozen times, and the text never changes."""
        return {}

    @cached_property
    def _annotated(self) -> tuple[Placed[Any], ...]:
        return tuple(
            Placed(clause, clause.path + path, value)
            for clause in self._clauses
            if ".row" not in clause.id
            for path, value in clause.clause.annotations()
        )

    def steps(self) -> tuple[Step, ...]:
        """The steps of the procedure in their order, each with the id of its clause."""
        return self._steps

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        return tuple(
            Step.model_construct(
                **dict(placed.value), clause=placed.clause.id, text=placed.clause.text, path=placed.path
            )
            for placed in self.placed(StepAnnotation)
        )


def _of_section(position: int, section: Section) -> Iterator[NumberedClause]:
    chapter = position + 1
    path: Path = ("sections", position)
    for index, (clause_id, clause) in enumerate(number(chapter, section.clauses)):
        place = (*path, "clauses", index)
        yield NumberedClause(clause_id, clause.numbered, chapter, clause.text, clause, section, place)
        yield from _rows(clause_id, clause, chapter, section, place)
    for index, card in enumerate(section.cards):
        as_clause = Clause(text=card.printed_title, numbered=False, staffing=card)
        card_id = f"{chapter}.{card.key}"
        place = (*path, "cards", index)
        yield NumberedClause(card_id, False, chapter, card.printed_title, as_clause, section, place)


def _rows(
    clause_id: str, clause: Clause, chapter: int, section: Section, path: Path
) -> Iterator[NumberedClause]:
    for index, row in enumerate(clause.table.rows if clause.table else ()):
        place = (*path, "table", "rows", index)
        text = " | ".join(row)
        yield NumberedClause(f"{clause_id}.row{index + 1}", False, chapter, text, clause, section, place)


def clause_ids(chapter: int, numbered: tuple[bool, ...]) -> tuple[str, ...]:
    """The ids of a chapter's clauses from nothing but whether each carries a number."""
    ids = []
    with_number = without = 0
    for has_number in numbered:
        with_number += has_number
        without += not has_number
        bare = str(chapter) if without == 1 else f"{chapter}.u{without}"
        ids.append(f"{chapter}.{with_number}" if has_number else bare)
    return tuple(ids)


def number(chapter: int, clauses: tuple[Clause, ...]) -> Iterator[tuple[str, Clause]]:
    """The clauses of a chapter (from 1), each with the id that follows from its position."""
    ids = clause_ids(chapter, tuple(clause.numbered for clause in clauses))
    yield from zip(ids, clauses, strict=True)
