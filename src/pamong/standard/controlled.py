"""The other documents an office keeps under control: what its standards refer to, and the charter on its wall. Pure.

They are read, signed, numbered and replaced like a standard, but nothing executes them: chapters of plain clauses.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError

from pamong.standard import invalid, yamltree
from pamong.standard.document import Clause as StandardClause
from pamong.standard.document import DocumentControl, Letterhead, NumberedClause, Table, number
from pamong.standard.document import Section as StandardSection
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Part, Slug, Text
from pamong.standard.problems import Problem, StandardInvalid

DocumentKey = Literal[
    "service_charter", "quality_objectives", "quality_policy", "corrective_action_procedure"
]
NAMES: Mapping[str, Message] = {
    "service_charter": Message(N_("Maklumat Pelayanan")),
    "quality_objectives": Message(N_("Sasaran Mutu")),
    "quality_policy": Message(N_("Kebijakan Mutu")),
    "corrective_action_procedure": Message(N_("Prosedur Tindakan Perbaikan dan Pencegahan")),
}
"""The keys by which `document_reference` of a standard names them (11.7, 12, 13), and the charter of UU 25/2009 art. 22."""


class DocumentClause(Part):
    """One clause as it is printed, perhaps with a table."""

    text: Text
    numbered: bool = True
    table: Table | None = None


class DocumentSection(Part):
    """A heading and its clauses."""

    heading: Text
    clauses: tuple[DocumentClause, ...] = ()


class ControlledDocument(Part):
    """A whole document. Equal documents have equal digests, and the other way round."""

    format: Literal["pamong/document@1"]
    key: DocumentKey
    title: Text
    office: Annotated[str, Field(pattern=r"^\d\d(\.\d\d){1,2}(\.\d{4})?$")]
    office_name: Text
    status: Literal["example", "draft", "adopted"]
    letterhead: Letterhead
    document: DocumentControl
    sections: tuple[DocumentSection, ...]

    @property
    def service(self) -> Slug:
        """The key under which versions of it follow each other."""
        return self.key

    def canonical(self) -> str:
        """JSON with sorted keys and no spaces, defaults left out: the text that is stored and signed."""
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    @classmethod
    def from_canonical(cls, text: str) -> Self:
        """The document behind a canonical text; pydantic's ValidationError (a ValueError) if it is none."""
        return cls.model_validate_json(text)

    def clauses(self) -> tuple[NumberedClause, ...]:
        """The clauses with their computed ids, as a standard gives them."""
        return tuple(
            NumberedClause(clause_id, clause.numbered, at, clause.text, clause, section, ("sections", at - 1))
            for at, section in enumerate(map(_section, self.sections), start=1)
            for clause_id, clause in number(at, section.clauses)
        )


def check_document(text: str, *, name: str) -> tuple[ControlledDocument | None, tuple[Problem, ...]]:
    """The document in a YAML text if its shape is right, and everything wrong with it."""
    try:
        tree = yamltree.parse(text.encode(), name)
    except StandardInvalid as error:
        return None, error.problems
    try:
        data = json.dumps(tree.data, ensure_ascii=False)
        return ControlledDocument.model_validate_json(data), tuple(tree.problems)
    except ValidationError as error:
        return None, (*tree.problems, *invalid.problems_of(error, tree))


def _section(section: DocumentSection) -> StandardSection:
    return StandardSection(
        heading=section.heading,
        clauses=tuple(
            StandardClause(text=each.text, numbered=each.numbered, table=each.table)
            for each in section.clauses
        ),
    )
