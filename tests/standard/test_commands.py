"""`pamong standard check` and the reading of files and folders."""

import argparse
import io
import json
import shutil
from pathlib import Path

import pytest

from pamong.standard.commands import add_parser, standard_check
from pamong.standard.read import (
    StandardInvalid,
    check_path,
    files_of,
    read_block,
    read_blocks,
    read_file,
    read_text,
)
from tests.standard.example import EXAMPLES, SMALL, blocks, changed_text, small_text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder like `standards`: blocks beside the kabupaten, the standard two levels down."""
    shutil.copytree(EXAMPLES / "blocks", tmp_path / "standards" / "blocks")
    (tmp_path / "standards" / "kabupaten" / "kecamatan").mkdir(parents=True)
    return tmp_path / "standards"


def write(folder: Path, text: str) -> Path:
    path = folder / "kabupaten" / "kecamatan" / "letter.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def checked(*paths: Path) -> tuple[int, list[str]]:
    out = io.StringIO()
    code = standard_check(paths, out)
    return code, out.getvalue().splitlines()


def test_a_folder_without_problems_passes_and_says_how_much_was_checked(folder: Path) -> None:
    write(folder, small_text())
    assert checked(folder) == (0, ["1 berkas diperiksa: 0 kesalahan, 0 temuan."])
    assert checked(SMALL)[0] == 0


def test_a_problem_is_printed_with_file_line_clause_rule_and_mend(folder: Path) -> None:
    path = write(folder, changed_text("uses: [camera]", "uses: [kamera]"))
    code, lines = checked(folder)
    assert code == 1
    assert lines[0].startswith(f"{path}:113: 4.4: unknown-facility: ")
    assert " — " in lines[0]
    assert lines[1] == "1 berkas diperiksa: 1 kesalahan, 0 temuan."


def test_a_block_can_be_checked_by_itself(folder: Path) -> None:
    assert checked(folder / "blocks") == (0, ["2 berkas diperiksa: 0 kesalahan, 0 temuan."])
    block = folder / "blocks" / "closing.yaml"
    block.write_text(
        block.read_text(encoding="utf-8").replace("version: 1", "version: one"), encoding="utf-8"
    )
    assert checked(block)[1][0].startswith(f"{block}:3: wrong-type: ")


def test_a_problem_outside_the_clauses_names_none(folder: Path) -> None:
    path = write(folder, changed_text("status: draft", "status: final"))
    assert checked(folder)[1][0].startswith(f"{path}:7: unknown-value: ")


def test_a_path_that_is_not_there_and_a_folder_with_nothing_in_it_are_failures(tmp_path: Path) -> None:
    assert checked(tmp_path / "gone")[0] == 1
    assert checked(tmp_path) == (1, ["0 berkas diperiksa: 0 kesalahan, 0 temuan."])


def test_the_parser_hands_the_paths_to_the_command(folder: Path) -> None:
    write(folder, small_text())
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["standard", "check", str(folder)])
    out = io.StringIO()
    assert arguments.handler(arguments, out) == 0
    assert "1 berkas" in out.getvalue()


def test_a_standard_finds_its_blocks_above_it(folder: Path) -> None:
    path = write(folder, small_text())
    assert read_file(path).clause("10.1").clause.block == "complaints@2"
    assert files_of(folder) == (path,)


def test_without_a_blocks_folder_there_are_no_blocks() -> None:
    assert read_blocks(None) == {}


def test_a_problem_in_a_block_names_the_line_of_the_block(folder: Path) -> None:
    block = folder / "blocks" / "complaints.yaml"
    block.write_text(
        block.read_text(encoding="utf-8").replace("numbered", "n").replace("kind: box", "kind: Box")
    )
    path = write(folder, small_text())
    with pytest.raises(StandardInvalid) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.rule) == (str(block), 14, "shape")
    assert check_path(folder) == (problem,)


def test_a_check_of_the_whole_standard_that_fails_in_a_block_names_block_and_clause(folder: Path) -> None:
    block = folder / "blocks" / "complaints.yaml"
    block.write_text(block.read_text(encoding="utf-8").replace("after: complaint_recap", "after: recap"))
    (problem,) = check_path(write(folder, small_text()))
    assert (problem.file, problem.line, problem.clause) == (str(block), 18, "10.3")


def test_two_files_with_the_same_block_are_both_refused(folder: Path) -> None:
    shutil.copy(folder / "blocks" / "closing.yaml", folder / "blocks" / "other.yaml")
    write(folder, small_text())
    assert [problem.rule for problem in check_path(folder)] == ["duplicate-block"]


def test_a_file_that_is_not_utf8_is_refused_at_the_line_where_it_stops_being_text(folder: Path) -> None:
    path = folder / "kabupaten" / "x.yaml"
    path.write_bytes(b"format: pamong/standard@1\ntitle: \xff\n")
    (problem,) = check_path(path)
    assert (problem.rule, problem.line) == ("not-utf8", 2)


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    path = write(folder, "\ufeff" + small_text())
    assert check_path(path) == ()


def test_a_huge_file_is_refused_without_being_read(folder: Path) -> None:
    path = folder / "huge.yaml"
    path.write_bytes(b"# " + b"x" * 2_000_000)
    assert [problem.rule for problem in check_path(path)] == ["too-large"]


BLOCK = "format: pamong/block@1\nname: a\nversion: 1\n"


@pytest.mark.parametrize(
    ("content", "rules"),
    [
        (f"{BLOCK}clauses:\n  - text: x", []),
        ("a: [", ["yaml"]),
        ("- a", ["wrong-type"]),
        (f"{BLOCK}clauses: []", ["block-shape"]),
        (BLOCK, ["block-shape"]),
        (f"{BLOCK}clauses: [{{text: x}}]\nsections: [{{heading: X}}]", ["block-shape"]),
        (f"{BLOCK}clauses: [{{text: 'x {{camat}}'}}]", ["unknown-placeholder"]),
        (f"{BLOCK}clauses: [{{text: 'x {{office}}'}}]", []),
        (f"{BLOCK}clauses: [{{text: x, block: b@1}}]", ["unknown-key"]),
        (f"{BLOCK}clauses: [{{text: x, txt: y}}]", ["unknown-key"]),
        (f"{BLOCK}clauses: [{{text: x, text: y}}]", ["duplicate-key"]),
    ],
)
def test_a_block_is_checked_when_it_is_read(content: str, rules: list[str]) -> None:
    assert [problem.rule for problem in read_block(content.encode(), name="b.yaml").problems] == rules


def test_a_broken_block_reports_itself_where_it_is_used() -> None:
    broken = read_block(f"{BLOCK}clauses: [{{text: x, text: y}}]".encode(), name="b.yaml")
    with pytest.raises(StandardInvalid) as caught:
        read_text(changed_text("use: complaints@2", "use: a@1"), name="x", blocks={**blocks(), "a@1": broken})
    assert [(problem.rule, problem.file) for problem in caught.value.problems] == [
        ("duplicate-key", "b.yaml")
    ]


def test_a_finding_is_marked_says_why_and_does_not_fail_the_check(folder: Path) -> None:
    path = write(folder, changed_text("3 (tiga)", "3 (empat)"))
    code, lines = checked(folder)
    assert code == 0
    assert lines[0].startswith(f"{path}:126: 5.1: temuan number-against-words: Angka 3 ")
    assert lines[1] == "    Bila angka dan katanya berbeda, pemohon dapat menuntut yang mana pun."
    assert lines[2] == "1 berkas diperiksa: 0 kesalahan, 1 temuan."
    assert standard_check([folder], io.StringIO(), strict=True) == 1


def test_the_day_decides_whether_a_review_is_overdue(folder: Path) -> None:
    write(folder, small_text())
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    for day, found in (("2027-05-06", 0), ("2027-05-07", 1)):
        out = io.StringIO()
        arguments = parser.parse_args(["standard", "check", "--json", "--on", day, str(folder)])
        assert arguments.handler(arguments, out) == 0
        assert len(json.loads(out.getvalue())) == found


def test_the_same_problems_as_data(folder: Path, tmp_path: Path) -> None:
    path = write(folder, changed_text("uses: [camera]", "uses: [kamera]"))
    out = io.StringIO()
    assert standard_check([folder, tmp_path / "gone"], out, as_json=True) == 1
    error, gone = json.loads(out.getvalue())
    assert (error["file"], error["line"], error["clause"]) == (str(path), 113, "4.4")
    assert (error["rule"], error["severity"], error["why"]) == ("unknown-facility", "error", None)
    assert error["what"]
    assert error["mend"]
    assert gone["rule"] == "file-missing"


def test_the_names_of_the_other_offices_are_those_of_the_other_standards_in_the_folder(folder: Path) -> None:
    other = small_text().replace("Contohsari", "Lainwangi").replace("CONTOHSARI", "LAINWANGI")
    (folder / "kabupaten" / "other.yaml").write_text(other, encoding="utf-8")
    write(folder, changed_text("Domisili adalah tempat", "Domisili di Kecamatan Lainwangi adalah tempat"))
    assert [problem.rule for problem in check_path(folder)] == ["other-office-name"]
