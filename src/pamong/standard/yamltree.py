"""Strict YAML 1.2 to plain data, with the line of every key and item.

What is refused, and why: anchors and aliases (a small file can unfold into a huge one), tags (they name program
types), directives (`%YAML 1.1` would turn "no" into a truth value), duplicate keys (the later one wins silently),
tabs, keys that are not texts, more than one document, deep nesting, and more than MAX_BYTES.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from pamong.standard.messages import N_, Message
from pamong.standard.problems import Path, Problem, StandardInvalid

MAX_BYTES = 1_000_000
MAX_DEPTH = 24

# The plain words that are not texts (YAML 1.2, core schema). Dates stay texts: the model knows where one must stand.
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


@dataclass(frozen=True)
class Place:
    """A line (from 1) of a file."""

    file: str
    line: int


@dataclass
class Tree:
    """Plain data and where each piece of it stands; `problems` are the ones that did not prevent the reading."""

    data: object = None
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """The place of the nearest piece that has one: a missing key is shown at the mapping that lacks it."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]


def parse(content: bytes, file: str) -> Tree:
    """Raises StandardInvalid if nothing can be read at all."""
    if len(content) > MAX_BYTES:
        raise _stop(
            file, 1, "too-large",
            N_("Berkas lebih besar dari {limit} bita."),
            N_("Satu berkas memuat satu standar; pecah berkas ini."),
            limit=MAX_BYTES,
        )  # fmt: skip
    text = _decoded(content, file)
    _refuse_tabs(text, file)
    tree = Tree()
    try:
        events = _Events(YAML(typ="safe", pure=True).parse(text), file)
        tree.data = _Reading(tree, events).value(events.first(), ())
        events.last()
    except YAMLError as error:
        raise _unreadable(error, file) from None
    return tree


@lru_cache(maxsize=4)
def known(text: str) -> Tree:
    """The tree of a text that was read a moment ago: for whoever only looks at it, because everybody gets the same one."""
    return parse(text.encode(), "")


def _decoded(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _stop(
            file, line, "not-utf8",
            N_("Berkas ini bukan teks UTF-8."),
            N_("Simpan ulang berkas dengan penyandian UTF-8."),
        ) from None  # fmt: skip


def _refuse_tabs(text: str, file: str) -> None:
    for line, content in enumerate(text.splitlines(), start=1):
        if "\t" in content:
            raise _stop(
                file, line, "tab",
                N_("Ada karakter tab; YAML hanya mengenal spasi."),
                N_("Ganti tab dengan spasi."),
            )  # fmt: skip


def _unreadable(error: YAMLError, file: str) -> StandardInvalid:
    line, detail = 1, str(error)
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        detail = ", ".join(part for part in (error.context, error.problem) if part)
    return _stop(
        file, line, "yaml",
        N_("YAML tidak dapat dibaca di sini: {detail}."),
        N_("Periksa lekukan baris, tanda kutip dan kurung pada baris ini dan sebelumnya."),
        detail=detail,
    )  # fmt: skip


class _Events:
    """The events of one document, each looked at before it is used."""

    def __init__(self, events: Iterator[Event], file: str) -> None:
        self.events = events
        self.file = file
        self.depth = 0

    def next(self) -> Event:
        event = next(self.events)
        self.depth += isinstance(event, CollectionStartEvent)
        self.depth -= isinstance(event, CollectionEndEvent)
        refused = _refused(event)
        if self.depth > MAX_DEPTH:
            refused = (
                "too-deep",
                N_("Susunan berkas terlalu dalam."),
                N_("Tulis dengan lebih sedikit tingkat lekukan."),
            )
        if refused:
            rule, text, mend = refused
            raise _stop(self.file, line_of(event), rule, text, mend)
        return event

    def first(self) -> Event:
        """The first piece of content."""
        self.next()
        if isinstance(self.next(), StreamEndEvent):
            raise _stop(
                self.file, 1, "empty",
                N_("Berkas ini kosong."),
                N_("Mulai dengan baris “format: pamong/standard@1”."),
            )  # fmt: skip
        return self.next()

    def last(self) -> None:
        """Nothing may follow the document."""
        self.next()
        event = self.next()
        if isinstance(event, DocumentStartEvent):
            raise _stop(
                self.file, line_of(event), "many-documents",
                N_("Berkas ini memuat lebih dari satu dokumen YAML."),
                N_("Hapus baris “---” kedua."),
            )  # fmt: skip


def line_of(event: Event) -> int:
    """The line on which a piece of YAML begins, counted from 1 as editors do."""
    return int(event.start_mark.line) + 1


def _refused(event: Event) -> tuple[str, str, str] | None:
    if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
        return (
            "alias",
            N_("Jangkar (&) dan alias (*) tidak diterima."),
            N_("Tulis isinya di setiap tempat, atau pakai blok."),
        )
    if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
        return "tag", N_("Tanda jenis (!) tidak diterima."), N_("Hapus tanda seru di depan nilai ini.")
    if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
        return "directive", N_("Petunjuk YAML (%) tidak diterima."), N_("Hapus baris yang mulai dengan “%”.")
    return None


class _Reading:
    """Builds the tree; collects the problems that leave the rest readable."""

    def __init__(self, tree: Tree, events: _Events) -> None:
        self.tree = tree
        self.events = events

    def value(self, event: Event, path: Path) -> object:
        self.tree.places.setdefault(path, Place(self.events.file, line_of(event)))
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        assert isinstance(event, ScalarEvent)
        return _scalar(event, self.events.file)

    def _mapping(self, path: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        event = self.events.next()
        while not isinstance(event, CollectionEndEvent):
            self._entry(event, found, path)
            event = self.events.next()
        return found

    def _entry(self, event: Event, found: dict[str, object], path: Path) -> None:
        key = self._aside(event)
        if not isinstance(key, str):
            self._problem(
                event, "key-not-text", path,
                Message(N_("Kunci harus berupa kata.")),
                Message(N_("Tulis kunci sebagai kata, atau di antara tanda kutip.")),
            )  # fmt: skip
            self._aside(self.events.next())
        elif key in found:
            self._problem(
                event, "duplicate-key", (*path, key),
                Message(N_("Kunci “{key}” ditulis dua kali."), {"key": key}),
                Message(N_("Hapus salah satu; bila keduanya dimaksud, pakai bentuk daftar.")),
            )  # fmt: skip
            self._aside(self.events.next())
        else:
            self.tree.places[(*path, key)] = Place(self.events.file, line_of(event))
            found[key] = self.value(self.events.next(), (*path, key))

    def _aside(self, event: Event) -> object:
        """Reads a piece that does not become part of the tree."""
        return _Reading(Tree(), self.events).value(event, ())

    def _sequence(self, path: Path) -> list[object]:
        items: list[object] = []
        event = self.events.next()
        while not isinstance(event, CollectionEndEvent):
            items.append(self.value(event, (*path, len(items))))
            event = self.events.next()
        return items

    def _problem(self, event: Event, rule: str, path: Path, message: Message, mend: Message) -> None:
        line = line_of(event)
        self.tree.problems.append(Problem(self.events.file, line, None, rule, message, mend, path=path))


def _scalar(event: ScalarEvent, file: str) -> object:
    value = str(event.value)
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise _stop(
            file, line_of(event), "not-utf8",
            N_("Ada separuh karakter yang bukan teks."),
            N_("Tulis karakternya langsung, tanpa “\\u”."),
        )  # fmt: skip
    return value if event.style else plain(value)


def plain(value: str) -> object:
    """What an unquoted word means: nothing, a truth, a number, or the text itself (YAML 1.2, core schema)."""
    if value in _NULL:
        return None
    if value in _TRUTH:
        return _TRUTH[value]
    if _WHOLE.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value) and math.isfinite(float(value)):
        return float(value)
    return value


def _stop(file: str, line: int, rule: str, text: str, mend: str, **params: object) -> StandardInvalid:
    return StandardInvalid((Problem(file, line, None, rule, Message(text, params), Message(mend)),))
