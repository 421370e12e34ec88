import io
from argparse import ArgumentParser
from pathlib import Path

import pytest

from pamong.vault import commands, keys, sheet
from pamong.vault.errors import KeysDamaged
from pamong.vault.keyring import KeyRing


def run(*arguments: str) -> int:
    parser = ArgumentParser()
    commands.add_parser(parser.add_subparsers())
    options = parser.parse_args(["keys", *arguments])
    return int(options.run(options))


@pytest.mark.django_db
def test_keys_are_created_once_and_the_sheet_is_printed_at_once(
    no_keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("create") == 0
    first = capsys.readouterr().out
    assert "[encryption.1]" in first
    ring = keys.load()
    assert run("create") == 0
    assert "tidak ada yang diubah" in capsys.readouterr().out
    assert keys.load() == ring


def test_the_sheet_says_what_is_lost_and_who_can_read_it(
    ring: KeyRing, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("escrow") == 0
    printed = capsys.readouterr().out
    for words in ("hilang untuk selamanya", "NIK", "dapat membaca semua NIK", "keys restore", "Tanda tangan"):
        assert words in printed
    assert all(len(line) <= 100 for line in printed.splitlines())


def test_what_is_typed_from_the_sheet_restores_the_keys(
    ring: KeyRing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys.change(next_index=keys.new_key(), encryption={1: ring.encryption[1], 4: keys.new_key()})
    ring = keys.load()
    paper = sheet.escrow_sheet(ring)
    monkeypatch.setattr("sys.stdin", io.StringIO(paper))
    assert run("restore") == 1
    assert "sudah ada" in capsys.readouterr().out
    keys.path().unlink()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{paper}\n.\n[index]\nnever read / 00\n"))
    assert run("restore") == 0
    assert keys.load() == ring


def test_a_mistyped_row_is_named_and_nothing_is_written(
    ring: KeyRing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = sheet.escrow_sheet(ring).splitlines()
    at = lines.index("[signing]") + 2
    lines[at] = lines[at][:6] + ("7" if lines[at][6] != "7" else "8") + lines[at][7:]
    keys.path().unlink()
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert run("restore") == 1
    assert "signing baris 2" in capsys.readouterr().err
    assert not keys.path().exists()


@pytest.mark.parametrize("missing", ["encryption.1", "index", "signing"])
def test_a_key_that_was_not_typed_is_named(ring: KeyRing, missing: str) -> None:
    paper = sheet.escrow_sheet(ring).replace(f"[{missing}]", "an illegible line")
    with pytest.raises(KeysDamaged, match=rf"{missing} belum diketik|baris"):
        sheet.read_sheet(paper.splitlines())


@pytest.mark.django_db
def test_rotation_and_forgetting_ask_for_a_new_sheet(
    ring: KeyRing, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("rotate") == 0
    assert run("rotate-index") == 0
    assert capsys.readouterr().out.count("lembar kunci yang baru") == 2
    assert run("forget", "2") == 1
    assert "masih dipakai" in capsys.readouterr().err
    assert run("forget", "1") == 0
    assert set(keys.load().encryption) == {2}


def test_a_command_without_keys_says_how_to_mend_it(
    no_keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("escrow") == 1
    assert "pamong keys create" in capsys.readouterr().err


def test_progress_is_one_line_that_ends_when_the_work_does(capsys: pytest.CaptureFixture[str]) -> None:
    commands._progress(3, 7)
    commands._progress(7, 7)
    assert capsys.readouterr().err == "\r3 / 7\r7 / 7\n"
