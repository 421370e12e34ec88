"""Every clause of both standards is executed by a test, or is declared prose, or waits for something named.

The claims are read from the source text of all tests (`@pytest.mark.clause("ktp", "4.5")`), without importing them.
Run with `-s` to see the table.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.clauses.shipped import shipped

TESTS = Path(__file__).parents[1]
SERVICES = ("ktp", "kk")

# Numbered clauses in chapters 1 to 14; chapters 9, 12 and 13 have none.
NUMBERED = {
    "ktp": (12, 3, 1, 7, 1, 1, 1, 8, 0, 1, 9, 0, 0, 3),
    "kk": (12, 5, 1, 4, 1, 1, 1, 5, 0, 1, 9, 0, 0, 3),
}
TOTAL = {"ktp": 47, "kk": 43}
UNNUMBERED = ("cover", "letterhead", "9.kasi", "9.operator", "9.loket", "11.2.row1", "12", "13")

# Printed, with nothing to execute. Nothing is left here: a law is cited by its number, a word is explained on a page.
PROSE: Mapping[str, tuple[str, ...]] = {"ktp": (), "kk": ()}

WAITING_IN_BOTH: Mapping[str, tuple[str, ...]] = {
    "oversight: samples, findings and their owners": ("10.1",),
    "complaint book: channels and entries": ("11.1", "11.2", "11.2.row1", "11.3"),
    "complaint book: the suggestion box opened every day": ("11.4",),
    "complaint book: report and follow-up": ("11.5", "11.6"),
    "complaint book: corrective and preventive action": ("11.7",),
    "complaint book: quarterly recap, approval and announcement": ("11.8", "11.9"),
    "guarantees: quality objectives and quality policy": ("12", "13"),
    "evaluation: targets, measurement and the next target": ("14.1", "14.2", "14.3"),
}
WAITING: Mapping[str, Mapping[str, tuple[str, ...]]] = {"ktp": WAITING_IN_BOTH, "kk": WAITING_IN_BOTH}
NEVER_RUN = {"skip", "skipif", "xfail"}


def claims_in(source: str, where: str) -> Iterator[tuple[str, str, str]]:
    """(standard, clause, test) for every claim of a test in this module that runs and is expected to pass."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_"):
            marks: list[ast.AST] = list(node.decorator_list)
            name = f"{where}::{node.name}"
        elif isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["pytestmark"]:
            marks, name = [node.value], where
        else:
            continue
        found = [inner for mark in marks for inner in ast.walk(mark)]
        if any(_mark(inner) in NEVER_RUN for inner in found):
            continue
        calls = (inner for inner in found if isinstance(inner, ast.Call) and _mark(inner.func) == "clause")
        for call in calls:
            service, *clauses = (ast.literal_eval(argument) for argument in call.args)
            yield from ((service, clause, name) for clause in clauses)


def _mark(node: ast.AST) -> str | None:
    """The name of a mark: `skip` for `pytest.mark.skip`."""
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "mark"
    ):
        return node.attr
    return None


def all_claims() -> dict[tuple[str, str], list[str]]:
    claims: dict[tuple[str, str], list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for service, clause, test in claims_in(path.read_text("utf-8"), str(path.relative_to(TESTS))):
            claims.setdefault((service, clause), []).append(test)
    return claims


CLAIMS = all_claims()


def waiting_for(service: str) -> dict[str, str]:
    return {clause: what for what, clauses in WAITING[service].items() for clause in clauses}


def numbered_ids(service: str) -> list[str]:
    return [
        f"{chapter}.{position}"
        for chapter, count in enumerate(NUMBERED[service], start=1)
        for position in range(1, count + 1)
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_the_numbered_clauses_are_those_of_the_source(service: str) -> None:
    numbered = [clause for clause in shipped(service).clauses() if clause.numbered]
    per_chapter = Counter(clause.chapter for clause in numbered)
    assert tuple(per_chapter[chapter] for chapter in range(1, 15)) == NUMBERED[service]
    assert len(numbered) == sum(NUMBERED[service]) == TOTAL[service]
    assert [clause.id for clause in numbered] == numbered_ids(service)


@pytest.mark.parametrize("service", SERVICES)
def test_everything_else_a_reader_can_point_at_has_an_id(service: str) -> None:
    numbered = set(numbered_ids(service))
    assert [clause for clause in shipped(service).ids() if clause not in numbered] == list(UNNUMBERED)


@pytest.mark.parametrize("service", SERVICES)
def test_every_clause_is_claimed_or_prose_or_waits(service: str) -> None:
    claimed = {clause for owner, clause in CLAIMS if owner == service}
    accounted = claimed | set(PROSE[service]) | set(waiting_for(service))
    assert [clause for clause in shipped(service).ids() if clause not in accounted] == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_clause_stands_in_two_lists(service: str) -> None:
    claimed = [clause for owner, clause in CLAIMS if owner == service]
    waiting = [clause for clauses in WAITING[service].values() for clause in clauses]
    counted = Counter([*claimed, *PROSE[service], *waiting])
    assert [clause for clause, times in counted.items() if times > 1] == []


def test_no_claim_no_prose_and_no_wait_is_about_a_clause_that_does_not_exist() -> None:
    spoken_of = set(CLAIMS)
    for service in SERVICES:
        spoken_of |= {(service, clause) for clause in (*PROSE[service], *waiting_for(service))}
    known = {(service, clause) for service in SERVICES for clause in shipped(service).ids()}
    assert sorted(spoken_of - known) == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_chapters_executed_so_far_are_one_to_seven(service: str) -> None:
    executed = [clause for clause in numbered_ids(service) if int(clause.split(".")[0]) <= 7]
    assert [clause for clause in executed if (service, clause) not in CLAIMS] == []


@pytest.mark.parametrize(
    ("source", "claimed"),
    [
        ('@pytest.mark.clause("ktp", "4.5")\ndef test_a(): ...', ["4.5"]),
        ('@pytest.mark.clause("ktp", "4.5", "4.6")\ndef test_a(): ...', ["4.5", "4.6"]),
        ('class TestA:\n    @pytest.mark.clause("ktp", "2.1")\n    def test_a(self): ...', ["2.1"]),
        ('pytestmark = [pytest.mark.clause("ktp", "7.1")]', ["7.1"]),
        (
            '@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.clause("ktp", "2.2"))])\ndef test_a(x): ...',
            ["2.2"],
        ),
        ('@pytest.mark.clause("ktp", "4.5")\ndef helper(): ...', []),
        ('# @pytest.mark.clause("ktp", "4.5")\ndef test_a(): ...', []),
        ('@pytest.mark.skip\n@pytest.mark.clause("ktp", "4.5")\ndef test_a(): ...', []),
        ('@pytest.mark.xfail(reason="x")\n@pytest.mark.clause("ktp", "4.5")\ndef test_a(): ...', []),
    ],
)
def test_a_claim_counts_only_on_a_test_that_runs(source: str, claimed: list[str]) -> None:
    assert [clause for _, clause, _ in claims_in(source, "test_x.py")] == claimed


def test_the_table_of_all_clauses_can_be_printed() -> None:
    lines = [line for service in SERVICES for line in table(service)]
    print("", *lines, sep="\n")  # this is what -s shows
    assert len(lines) == TOTAL["ktp"] + TOTAL["kk"] + 2 * len(UNNUMBERED)


def table(service: str) -> Iterator[str]:
    """One line a clause: how many tests claim it and in which file, or why none does."""
    waiting = waiting_for(service)
    for clause in shipped(service).ids():
        tests = CLAIMS.get((service, clause), [])
        files = ", ".join(sorted({test.split("::")[0] for test in tests}))
        state = f"{len(tests)} tests in {files}" if tests else f"waits for {waiting.get(clause, '-')}"
        yield f"{service:4}{clause:12}{'prose' if clause in PROSE[service] else state}"


def rows_of_the_page() -> Iterator[tuple[dict[str, list[str]], str]]:
    """For every line of the table in docs/clauses.md: the clauses of both standards, and what executes them."""
    for line in (TESTS.parent / "docs" / "clauses.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "KTP" and not cells[0].startswith("-"):
            yield {"ktp": ids_in(cells[0]), "kk": ids_in(cells[1])}, cells[3]


def ids_in(cell: str) -> list[str]:
    """The clauses a cell names: `8.1–8.5` is five of them, a dash none."""
    if cell == "–":
        return []
    first, _, last = cell.partition("–")
    if not last:
        return cell.split(", ")
    chapter, start = first.split(".")
    return [f"{chapter}.{number}" for number in range(int(start), int(last.split(".")[1]) + 1)]


@pytest.mark.parametrize("service", SERVICES)
def test_the_page_of_all_clauses_is_complete_and_says_what_waits(service: str) -> None:
    listed = [(clause, by) for clauses, by in rows_of_the_page() for clause in clauses[service]]
    assert sorted(clause for clause, _ in listed) == sorted(shipped(service).ids())
    assert {clause for clause, by in listed if by == "prose"} == set(PROSE[service])
    assert {clause for clause, by in listed if by.startswith("waits for")} == set(waiting_for(service))
