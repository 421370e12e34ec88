"""The commands, called as the command line calls them."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import pytest

from pamong.ledger import commands, proofs, queries
from pamong.ledger.actions import close_day, receipt_statement
from pamong.ledger.models import Entry
from pamong.ledger.rules import EntryRow
from pamong.vault import keys
from tests.ledger.emptying import triggers_lifted
from tests.ledger.support import OFFICE, act

MONDAY, TUESDAY = date(2026, 12, 14), date(2026, 12, 15)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_keys")]

Captured = pytest.CaptureFixture[str]


def pamong(*arguments: str) -> int:
    parser = ArgumentParser()
    commands.add_parser(parser.add_subparsers())
    options = parser.parse_args(arguments)
    return int(options.run(options))


def entry_at(position: int) -> EntryRow:
    found = queries.entry_at(OFFICE, position)
    assert found is not None
    return found


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Monday's checkpoint, as somebody copied it from the notice board."""
    for _ in range(4):
        act()
    file = tmp_path / "monday.txt"
    file.write_text(close_day(office=OFFICE, on=MONDAY).text, encoding="utf-8")
    return file


@pytest.fixture
def proof(paper: Path, tmp_path: Path) -> Path:
    """What the public page gives a citizen to take home."""
    statement = receipt_statement(entry=entry_at(2))
    answer = queries.receipt(statement)
    assert answer.proof is not None
    file = tmp_path / "receipt.tlog-proof"
    file.write_text(proofs.write_proof(answer.proof, proofs.read_statement(statement)), encoding="utf-8")
    return file


def test_a_whole_ledger_is_said_to_be_whole(paper: Path, capsys: Captured) -> None:
    assert pamong("verify") == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 kantor, 4 catatan, 1 titik periksa, 0 dari luar.",
        "Buku jejak utuh.",
        "Yang membangun ulang seluruh log beserta kuncinya hanya ketahuan dengan --against.",
    ]


def test_with_a_paper_from_outside_nothing_is_left_to_say(paper: Path, capsys: Captured) -> None:
    assert pamong("verify", "--against", str(paper), "--office", OFFICE) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 kantor, 4 catatan, 1 titik periksa, 1 dari luar.",
        "Buku jejak utuh.",
    ]


def test_the_first_entry_that_does_not_fit_is_named_and_the_answer_is_no(
    paper: Path, capsys: Captured
) -> None:
    with triggers_lifted():
        Entry.objects.filter(position__in=[2, 3]).update(verb="edited")
    assert pamong("verify", "--key", queries.verifier(OFFICE).text()) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "35.08.07  Catatan 2: isinya tidak cocok dengan hash-nya."
    assert lines[-1] == "Buku jejak TIDAK utuh."


def test_progress_is_shown_to_a_person_and_not_to_a_log_file(
    paper: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    pamong("verify")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    pamong("verify")
    assert capsys.readouterr().err == "\r35.08.07  0/4\r35.08.07  4/4\n"


@pytest.mark.parametrize("content", [None, "nothing of the kind"])
def test_a_paper_that_cannot_be_read_is_neither_yes_nor_no(
    content: str | None, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "paper.txt"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert pamong("verify", "--against", str(file)) == 2
    assert "paper.txt" in capsys.readouterr().err


def test_without_the_key_file_the_vault_says_what_to_do(paper: Path, capsys: Captured) -> None:
    keys.path().unlink()
    assert pamong("verify") == 2
    assert "pamong keys create" in capsys.readouterr().err


def test_a_receipt_is_checked_offline(proof: Path, paper: Path, capsys: Captured) -> None:
    key = queries.verifier(OFFICE).text()
    keys.path().unlink()
    assert pamong("receipt", str(proof), "--key", key) == 0
    answer = capsys.readouterr().out
    assert answer.startswith("Ada di dalam log.\npamong/35.08.07\n4\n")
    assert pamong("receipt", str(proof), "--key", key, "--against", str(paper)) == 0
    assert capsys.readouterr().out == answer


def test_a_receipt_of_another_entry_is_not_inside(proof: Path, capsys: Captured) -> None:
    key = queries.verifier(OFFICE).text()
    other = receipt_statement(entry=entry_at(1))
    assert pamong("receipt", str(proof), "--key", key, "--statement", other) == 1
    assert capsys.readouterr().out.startswith("TIDAK ada di dalam log.\n")
    forged = other.replace("/1/", "/2/")
    assert pamong("receipt", str(proof), "--key", key, "--statement", forged) == 1
    assert capsys.readouterr().out == "TIDAK ada di dalam log.\n"


def test_a_proof_to_a_checkpoint_nobody_saw_is_no_proof(
    proof: Path, tmp_path: Path, capsys: Captured
) -> None:
    act()
    other = tmp_path / "tuesday.txt"
    other.write_text(close_day(office=OFFICE, on=TUESDAY).text, encoding="utf-8")
    assert (
        pamong("receipt", str(proof), "--key", queries.verifier(OFFICE).text(), "--against", str(other)) == 1
    )
    assert capsys.readouterr().out.startswith("Titik periksa tidak dikenal.\n")


def test_a_proof_without_a_receipt_asks_for_it(proof: Path, tmp_path: Path, capsys: Captured) -> None:
    bare = tmp_path / "bare"
    bare.write_text(
        proofs.write_proof(proofs.read_proof(proof.read_text(encoding="utf-8"))[0]), encoding="utf-8"
    )
    assert pamong("receipt", str(bare), "--key", queries.verifier(OFFICE).text()) == 2
    assert "--statement" in capsys.readouterr().err


def test_closing_a_day_prints_what_goes_on_the_notice_board(paper: Path, capsys: Captured) -> None:
    assert pamong("close-day", "--office", OFFICE, "--on", "2026-12-14") == 0
    assert capsys.readouterr().out == paper.read_text(encoding="utf-8")
    assert pamong("close-day", "--office", OFFICE, "--on", "2026-12-13") == 2
    assert "2026-12-13" in capsys.readouterr().err


def test_the_public_key_of_a_log_is_printed(capsys: Captured) -> None:
    assert pamong("log-key", "--office", OFFICE) == 0
    assert capsys.readouterr().out == queries.verifier(OFFICE).text() + "\n"


def test_the_statements_for_the_role_are_printed(capsys: Captured) -> None:
    assert pamong("postgres-role", 'kantor"') == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(line.endswith(' "kantor""";') for line in lines)
    assert any(line.startswith("REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry") for line in lines)
