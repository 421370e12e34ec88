"""``pamong calendar`` on the server."""

from collections.abc import Sequence
from datetime import date

import pytest

from pamong.calendar import actions, queries
from pamong.config.cli import main
from pamong.offices import queries as offices
from tests.applications.installation import KTP_OFFICE, actor, at, complete, key, ktp
from tests.calendar.changing import closing

pytestmark = pytest.mark.usefixtures("two_offices")

DECREE = ["decree", "closure", "2026-12-16", "--name", "Banjir", "--reference", "SK 4"]


def run(*arguments: str) -> int:
    return main(["calendar", *arguments])


def said(capsys: pytest.CaptureFixture[str]) -> Sequence[str]:
    return capsys.readouterr().out.splitlines()


def test_a_decree_is_shown_first_and_carried_out_with_apply(capsys: pytest.CaptureFixture[str]) -> None:
    row = complete(ktp())
    assert run(*DECREE) == 0
    assert "+ 2026-12-16 Kantor tutup Banjir" in said(capsys)
    row.refresh_from_db()
    assert row.due_at == at("2027-01-04 15:00")
    assert run(*DECREE, "--office", KTP_OFFICE, "--apply") == 0
    assert f"{KTP_OFFICE}: 1 permohonan mendapat tanggal baru" in said(capsys)
    row.refresh_from_db()
    assert row.due_at == at("2027-01-06 15:00")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["decree", "closure", "2026-12-16", "--until", "2026-12-01", "--name", "x", "--reference", "y"], 2),
        (["decree", "extra_open", "2026-12-16", "--hours", "x", "--name", "x", "--reference", "y"], 2),
        ([*DECREE, "--office", "99.99", "--apply"], 1),
        (["import", "1999"], 2),
    ],
)
def test_a_slip_is_said_and_changes_nothing(arguments: list[str], code: int) -> None:
    assert run(*arguments) == code
    assert queries.changes(actor=actor("it")) == ()


def test_a_year_is_imported(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", "2028") == 0
    assert offices.holidays_difference((2028,))
    assert run("import", "2028", "--apply") == 0
    assert not offices.holidays_difference((2028,))
    assert run("import", "2028", "--apply") == 1
    assert "Tidak ada yang berubah" in capsys.readouterr().err


def test_what_was_cut_off_is_named_and_finished(capsys: pytest.CaptureFixture[str]) -> None:
    row = complete(ktp())
    actions.change_calendar(actor=actor("it"), key=key(), change=closing(date(2026, 12, 16)))
    assert run("check") == 1
    assert f"{KTP_OFFICE} KTP {row.number}/2026: 04-01-2027 ≠ 06-01-2027" in said(capsys)
    assert run("resume") == 0
    assert run("check", "--office", KTP_OFFICE) == 0
    assert run("resume") == 0
    assert "Tidak ada penghitungan yang terputus." in said(capsys)
