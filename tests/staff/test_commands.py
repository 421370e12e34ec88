"""``pamong staff`` as IT types it."""

from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from pamong.staff import actions, queries
from pamong.staff.commands import add_parser
from pamong.staff.first_passwords import first_password
from pamong.staff.models import Person
from pamong.staff.session import as_actor
from tests.staff.people import TODAY, YOSOWILANGUN, hire, key, try_to_sign_in

pytestmark = pytest.mark.usefixtures("kantor")
KTP = Path(__file__).parent.parent.parent / "standards" / "lumajang" / "yosowilangun" / "ktp.yaml"


def run(*words: str) -> int:
    parser = ArgumentParser()
    add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["staff", *words])
    return int(arguments.run(arguments))


def test_a_person_is_added_appointed_and_can_sign_in(
    client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("add", "siti", "Siti Aminah") == 0
    password = capsys.readouterr().out.split()[-1]
    assert run("appoint", "siti", YOSOWILANGUN, "loket", "--from", "2026-12-01", "--decree", "800/1") == 0
    assert try_to_sign_in(client, "siti", password).status_code == 302
    assert run("list") == 0
    assert capsys.readouterr().out == f"{YOSOWILANGUN}\tPetugas loket\tsiti\tSiti Aminah\t–\n"
    assert run("list", "35.08") == 0
    assert capsys.readouterr().out == ""


def test_a_post_ends(capsys: pytest.CaptureFixture[str]) -> None:
    siti = hire("siti", "loket")
    assert run("end", "siti", YOSOWILANGUN, "loket", "--last-day", str(TODAY)) == 0
    found = queries.appointment(siti.appointment_id)
    assert found is not None
    assert found.until == TODAY
    assert run("list") == 0
    assert "14-12-2026" in capsys.readouterr().out


def test_a_new_first_password_ends_the_sessions(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    hire("siti", "loket")
    try_to_sign_in(client, "siti")
    assert run("password", "siti") == 0
    assert client.get("/keamanan").status_code == 302
    assert try_to_sign_in(Client(), "siti", capsys.readouterr().out.split()[-1]).status_code == 302
    assert Person.objects.get(username="siti").must_change_password


def test_a_lost_telephone_is_forgotten() -> None:
    kasi = hire("siti", "kasi")
    actions.begin_codes(person_id=kasi.person_id)
    assert run("reset-factors", "siti") == 0
    assert not queries.factors_of(kasi.person_id).any


def test_a_substitute_is_appointed_and_the_acts_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    hire("siti", "kasi")
    budi = hire("budi", "operator")
    until = str(TODAY + timedelta(days=7))
    words = (
        "appoint",
        "budi",
        YOSOWILANGUN,
        "kasi",
        "--from",
        str(TODAY),
        "--until",
        until,
        "--decree",
        "800/2",
    )
    assert run(*words, "--substitute-for", "siti") == 0
    lent = [row for row in queries.people_of(YOSOWILANGUN) if row.substitute]
    actions.sign_in(actor=as_actor(lent[0]), means="password", key=key())
    actions.sign_in(actor=budi.actor, means="password", key=key())
    capsys.readouterr()
    assert run("substitutes", YOSOWILANGUN) == 0
    assert capsys.readouterr().out == "14-12-2026 08.00\tsign_in\tBudi\tKasi Pelayanan Umum\tSiti\t800/2\n"
    assert run("list") == 0
    assert "Kasi Pelayanan Umum (pengganti)\tbudi" in capsys.readouterr().out
    assert run("rights", str(KTP), "--office", YOSOWILANGUN) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "4.4\texamine\texamine\tKasi Pelayanan Umum\tSiti, (Budi)" in printed
    assert "4.5\trecord\trecord_biometrics\tOperator\tBudi" in printed


def test_rights_can_be_printed_without_an_office(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rights", str(KTP)) == 0
    assert "4.5\trecord\trecord_biometrics\tOperator" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "Siti", "Siti"), "huruf kecil"),
        (("password", "tidakada"), "Tidak ada orang"),
        (("end", "siti", YOSOWILANGUN, "camat", "--last-day", "2026-12-14"), "hari ini tidak menjabat Camat"),
    ],
)
def test_what_is_refused_is_said_and_ends_with_one(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hire("siti", "loket")
    assert run(*words) == 1
    assert told in capsys.readouterr().err


def test_first_passwords_are_sayable_and_differ() -> None:
    made = {first_password() for _ in range(200)}
    assert len(made) == 200
    assert {len(one) for one in made} == {19}


def test_an_address_for_the_morning_digest_is_noted_and_taken_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    siti = hire("siti", "loket")
    who = str(siti.person_id)
    assert run("email", "siti", "loket@kecamatan.example") == 0
    assert queries.emails_of([who]) == {who: "loket@kecamatan.example"}
    assert run("email", "siti", "loket") != 0
    assert "nama@contoh.id" in capsys.readouterr().err
    assert run("email", "siti") == 0
    assert queries.emails_of([who]) == {}
