"""The tree as the house tests read it: files, syntax trees, names. Reads, never imports what it inspects."""

import ast
import configparser
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "src" / "pamong"
THROWN_AWAY = {
    "__pycache__",
    "build",
    "data",
    "dist",
    "htmlcov",
    "node_modules",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: where it stands, what it says."""

    where: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text, self.where)

    @property
    def room(self) -> str:
        """The room a file of the package stands in: `src/pamong/staff/queries.py` stands in `staff`."""
        parts = self.where.split("/")
        return parts[2] if len(parts) > 3 else ""

    @property
    def shelf(self) -> str:
        """The shelf in its room: `rules` for `rules.py` and for `rules/intake.py`."""
        return Path(self.where.split("/")[3]).stem if self.room else ""


@cache
def _parsed(text: str, where: str) -> ast.Module:
    return ast.parse(text, where)


@cache
def modules(folder: str = "src/pamong") -> tuple[Module, ...]:
    """Every Python file below a folder of the tree, migrations left out: Django writes those."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in paths
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    )


def shelf(*names: str) -> tuple[Module, ...]:
    """The files of these shelves in every room."""
    return tuple(module for module in modules() if module.shelf in names)


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def public(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """Functions and classes at the top of a file that are meant for others."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def base_names(node: ast.ClassDef) -> list[str]:
    """How a class spells what it derives from: `models.Model` gives `Model`."""
    return [re.sub(r"\[.*", "", ast.unparse(base)).rsplit(".", 1)[-1] for base in node.bases]


@cache
def rooms() -> tuple[tuple[str, ...], ...]:
    """The rooms from top to bottom as .importlinter lists them; neighbours stand in one row."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:rooms"]["layers"].split("\n")
    return tuple(tuple(re.findall(r"\w+", line)) for line in layers if line.strip())


@cache
def tree_files() -> tuple[Path, ...]:
    """Every file of the tree that is the project's own: what git would keep; without git, all but caches."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        found = [ROOT / name for name in listed.split("\0") if name]
    else:
        found = list(_walk())
    return tuple(sorted(path for path in found if path.is_file()))


def _walk() -> Iterator[Path]:
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in THROWN_AWAY and (name[0] != "." or name == ".ci")]
        yield from (
            Path(folder) / name for name in names if not name.endswith(".pyc") and ".sqlite3" not in name
        )
