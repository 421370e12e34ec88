"""What an editor does to a standard, as operations on its plain data. Each answers new data and leaves the old as it was.

All raise `places.Gone` if what they should change is not there.
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from pamong.standard.blocks import Block
from pamong.standard.editing.fields import PLURAL, SINGULAR
from pamong.standard.editing.places import Gone, address, look, place, shape_of
from pamong.standard.problems import Path

Data = dict[str, Any]


def put(data: Data, path: Path, value: Mapping[str, object]) -> Data:
    """Another content for the piece at `path`. Of a piece that shares its mapping (a clause's words beside its
    annotations) the other keys stay; a fact or actor that is not there yet is added.
    """
    new = copy.deepcopy(data)
    shape = shape_of(path)
    if path[:1] in {("facts",), ("actors",)}:
        new[str(path[0])] = {**(new.get(str(path[0])) or {}), str(path[1]): dict(value)}
        return new
    there = look(new, path)
    if not isinstance(there, dict):
        raise Gone(address(path))
    merged = _beside(there, value, shape.only or tuple(there))
    there.clear()
    there.update(merged)
    return new


def _beside(
    there: Mapping[str, object], value: Mapping[str, object], mine: Sequence[str]
) -> dict[str, object]:
    """The new values where the old ones stood; a key that is new comes behind the last of its own kind."""
    fresh = {key: one for key, one in value.items() if key not in there}
    last = next((key for key in reversed(list(there)) if key in mine), None)
    found: dict[str, object] = fresh if last is None else {}
    for key, one in there.items():
        if key in value or key not in mine:
            found[key] = value.get(key, one)
        if key == last:
            found |= fresh
    return found


def add_chapter(data: Data, at: int, heading: str) -> Data:
    """A new chapter before the one that stands at `at`; behind the last one if there is none there."""
    new = copy.deepcopy(data)
    new["sections"] = [*(new.get("sections") or ())]
    new["sections"].insert(at, {"heading": heading})
    return new


def add_clause(data: Data, section: int, at: int, text: str) -> tuple[Data, Path]:
    """A new clause before the one that stands at `at` of a chapter, and where it stands now."""
    new = copy.deepcopy(data)
    clauses = _list(new, ("sections", section), "clauses")
    at = min(at, len(clauses))
    clauses.insert(at, {"text": text})
    return new, ("sections", section, "clauses", at)


def add_card(data: Data, section: int, card: Mapping[str, object]) -> tuple[Data, Path]:
    """A new staffing card at the end of a chapter, and where it stands now."""
    new = copy.deepcopy(data)
    cards = _list(new, ("sections", section), "cards")
    cards.append(dict(card))
    return new, ("sections", section, "cards", len(cards) - 1)


def add_annotation(data: Data, clause: Path, kind: str, value: Mapping[str, object]) -> tuple[Data, Path]:
    """One more annotation of a clause, and where it stands now. The second of a kind turns both into a list.

    Raises Gone for a second one of a kind of which a clause has one only.
    """
    new = copy.deepcopy(data)
    place(new, clause)
    there = look(new, clause)
    assert isinstance(there, dict)
    one = SINGULAR[kind]
    many = PLURAL.get(one, "")
    if many in there:
        there[many].append(dict(value))
        return new, (*clause, many, len(there[many]) - 1)
    if one not in there:
        there[one] = dict(value)
        return new, (*clause, one)
    if not many:
        raise Gone(address((*clause, kind)))
    renamed = {many if key == one else key: [item] if key == one else item for key, item in there.items()}
    there.clear()
    there.update(renamed)
    there[many].append(dict(value))
    return new, (*clause, many, 1)


def use_block(data: Data, section: int, key: str) -> Data:
    """The shared clauses of a block at the end of a chapter."""
    new = copy.deepcopy(data)
    _list(new, ("sections", section), "clauses").append({"use": key})
    return new


def unpin(data: Data, path: Path, block: Block) -> Data:
    """The shared clauses (or chapters) that stand at `path` as the standard's own text, which may then be changed."""
    new = copy.deepcopy(data)
    items = look(new, path[:-1])
    used = look(new, path)
    kind, at = path[-2], path[-1]
    pieces = block.items(str(kind))
    if not (isinstance(items, list) and isinstance(at, int) and used == {"use": block.key} and pieces):
        raise Gone(address(path))
    items[at : at + 1] = _filled(copy.deepcopy(pieces), str(new.get("office_name", "")))
    return new


def _filled(value: Any, office: str) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, office) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, office) for item in value]
    return value.replace("{office}", office) if isinstance(value, str) else value


def remove(data: Data, path: Path) -> Data:
    """Takes a chapter, clause, card, annotation, fact or actor out. A list left empty goes too."""
    new = copy.deepcopy(data)
    look(new, path)
    if len(path) < 2:
        raise Gone(address(path))
    holder: Any = look(new, path[:-1])
    del holder[path[-1]]
    if not holder and path[:-1] != ("sections",):
        above: Any = look(new, path[:-2])
        del above[path[-2]]
    return new


def move(data: Data, path: Path, by: int) -> tuple[Data, Path]:
    """One place up (-1) or down (1) in its list, and where it stands now. A clause at the edge of its chapter goes over
    into the neighbouring one; at the edge of the document everything stays where it is.
    """
    new = copy.deepcopy(data)
    look(new, path)
    items: Any = look(new, path[:-1])
    at = path[-1]
    if not isinstance(items, list) or not isinstance(at, int):
        raise Gone(address(path))
    if 0 <= at + by < len(items):
        items.insert(at + by, items.pop(at))
        return new, (*path[:-1], at + by)
    if len(path) == 4 and path[2] == "clauses":
        return _over(new, path, by)
    return new, path


def _over(new: Data, path: Path, by: int) -> tuple[Data, Path]:
    section, at = path[1], path[3]
    assert isinstance(section, int)
    assert isinstance(at, int)
    target = section + by
    if not 0 <= target < len(new["sections"]) or "use" in new["sections"][target]:
        return new, path
    clause = new["sections"][section]["clauses"].pop(at)
    if not new["sections"][section]["clauses"]:
        del new["sections"][section]["clauses"]
    clauses = _list(new, ("sections", target), "clauses")
    clauses.insert(len(clauses) if by < 0 else 0, clause)
    return new, ("sections", target, "clauses", len(clauses) - 1 if by < 0 else 0)


def _list(data: Data, path: Path, key: str) -> list[Any]:
    """The list under a key of the piece at `path`, made if it is missing; a shared chapter takes nothing in."""
    place(data, path)
    holder: Any = look(data, path)
    if not isinstance(holder.get(key), list):
        holder[key] = []
    found: list[Any] = holder[key]
    return found
