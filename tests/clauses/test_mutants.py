"""Clause tests that cannot fail prove nothing: every bent promise must turn the test of its clause red, and no other."""

from dataclasses import replace

import pytest

from pamong.standard.document import Standard
from pamong.standard.read import StandardInvalid, read_blocks, read_text
from tests.clauses.mutants import MUTANTS, REFUSED, Mutant
from tests.clauses.rerun import rerun
from tests.clauses.shipped import PATHS, STANDARDS, in_place_of

BLOCKS = read_blocks(STANDARDS / "blocks")

# What is printed around the text, the delegation, the definition, and the clauses of chapters 2 and 4 to 9. The titles
# of the eleven other laws stand in a block, outside the files that are bent here.
PRINTED = {"cover", "letterhead", "1.12", "3.1"}
CARDS = {"9.kasi", "9.operator", "9.loket"}
EXECUTED = {
    "ktp": PRINTED
    | CARDS
    | {f"8.{row}" for row in range(1, 9)}
    | {"2.1", "2.2", "2.3", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "5.1", "6.1", "7.1"},
    "kk": PRINTED
    | CARDS
    | {f"8.{row}" for row in range(1, 6)}
    | {"2.1", "2.2", "2.3", "2.4", "2.5", "4.1", "4.2", "4.3", "4.4", "5.1", "6.1", "7.1"},
}


def read(mutant: Mutant) -> Standard:
    """The bent standard without its findings: those are nearly half of the file to read, and nothing executes them."""
    text, _ = (STANDARDS / PATHS[mutant.service]).read_text("utf-8").split("\nsource_findings:")
    return read_text(mutant.bend(text), name=mutant.what, blocks=BLOCKS)


def named(mutant: Mutant) -> str:
    return f"{mutant.service}: {mutant.what}"


@pytest.mark.parametrize("mutant", MUTANTS, ids=named)
def test_a_bent_promise_turns_the_test_of_its_clause_red(mutant: Mutant) -> None:
    with in_place_of(mutant.service, read(mutant)):
        assert rerun(mutant.service).red == mutant.red


@pytest.mark.parametrize("service", sorted(PATHS))
def test_control_an_unbent_copy_stays_green(service: str) -> None:
    unbent = replace(MUTANTS[0], service=service, changes=())
    with in_place_of(service, read(unbent)):
        result = rerun(service)
    assert result.red == frozenset()
    assert result.rows > 50


@pytest.mark.parametrize("service", sorted(PATHS))
def test_control_every_executed_clause_has_a_mutant_that_its_test_finds(service: str) -> None:
    found = frozenset[str]().union(*(mutant.red for mutant in MUTANTS if mutant.service == service))
    assert found == EXECUTED[service]


@pytest.mark.parametrize("mutant", REFUSED, ids=named)
def test_what_breaks_the_standard_itself_is_refused_by_the_reader(mutant: Mutant) -> None:
    with pytest.raises(StandardInvalid) as refused:
        read(mutant)
    assert {problem.rule for problem in refused.value.problems} == mutant.red
