"""The register of legal instruments: the shipped one, its files, and what stands in the place of what was replaced."""

from datetime import date
from pathlib import Path

import pytest

from pamong.standard.problems import StandardInvalid
from pamong.standard.read import check_path, files_of, read_register
from pamong.standard.register import Register, all_cited, cited
from tests.clauses.shipped import STANDARDS, shipped

FOLDER = STANDARDS / "instruments"
ONE = "  - {id: uu-1-2001, kind: law, number: '1', year: 2001, title: Contoh, status: in_force, source: x}\n"
HEAD = "format: pamong/instruments@1\ninstruments:\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "instruments").mkdir()
    return tmp_path / "instruments"


def test_both_shipped_standards_cite_only_what_the_shipped_register_knows() -> None:
    register = read_register(FOLDER)
    for service in ("ktp", "kk"):
        named = [clause.clause.legal for clause in shipped(service).clauses() if clause.clause.legal]
        assert len(named) == 12
        assert [legal.instrument for legal in named if register.get(legal.instrument) is None] == []


def test_every_shipped_instrument_has_a_source_and_says_when_it_was_checked_or_that_it_was_not() -> None:
    for instrument in read_register(FOLDER).instruments.values():
        assert instrument.source
        assert (instrument.status == "unverified") == (instrument.checked_on is None), instrument.id


@pytest.mark.parametrize(
    ("instrument", "successors"),
    [
        ("uu-32-2004", ["uu-23-2014"]),
        ("kepbup-lumajang-188-45-243-2015", ["kepbup-lumajang-188-45-8-2022"]),
        ("uu-25-2009", []),
        ("nobody-knows-it", []),
    ],
)
def test_replacements_are_followed_to_the_end(instrument: str, successors: list[str]) -> None:
    assert [each.id for each in read_register(FOLDER).successors(instrument)] == successors


def test_replacements_that_run_in_a_circle_end() -> None:
    register = read_register(FOLDER)
    first, second = (register.instruments[name] for name in ("uu-32-2004", "uu-23-2014"))
    circle = second.model_copy(update={"status": "replaced", "replaced_by": ("uu-32-2004",)})
    assert Register.of((first, circle)).successors("uu-32-2004") == ()


def test_a_check_holds_a_year() -> None:
    instrument = (
        read_register(FOLDER).instruments["uu-25-2009"].model_copy(update={"checked_on": date(2025, 3, 1)})
    )
    assert instrument.checked_within_a_year(date(2026, 3, 1))
    assert not instrument.checked_within_a_year(date(2026, 3, 2))
    assert not instrument.model_copy(update={"checked_on": None}).checked_within_a_year(date(2025, 3, 1))


def test_an_instrument_is_named_with_its_year_once() -> None:
    register = read_register(FOLDER)
    law, decree = (register.instruments[name] for name in ("uu-25-2009", "kepbup-lumajang-188-45-8-2022"))
    assert cited(law).fill() == "Undang-Undang Nomor 25 Tahun 2009"
    assert cited(decree).fill() == "Keputusan Bupati Nomor 188.45/8/427.12/2022"
    assert all_cited(()) == ""


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a: [", [("yaml", 1)]),
        (f"{HEAD}{ONE}{ONE}", [("duplicate-instrument", 4)]),
        (f"{HEAD}{ONE.replace('in_force', 'replaced')}", [("instrument-shape", 3)]),
        (f"{HEAD}{ONE.replace('in_force,', 'replaced, replaced_by: uu-1-2001,')}", [("instrument-shape", 3)]),
        (f"{HEAD}{ONE.replace('in_force,', 'in_force, replaced_by: uu-2-2001,')}", [("instrument-shape", 3)]),
        (
            f"{HEAD}{ONE.replace('in_force,', 'replaced, replaced_by: uu-2-2001,')}",
            [("unknown-instrument", 3)],
        ),
        (f"{HEAD}{ONE.replace('title', 'titel')}", [("missing-key", 3), ("unknown-key", 3)]),
        (f"{HEAD}{ONE.replace('2001, title', '1901, title')}", [("number-too-small", 3)]),
        (f"{HEAD}{ONE}", []),
    ],
)
def test_a_slip_in_the_register_is_named_with_its_line(
    folder: Path, content: str, found: list[tuple[str, int]]
) -> None:
    (folder / "law.yaml").write_text(content, encoding="utf-8")
    problems = check_path(folder.parent)
    assert sorted((problem.rule, problem.line) for problem in problems) == sorted(found)
    assert all(problem.mend.fill() and problem.file == str(folder / "law.yaml") for problem in problems)
    if found:
        with pytest.raises(StandardInvalid):
            read_register(folder)


def test_the_register_is_found_in_a_folder_above_it_and_from_within(folder: Path) -> None:
    (folder / "law.yaml").write_text(HEAD + ONE + ONE, encoding="utf-8")
    (folder.parent / "kecamatan").mkdir()
    for path in (folder.parent, folder, folder / "law.yaml", folder.parent / "kecamatan"):
        assert [problem.rule for problem in check_path(path)] == ["duplicate-instrument"], path
    assert files_of(folder.parent) == ()


def test_without_a_folder_nothing_is_known() -> None:
    assert read_register(None) == Register()
