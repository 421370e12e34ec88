"""Everything CI checks, in stages: lint, the suite on both databases, coverage, the wheel."""

import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools import needs, postgres, wheel
from tools.places import PRIVATE, ROOT, in_ci, program
from tools.progress import run, run_and_keep_tail, say

if TYPE_CHECKING:
    from pathlib import Path

COVERAGE = PRIVATE / "coverage"
# Rooms where a branch nobody tried is a promise nobody checked; everywhere else the rules.
FULLY_COVERED = ("*/pamong/standard/*", "*/pamong/workdays/*", "*/pamong/ledger/*", "*/pamong/vault/*")
RULES = ("*/pamong/*/rules.py", "*/pamong/*/rules/*")
# Where the code asks which engine it speaks to; a room that begins to ask belongs here.
SPEAKS_POSTGRESQL = ("tests/ledger", "tests/library/test_published.py", "tests/kabupaten/test_figures.py")
PURE = 100
OVER_ALL = 95
CLOSING_LINE = re.compile(r"\d+ (passed|failed|errors?|deselected|skipped)\b.* in [\d.]+s")


@dataclass
class Stage:
    """One line of the closing table. `passed` None: it did not run, and the note says why."""

    name: str
    passed: bool | None = None
    note: str = ""
    seconds: float = 0.0


def tree_environment() -> dict[str, str | None]:
    """The environment for the tools: settings are imported by mypy too, and must not make a data folder in the tree."""
    return {
        "PAMONG_DATA": str(PRIVATE / "data"),
        "VIRTUAL_ENV": None,
        "PYTHONPATH": None,
        "COVERAGE_FILE": str(COVERAGE / "data"),
    }


def workers() -> int:
    return max(2, min(os.cpu_count() or 2, 4))


def lint(*, mend: bool = False) -> bool:
    """Style, types, import contracts and the catalogues; every one is run, whatever the others say."""
    python, ruff = program("python"), program("ruff")
    fix, write = (["--fix"], []) if mend else ([], ["--check"])
    commands: list[tuple[str, Sequence[str | Path]]] = [
        ("ruff: rules", [ruff, "check", "--quiet", *fix, ".", "dev"]),
        ("ruff: format", [ruff, "format", "--quiet", *write, ".", "dev"]),
        ("mypy: types", [program("mypy")]),
        ("import-linter: who may lean on whom", [program("lint-imports"), "--no-cache", "--no-logo"]),
        ("catalogues: fresh and complete", [python, "-m", "tools.messages", *([] if mend else ["--check"])]),
    ]
    failed = [label for label, command in commands if run(label, command, env=tree_environment())]
    for label in failed:
        say(f"lint failed: {label}")
    return not failed


def closing_line(output: str) -> str:
    """The last line of pytest itself, such as `312 passed in 41.20s`; empty where it never came to one."""
    lines = [line for line in output.splitlines() if CLOSING_LINE.search(line)]
    return lines[-1].strip("= ") if lines else ""


def suite(label: str, database: str | None, *tests: str, measured: bool) -> tuple[bool, str]:
    """Run every test, or the named ones, on one database; answer whether all passed and pytest's closing line."""
    measure = ["-m", "coverage", "run"] if measured else []
    command: list[str | Path] = [program("python"), *measure, "-m", "pytest"]
    command += ["-n", str(workers()), "--dist", "loadgroup", *tests]
    env = tree_environment() | {"PAMONG_DATABASE_URL": database}
    code, tail = run_and_keep_tail(label, command, env=env)
    return code == 0, closing_line(tail)


def on_sqlite() -> tuple[bool, str]:
    return suite("The suite on SQLite", None, measured=True)


def on_postgresql() -> tuple[bool | None, str]:
    """Every test without measuring, which takes as long again; then, measured, those of the rooms that say something
    else to PostgreSQL than to SQLite.
    """
    if not needs.POSTGRESQL.is_here():
        return None, needs.POSTGRESQL.advice()
    with postgres.server() as url:
        passed, note = suite("The suite on PostgreSQL", url, measured=False)
        again, _ = suite("Measured on PostgreSQL", url, *SPEAKS_POSTGRESQL, measured=True)
    return passed and again, note if again else f"{note}; failed when measured"


def coverage() -> tuple[bool, str]:
    """The gates: every branch of the pure rooms and of all rules, and almost every branch over all."""
    tool: list[str | Path] = [program("python"), "-m", "coverage"]
    env = tree_environment()
    if run("coverage: both runs together", [*tool, "combine", "--quiet"], env=env):
        return False, "nothing was measured"
    gates = (
        ("standard, workdays, ledger, vault and all rules", PURE, ",".join((*FULLY_COVERED, *RULES))),
        ("over all", OVER_ALL, "*/pamong/*"),
    )
    failed = [
        f"below {least} % {name}"
        for name, least, where in gates
        if run(
            f"coverage: at least {least} % {name}",
            [*tool, "report", f"--fail-under={least}", f"--include={where}"],
            env=env,
        )
    ]
    return not failed, "; ".join(failed)


def timed(name: str, work: Callable[[], tuple[bool | None, str]]) -> Stage:
    began = time.monotonic()
    say(f"=== {name} ===")
    try:
        passed, note = work()
    except postgres.PostgresError as error:
        passed, note = False, str(error)
    return Stage(name, passed, note, time.monotonic() - began)


def table(stages: Sequence[Stage]) -> str:
    """The stages as text: name, seconds, result, note."""
    words = {True: "ok", False: "FAILED", None: "not run"}
    width = max(len(name) for name in ("together", *(stage.name for stage in stages)))
    lines = [f"{'stage':<{width}}  seconds  result"]
    lines += [
        f"{stage.name:<{width}}  {stage.seconds:7.1f}  {words[stage.passed]:<7}  {stage.note}".rstrip()
        for stage in stages
    ]
    total = sum(stage.seconds for stage in stages)
    return "\n".join([*lines, f"{'together':<{width}}  {total:7.1f}"])


def last_line(suites: Sequence[Stage]) -> str:
    """Pytest's closing line as pytest draws it: of the first run that failed, else of the first."""
    worst = next((stage for stage in suites if stage.passed is False), suites[0])
    return f" {worst.note or 'the tests did not run'} ".center(100, "=")


def everything() -> bool:
    """All stages, each one whatever the others say; the table, and pytest's closing line as the last one printed."""
    lacking = needs.missing()
    if lacking and in_ci():
        needs.install(lacking)
        lacking = needs.missing()
    for need in lacking:
        say(need.advice())
    COVERAGE.mkdir(parents=True, exist_ok=True)
    for old in COVERAGE.iterdir():
        old.unlink()
    stages = [
        timed("lint", lambda: (lint(), "")),
        timed("suite on SQLite", on_sqlite),
        timed("suite on PostgreSQL", on_postgresql),
        timed("coverage", coverage),
        timed("wheel", lambda: (wheel.check(), "")),
    ]
    for need in lacking:
        say(need.advice())
    print(f"\n{table(stages)}\n", flush=True)
    good = all(stage.passed or (stage.passed is None and not in_ci()) for stage in stages)
    print("Everything checked is in order." if good else "Something failed: see the table.")
    print(last_line(stages[1:3]), flush=True)
    return good


def named(arguments: Sequence[str]) -> int:
    """Just pytest, with what was asked, on SQLite and without measuring."""
    for need in needs.missing([needs.CHROMIUM]):
        say(need.advice())
    command: list[str | Path] = [program("python"), "-m", "pytest", *arguments]
    return run("pytest " + " ".join(arguments), command, env=tree_environment(), cwd=ROOT)
