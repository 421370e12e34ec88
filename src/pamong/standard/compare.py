"""What changed between two texts, word by word: the page on which two people sign for a change. Pure.

Clauses are paired by what they say, not by their number: a clause put in between moves every number behind it and changes
none of them. What the program does (the annotations) is compared like the words, because a limit that changed beside an
unchanged sentence is the change nobody must overlook.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from pamong.standard.document import clause_ids

Kind = Literal["same", "added", "removed"]
Data = Mapping[str, Any]
_WORD = re.compile(r"\s+|[\w.,/-]*\w|[^\w\s]")
_ALIKE = 0.5
"""From this share of common words on, two clauses count as one that was changed."""
_GROUPS = {"document": "cover", "title": "cover", "status": "cover", "letterhead": "letterhead"}


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Change:
    """One place that differs. `old` and `new` are its ids in the two texts (None: it is not in that one).

    `words` are the printed words, empty where they stayed the same; `rules` what the program reads beside them, each
    with its path (`limit.at_most`).
    """

    kind: Literal["changed", "added", "removed"]
    old: str | None
    new: str | None
    heading: str
    words: tuple[Piece, ...] = ()
    rules: tuple[tuple[str, tuple[Piece, ...]], ...] = ()


@dataclass(frozen=True)
class _Spot:
    """A clause, card or heading: its id, its words, and everything else about it as paths and values."""

    id: str
    words: str
    rest: Data
    heading: str


def compare(old: str, new: str) -> tuple[Change, ...]:
    """The differences between two canonical texts, in the order of the new one: cover and letterhead first.

    Equal texts have none. ValueError for a text that is no JSON.
    """
    before, after = json.loads(old), json.loads(new)
    return (*_around(before, after), *_sections(before.get("sections", []), after.get("sections", [])))


def words(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as one, with what went and what came; joined without the removed pieces it is the new one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    for tag, start, end, start_new, end_new in SequenceMatcher(
        a=before, b=after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[start:end])))
            continue
        gone, come = "".join(before[start:end]), "".join(after[start_new:end_new])
        pieces += [Piece(kind, text) for kind, text in _changed(gone, come) if text]
    return tuple(pieces)


def _changed(gone: str, come: str) -> tuple[tuple[Kind, str], tuple[Kind, str]]:
    return ("removed", gone), ("added", come)


def _around(before: Data, after: Data) -> Iterator[Change]:
    """Everything that is not in a chapter: the cover, the letterhead, facts, actors, findings."""
    groups: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {"cover": ({}, {}), "letterhead": ({}, {})}
    for side, data in enumerate((before, after)):
        for key, value in data.items():
            if key != "sections":
                groups.setdefault(_GROUPS.get(key, key), ({}, {}))[side][key] = value
    for name, (was, is_now) in groups.items():
        rules = _rules(was, is_now)
        if rules:
            yield Change("changed", name, name, "", (), rules)


def _sections(before: Sequence[Data], after: Sequence[Data]) -> Iterator[Change]:
    pairs = _aligned([_key(section) for section in before], [_key(section) for section in after])
    for old, new in pairs:
        was = [] if old is None else list(_spots(old, before[old]))
        is_now = [] if new is None else list(_spots(new, after[new]))
        yield from _spots_changed(was, is_now)


def _key(section: Data) -> str:
    """What makes a chapter the same chapter: the components of the law it holds, else its heading."""
    return " ".join(section.get("components", ())) or str(section.get("heading", "")).casefold()


def _spots(position: int, section: Data) -> Iterator[_Spot]:
    chapter, heading = position + 1, str(section.get("heading", ""))
    apart = {"clauses", "cards", "heading"}
    yield _Spot(f"{chapter}.", heading, {key: section[key] for key in section.keys() - apart}, heading)
    clauses = section.get("clauses", ())
    ids = clause_ids(chapter, tuple(clause.get("numbered", True) for clause in clauses))
    for clause_id, clause in zip(ids, clauses, strict=True):
        rest = {key: value for key, value in clause.items() if key not in {"text", "numbered"}}
        yield _Spot(clause_id, str(clause.get("text", "")), rest, heading)
    for card in section.get("cards", ()):
        rest = {key: value for key, value in card.items() if key != "printed_title"}
        yield _Spot(f"{chapter}.{card.get('key')}", str(card.get("printed_title", "")), rest, heading)


def _spots_changed(before: Sequence[_Spot], after: Sequence[_Spot]) -> Iterator[Change]:
    for old, new in _alike(before, after):
        if old is None or new is None:
            spot = old or new
            assert spot is not None
            yield _only_here(spot, gone=new is None)
            continue
        said = () if old.words == new.words else words(old.words, new.words)
        rules = _rules(old.rest, new.rest)
        if said or rules:
            yield Change("changed", old.id, new.id, new.heading, said, rules)


def _only_here(spot: _Spot, *, gone: bool) -> Change:
    rules = _rules(spot.rest, {}) if gone else _rules({}, spot.rest)
    if gone:
        return Change("removed", spot.id, None, spot.heading, (Piece("removed", spot.words),), rules)
    return Change("added", None, spot.id, spot.heading, (Piece("added", spot.words),), rules)


def _rules(before: Data, after: Data) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    was, is_now = dict(_flat(before, "")), dict(_flat(after, ""))
    differing = [path for path in {**was, **is_now} if was.get(path) != is_now.get(path)]
    return tuple((path, words(was.get(path, ""), is_now.get(path, ""))) for path in sorted(differing))


def _flat(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every value with the way to it; an item of a list is named by its own id where it has one."""
    match value:
        case Mapping():
            for key, item in value.items():
                yield from _flat(item, f"{path}.{key}".removeprefix("."))
        case list() if any(isinstance(item, Mapping | list) for item in value):
            for place, item in enumerate(value, start=1):
                name = item.get("id", place) if isinstance(item, Mapping) else place
                yield from _flat(item, f"{path}.{name}")
        case list():
            yield path, ", ".join(_said(item) for item in value)
        case _:
            yield path, _said(value)


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Positions of equal keys paired; what has no partner stands alone, where it was."""
    for tag, start, end, start_new, end_new in SequenceMatcher(
        a=before, b=after, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield from zip(range(start, end), range(start_new, end_new), strict=True)
        else:
            yield from ((old, None) for old in range(start, end))
            yield from ((None, new) for new in range(start_new, end_new))


def _alike(before: Sequence[_Spot], after: Sequence[_Spot]) -> Iterator[tuple[_Spot | None, _Spot | None]]:
    """Spots paired in their order so that as many words as possible are common (the classic alignment)."""
    scores = [[_likeness(old, new) for new in after] for old in before]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for row in reversed(range(len(before))):
        for column in reversed(range(len(after))):
            paired = scores[row][column] + best[row + 1][column + 1] if scores[row][column] else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    yield from _way(before, after, scores, best)


def _way(
    before: Sequence[_Spot],
    after: Sequence[_Spot],
    scores: Sequence[Sequence[float]],
    best: Sequence[Sequence[float]],
) -> Iterator[tuple[_Spot | None, _Spot | None]]:
    row = column = 0
    while row < len(before) or column < len(after):
        inside = row < len(before) and column < len(after)
        if (
            inside
            and scores[row][column]
            and best[row][column] == scores[row][column] + best[row + 1][column + 1]
        ):
            yield before[row], after[column]
            row, column = row + 1, column + 1
        elif row < len(before) and best[row][column] == best[row + 1][column]:
            yield before[row], None
            row += 1
        else:
            yield None, after[column]
            column += 1


def _likeness(old: _Spot, new: _Spot) -> float:
    """0 for two that are not the same clause; up to 2, so that what is wholly the same wins over what is like it."""
    if old.id.endswith(".") or new.id.endswith("."):
        return 2.0 if old.id.endswith(".") and new.id.endswith(".") else 0.0
    if old.words == new.words:
        return 2.0 if old.rest == new.rest else 1.9
    share = SequenceMatcher(a=_bare(old.words), b=_bare(new.words), autojunk=False).ratio()
    return share if share >= _ALIKE else 0.0


def _bare(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text) if not word.isspace()]


def of_clauses(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes inside the chapters, without cover, letterhead and what is declared."""
    return tuple(change for change in changes if "." in (change.new or change.old or "") or _is_bare(change))


def _is_bare(change: Change) -> bool:
    """The unnumbered clause of a chapter is named by the chapter alone: 12."""
    return (change.new or change.old or "").isdecimal()
