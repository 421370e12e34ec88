"""Reading standards from files: the only place of this room that opens one.

Every problem of a file is reported at once, in the order of its lines.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from pamong.standard import checks, invalid, register_files, yamltree
from pamong.standard.blocks import Block, BlockFile, expand, placeholder_problems
from pamong.standard.document import Standard
from pamong.standard.findings import TEXT_ALONE, Circumstances, findings
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Path as Place
from pamong.standard.problems import Problem, StandardInvalid
from pamong.standard.register import Register
from pamong.standard.yamltree import Tree

__all__ = [
    "Block",
    "Problem",
    "StandardInvalid",
    "check_path",
    "check_text",
    "files_of",
    "read_block",
    "read_blocks",
    "read_file",
    "read_register",
    "read_text",
]

BLOCKS_FOLDER = "blocks"
INSTRUMENTS_FOLDER = "instruments"
SUFFIXES = (".yaml", ".yml")


def read_file(path: Path) -> Standard:
    """The standard in a file; its blocks come from the nearest folder `blocks` beside it or above it.

    Raises StandardInvalid with every error found, OSError if the file cannot be opened.
    """
    return _standard(_content(path), str(path), read_blocks(_folder(path, BLOCKS_FOLDER)))


def read_text(text: str, *, name: str, blocks: Mapping[str, Block]) -> Standard:
    """The standard in a text; `name` stands for the file in problems. Raises StandardInvalid."""
    return _standard(text.encode(), name, blocks)


def check_text(
    text: str, *, name: str, blocks: Mapping[str, Block], around: Circumstances = TEXT_ALONE
) -> tuple[Standard | None, tuple[Problem, ...]]:
    """The standard in a text if its shape is right, and everything wrong with it, errors and findings (warnings).

    For whoever shows a text that is still being written; `name` stands for the file in problems. Findings are looked
    for once no error is left, with what is known `around` the text.
    """
    read = _check(text.encode(), name, blocks)
    return read.standard, _sorted((*read.problems, *read.findings(around)))


def read_block(content: bytes, *, name: str) -> Block:
    """A block; a broken one is returned with its problems, and reports them where it is used."""
    try:
        tree = yamltree.parse(content, name)
    except StandardInvalid as error:
        return Block("", Tree(data={}, places={(): yamltree.Place(name, 1)}), error.problems)
    problems = [*tree.problems, *placeholder_problems(tree, frozenset({"{office}"}))]
    problems += _invented_blocks(tree)
    try:
        file = BlockFile.model_validate_json(_json(tree.data))
    except ValidationError as error:
        return Block(_key_of(tree.data), tree, _sorted((*problems, *invalid.problems_of(error, tree))))
    if bool(file.sections) == bool(file.clauses):
        problems.append(_block_of_both(tree))
    return Block(f"{file.name}@{file.version}", tree, _sorted(problems))


def read_blocks(folder: Path | None) -> dict[str, Block]:
    """The blocks of a folder by key, `complaints@1`. Of two files with one key both are broken."""
    found: dict[str, Block] = {}
    for path in _files(folder) if folder else ():
        block = read_block(_content(path), name=str(path))
        key = block.key or str(path)
        found[key] = _doubled(found[key], block) if key in found else block
    return found


def read_register(folder: Path | None) -> Register:
    """The register of legal instruments in a folder. Raises StandardInvalid with everything wrong in its files."""
    register, problems = register_files.joined(
        register_files.parse(_content(path), str(path)) for path in (_files(folder) if folder else ())
    )
    if problems:
        raise StandardInvalid(problems)
    return register


def check_path(path: Path, *, today: date | None = None) -> tuple[Problem, ...]:
    """Everything wrong with a file, or with every standard in a folder and below it, and the data they lean on.

    `today` lets the rules speak that depend on the day. The names of the other offices are those of the other
    standards in the folder.
    """
    problems: dict[Problem, None] = {}
    checked: list[_Read] = []
    for file in files_of(path):
        if file.parent.name == INSTRUMENTS_FOLDER:
            continue
        problems |= dict.fromkeys(_blocks_problems(file))
        if file.parent.name != BLOCKS_FOLDER:
            checked.append(_check(_content(file), str(file), read_blocks(_folder(file, BLOCKS_FOLDER))))
    offices = frozenset(read.standard.office_name for read in checked if read.standard)
    register, wrong = _register_of(path)
    problems |= dict.fromkeys(wrong)
    around = Circumstances(today=today, register=register, offices=offices)
    for read in checked:
        problems |= dict.fromkeys(_sorted((*read.problems, *read.findings(around))))
    return tuple(problems)


def _blocks_problems(file: Path) -> tuple[Problem, ...]:
    if file.parent.name == BLOCKS_FOLDER:
        return read_block(_content(file), name=str(file)).problems
    blocks = read_blocks(_folder(file, BLOCKS_FOLDER))
    return tuple(problem for block in blocks.values() for problem in block.problems)


def _register_of(path: Path) -> tuple[Register | None, tuple[Problem, ...]]:
    """The register beside or above a path, or in it; None without one, or with one that cannot be read."""
    here = (path / INSTRUMENTS_FOLDER, path.parent, path)
    folder = next((each for each in here if each.name == INSTRUMENTS_FOLDER and each.is_dir()), None)
    folder = folder or _folder(path, INSTRUMENTS_FOLDER)
    try:
        return (read_register(folder) if folder else None), ()
    except StandardInvalid as error:
        return None, error.problems


def files_of(path: Path) -> tuple[Path, ...]:
    """The file itself, or the standards in a folder and below it, without its blocks and its register."""
    if path.is_file():
        return (path,)
    data = {BLOCKS_FOLDER, INSTRUMENTS_FOLDER}
    return tuple(file for file in _files(path) if not data & set(file.relative_to(path).parts))


def _standard(content: bytes, name: str, blocks: Mapping[str, Block]) -> Standard:
    read = _check(content, name, blocks)
    if read.standard is None or read.problems:
        raise StandardInvalid(read.problems)
    return read.standard


@dataclass(frozen=True)
class _Read:
    """What became of a text: its standard if the shape is right, its errors, and the lines to find them by."""

    standard: Standard | None
    problems: tuple[Problem, ...]
    tree: Tree

    def findings(self, around: Circumstances) -> tuple[Problem, ...]:
        """The findings, each with its line; none while there are errors."""
        if self.standard is None or self.problems:
            return ()
        return tuple(_with_line(problem, self.tree) for problem in findings(self.standard, around))


def _check(content: bytes, name: str, blocks: Mapping[str, Block]) -> _Read:
    try:
        source = yamltree.parse(content, name)
    except StandardInvalid as error:
        return _Read(None, error.problems, Tree())
    source.problems += [*placeholder_problems(source, frozenset()), *_invented_blocks(source)]
    expansion = expand(source, blocks)
    tree = expansion.tree
    problems = [_with_clause(problem, tree.data, expansion.moved) for problem in tree.problems]
    try:
        standard = Standard.model_validate_json(_json(tree.data))
    except ValidationError as error:
        return _Read(None, _sorted((*problems, *invalid.problems_of(error, tree))), tree)
    problems += [_with_line(problem, tree) for problem in checks.problems(standard)]
    return _Read(standard, _sorted(problems), tree)


def _json(data: object) -> str:
    # The model reads JSON in its strict mode: lists and ISO dates pass, a number where a text belongs does not.
    return json.dumps(data, ensure_ascii=False)


def _with_line(problem: Problem, tree: Tree) -> Problem:
    place = tree.place(problem.path)
    return replace(problem, file=place.file, line=place.line)


def _with_clause(problem: Problem, data: object, moved: Mapping[Place, Place]) -> Problem:
    """The clause of a problem seen before the blocks were put in: its number counts the blocks' clauses too."""
    path = problem.path
    for length in (4, 2):
        start, rest = path[:length], path[length:]
        # Below a section only its cards keep their place; a clause that did not move itself was never put in.
        if start in moved and (length == 4 or rest[:1] == ("cards",)):
            return replace(problem, clause=invalid.clause_at(data, moved[start] + rest))
    return replace(problem, clause=problem.clause or invalid.clause_at(data, path[:1]))


def _invented_blocks(tree: Tree) -> Iterator[Problem]:
    """`block` is written by the reader alone; in a file it would claim a text is shared that is not."""
    for path in tree.places:
        if path[-1:] == ("block",):
            place = tree.places[path]
            yield Problem(
                place.file,
                place.line,
                None,
                "unknown-key",
                Message(N_("Kunci “block” tidak boleh ditulis; pembaca berkas yang mengisinya.")),
                Message(N_("Pakai “use: nama@versi” bila teks ini memang berasal dari blok.")),
                path=path,
            )


def _block_of_both(tree: Tree) -> Problem:
    place = tree.place(())
    return Problem(
        place.file,
        place.line,
        None,
        "block-shape",
        Message(N_("Blok harus berisi “sections” atau “clauses”, tidak keduanya.")),
        Message(N_("Pisahkan menjadi dua berkas blok, atau isi salah satunya.")),
    )


def _doubled(first: Block, second: Block) -> Block:
    place = second.tree.place(("name",))
    problem = Problem(
        place.file,
        place.line,
        None,
        "duplicate-block",
        Message(N_("Blok “{key}” ada di dua berkas."), {"key": second.key}),
        Message(N_("Hapus salah satu, atau naikkan versinya.")),
    )
    return replace(first, problems=(*first.problems, problem))


def _key_of(data: object) -> str:
    return f"{data.get('name')}@{data.get('version')}" if isinstance(data, dict) else ""


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))


def _content(path: Path) -> bytes:
    """At most one byte more than allowed: a huge file is refused without being loaded."""
    with path.open("rb") as file:
        return file.read(yamltree.MAX_BYTES + 1)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())


def _folder(path: Path, name: str) -> Path | None:
    candidates = (parent / name for parent in path.absolute().parents)
    return next((folder for folder in candidates if folder.is_dir()), None)
