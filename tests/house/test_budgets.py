"""The budgets of the house: what is short is read, what is long is believed."""

import ast
import gzip
import textwrap
from collections.abc import Iterable

import pytest

from tests.house.source import PACKAGE, ROOT, Function, Module, classes, functions, modules

USUAL, LONGEST, SHARE_OF_USUAL = 35, 60, 0.95
FILE, CLASS, DEPTH, TEMPLATE, SETTINGS = 500, 200, 3, 150, 450
STYLE_BYTES = 10 * 1024
BLOCKS = ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith | ast.Try | ast.Match


def code(*, tests: bool = False) -> tuple[Module, ...]:
    return modules() + modules("tools") + (modules("tests") if tests else ())


def length(node: ast.stmt) -> int:
    """Lines from `def` or `class` to the last one, docstring and blank lines included; decorators are not."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def too_long_functions(files: Iterable[Module], limit: int) -> list[str]:
    return [
        f"{file.where}:{node.lineno} {node.name}: {length(node)} lines"
        for file in files
        for node in functions(file.tree)
        if length(node) > limit
    ]


def too_long_classes(files: Iterable[Module]) -> list[str]:
    return [
        f"{file.where}:{node.lineno} {node.name}: {length(node)} lines"
        for file in files
        for node in classes(file.tree)
        if length(node) > CLASS
    ]


def too_long_texts(texts: dict[str, str], limit: int) -> list[str]:
    return [f"{where}: {count} lines" for where, text in texts.items() if (count := text.count("\n")) > limit]


def depth(node: ast.AST, *, inside_elif: bool = False) -> int:
    """How many blocks stand in one another below a node; an `elif` is a neighbour, not a child."""
    own = 1 if isinstance(node, BLOCKS) and not inside_elif else 0
    deepest = 0
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        is_elif = isinstance(node, ast.If) and name == "orelse" and len(children) == 1
        for child in children:
            if isinstance(child, ast.AST) and not isinstance(child, Function):
                chained = is_elif and isinstance(child, ast.If)
                deepest = max(deepest, depth(child, inside_elif=chained))
    return own + deepest


def too_deep(files: Iterable[Module]) -> list[str]:
    return [
        f"{file.where}:{node.lineno} {node.name}: {deepest} blocks in one another"
        for file in files
        for node in functions(file.tree)
        if (deepest := max((depth(line) for line in node.body), default=0)) > DEPTH
    ]


def untyped(files: Iterable[Module]) -> list[str]:
    """Functions where an argument or the result has no type."""
    found = []
    for file in files:
        methods = {id(node) for owner in classes(file.tree) for node in owner.body}
        for node in functions(file.tree):
            first = (
                1
                if id(node) in methods and "staticmethod" not in map(ast.unparse, node.decorator_list)
                else 0
            )
            places = [*node.args.posonlyargs, *node.args.args][first:]
            rest = [node.args.vararg, node.args.kwarg, *node.args.kwonlyargs]
            bare = [each.arg for each in (*places, *rest) if each is not None and each.annotation is None]
            if bare or node.returns is None:
                found.append(f"{file.where}:{node.lineno} {node.name}({', '.join(bare)})")
    return found


def test_nearly_every_function_is_short() -> None:
    files = code()
    count = sum(1 for file in files for _ in functions(file.tree))
    long = too_long_functions(files, USUAL)
    allowed = int(count * (1 - SHARE_OF_USUAL))
    assert len(long) <= allowed, (
        f"{len(long)} of {count} functions are over {USUAL} lines, {allowed} may be: {long}"
    )


def test_no_function_is_very_long() -> None:
    assert too_long_functions(code(), LONGEST) == []


def test_no_class_is_long() -> None:
    assert too_long_classes(code(tests=True)) == []


def test_no_file_is_long() -> None:
    assert too_long_texts({file.where: file.text for file in code(tests=True)}, FILE) == []


def test_blocks_do_not_stand_deep_in_one_another() -> None:
    assert too_deep(code(tests=True)) == []


def test_every_function_says_its_types() -> None:
    assert untyped(code(tests=True)) == []


def test_templates_are_short() -> None:
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.jinja")}
    assert too_long_texts(texts, TEMPLATE) == []


def test_settings_are_one_page() -> None:
    assert (
        too_long_texts({"settings": (PACKAGE / "config" / "settings.py").read_text("utf-8")}, SETTINGS) == []
    )


def test_the_stylesheets_are_light() -> None:
    sheets = sorted(PACKAGE.glob("*/static/**/*.css"))
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in sheets}
    assert sizes, "no stylesheet was found: this test would pass on an empty house"
    assert sum(sizes.values()) <= STYLE_BYTES, sizes


BAD = Module(
    "src/pamong/bad/rules.py",
    textwrap.dedent("""
        def deep(rows: list[int]) -> int:
            for row in rows:
                if row:
                    with row:
                        while row:
                            row -= 1
            return 0

        def chain(value: int) -> int:
            if value == 1:
                return 1
            elif value == 2:
                return 2
            elif value == 3:
                return 3
            elif value == 4:
                return 4
            return 5

        class Keeper:
            def keeps(self, what) -> None: ...
            def typed(self, what: int) -> None: ...

        def forgets(what: int): ...
    """),
)


def test_control_the_measures_find_what_breaks_them() -> None:
    lines = "\n".join(f"    x = {number}" for number in range(LONGEST + 1))
    long = Module("src/pamong/bad/long.py", f"def long() -> None:\n{lines}\n")
    wide = Module("src/pamong/bad/wide.py", "class Wide:\n" + "    x = 1\n" * (CLASS + 1))
    assert [line.split()[1] for line in too_long_functions([long], LONGEST)] == ["long:"]
    assert [line.split()[1] for line in too_long_classes([wide])] == ["Wide:"]
    assert too_long_texts({"a.jinja": "x\n" * 151, "b.jinja": "x\n" * 150}, TEMPLATE) == [
        "a.jinja: 151 lines"
    ]
    assert [line.split()[1] for line in too_deep([BAD])] == ["deep:"]
    assert {line.split()[1] for line in untyped([BAD])} == {"keeps(what)", "forgets()"}


@pytest.mark.parametrize(("lines", "found"), [(LONGEST, 0), (LONGEST + 1, 1)])
def test_control_the_last_allowed_line_is_allowed(lines: int, found: int) -> None:
    text = "def f() -> None:\n" + "    x = 1\n" * (lines - 1)
    assert len(too_long_functions([Module("src/pamong/bad/edge.py", text)], LONGEST)) == found
