"""`pamong standard export`: every form into a file, and a plain word where it cannot."""

from pathlib import Path

import pytest

from pamong.config import cli
from pamong.config.export import FORMS
from pamong.library import renderings
from tests.clauses.shipped import PATHS, STANDARDS

KTP = STANDARDS / PATHS["ktp"]
BEGINNINGS = {
    "pdf": b"%PDF-",
    "html": b"<!DOCTYPE html>",
    "poster": b"%PDF-",
    "svg": b"<svg ",
    "jsonld": b"{",
    "sippn": b"Lembar salin SIPPN",
}


def export(out: Path, *more: str, file: Path = KTP, to: str = "sippn") -> int:
    return cli.main(["standard", "export", str(file), "--to", to, "--out", str(out), *more])


@pytest.mark.parametrize("form", FORMS)
def test_each_form_becomes_a_file(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "keluar"
    assert export(out, to=form) == 0
    assert out.read_bytes().startswith(BEGINNINGS[form])
    assert capsys.readouterr().out == f"{out}: {out.stat().st_size} bytes\n"


def test_the_command_knows_every_form_there_is() -> None:
    assert set(FORMS) == set(renderings.FORMS)


def test_labels_are_english_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "sheet.txt"
    assert export(out, "--language", "en") == 0
    assert out.read_text("utf-8").startswith("Copy-in sheet for SIPPN")


def test_the_address_of_the_public_page_stands_in_the_data(tmp_path: Path) -> None:
    out = tmp_path / "data.jsonld"
    assert export(out, "--url", "https://contoh.example/ktp", to="jsonld") == 0
    assert '"@id": "https://contoh.example/ktp"' in out.read_text("utf-8")


def test_a_standard_with_an_error_is_not_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, out = tmp_path / "ktp.yaml", tmp_path / "ktp.pdf"
    broken.write_text("format: pamong/standard@1\nservice: ktp\nservice: kk\n", encoding="utf-8")
    assert export(out, file=broken, to="pdf") == 1
    assert f"{broken}:3" in capsys.readouterr().err
    assert not out.exists()


def test_a_file_that_is_not_there_and_a_place_that_cannot_be_written_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path / "x", file=tmp_path / "nothing.yaml") == 1
    assert "nothing.yaml" in capsys.readouterr().err
    assert export(tmp_path / "no" / "folder") == 1
    assert str(tmp_path / "no" / "folder") in capsys.readouterr().err


def test_a_form_that_is_none_is_a_mistake_in_the_call(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        export(tmp_path / "x", to="docx")
    assert ended.value.code == 2
