"""Blocks: clauses shared by many standards, pinned by version and put in before anything else looks.

`use: complaints@1` may stand as an item of `sections` (for a block of sections) or of `clauses` (for a block of
clauses). The block's text is copied in, so it is inside the digest; `{office}` becomes the name of the office.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pamong.standard.document import Clause, Section
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Count, Part, Slug
from pamong.standard.problems import Path, Problem
from pamong.standard.yamltree import Tree

_PLACEHOLDER = re.compile(r"\{[^{}]*\}|[{}]")


class BlockFile(Part):
    """The shape of a file in standards/blocks: `sections` or `clauses`, not both."""

    format: Literal["pamong/block@1"]
    name: Slug
    version: Count
    sections: tuple[Section, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Block:
    """A block that can be used: its plain data with its lines, and whatever is wrong with it."""

    key: str
    tree: Tree
    problems: tuple[Problem, ...] = ()

    def items(self, kind: str) -> list[object] | None:
        """Its `sections` or its `clauses`; None if it has none of that kind."""
        assert isinstance(self.tree.data, dict)
        found = self.tree.data.get(kind)
        return found if isinstance(found, list) else None


@dataclass
class Expansion:
    """The tree of a standard with its blocks put in; `moved` tells where each own section and clause went."""

    tree: Tree
    moved: dict[Path, Path] = field(default_factory=dict)


def placeholder_problems(tree: Tree, allowed: frozenset[str]) -> tuple[Problem, ...]:
    """Braces in a text are a placeholder; one that nobody fills would be printed as it stands."""
    return tuple(
        _unknown_placeholder(tree, path, found)
        for path, text in _texts(tree.data, ())
        for found in _PLACEHOLDER.findall(text)
        if found not in allowed
    )


def expand(source: Tree, blocks: Mapping[str, Block]) -> Expansion:
    """Copies the standard and puts the blocks in. Problems are added to the new tree, with their lines."""
    return _Expander(source, blocks).run()


class _Expander:
    def __init__(self, source: Tree, blocks: Mapping[str, Block]) -> None:
        self.source = source
        self.blocks = blocks
        self.result = Expansion(Tree(places={(): source.places[()]}, problems=list(source.problems)))
        self.office = ""

    def run(self) -> Expansion:
        data = self.source.data
        if isinstance(data, dict):
            self.office = str(data.get("office_name", ""))
            self.result.tree.data = {key: self._top(key, value) for key, value in data.items()}
        else:
            self.result.tree.data = data
        return self.result

    def _top(self, key: str, value: object) -> object:
        if key == "sections" and isinstance(value, list):
            self.result.tree.places[(key,)] = self.source.places[(key,)]
            return self._items(value, (key,), (key,), "sections")
        return self._copy(value, self.source, (key,), (key,), _unchanged)

    def _items(self, items: list[object], src: Path, dst: Path, kind: str) -> list[object]:
        out: list[object] = []
        for index, item in enumerate(items):
            if isinstance(item, dict) and "use" in item:
                self._use(item, (*src, index), dst, kind, out)
            else:
                self.result.moved[(*src, index)] = (*dst, len(out))
                out.append(self._own(item, (*src, index), (*dst, len(out)), kind))
        return out

    def _own(self, item: object, src: Path, dst: Path, kind: str) -> object:
        clauses = item.get("clauses") if isinstance(item, dict) else None
        if kind == "clauses" or not isinstance(item, dict) or not isinstance(clauses, list):
            return self._copy(item, self.source, src, dst, _unchanged)
        copied: dict[str, object] = {}
        self.result.tree.places[dst] = self.source.places[src]
        for key, value in item.items():
            if key == "clauses":
                self.result.tree.places[(*dst, key)] = self.source.places[(*src, key)]
                copied[key] = self._items(clauses, (*src, key), (*dst, key), "clauses")
            else:
                copied[key] = self._copy(value, self.source, (*src, key), (*dst, key), _unchanged)
        return copied

    def _use(self, item: dict[str, object], src: Path, dst: Path, kind: str, out: list[object]) -> None:
        block = self._block(item, src, kind)
        if block is None:
            return
        for index, piece in enumerate(block.items(kind) or ()):
            target = (*dst, len(out))
            copied = self._copy(piece, block.tree, (kind, index), target, self._filled)
            out.append(_stamped(copied, block.key, kind))

    def _block(self, item: dict[str, object], src: Path, kind: str) -> Block | None:
        key = item["use"]
        block = self.blocks.get(key) if isinstance(key, str) else None
        if len(item) > 1:
            self._problem(
                src, "use-alone",
                N_("“use” tidak boleh ditemani kunci lain."),
                N_("Tulis hanya “use: {key}”; yang berbeda ditulis sebagai butir sendiri."), key,
            )  # fmt: skip
        elif block is None:
            self._problem(
                src, "unknown-block",
                N_("Blok “{key}” tidak ada."),
                N_("Tulis nama dan versi blok yang ada di folder blocks, misalnya complaints@1."), key,
            )  # fmt: skip
        elif block.problems:
            self.result.tree.problems.extend(block.problems)
        elif block.items(kind) is None:
            self._problem(
                src, "block-shape",
                N_("Blok “{key}” tidak berisi bagian dari jenis yang dipakai di sini."),
                N_("Pakai blok berisi “sections” di dalam “sections”, dan blok berisi “clauses” di dalam “clauses”."), key,
            )  # fmt: skip
        else:
            return block
        return None

    def _problem(self, src: Path, rule: str, text: str, mend: str, key: object) -> None:
        place = self.source.place((*src, "use"))
        params = {"key": key}
        self.result.tree.problems.append(
            Problem(
                place.file, place.line, None, rule, Message(text, params), Message(mend, params), path=src
            )
        )

    def _filled(self, text: str) -> str:
        return text.replace("{office}", self.office)

    def _copy(self, value: object, tree: Tree, src: Path, dst: Path, fill: Callable[[str], str]) -> object:
        self.result.tree.places[dst] = tree.places[src]
        if isinstance(value, dict):
            return {
                key: self._copy(item, tree, (*src, key), (*dst, key), fill) for key, item in value.items()
            }
        if isinstance(value, list):
            return [self._copy(item, tree, (*src, i), (*dst, i), fill) for i, item in enumerate(value)]
        return fill(value) if isinstance(value, str) else value


def _unchanged(text: str) -> str:
    return text


def _stamped(piece: object, key: str, kind: str) -> object:
    """Each clause remembers its block: an editor must not let somebody change shared text in one place only."""
    assert isinstance(piece, dict)
    if kind == "clauses":
        return {**piece, "block": key}
    return {**piece, "clauses": [_stamped(clause, key, "clauses") for clause in piece.get("clauses", [])]}


def _texts(value: object, path: Path) -> list[tuple[Path, str]]:
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in _texts(item, (*path, key))]
    if isinstance(value, list):
        return [text for index, item in enumerate(value) for text in _texts(item, (*path, index))]
    return []


def _unknown_placeholder(tree: Tree, path: Path, found: str) -> Problem:
    place = tree.place(path)
    return Problem(
        place.file,
        place.line,
        None,
        "unknown-placeholder",
        Message(N_("Isian “{found}” tidak dikenal di sini."), {"found": found}),
        Message(
            N_(
                "Di blok hanya ada isian “{{office}}”; di luar blok tulis teksnya langsung, tanpa kurung kurawal."
            )
        ),
        path=path,
    )
