"""The table of contents of a text that is being written: every chapter, clause and card with the number it has now.

Works on plain data, because a text with problems has no document to ask; shared clauses count although they are not in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pamong.standard.blocks import Block
from pamong.standard.document import clause_ids
from pamong.standard.problems import Path


@dataclass(frozen=True)
class Line:
    """`id` is the chapter or clause number; `block` names the shared text it belongs to, which has no form of its own.

    `path` of a shared line leads to the `use:` that brings it in.
    """

    kind: Literal["chapter", "clause", "card"]
    id: str
    text: str
    path: Path
    block: str = ""


def editable(data: object) -> bool:
    """Whether the body has the shape that operations and forms count on; a file of another shape is mended as YAML."""
    if not isinstance(data, dict) or not _mappings(data.get("sections")):
        return False
    named = all(_mapping_of_mappings(data.get(key)) for key in ("facts", "actors"))
    heads = all(isinstance(data.get(key), dict) for key in ("letterhead", "document"))
    inner = all(
        _mappings(section.get(key) or []) for section in data["sections"] for key in ("clauses", "cards")
    )
    return named and heads and inner


def _mappings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _mapping_of_mappings(value: object) -> bool:
    return value is None or (isinstance(value, dict) and _mappings(list(value.values())))


def outline(data: Mapping[str, Any], blocks: Mapping[str, Block]) -> tuple[Line, ...]:
    """Every line in the order of the document; data must be `editable`."""
    found: list[Line] = []
    for position, section in enumerate(data["sections"]):
        path: Path = ("sections", position)
        chapter = 1 + sum(line.kind == "chapter" for line in found)
        key = section.get("use")
        if key is None:
            found.extend(_chapter(chapter, section, path, blocks))
            continue
        for offset, shared in enumerate(_pieces(blocks, key, "sections")):
            lines = _chapter(chapter + offset, shared, path, blocks)
            found.extend(Line(line.kind, line.id, line.text, path, str(key)) for line in lines)
    return tuple(found)


def _chapter(
    chapter: int, section: Mapping[str, Any], path: Path, blocks: Mapping[str, Block]
) -> Iterator[Line]:
    yield Line("chapter", str(chapter), str(section.get("heading") or ""), path)
    clauses: list[tuple[Mapping[str, Any], Path, str]] = []
    for index, clause in enumerate(section.get("clauses") or ()):
        place = (*path, "clauses", index)
        if "use" in clause:
            key = str(clause["use"])
            clauses.extend((shared, place, key) for shared in _pieces(blocks, key, "clauses"))
        else:
            clauses.append((clause, place, ""))
    ids = clause_ids(chapter, tuple(clause.get("numbered") is not False for clause, _, _ in clauses))
    for clause_id, (clause, place, key) in zip(ids, clauses, strict=True):
        yield Line("clause", clause_id, str(clause.get("text") or ""), place, key)
    for index, card in enumerate(section.get("cards") or ()):
        place = (*path, "cards", index)
        yield Line("card", f"{chapter}.{card.get('key')}", str(card.get("printed_title") or ""), place)


def _pieces(blocks: Mapping[str, Block], key: object, kind: str) -> Sequence[Mapping[str, Any]]:
    block = blocks.get(str(key))
    found = None if block is None or block.problems else block.items(kind)
    return [piece for piece in found or () if isinstance(piece, dict)]
