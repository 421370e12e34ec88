"""Writing a standard as YAML that reads back as the same standard. Pure: answers a text, opens no file.

The blocks a text was put together from are written as `use: name@version` again where the block still says exactly what
stands in the text. Where it does not (another office's name, a block that is gone), the clauses are written out and the
mark is left off: a text must never claim to be shared when it is not.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pamong.standard.blocks import Block
from pamong.standard.controlled import ControlledDocument
from pamong.standard.document import Clause, Section, Standard
from pamong.standard.editing.writing import emit
from pamong.standard.parts import Part

P = TypeVar("P", bound=Part)


def to_yaml(standard: Standard, blocks: Mapping[str, Block]) -> str:
    """The standard in the order of the format. Read with the same `blocks` it has the same digest again, unless a block
    it names no longer says what it says: then only that mark is missing, and no reader sees a difference.
    """
    shared = _Shared(blocks, standard.office_name)
    data = _data(standard)
    data["sections"] = list(_sections(standard.sections, shared))
    return emit(data)


def document_to_yaml(document: ControlledDocument) -> str:
    """Another controlled document in the order of its format; read again it has the same digest."""
    return emit(_data(document))


class _Shared:
    """What each block says in one office's document."""

    def __init__(self, blocks: Mapping[str, Block], office: str) -> None:
        self._blocks = blocks
        self._office = json.dumps(office, ensure_ascii=False)[1:-1]

    def clauses(self, key: str | None) -> tuple[Clause, ...]:
        return tuple(_stamped(piece, key) for piece in self._pieces(key, "clauses", Clause))

    def sections(self, key: str | None) -> tuple[Section, ...]:
        return tuple(
            piece.model_copy(update={"clauses": tuple(_stamped(each, key) for each in piece.clauses)})
            for piece in self._pieces(key, "sections", Section)
        )

    def _pieces(self, key: str | None, kind: str, part: type[P]) -> list[P]:
        block = self._blocks.get(key or "")
        if block is None or block.problems:
            return []
        texts = (json.dumps(piece, ensure_ascii=False) for piece in block.items(kind) or ())
        return [part.model_validate_json(text.replace("{office}", self._office)) for text in texts]


def _sections(sections: tuple[Section, ...], shared: _Shared) -> Iterator[dict[str, Any]]:
    at = 0
    while at < len(sections):
        marks = {clause.block for clause in sections[at].clauses}
        key = marks.pop() if len(marks) == 1 else None
        block = shared.sections(key)
        if block and sections[at : at + len(block)] == block:
            yield {"use": key}
            at += len(block)
            continue
        data = _data(sections[at])
        if sections[at].clauses:
            data["clauses"] = list(_clauses(sections[at].clauses, shared))
        yield data
        at += 1


def _clauses(clauses: tuple[Clause, ...], shared: _Shared) -> Iterator[dict[str, Any]]:
    at = 0
    while at < len(clauses):
        block = shared.clauses(clauses[at].block)
        if block and clauses[at : at + len(block)] == block:
            yield {"use": clauses[at].block}
            at += len(block)
            continue
        yield _data(_stamped(clauses[at], None))
        at += 1


def _stamped(clause: Clause, key: str | None) -> Clause:
    return clause.model_copy(update={"block": key})


def _data(part: Part) -> dict[str, Any]:
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)
