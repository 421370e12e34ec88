"""Each shelf holds what it is for: pure rules, tables without verbs, one keyword-only function per verb, views without ORM."""

import ast
import re
import textwrap
from collections.abc import Callable, Iterable

import pytest

from tests.house.source import (
    PACKAGE,
    ROOT,
    Function,
    Module,
    base_names,
    classes,
    functions,
    modules,
    public,
    shelf,
)

# A rule that reads a clock, a file or a dice cannot be tried in a table.
IMPURE = {
    "io",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "time",
    "urllib",
    "uuid",
}
WRITES = {"bulk_create", "bulk_update", "delete", "get_or_create", "save", "update_or_create"}
MANAGER_WRITES = {"create", "update", *WRITES}
ON_A_TABLE = {"__str__"}
# What the verbs of a room share is no verb; it hands the loaded application from hand to hand.
MACHINERY = "/actions/engine.py"
BANNED_NAMES = {"common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}

Finder = Callable[[Iterable[Module]], list[str]]


def imported(tree: ast.Module) -> set[str]:
    """Every module that a file imports, whole names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def impure_rules(files: Iterable[Module]) -> list[str]:
    """Rules that import something with effects, open a file, or keep their facts in something that can change."""
    found = []
    for file in files:
        tops = {name.split(".")[0] for name in imported(file.tree)}
        found += [f"{file.where}: imports {name}" for name in sorted(tops & IMPURE)]
        for node in ast.walk(file.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"open", "print", "input"}:
                found.append(f"{file.where}:{node.lineno} calls {ast.unparse(node.func)}")
        for node in classes(file.tree):
            marks = [ast.unparse(mark) for mark in node.decorator_list]
            if any(mark.startswith("dataclass") and "frozen=True" not in mark for mark in marks):
                found.append(f"{file.where}:{node.lineno} {node.name} is not frozen")
    return found


def tables_with_verbs(files: Iterable[Module]) -> list[str]:
    """Methods on tables: a table has columns, constraints and a name, the verbs stand in actions."""
    return [
        f"{file.where}:{method.lineno} {owner.name}.{method.name}"
        for file in files
        for owner in classes(file.tree)
        if any(name.endswith("Model") for name in base_names(owner))
        for method in owner.body
        if isinstance(method, Function) and method.name not in ON_A_TABLE
    ]


def positional_verbs(files: Iterable[Module]) -> list[str]:
    """Actions that can be called without naming what is what."""
    return [
        f"{file.where}:{node.lineno} {node.name}"
        for file in files
        for node in public(file.tree)
        if isinstance(node, Function) and (node.args.args or node.args.posonlyargs)
        if not file.where.endswith(MACHINERY)
    ]


def views_with_orm(files: Iterable[Module]) -> list[str]:
    """Views, forms and presenters that reach for tables instead of asking a query."""
    found = []
    for file in files:
        models = {
            name.split(".models")[0] for name in imported(file.tree) if re.match(r"pamong\.\w+\.models", name)
        }
        found += [f"{file.where}: imports {name}.models" for name in sorted(models)]
        found += [
            f"{file.where}:{node.lineno} {ast.unparse(node)}"
            for node in ast.walk(file.tree)
            if isinstance(node, ast.Attribute) and node.attr == "objects"
        ]
    return found


def writing_queries(files: Iterable[Module]) -> list[str]:
    """Queries that write."""
    found = []
    for file in files:
        for node in ast.walk(file.tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            of_table = ".objects" in ast.unparse(node.func.value)
            if node.func.attr in (MANAGER_WRITES if of_table else WRITES):
                found.append(f"{file.where}:{node.lineno} {node.func.attr}")
    return found


def test_rules_are_pure() -> None:
    assert impure_rules(shelf("rules")) == []


def test_tables_have_no_verbs() -> None:
    assert tables_with_verbs(shelf("models")) == []


def test_every_argument_of_an_action_is_named() -> None:
    assert positional_verbs(shelf("actions")) == []


def test_views_forms_and_presenters_ask_queries() -> None:
    assert views_with_orm(shelf("views", "forms", "present", "paper")) == []


def test_queries_do_not_write() -> None:
    assert writing_queries(shelf("queries")) == []


def test_there_is_no_junk_drawer() -> None:
    names = {path: set(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    assert [path.relative_to(ROOT).as_posix() for path, parts in names.items() if parts & BANNED_NAMES] == []


def test_there_is_no_django_admin() -> None:
    from django.conf import settings

    assert [name for name in settings.INSTALLED_APPS if "admin" in name] == []
    using = [file.where for file in modules() if any("contrib.admin" in name for name in imported(file.tree))]
    assert using == []


def hidden_imports(files: Iterable[Module]) -> list[str]:
    """Functions that import without saying on one of those lines why it cannot be done on top."""
    found = []
    for file in files:
        lines = file.text.splitlines()
        for function in functions(file.tree):
            inner = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            reasons = [lines[node.lineno - 1].partition("PLC0415")[2].strip(" -()") for node in inner]
            if inner and not any(len(reason) > 10 for reason in reasons):
                found.append(f"{file.where}:{inner[0].lineno} {ast.unparse(inner[0])}")
    return found


def test_no_import_hides_inside_a_function_without_a_reason() -> None:
    assert hidden_imports((*modules(), *modules("tools"))) == []


@pytest.mark.parametrize(
    ("finder", "text"),
    [
        (impure_rules, "import time"),
        (impure_rules, "from pathlib import Path"),
        (impure_rules, "def rule() -> str:\n    return open('x').read()"),
        (impure_rules, "@dataclass\nclass Fact:\n    age: int"),
        (tables_with_verbs, "class Row(models.Model):\n    def close(self) -> None: ..."),
        (positional_verbs, "def hand_over(actor: Actor, *, code: str) -> None: ..."),
        (views_with_orm, "from pamong.staff.models import Person"),
        (views_with_orm, "rows = Person.objects.all()"),
        (hidden_imports, "def late() -> None:\n    import holidays  # noqa: PLC0415"),
        (writing_queries, "def rows() -> None:\n    row.save()"),
        (writing_queries, "def rows() -> None:\n    Row.objects.filter(a=1).update(b=2)"),
    ],
)
def test_control_each_finder_finds(finder: Finder, text: str) -> None:
    assert len(finder([Module("src/pamong/bad/shelf.py", textwrap.dedent(text))])) == 1


@pytest.mark.parametrize(
    ("finder", "text"),
    [
        (impure_rules, "@dataclass(frozen=True)\nclass Fact:\n    age: int"),
        (tables_with_verbs, "class Row(models.Model):\n    def __str__(self) -> str: ..."),
        (positional_verbs, "def _load(code: str) -> None: ..."),
        (
            hidden_imports,
            "def late() -> None:\n    import holidays  # noqa: PLC0415 - slow, and only needed here",
        ),
        (writing_queries, "def rows() -> None:\n    found.update({'a': 1})"),
    ],
)
def test_control_what_is_allowed_passes(finder: Finder, text: str) -> None:
    assert finder([Module("src/pamong/good/shelf.py", textwrap.dedent(text))]) == []
