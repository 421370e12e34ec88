"""Where a piece of a standard stands that has a form of its own: `bab.4.butir.2.langkah` in an address, a path in the data.

An address counts from 0, as the data do; clause numbers are for readers. Two people who edit at once move pieces under each
other's hands: `mark` is what a piece was when a form was drawn, and `find` looks where that piece is now.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pamong.standard.editing.fields import (
    ACTOR,
    ANNOTATIONS,
    CHAPTER,
    COVER,
    FACT,
    HEAD,
    LETTERHEAD,
    WORDING,
    Shape,
)
from pamong.standard.problems import Path

_WORDS: Mapping[str, str] = {
    "bab": "sections",
    "butir": "clauses",
    "kartu": "cards",
    "kop": "letterhead",
    "sampul": "document",
    "fakta": "facts",
    "pelaku": "actors",
}
_KEYS = {key: word for word, key in _WORDS.items()}
IDENTITY = "identitas"
"""The address of the head of the file: title, service, names."""


class Gone(LookupError):  # noqa: N818 - somebody removed it, nothing is broken
    """Nothing stands at this address (any more)."""


@dataclass(frozen=True)
class Place:
    """A piece with a form: where it stands, the fields it has, and what they say now (empty for a new one)."""

    path: Path
    shape: Shape
    value: Mapping[str, object]

    @property
    def address(self) -> str:
        """As it stands in an address."""
        return address(self.path)

    @property
    def mark(self) -> str:
        """The same for the same content, whatever stands around it."""
        return mark(self.value)


def mark(value: object) -> str:
    """Sixteen hexadecimal digits for a piece of data; another piece has others."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def address(path: Path) -> str:
    """A path as words of an address."""
    return ".".join(_KEYS.get(str(key), str(key)) for key in path) or IDENTITY


def path_of(text: str) -> Path:
    """The path behind an address; an address that is none leads nowhere, and `place` says so."""
    if text == IDENTITY:
        return ()
    return tuple(int(word) if word.isdecimal() else _WORDS.get(word, word) for word in text.split("."))


_FIXED: Mapping[tuple[str, ...], Shape] = {
    (): HEAD,
    ("letterhead",): LETTERHEAD,
    ("document",): COVER,
    ("sections", "#"): CHAPTER,
    ("sections", "#", "clauses", "#"): WORDING,
    ("sections", "#", "cards", "#"): Shape(ANNOTATIONS["staffing"]),
}
_NAMED: Mapping[str, Shape] = {"facts": FACT, "actors": ACTOR}


def shape_of(path: Path) -> Shape:
    """Which fields stand at a path; raises Gone where none can."""
    where = tuple("#" if isinstance(key, int) else key for key in path)
    if where in _FIXED:
        return _FIXED[where]
    if len(where) == 2 and where[0] in _NAMED and where[1] != "#":
        return _NAMED[where[0]]
    if (
        where[:4] == ("sections", "#", "clauses", "#")
        and where[4] in ANNOTATIONS
        and where[5:] in {(), ("#",)}
    ):
        return Shape(ANNOTATIONS[where[4]])
    raise Gone(address(path))


def place(data: object, path: Path) -> Place:
    """What stands at a path; raises Gone."""
    shape = shape_of(path)
    value = look(data, path)
    if not isinstance(value, dict) or "use" in value:
        raise Gone(address(path))
    keys = shape.only or tuple(value)
    return Place(path, shape, {key: one for key, one in value.items() if key in keys})


def look(data: object, path: Path) -> object:
    """The plain data at a path; raises Gone."""
    found = data
    for key in path:
        try:
            found = found[key]  # type: ignore[index]  # what cannot be asked raises, and that is the answer
        except (KeyError, IndexError, TypeError):
            raise Gone(address(path)) from None
    return found


def find(data: object, path: Path, was: str) -> Place | None:
    """The piece that was drawn with this mark: at its path, or, if others moved it, where alone it is now."""
    try:
        here = place(data, path)
    except Gone:
        here = None
    if here is not None and here.mark == was:
        return here
    alike = [one for one in places(data) if one.mark == was and one.shape == shape_of(path)]
    return alike[0] if len(alike) == 1 else None


def places(data: object) -> Iterator[Place]:
    """Every piece of the body that has a form: chapters, clauses, annotations, cards."""
    assert isinstance(data, dict)
    for position, section in enumerate(data.get("sections") or ()):
        if not isinstance(section, dict) or "use" in section:
            continue
        yield place(data, ("sections", position))
        for index, clause in enumerate(section.get("clauses") or ()):
            yield from _of_clause(data, clause, ("sections", position, "clauses", index))
        for index, _card in enumerate(section.get("cards") or ()):
            yield place(data, ("sections", position, "cards", index))


def _of_clause(data: object, clause: object, path: Path) -> Iterator[Place]:
    if isinstance(clause, dict) and "use" not in clause:
        yield place(data, path)
        yield from (place(data, one) for one in annotations(clause, path))


def annotations(clause: Mapping[str, object], path: Path) -> tuple[Path, ...]:
    """The paths of a clause's annotations, in the order they are written."""
    found: list[Path] = []
    for key, value in clause.items():
        if key in ANNOTATIONS and isinstance(value, dict):
            found.append((*path, key))
        elif key in ANNOTATIONS and isinstance(value, list):
            found.extend((*path, key, index) for index in range(len(value)))
    return tuple(found)


def find_whole(data: object, path: Path, was: str) -> Path | None:
    """Where the piece is now whose whole content, with all that belongs to it, had this mark; None if it was changed."""
    candidates = [path]
    if path[:1] == ("sections",):
        chapters = data.get("sections", []) if isinstance(data, dict) else []
        candidates += _alike(chapters, path)
    found = [one for one in candidates if _mark_at(data, one) == was]
    return found[0] if found and (found[0] == path or len(found) == 1) else None


def _alike(chapters: list[object], path: Path) -> Iterator[Path]:
    """The places of the same kind as `path`, wherever others may have moved the piece to."""
    for position, section in enumerate(chapters):
        if len(path) == 2:
            yield ("sections", position)
        elif isinstance(section, dict) and len(path) == 4:
            items = section.get(path[2])
            yield from (("sections", position, path[2], index) for index in range(len(items or ())))


def _mark_at(data: object, path: Path) -> str | None:
    try:
        return mark(look(data, path))
    except Gone:
        return None
