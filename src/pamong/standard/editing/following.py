"""What points at a clause by its number follows the clause when an edit gives it another one.

Numbers are computed from position and stand in no text, except in `source_findings`: what was found about clause 11.7 must
not be said of its neighbour because somebody put a clause in before it.
"""

import copy
from collections.abc import Mapping

from pamong.standard.blocks import Block
from pamong.standard.editing import places
from pamong.standard.editing.changes import Data
from pamong.standard.editing.outline import Line, outline

POINTERS = "source_findings"
_ROW = ".row"


def followed(old: Data, new: Data, blocks: Mapping[str, Block]) -> Data:
    """`new` with its source findings on the clauses they were about in `old`; those of a removed clause go with it.

    Both must be `outline.editable`. Findings that were changed by the same edit are left as they are.
    """
    pointers = new.get(POINTERS)
    if not isinstance(pointers, list) or pointers != old.get(POINTERS):
        return new
    before, after = _pieces(old, blocks), _pieces(new, blocks)
    numbers = _numbers(before, after)
    if all(was == now for was, now in numbers.items()):
        return new
    kept = []
    for one in copy.deepcopy(pointers):
        found, row, rest = str(one.get("clause") if isinstance(one, dict) else "").partition(_ROW)
        now = numbers.get(found, found)
        if now is None:
            continue
        if found in numbers:
            one["clause"] = f"{now}{row}{rest}"
        kept.append(one)
    changed = {key: kept if key == POINTERS else value for key, value in new.items()}
    return changed if kept else {key: value for key, value in changed.items() if key != POINTERS}


def _pieces(data: Data, blocks: Mapping[str, Block]) -> list[tuple[str, str]]:
    """Every clause and card: its number, and a mark of what it says."""
    lines = [line for line in outline(data, blocks) if line.kind != "chapter"]
    return [(line.id, _mark(data, line)) for line in lines]


def _mark(data: Data, line: Line) -> str:
    if line.block:
        return places.mark([line.block, line.text])
    return places.mark(places.look(data, line.path))


def _numbers(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> dict[str, str | None]:
    """The number now of everything that had one; None for what was removed.

    What says the same is the same piece. Of what is left over, as many old as new: those were reworded, in their order.
    """
    left = list(after)
    found: dict[str, str | None] = {}
    lost: list[str] = []
    for number, mark in before:
        same = next((one for one in left if one[1] == mark), None)
        if same is None:
            lost.append(number)
            continue
        left.remove(same)
        found[number] = same[0]
    reworded = dict(zip(lost, left, strict=True)) if len(lost) == len(left) else {}
    for number in lost:
        found[number] = reworded[number][0] if number in reworded else None
    return found
