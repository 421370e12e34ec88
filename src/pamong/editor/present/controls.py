"""The fields of one piece as a page draws them: names, words, values, choices; rows that can be added and taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from pamong.shell.words import message
from pamong.standard.conditions import OPERATORS
from pamong.standard.editing import filling
from pamong.standard.editing.fields import USUAL, Field, Shape
from pamong.standard.editing.words import CHOICES, words
from pamong.standard.messages import Message

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FactChoice:
    """A fact as conditions choose it: what it is called, and its choices if it has any."""

    label: str
    choices: Options = ()
    truth: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """What a form can offer to choose from: the standard's own actors, steps, papers, and its facts."""

    lists: Mapping[str, Options]
    facts: Mapping[str, FactChoice]


@dataclass(frozen=True)
class Control:
    """One field, or a group of them. `kind` says how it is drawn; `add` and `drop` are what its buttons send, with
    `start` the focus comes here.
    """

    kind: str
    name: str
    label: str
    help: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    options: Options = ()
    required: bool = False
    error: str = ""
    parts: tuple["Control", ...] = ()
    add: tuple[tuple[str, str], ...] = ()
    drop: str = ""
    form: str = ""
    start: bool = False
    usual: bool = True

    @property
    def folded(self) -> bool:
        """Whether it waits behind a fold: it may be left out, hardly ever is needed, and says nothing."""
        return not (self.usual or self.says or self.wanted)

    @property
    def says(self) -> bool:
        """Whether anything is filled in."""
        rows = self.kind in {"rows", "condition"} and bool(self.parts)
        return rows or bool(self.value or self.values) or any(part.says for part in self.parts)

    @property
    def wanted(self) -> bool:
        """Whether something in it is wrong, or the focus comes there."""
        return bool(self.error) or self.start or any(part.wanted for part in self.parts)

    @property
    def id(self) -> str:
        """For labels and errors; one page may hold several forms with the same names."""
        return f"{self.form}-{self.name.replace('.', '-')}"


class _Conditions:
    """What every field needs, and the rows of a condition: fact, question, value, in groups."""

    def __init__(
        self,
        sent: filling.Flat,
        errors: Mapping[str, Message],
        vocabulary: Vocabulary,
        *,
        form: str = "",
        start: str = "",
    ) -> None:
        self.sent = sent
        self.errors = errors
        self.vocabulary = vocabulary
        self.form = form
        self.start = start

    def _made(self, kind: str, name: str, label: str, help: str = "", **more: Any) -> Control:  # noqa: A002 - as HTML says it
        return Control(kind, name, label, help, form=self.form, start=name == self.start, **more)

    def _one(self, name: str) -> str:
        values = self.sent.get(name, ())
        return values[-1] if values else ""

    def _error(self, name: str) -> str:
        found = self.errors.get(name)
        return message(found) if found else ""

    def _indices(self, name: str) -> list[int]:
        prefix = f"{name}."
        found = {sent.removeprefix(prefix) for sent in self.sent if sent.startswith(prefix)}
        rows = (rest.removesuffix(".row") for rest in found if rest.endswith(".row"))
        return sorted(int(row) for row in rows if row.isdecimal())

    def _condition(self, name: str, label: str, hint: str) -> Control:
        parts = tuple(
            self._test(f"{name}.{index}", number) for number, index in enumerate(self._indices(name), 1)
        )
        return self._made(
            "condition",
            name,
            label,
            hint,
            error=self._error(name),
            parts=(*self._join(name, parts), *parts),
            add=_ways(name),
        )

    def _join(self, name: str, parts: Sequence[Control]) -> tuple[Control, ...]:
        """All or any, which is worth a question only where there are several; and the turn into its opposite."""
        if not parts:
            return ()
        both = (("all", _("semua keadaan ini")), ("any", _("salah satu keadaan ini")))
        join = self._made(
            "select",
            f"{name}.join",
            _("Berlaku bila"),
            value=self._one(f"{name}.join") or "all",
            options=both,
        )
        turn = self._made(
            "truth", f"{name}.not", _("kebalikannya: bila tidak demikian"), value=self._one(f"{name}.not")
        )
        return (join, turn)

    def _test(self, row: str, number: int) -> Control:
        if self.sent.get(f"{row}.join"):
            inner = self._condition(row, _("Kelompok %(number)s") % {"number": number}, "")
            return self._made(
                "condition",
                row,
                inner.label,
                parts=inner.parts,
                add=inner.add,
                drop=f"remove:{row}",
                error=inner.error,
            )
        fact = self._one(f"{row}.fact")
        known = self.vocabulary.facts.get(fact)
        facts = _with_present(
            tuple((key, one.label) for key, one in self.vocabulary.facts.items()), (fact,) if fact else ()
        )
        operator = self._one(f"{row}.operator") or "is"
        parts = [
            self._made("select-redraw", f"{row}.fact", _("Fakta"), value=fact, options=(("", "—"), *facts)),
            self._made(
                "select-redraw", f"{row}.operator", _("Keadaan"), value=operator, options=_operators()
            ),
        ]
        if operator not in filling.WITHOUT_VALUE:
            parts.append(self._value(row, operator, known))
        turn = self._made(
            "truth", f"{row}.not", _("kebalikannya: bila tidak demikian"), value=self._one(f"{row}.not")
        )
        label = _("Keadaan %(number)s") % {"number": number}
        return self._made("row", row, label, parts=(*parts, turn), drop=f"remove:{row}")

    def _value(self, row: str, operator: str, known: FactChoice | None) -> Control:
        name, label = f"{row}.value", _("Nilai")
        values = tuple(self.sent.get(name, ()))
        options = known.choices if known else ()
        if known and known.truth:
            options = (("true", _("Ya")), ("false", _("Tidak")))
        if not options:
            return self._made(
                "text", name, label, value=self._one(name), required=True, error=self._error(name)
            )
        options = _with_present(options, values)
        if operator == "in":
            return self._made(
                "checks", name, label, values=values, options=options, required=True, error=self._error(name)
            )
        return self._made(
            "select",
            name,
            label,
            value=self._one(name),
            options=(("", "—"), *options),
            required=True,
            error=self._error(name),
        )


class Drawing(_Conditions):
    """Makes the controls of one form from what it says (`sent`) and what is wrong with it."""

    def controls(self, shape: Shape) -> tuple[Control, ...]:
        """Every field of a piece."""
        return tuple(
            replace(
                self._field(each, each.key), usual=not each.empty or each.id in USUAL or each.default is True
            )
            for each in shape.fields
        )

    def _field(self, each: Field, name: str) -> Control:
        said = words(each)
        label, hint = message(said.label), message(said.help) if said.help else ""
        if each.kind == "group":
            parts = tuple(self._field(part, f"{name}.{part.key}") for part in each.parts)
            return self._made("group", name, label, hint, error=self._error(name), parts=parts)
        if each.kind in {"rows", "entries", "pairs"}:
            return self._rows(each, name, label, hint)
        if each.kind == "condition":
            return self._condition(name, label, hint)
        if each.kind == "table":
            return self._table(name, label, hint)
        return self._plain(each, name, label, hint)

    def _plain(self, each: Field, name: str, label: str, hint: str) -> Control:
        options = self._options(each)
        kind = _KINDS.get(each.kind, each.kind)
        if each.kind in {"slug", "text"} and options:
            kind = "select"
        if each.kind == "slugs" and options:
            kind = "checks"
        values = tuple(self.sent.get(name, ()))
        if kind == "select":
            options = _with_present(options, values)
            if (each.empty and each.default is None) or not self._one(name):
                options = (("", "—"), *options)
        if kind == "checks":
            options = _with_present(options, values)
        value = self._one(name) if kind != "lines" else "\n".join(values)
        return self._made(
            kind,
            name,
            label,
            hint,
            value=value,
            values=values,
            options=options,
            required=not each.empty,
            error=self._error(name),
        )

    def _options(self, each: Field) -> Options:
        if each.choices:
            return tuple((one, message(CHOICES[one])) for one in each.choices)
        return self.vocabulary.lists.get(each.reference, ())

    def _rows(self, each: Field, name: str, label: str, hint: str) -> Control:
        rows = tuple(
            self._row(each, f"{name}.{index}", number) for number, index in enumerate(self._indices(name), 1)
        )
        add = ((f"add:{name}", _("Tambah: %(what)s") % {"what": label}),)
        return self._made("rows", name, label, hint, error=self._error(name), parts=rows, add=add)

    def _row(self, each: Field, row: str, number: int) -> Control:
        parts: list[Control] = []
        if each.kind != "rows":
            key = self._made(
                "text",
                f"{row}._",
                _("Kata kunci"),
                value=self._one(f"{row}._"),
                required=True,
                error=self._error(f"{row}._"),
            )
            parts.append(key)
        if each.kind == "pairs":
            said = self._made(
                "text",
                f"{row}.value",
                _("Nilai"),
                value=self._one(f"{row}.value"),
                required=True,
                error=self._error(f"{row}.value"),
            )
            parts.append(said)
        parts += [self._field(part, f"{row}.{part.key}") for part in each.parts]
        label = f"{message(words(each).label)} {number}"
        return self._made("row", row, label, error=self._error(row), parts=tuple(parts), drop=f"remove:{row}")

    def _table(self, name: str, label: str, hint: str) -> Control:
        parts = []
        for key, kind, said in (
            ("title", "text", _("Judul tabel")),
            ("columns", "text", _("Kolom")),
            ("rows", "lines", _("Baris")),
        ):
            here = f"{name}.{key}"
            parts.append(self._made(kind, here, said, value=self._one(here), error=self._error(here)))
        return self._made("group", name, label, hint, error=self._error(name), parts=tuple(parts))


_KINDS: Mapping[str, str] = {"choice": "select", "words": "lines", "slugs": "lines", "slug": "text"}


def _operators() -> Options:
    return tuple((one, message(CHOICES[one])) for one in OPERATORS)


def _ways(name: str) -> tuple[tuple[str, str], ...]:
    return ((f"add:{name}", _("Tambah keadaan")), (f"group:{name}", _("Tambah kelompok keadaan")))


def _with_present(options: Options, values: Sequence[str]) -> Options:
    """The choices, and what stands there although it is none: it must be seen to be mended."""
    known = {value for value, _label in options}
    return (*options, *((value, value) for value in values if value and value not in known))


def add_row(
    sent: Mapping[str, Sequence[str]], name: str, *, group: bool = False
) -> tuple[dict[str, list[str]], str]:
    """The form with one more empty row below `name`, and what that row is called; a group starts with one condition."""
    found = {key: list(values) for key, values in sent.items()}
    prefix = f"{name}."
    taken = [key.removeprefix(prefix).split(".")[0] for key in found if key.startswith(prefix)]
    row = f"{name}.{1 + max((int(one) for one in taken if one.isdecimal()), default=-1)}"
    found.setdefault(f"{name}.join", ["all"])
    found[f"{row}.row"] = ["1"]
    if group:
        found[f"{row}.join"] = ["any"]
        found[f"{row}.0.row"] = ["1"]
    return found, row


def drop_row(sent: Mapping[str, Sequence[str]], name: str) -> dict[str, list[str]]:
    """The form without one row."""
    return {key: list(values) for key, values in sent.items() if not key.startswith(f"{name}.")}
