"""The files behind the register of legal instruments: their shape, and that they agree with each other. Pure."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from pamong.standard import invalid, yamltree
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Path, Problem, StandardInvalid
from pamong.standard.register import Instrument, InstrumentsFile, Register
from pamong.standard.yamltree import Tree


@dataclass(frozen=True)
class Held:
    """What one file holds, with its lines and whatever is wrong with it."""

    tree: Tree
    instruments: tuple[Instrument, ...]
    problems: tuple[Problem, ...]


def parse(content: bytes, name: str) -> Held:
    """The instruments of a file; `name` stands for it in problems."""
    try:
        tree = yamltree.parse(content, name)
    except StandardInvalid as error:
        return Held(Tree(), (), error.problems)
    try:
        file = InstrumentsFile.model_validate_json(json.dumps(tree.data, ensure_ascii=False))
    except ValidationError as error:
        return Held(tree, (), (*tree.problems, *invalid.problems_of(error, tree)))
    return Held(tree, file.instruments, tuple(tree.problems))


def joined(files: Iterable[Held]) -> tuple[Register, tuple[Problem, ...]]:
    """One register of all files, and everything wrong in them."""
    held = tuple(files)
    register = Register.of(each for one in held for each in one.instruments)
    problems = (problem for one in held for problem in one.problems)
    return register, (*problems, *_twice(held), *_unknown(held, register))


def _twice(held: tuple[Held, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in held:
        for index, instrument in enumerate(one.instruments):
            if instrument.id in seen:
                yield _problem(
                    one, (index, "id"), "duplicate-instrument",
                    N_("Peraturan “{id}” sudah ada di daftar."), N_("Hapus salah satu, atau beri id lain."), instrument.id,
                )  # fmt: skip
            seen.add(instrument.id)


def _unknown(held: tuple[Held, ...], register: Register) -> Iterator[Problem]:
    named = (
        (one, index, name)
        for one in held
        for index, instrument in enumerate(one.instruments)
        for name in instrument.replaced_by
    )
    for one, index, name in named:
        if register.get(name) is None:
            yield _problem(
                one, (index, "replaced_by"), "unknown-instrument",
                N_("Pengganti “{id}” tidak ada di daftar."), N_("Tambahkan “{id}” ke daftar, atau perbaiki ejaannya."), name,
            )  # fmt: skip


def _problem(one: Held, rest: Path, rule: str, text: str, mend: str, name: str) -> Problem:
    path: Path = ("instruments", *rest)
    place = one.tree.place(path)
    said = {"id": name}
    return Problem(place.file, place.line, None, rule, Message(text, said), Message(mend, said), path=path)
