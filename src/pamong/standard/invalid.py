"""From a validation error to a problem a person can mend."""

import difflib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pamong.standard.document import clause_ids
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Part
from pamong.standard.problems import Malformed, Path, Problem
from pamong.standard.yamltree import Tree


def problems_of(error: ValidationError, tree: Tree) -> tuple[Problem, ...]:
    """One problem for each error, with line and clause."""
    return tuple(_problem(details, tree) for details in error.errors(include_url=False))


def clause_at(data: object, path: Path) -> str | None:
    """The id of the clause, card, cover or letterhead this path leads into; None outside of them.

    Works on plain data, because a file with problems has no document to ask.
    """
    match path:
        case ("document", *_):
            return "cover"
        case ("letterhead", *_):
            return "letterhead"
        case ("sections", int(section), "clauses", int(index), *_):
            clauses = _at(data, path[:3])
            numbered = tuple(not _says(clause, "numbered", False) for clause in _list(clauses))
            return clause_ids(section + 1, numbered)[index]
        case ("sections", int(section), "cards", int(_), *_):
            card = _at(data, path[:4])
            key = card.get("key") if isinstance(card, Mapping) else None
            return f"{section + 1}.{key}" if key else None
        case _:
            return None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _says(clause: object, key: str, value: object) -> bool:
    return isinstance(clause, Mapping) and clause.get(key) is value


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def _problem(details: Any, tree: Tree) -> Problem:
    path: Path = tuple(details["loc"])
    place = tree.place(path)
    rule, message, mend = _worded(details, path)
    return Problem(place.file, place.line, clause_at(tree.data, path), rule, message, mend, path=path)


def _worded(details: Any, path: Path) -> tuple[str, Message, Message]:
    kind, context = details["type"], details.get("ctx", {})
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    params = {"key": key, "expected": context.get("expected", ""), "bound": next(iter(context.values()), "")}
    cause = context.get("error")
    if isinstance(cause, Malformed):
        return cause.rule, cause.message, cause.mend
    if kind == "extra_forbidden":
        return "unknown-key", Message(N_("Kunci “{key}” tidak dikenal di sini."), params), _nearest(key)
    if kind == "string_type" and key == "revision":
        return (
            "revision-not-text",
            Message(N_("Revisi harus berupa teks; sebagai bilangan nol di depannya hilang.")),
            Message(N_('Tulis di antara tanda kutip: revision: "01".')),
        )
    if kind not in _KINDS:
        return _of_type(kind, key, details["msg"])
    rule, text, mend = _KINDS[kind]
    return rule, Message(text, params), Message(mend, params)


_KINDS: Mapping[str, tuple[str, str, str]] = {
    "missing": (
        "missing-key",
        N_("Kunci “{key}” belum ditulis."),
        N_("Tambahkan “{key}:” di sini."),
    ),
    "literal_error": (
        "unknown-value",
        N_("Nilai untuk “{key}” tidak dikenal."),
        N_("Pilih salah satu: {expected}."),
    ),
    "string_pattern_mismatch": (
        "shape",
        N_("Bentuk “{key}” tidak benar."),
        N_("Nama memakai huruf kecil, angka, tanda hubung atau garis bawah; kode kantor seperti 35.08.07."),
    ),
    "value_error": (
        "blank",
        N_("Teks untuk “{key}” kosong."),
        N_("Isi teksnya; bila sumbernya tidak menyebut apa pun, hapus kuncinya."),
    ),
    "too_long": (
        "too-many",
        N_("Isi “{key}” terlalu banyak."),
        N_("Paling banyak dua komponen dalam satu bagian."),
    ),
    "greater_than_equal": (
        "number-too-small",
        N_("Bilangan untuk “{key}” terlalu kecil."),
        N_("Tulis bilangan paling sedikit {bound}."),
    ),
    "string_too_long": (
        "shape",
        N_("Nama “{key}” terlalu panjang."),
        N_("Tulis paling banyak {bound} huruf."),
    ),
}


# What a key wants, by the beginning of the error's name; the first that fits counts.
_WANTED: Mapping[str, Message] = {
    "string": Message(N_("teks (bilangan dan kata true atau false ditulis di antara tanda kutip)")),
    "int": Message(N_("bilangan bulat")),
    "bool": Message(N_("true atau false")),
    "tuple": Message(N_("daftar")),
    "dict": Message(N_("pemetaan kunci dan nilai")),
    "model": Message(N_("pemetaan kunci dan nilai")),
}


def _of_type(kind: str, key: str, detail: str) -> tuple[str, Message, Message]:
    if kind.startswith("date"):
        return (
            "date",
            Message(N_("“{key}” bukan tanggal."), {"key": key}),
            Message(N_("Tulis tanggal sebagai tahun-bulan-hari: 2015-11-23.")),
        )
    wanted = next((said for start, said in _WANTED.items() if kind.startswith(start)), Message(detail))
    return (
        "wrong-type",
        Message(N_("Nilai untuk “{key}” tidak sesuai jenisnya."), {"key": key}),
        Message(N_("Tulis {wanted}."), {"wanted": wanted}),
    )


def _nearest(key: str) -> Message:
    near = difflib.get_close_matches(key, _all_keys(Part), n=1)
    if near:
        return Message(N_("Mungkin yang dimaksud “{near}”; kalau tidak, hapus kunci ini."), {"near": near[0]})
    return Message(N_("Hapus kunci ini; kunci yang ada tercantum di docs/standard-format.md."))


def _all_keys(kind: type[Part]) -> set[str]:
    own = {field.alias or name for name, field in kind.model_fields.items()}
    return own.union(*(_all_keys(child) for child in kind.__subclasses__()))
