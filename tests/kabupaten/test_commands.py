"""`pamong office`: the same act as the page, by one command."""

from argparse import ArgumentParser
from typing import Any

import pytest

from pamong.kabupaten import commands, queries
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.offices.models import OfficeHours
from pamong.staff import queries as staff
from tests.applications.installation import KTP_OFFICE, actor
from tests.kabupaten.newcomers import NEW, TODAY
from tests.staff.people import hire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counters")]
ADD = ("add", NEW, "--decree", "SK 7/2026", "--person", "loket:rukmi.kdj:Rukmi Contohwati")


def run(*words: str) -> int:
    parser = ArgumentParser()
    commands.add_parser(parser.add_subparsers())
    options = parser.parse_args(["office", *words])
    return int(options.run(options))


def test_an_office_is_added_by_one_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*ADD, "--from", KTP_OFFICE, "--services", "ktp", "--city", "Kedungjajang", "--yes") == 0
    told = capsys.readouterr().out
    assert "Kecamatan Kedungjajang" in told
    assert "kata sandi pertama" in told
    assert [row.username for row in staff.people_of(NEW, TODAY)] == ["rukmi.kdj"]
    assert [row.service for row in library.drafts(actor=actor("kasi", NEW))] == ["ktp"]
    assert offices.office(NEW).city == "Kedungjajang"


def test_an_office_no_list_has_begins_with_the_shipped_examples_in_force() -> None:
    assert run(
        "add", "35.08.22", "--name", "Contohrejo", "--decree", "SK 7", "--person", "it:nanda.x:Nanda Rekaanto",
        "--services", "ktp,kk", "--in-force-from", "2026-12-14", "--yes",
    ) == 0  # fmt: skip
    assert {row.service for row in library.services(office="35.08.22", on=TODAY)} == {"ktp", "kk"}


@pytest.mark.parametrize(("answer", "code"), [("ya", 0), ("", 1), ("t", 1)])
def test_it_asks_before_it_does(answer: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    assert run(*ADD) == code
    assert bool(staff.people_of(NEW, TODAY)) is (code == 0)


def test_a_look_beforehand_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*ADD, "--preview") == 0
    assert "loket: Rukmi" in capsys.readouterr().out.replace("Petugas loket", "loket")
    assert staff.people_of(NEW, TODAY) == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*ADD[:4], "--person", "raja:a.b:A"), "bukan jabatan"),
        ((*ADD, "--from", "35.08.99", "--services", "ktp"), "Tidak ada contoh standar"),
        (("add", "35.09.01", "--name", "Lain", *ADD[2:]), "belum ada"),
        (("letterhead", "35.99", "--city", "X"), "35.99"),
    ],
)
def test_what_cannot_be_is_told(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words, *(("--yes",) if words[0] == "add" else ())) == 1
    assert told in capsys.readouterr().err


def test_without_a_region_there_is_no_week(capsys: pytest.CaptureFixture[str]) -> None:
    OfficeHours.objects.all().delete()
    with pytest.raises(LookupError):
        queries.ordinary_week()
    assert run(*ADD, "--yes") == 1
    assert "week" in capsys.readouterr().err


def test_a_letterhead_and_the_list(capsys: pytest.CaptureFixture[Any]) -> None:
    hire("loket.a", "loket", KTP_OFFICE)
    assert run("letterhead", KTP_OFFICE, "--address", "Jalan Contoh 1") == 0
    assert "Jalan Contoh 1" in capsys.readouterr().out
    assert run("list") == 0
    assert capsys.readouterr().out == f"{KTP_OFFICE}\tKecamatan Yosowilangun\n"
