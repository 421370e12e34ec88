"""`pamong recount` names the application whose row is not what the ledger says."""

from argparse import ArgumentParser

import pytest

from pamong.applications import commands
from pamong.applications.models import Application
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, complete, ktp

pytestmark = pytest.mark.usefixtures("two_offices")


def _recount(*arguments: str) -> int:
    parser = ArgumentParser()
    commands.add_parser(parser.add_subparsers())
    options = parser.parse_args(["recount", *arguments])
    return int(options.run(options))


def test_untouched_rows_agree(capsys: pytest.CaptureFixture[str]) -> None:
    complete(ktp())
    ktp()
    assert _recount() == 0
    assert "2 permohonan dibandingkan, 0 tidak cocok" in capsys.readouterr().out


def test_a_row_made_younger_behind_the_programs_back_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    row = complete(ktp())
    Application.objects.filter(pk=row.pk).update(step="send", complete_at=None)
    assert _recount("--office", KTP_OFFICE) == 1
    told = capsys.readouterr().out
    assert f"{KTP_OFFICE} ktp {row.number}/{row.year}: complete_at, step" in told
    assert _recount("--office", KK_OFFICE) == 0


def test_a_row_without_any_entry_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    row = ktp()
    Application.objects.create(
        **{
            field.attname: getattr(row, field.attname)
            for field in Application._meta.concrete_fields
            if field.attname not in {"id", "public_code", "number", "closed_at"}
        },
        public_code="SMUGGLED000000",
        number=row.number + 1,
        closed_at=row.submitted_at,
    )
    assert _recount() == 1
    assert f"ktp {row.number + 1}/{row.year}: entry" in capsys.readouterr().out
