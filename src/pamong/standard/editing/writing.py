"""Plain data to the strict YAML that `yamltree` reads, keeping the lines of a source wherever nothing changed.

An office's YAML carries comments, line breaks and a person's habits. Whoever changes clause 5.1 must find the rest as it
was: a diff then shows the change and nothing else. So the writer compares the new data with the source piece by piece:
an equal piece keeps its lines (moved with its new depth), a changed list or mapping is entered, and only what is really
new is written freshly. Reading the result gives exactly the data.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pamong.standard import yamltree
from pamong.standard.problems import Path, StandardInvalid

STEP = 2
WIDTH = 110
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _./()+,;@-]*[A-Za-z0-9)_/+.;-]|[A-Za-z]")
# Line ends that are none in JSON but some in YAML, and what no editor shows.
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_CODE = re.compile(r"\d\d(\.\d\d){1,2}(\.\d{4})?")


@dataclass(frozen=True)
class _Source:
    """The lines of a text and where each piece of its data begins."""

    lines: tuple[str, ...]
    starts: Mapping[Path, int]
    data: object

    def value(self, path: Path) -> object:
        found = self.data
        for key in path:
            found = found[key]  # type: ignore[index]  # the path comes from this very data
        return found

    def block(self, path: Path) -> bool:
        """Whether the piece is written in lines of its own, not within one line or one pair of brackets."""
        value = self.value(path)
        if not isinstance(value, dict | list) or not value:
            return False
        children = list(value) if isinstance(value, dict) else list(range(len(value)))
        lines = [self.starts[(*path, child)] for child in children]
        one_each = len(set(lines)) == len(lines)
        first = self.lines[lines[0]].lstrip()
        if isinstance(value, list):
            return one_each and all(self.lines[line].lstrip().startswith("- ") for line in lines)
        return (
            one_each
            and not self.lines[self.starts[path]].lstrip("- ").startswith(("{", "["))
            and (first.lstrip("- ").startswith((f"{children[0]}:", f'"{children[0]}"', f"'{children[0]}'")))
        )


def emit(data: object, source: str = "") -> str:
    """YAML of `data`; equal pieces of `source` (a text that `yamltree.parse` reads) keep their lines.

    With data that equal those of the source, the source itself comes back, byte for byte.
    """
    if not source:
        return "\n".join(_fresh(data, 0)) + "\n"
    tree = yamltree.known(source)
    if same(tree.data, data):
        return source
    text = source.removeprefix("\ufeff")
    starts = {path: place.line - 1 for path, place in tree.places.items()}
    known = _Source(tuple(text.splitlines()), starts, tree.data)
    if type(data) is not type(known.data) or not known.block(()):
        return emit(data)
    written = "\n".join(_Writer(known).piece(data, (), 0, len(known.lines))) + "\n"
    # A source in a shape this writer does not know must never cost content: then everything is written freshly.
    return written if _reads_as(written, data) else emit(data)


def same(left: object, right: object) -> bool:
    """Equal in the sense of JSON: `1` is not `true`, and the order of keys is the order a person wrote."""
    return json.dumps(left) == json.dumps(right)


def _reads_as(text: str, data: object) -> bool:
    try:
        return same(yamltree.known(text).data, data)
    except StandardInvalid:
        return False


class _Writer:
    """Walks new data beside the source."""

    def __init__(self, source: _Source) -> None:
        self.source = source

    def piece(self, data: object, path: Path, indent: int, end: int) -> list[str]:
        """The lines of a changed mapping or list that stands in the source at `path`, up to line `end`."""
        old = self.source.value(path)
        if isinstance(data, dict) and isinstance(old, dict):
            return list(self._mapping(data, old, path, indent, end))
        assert isinstance(data, list)
        assert isinstance(old, list)
        return list(self._sequence(data, old, path, indent, end))

    def _mapping(
        self, data: Mapping[str, object], old: Mapping[str, object], path: Path, indent: int, end: int
    ) -> Iterator[str]:
        spans = self._spans(path, list(old), end)
        if not path:
            yield from self.source.lines[: spans[next(iter(old))][0]]
        for key, value in data.items():
            if key not in old:
                yield from _entry(key, value, indent)
                continue
            start, stop = spans[key]
            place = (*path, key)
            if same(value, old[key]):
                yield from self._moved(start, stop, indent)
            elif self._enters(value, place):
                child = self._indent(place, _first(old[key]))
                shift = indent - self._indent(path, key)
                yield from self._moved(start, start + 1, indent)
                yield from self.piece(value, place, child + shift, stop)
            else:
                yield from _entry(key, value, indent)

    def _sequence(
        self, data: Sequence[object], old: Sequence[object], path: Path, indent: int, end: int
    ) -> Iterator[str]:
        spans = self._spans(path, list(range(len(old))), end)
        unused = {index for index, item in enumerate(old) if not any(same(item, new) for new in data)}
        for position, item in enumerate(data):
            kept = next((index for index, known in enumerate(old) if same(known, item)), None)
            if kept is not None:
                yield from self._moved(*spans[kept], indent, item=True)
                continue
            nearest = position if position in unused else None
            place = (*path, nearest) if nearest is not None else None
            if (
                place is not None
                and nearest is not None
                and isinstance(item, dict)
                and self._enters(item, place)
            ):
                unused.discard(nearest)
                lines = self.piece(item, place, indent + STEP, spans[nearest][1])
                yield " " * indent + "- " + lines[0].lstrip()
                yield from lines[1:]
            else:
                yield from _item(item, indent)

    def _enters(self, value: object, place: Path) -> bool:
        """Whether the change lies deeper: both sides are mappings (or lists) and the old one has lines of its own."""
        old = self.source.value(place)
        alike = (isinstance(value, dict) and isinstance(old, dict)) or (
            isinstance(value, list) and isinstance(old, list)
        )
        if not alike or not value or not old or not self.source.block(place):
            return False
        if isinstance(old, dict) and isinstance(value, dict):
            # The first key shares its line with the dash of its item: it must stay the first.
            return bool(next(iter(old)) == next(iter(value)))
        return True

    def _indent(self, path: Path, child: str | int) -> int:
        line = self.source.lines[self.source.starts[(*path, child)]]
        bare = _depth(line)
        is_key_of_item = isinstance(child, str) and line.lstrip().startswith("- ")
        return bare + STEP if is_key_of_item else bare

    def _spans(self, path: Path, children: Sequence[str | int], end: int) -> dict[str | int, tuple[int, int]]:
        """From where to where each child goes; comments above a child go with it."""
        starts = [self._above(self.source.starts[(*path, child)]) for child in children]
        if isinstance(children[0], str):
            # Its line may be the one of the dash, and what stands above that belongs to the item.
            starts[0] = self.source.starts[(*path, children[0])]
        return dict(zip(children, zip(starts, [*starts[1:], end], strict=True), strict=True))

    def _above(self, line: int) -> int:
        while line and self.source.lines[line - 1].lstrip().startswith("#"):
            line -= 1
        return line

    def _moved(self, start: int, stop: int, indent: int, *, item: bool = False) -> Iterator[str]:
        """Lines of the source at another depth. Blanks at the start of lines mean nothing but depth in this format."""
        lines = list(self.source.lines[start:stop])
        first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
        if not item and lines[first].lstrip().startswith("- "):
            # The first key of an item shares its line with the dash, which whoever writes the item puts there again.
            lines[first] = lines[first].replace("- ", "  ", 1)
        by = indent - _depth(lines[first])
        for line in lines:
            moved = " " * by + line if by > 0 else line[min(-by, _depth(line)) :]
            yield moved if line else line


def _first(value: object) -> str | int:
    return next(iter(value)) if isinstance(value, dict) else 0


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _fresh(value: object, indent: int) -> list[str]:
    if isinstance(value, dict) and value:
        return [line for key, item in value.items() for line in _entry(key, item, indent)]
    if isinstance(value, list) and value:
        return [line for item in value for line in _item(item, indent)]
    return [" " * indent + _flow(value)]


def _entry(key: str, value: object, indent: int) -> list[str]:
    head = f"{' ' * indent}{_scalar(key)}:"
    line = f"{head} {_flow(value)}"
    if not isinstance(value, dict | list) or not value or (_short(value) and len(line) <= WIDTH):
        return [line]
    return [head, *_fresh(value, indent + STEP)]


def _item(value: object, indent: int) -> list[str]:
    line = f"{' ' * indent}- {_flow(value)}"
    if not isinstance(value, dict) or not value or (_short(value) and len(line) <= WIDTH):
        return [line]
    lines = _fresh(value, indent + STEP)
    return [" " * indent + "- " + lines[0].lstrip(), *lines[1:]]


def _short(value: object) -> bool:
    """Whether a mapping or list reads well in one line: no clause, and no mapping of mappings."""
    if isinstance(value, dict):
        return "text" not in value and all(
            not isinstance(item, dict) or not any(isinstance(one, dict | list) for one in item.values())
            for item in value.values()
        )
    return isinstance(value, list) and all(not isinstance(item, dict | list) for item in value)


def _flow(value: object, *, inside: bool = False) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{_scalar(key)}: {_flow(item, inside=True)}" for key, item in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, inside=True) for item in value) + "]"
    return _scalar(value, inside=inside)


def _scalar(value: object, *, inside: bool = False) -> str:
    """A value as one word or between quotes: whatever could be taken for something else is quoted."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _DATE.fullmatch(value) or _CODE.fullmatch(value):
        return value
    if _PLAIN.fullmatch(value) and yamltree.plain(value) == value and not (inside and "," in value):
        return value
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
