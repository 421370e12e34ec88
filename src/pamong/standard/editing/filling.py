"""A piece of a standard as the flat names and values of a form, and back.

    {"id": "photo", "name": {"id": "Pas foto", "en": "Photo"}}   ⇄   id=photo  name.id=Pas foto  name.en=Photo

Rows are numbered (`any_of.0.id`) and each sends `any_of.0.row`, so that an empty one is seen. The name of an entry is
sent as `outcomes.0._`. A condition is rows of fact, operator and value, in groups of which all or one must hold.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from pamong.standard import conditions, invalid
from pamong.standard.conditions import AllOf, AnyOf, Condition, Not, Test
from pamong.standard.editing.fields import Field, Shape
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Malformed, Path
from pamong.standard.yamltree import Place, Tree

Flat = Mapping[str, Sequence[str]]
"""What a form sends: every name with its values."""

NONE_PRINTED = "-"
"""In a list: the text says "none" (a printed dash), which is not the same as saying nothing."""

WITHOUT_VALUE = frozenset({"even", "odd"})
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass
class Filled:
    """What a form says: the data without what was left empty, and which field each piece came from."""

    data: dict[str, object] = field(default_factory=dict)
    names: dict[Path, str] = field(default_factory=dict)
    errors: dict[str, Message] = field(default_factory=dict)


def flat(shape: Shape, value: Mapping[str, object]) -> dict[str, list[str]]:
    """The names and values with which the form shows this piece."""
    return {name: said for each in shape.fields for name, said in _shown(each, value.get(each.key), each.key)}


def filled(
    shape: Shape, sent: Flat, old: Mapping[str, object], kinds: Mapping[str, str] | None = None
) -> Filled:
    """The piece that a form describes, checked against its model; `errors` by the name of the field.

    `old` is the piece as it was: keys whose fields were not touched keep their value and its spelling, and the order of
    the keys stays. `kinds` are the value kinds of the standard's facts, for conditions.
    """
    reading = _Reading(sent, kinds or {})
    before = flat(shape, old)
    kept = _Reading(before, kinds or {})
    data: dict[str, object] = {}
    for each in shape.fields:
        value = reading.value(each, each.key, (each.key,))
        if each.key in old and value == kept.value(each, each.key, ()):
            value = old[each.key]
        elif value is None:
            continue
        data[each.key] = value
    data = _with_id(shape.fields, data)
    order = [key for key in old if key in data] + [key for key in data if key not in old]
    found = Filled({key: data[key] for key in order}, reading.names, reading.errors)
    _check(shape, found)
    return found


def _check(shape: Shape, found: Filled) -> None:
    """Adds what the model finds wrong. A piece of a bigger model is checked key by key, the rest is not its business."""
    try:
        shape.model.model_validate_json(_json(found.data))
    except ValidationError as error:
        tree = Tree(found.data, {(): Place("", 0)})
        for problem in invalid.problems_of(error, tree):
            if shape.only and problem.path[0] not in shape.only:
                continue
            name = _nearest(problem.path, found.names)
            found.errors.setdefault(name, _PLAINLY.get(problem.rule) or problem.message)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _nearest(path: Path, names: Mapping[Path, str]) -> str:
    for length in range(len(path), 0, -1):
        if path[:length] in names:
            rest = path[length:]
            return ".".join((names[path[:length]], *map(str, rest)))
    return ".".join(map(str, path))


_PLAINLY: Mapping[str, Message] = {
    "missing-key": Message(N_("Isian ini wajib diisi.")),
    "blank": Message(N_("Isian ini wajib diisi.")),
    "wrong-type": Message(N_("Isi dengan bilangan bulat.")),
    "shape": Message(
        N_("Pakai huruf kecil, angka, tanda hubung atau garis bawah, tanpa spasi, paling banyak 60 huruf.")
    ),
    "unknown-value": Message(N_("Pilih salah satu dari daftar.")),
}


def slug(text: str) -> str:
    """A name for the program made of what a person wrote: `Surat Kuasa (asli)` becomes `surat-kuasa-asli`."""
    text = text.strip().lower()
    if _SLUG.fullmatch(text):
        return text
    return re.sub(r"[^a-z0-9_]+", "-", text).strip("-_")


# From a piece to the form.


def _shown(each: Field, value: object, name: str) -> Iterator[tuple[str, list[str]]]:
    match each.kind:
        case "group":
            inner = value if isinstance(value, dict) else {}
            for part in each.parts:
                yield from _shown(part, inner.get(part.key), f"{name}.{part.key}")
        case "rows" | "entries" | "pairs":
            yield from _shown_rows(each, value, name)
        case "condition":
            yield from _shown_condition(value, name)
        case "table":
            yield from _shown_table(value, name)
        case "words" | "slugs":
            yield name, _shown_list(each, value)
        case "truth":
            yield name, ["true"] if (each.default if value is None else value) else []
        case _:
            said = each.default if value is None else value
            yield name, [] if said is None else [_word(said)]


def _shown_list(each: Field, value: object) -> list[str]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list):
        return []
    if each.choices or each.reference:
        return [str(item) for item in items]
    return ["\n".join(map(str, items)) or NONE_PRINTED]


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown_rows(each: Field, value: object, name: str) -> Iterator[tuple[str, list[str]]]:
    items: list[tuple[str, object]] = []
    if isinstance(value, dict):
        items = [(str(key), item) for key, item in value.items()]
    elif isinstance(value, list):
        items = [("", item) for item in value]
    for index, (key, item) in enumerate(items):
        row = f"{name}.{index}"
        yield f"{row}.row", ["1"]
        if each.kind != "rows":
            yield f"{row}._", [key]
        if each.kind == "pairs":
            yield f"{row}.value", [key if item is True else _word(item)]
        inner = _spread(each, item)
        for part in each.parts:
            yield from _shown(part, inner.get(part.key), f"{row}.{part.key}")


def _spread(each: Field, item: object) -> Mapping[str, object]:
    """A row as the model has it: `{when: …, background: blue}` means `{when: …, attributes: {background: blue}}`."""
    if not isinstance(item, dict):
        return {}
    known = {part.key for part in each.parts}
    if "attributes" not in known or each.of == "Clause":
        return item
    loose = {key: one for key, one in item.items() if key not in known}
    return item if not loose else {**item, "attributes": {**item.get("attributes", {}), **loose}}


def _shown_table(value: object, name: str) -> Iterator[tuple[str, list[str]]]:
    table = value if isinstance(value, dict) else {}
    yield f"{name}.title", [str(table["title"])] if table.get("title") else []
    yield f"{name}.columns", [_cells(table["columns"])] if table.get("columns") else []
    yield f"{name}.rows", ["\n".join(map(_cells, table["rows"]))] if table.get("rows") else []


def _cells(cells: Sequence[object]) -> str:
    return " | ".join(str(cell).replace("|", r"\|") for cell in cells)


def _shown_condition(value: object, name: str) -> Iterator[tuple[str, list[str]]]:
    if not isinstance(value, dict) or not value:
        return
    condition: Condition = conditions.parse(value)
    if not isinstance(condition, AllOf | AnyOf):
        condition = AllOf((condition,))
    yield from _shown_group(condition, name)


def _shown_group(condition: Condition, name: str) -> Iterator[tuple[str, list[str]]]:
    yield f"{name}.row", ["1"]
    if isinstance(condition, Not):
        yield f"{name}.not", ["true"]
        condition = condition.part
    if isinstance(condition, Not):
        condition = AllOf((condition,))
    if isinstance(condition, Test):
        yield f"{name}.fact", [condition.fact]
        yield f"{name}.operator", [condition.operator]
        values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
        if condition.operator not in WITHOUT_VALUE:
            yield f"{name}.value", [_word(one) for one in values]
        return
    yield f"{name}.join", ["any" if isinstance(condition, AnyOf) else "all"]
    for index, part in enumerate(condition.parts):
        yield from _shown_group(part, f"{name}.{index}")


# From the form to a piece.


class _Reading:
    """Reads the values of one form; remembers from which field each piece of data came."""

    def __init__(self, sent: Flat, kinds: Mapping[str, str]) -> None:
        self.sent = sent
        self.kinds = kinds
        self.names: dict[Path, str] = {}
        self.errors: dict[str, Message] = {}

    def one(self, name: str) -> str:
        """The last value sent under this name, without blanks around it; empty if there is none."""
        values = self.sent.get(name, ())
        return values[-1].replace("\r\n", "\n").strip() if values else ""

    def indices(self, name: str) -> list[int]:
        """The rows that were sent below this name, in their order."""
        found = (re.fullmatch(rf"{re.escape(name)}\.(\d+)\.row", sent) for sent in self.sent)
        return sorted(int(match[1]) for match in found if match)

    def value(self, each: Field, name: str, path: Path) -> object:
        """The data of one field; None if it was left empty."""
        self.names[path] = name
        whole: Mapping[str, Callable[[], object]] = {
            "group": lambda: self.group(each.parts, name, path) or None,
            "rows": lambda: self.rows(each, name, path) or None,
            "entries": lambda: self.entries(each, name, path) or None,
            "pairs": lambda: self.entries(each, name, path) or None,
            "condition": lambda: self.condition(name),
            "table": lambda: self.table(name),
            "words": lambda: self.list(each, name),
            "slugs": lambda: self.list(each, name),
            "truth": lambda: self.truth(each, name),
        }
        return whole[each.kind]() if each.kind in whole else self.scalar(each, self.one(name))

    def truth(self, each: Field, name: str) -> bool | None:
        """Whether the box is ticked; None where that is what leaving it out means anyway."""
        said = bool(self.one(name))
        return None if said == bool(each.default) else said

    def scalar(self, each: Field, said: str) -> object:
        """A word, a number or a text; what the model means by leaving the key out is left out."""
        value: object = said
        if each.choices == ("true", "false"):
            value = {"true": True, "false": False}.get(said, "")
        elif each.kind == "number" and re.fullmatch(r"-?\d{1,9}", said):
            value = int(said)
        elif each.kind == "slug":
            value = slug(said)
        return None if value == "" or (value == each.default and type(value) is type(each.default)) else value

    def group(self, parts: tuple[Field, ...], name: str, path: Path) -> dict[str, object]:
        """The fields of a group that were filled in; a missing id is made of the name beside it."""
        found = {
            part.key: value
            for part in parts
            if (value := self.value(part, f"{name}.{part.key}", (*path, part.key))) is not None
        }
        return _with_id(parts, found)

    def rows(self, each: Field, name: str, path: Path) -> list[object]:
        """The rows that say something."""
        found: list[object] = []
        for index in self.indices(name):
            row = self.group(each.parts, f"{name}.{index}", (*path, len(found)))
            if row:
                self.names[(*path, len(found))] = f"{name}.{index}"
                found.append(row)
        return found

    def entries(self, each: Field, name: str, path: Path) -> dict[str, object]:
        """Rows with a name of their own; one without it is an error, because it could not be kept."""
        found: dict[str, object] = {}
        for index in self.indices(name):
            row = f"{name}.{index}"
            key = slug(self.one(f"{row}._"))
            value: object = self.one(f"{row}.value")
            if each.kind == "entries":
                value = self.group(each.parts, row, (*path, key))
            self.names[(*path, key)] = f"{row}.value" if each.kind == "pairs" else row
            if key in found:
                self.errors[f"{row}._"] = Message(N_("Nama ini sudah dipakai di baris lain."))
            elif key:
                found[key] = value
            elif value:
                self.errors[f"{row}._"] = Message(N_("Isian ini wajib diisi."))
        return found

    def list(self, each: Field, name: str) -> list[object] | None:
        """One item a line, or the boxes that were ticked; a lone dash is an empty list."""
        if each.choices or each.reference:
            return [said for said in self.sent.get(name, ()) if said] or None
        lines = [line.strip() for line in self.one(name).split("\n") if line.strip()]
        if lines == [NONE_PRINTED]:
            return []
        return [slug(line) if each.kind == "slugs" else line for line in lines] or None

    def table(self, name: str) -> dict[str, object] | None:
        """Cells stand between bars, one row a line."""
        columns, rows = self.one(f"{name}.columns"), self.one(f"{name}.rows")
        title = self.one(f"{name}.title")
        if not (columns or rows or title):
            return None
        found: dict[str, object] = {"title": title} if title else {}
        found["columns"] = _split(columns) if columns else []
        found["rows"] = [_split(line) for line in rows.split("\n") if line.strip()]
        if not columns:
            self.errors[f"{name}.columns"] = Message(N_("Isian ini wajib diisi."))
        return found

    def condition(self, name: str) -> dict[str, object] | None:
        """The condition that the rows describe; rows without a fact say nothing."""
        found = self._condition(name)
        if found is None:
            return None
        try:
            return conditions.dump(conditions.parse(found))
        except Malformed as error:
            self.errors[name] = error.message
            return None

    def _condition(self, name: str) -> dict[str, object] | None:
        join = self.one(f"{name}.join")
        found = self._joined(name, join) if join else self._test(name)
        return {"not": found} if found is not None and self.one(f"{name}.not") else found

    def _joined(self, name: str, join: str) -> dict[str, object] | None:
        parts = [self._condition(f"{name}.{index}") for index in self.indices(name)]
        said = [part for part in parts if part is not None]
        if len(said) < 2:
            return said[0] if said else None
        return {"any" if join == "any" else "all": said}

    def _test(self, name: str) -> dict[str, object] | None:
        fact, operator = self.one(f"{name}.fact"), self.one(f"{name}.operator") or "is"
        if not fact:
            return None
        if operator in WITHOUT_VALUE:
            return {fact: {operator: True}}
        values = [value.strip() for value in self.sent.get(f"{name}.value", ()) if value.strip()]
        if not values:
            self.errors[f"{name}.value"] = Message(N_("Isian ini wajib diisi."))
            return None
        constants = [_constant(value, operator, self.kinds.get(fact, "text")) for value in values]
        said: object = constants if operator == "in" else constants[-1]
        return {fact: said if operator == "is" else {operator: said}}


def _with_id(parts: tuple[Field, ...], found: dict[str, object]) -> dict[str, object]:
    wants = next(
        (part.key for part in parts if part.key == "id" and part.kind == "slug" and not part.empty), ""
    )
    name = found.get("name", found.get("item"))
    if not wants or wants in found or not isinstance(name, dict) or not slug(str(name.get("id", ""))):
        return found
    return {wants: slug(str(name["id"]))[:60], **found}


def _split(line: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in _BAR.split(line)]


def _constant(said: str, operator: str, kind: str) -> object:
    if kind == "truth":
        return {"true": True, "false": False}.get(said, said)
    if (kind == "number" or operator in {"at_least", "at_most"}) and re.fullmatch(r"-?\d{1,9}", said):
        return int(said)
    return said
