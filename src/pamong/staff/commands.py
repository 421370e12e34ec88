"""``pamong staff``: people, posts and rights, as IT keeps them on the server."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils.translation import gettext

from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused
from pamong.shell.words import day, message, moment
from pamong.staff import actions, queries
from pamong.staff.first_passwords import first_password
from pamong.staff.rules import INSTALLER, POSTS, label, matrix
from pamong.standard.chapters.procedure import procedure
from pamong.standard.read import read_file

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add ``staff`` to the command line; each command answers the exit code of the process."""
    parser = subparsers.add_parser("staff", help=gettext("orang, jabatan, dan wewenang"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = _command(commands, "add", _add, gettext("tambah orang; kata sandi pertama dicetak sekali"))
    add.add_argument("username")
    add.add_argument("full_name")
    appoint = _command(commands, "appoint", _appoint, gettext("beri jabatan mulai suatu hari"))
    _name_post(appoint)
    appoint.add_argument("--from", dest="since", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    appoint.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
    appoint.add_argument("--decree", required=True)
    appoint.add_argument("--substitute-for", metavar="USERNAME")
    end = _command(commands, "end", _end, gettext("akhiri jabatan"))
    _name_post(end)
    end.add_argument("--last-day", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    for name, run, help_text in (
        ("password", _password, gettext("beri kata sandi pertama yang baru; semua sesi orang itu berakhir")),
        ("reset-factors", _reset_factors, gettext("hapus bukti kedua (telepon hilang)")),
    ):
        _command(commands, name, run, help_text).add_argument("username")
    email = _command(commands, "email", _email, gettext("catat e-mail untuk ringkasan pagi"))
    email.add_argument("username")
    email.add_argument("address", nargs="?", default="", help=gettext("kosong berarti tidak ada"))
    _command(commands, "list", _list, gettext("siapa menjabat apa hari ini")).add_argument(
        "office", nargs="?"
    )
    rights = _command(
        commands, "rights", _rights, gettext("cetak wewenang: jabatan, tindakan, langkah, kantor")
    )
    rights.add_argument("standard", type=Path, metavar="FILE")
    rights.add_argument("--office")
    _command(
        commands, "substitutes", _substitutes, gettext("tindakan yang dilakukan pengganti")
    ).add_argument("office")


def _command(
    commands: "_SubParsersAction[ArgumentParser]", name: str, run: Callable[[Namespace], None], help_text: str
) -> ArgumentParser:
    command = commands.add_parser(name, help=help_text)
    command.set_defaults(run=_saying_what_is_refused(run))
    return command


def _name_post(command: ArgumentParser) -> None:
    command.add_argument("username")
    command.add_argument("office")
    command.add_argument("post", choices=sorted(POSTS))


def _saying_what_is_refused(run: Callable[[Namespace], None]) -> Callable[[Namespace], int]:
    def guarded(arguments: Namespace) -> int:
        try:
            run(arguments)
        except (Refused, LookupError) as problem:
            told = message(problem.refusal.message) if isinstance(problem, Refused) else str(problem.args[0])
            print(told, file=sys.stderr)
            return 1
        return 0

    return guarded


def _add(arguments: Namespace) -> None:
    password = first_password()
    actions.add_person(
        actor=INSTALLER,
        username=arguments.username,
        full_name=arguments.full_name,
        password=password,
        key=_key(),
    )
    print(gettext("Kata sandi pertama, tampil sekali ini saja: %(password)s") % {"password": password})


def _appoint(arguments: Namespace) -> None:
    substituted = None
    if arguments.substitute_for:
        substituted = _appointment(arguments.substitute_for, arguments.office, arguments.post)
    actions.appoint(
        actor=INSTALLER,
        person_id=_person(arguments.username),
        office=arguments.office,
        post=arguments.post,
        valid_from=arguments.since,
        valid_until=arguments.until,
        decree=arguments.decree,
        substitute_for=substituted,
        key=_key(),
    )


def _end(arguments: Namespace) -> None:
    found = _appointment(arguments.username, arguments.office, arguments.post)
    actions.end_appointment(actor=INSTALLER, appointment_id=found, last_day=arguments.last_day, key=_key())


def _password(arguments: Namespace) -> None:
    password = first_password()
    person = _person(arguments.username)
    actions.set_password(actor=INSTALLER, person_id=person, password=password, key=_key())
    print(gettext("Kata sandi pertama, tampil sekali ini saja: %(password)s") % {"password": password})


def _reset_factors(arguments: Namespace) -> None:
    actions.reset_factors(actor=INSTALLER, person_id=_person(arguments.username), key=_key())


def _email(arguments: Namespace) -> None:
    person = _person(arguments.username)
    actions.set_email(actor=INSTALLER, person_id=person, email=arguments.address, key=_key())


def _list(arguments: Namespace) -> None:
    rows = queries.people_of(arguments.office) if arguments.office else queries.everybody()
    for row in rows:
        until = day(row.until) if row.until else "–"
        lent = gettext(" (pengganti)") if row.substitute else ""
        print(f"{row.office}\t{message(label(row.post))}{lent}\t{row.username}\t{row.person_name}\t{until}")


def _rights(arguments: Namespace) -> None:
    made = procedure(read_file(arguments.standard))
    rows = matrix(made.rows(), POSTS, clauses={step.id: step.clause for step in made.steps})
    people = {}
    if arguments.office:
        people = {found.right: found for found in queries.rights_of(arguments.office, rows)}
    for row in rows:
        if row.allowed:
            found = people.get(row)
            names = ", ".join((*found.people, *(f"({name})" for name in found.substitutes))) if found else ""
            print(f"{row.clause}\t{row.step}\t{row.act}\t{message(label(row.post))}\t{names}".rstrip())


def _substitutes(arguments: Namespace) -> None:
    office = arguments.office
    entries = ledger.entries(office, end=ledger.end_of_entries(office))
    for act in queries.substitute_acts(office, entries):
        when = moment(act.entry.recorded_at)
        print(
            f"{when}\t{act.entry.verb}\t{act.person}\t{message(label(act.post))}\t{act.substitute_for}\t{act.decree}"
        )


def _person(username: str) -> UUID:
    found = queries.person_id(username)
    if found is None:
        raise LookupError(gettext("Tidak ada orang dengan nama masuk %(username)s.") % {"username": username})
    return found


def _appointment(username: str, office: str, post: str) -> UUID:
    rows = [row for row in queries.people_of(office) if (row.username, row.post) == (username, post)]
    if not rows:
        raise LookupError(
            gettext("%(username)s hari ini tidak menjabat %(post)s di %(office)s.")
            % {"username": username, "post": message(label(post)), "office": office}
        )
    return UUID(rows[0].id)


def _key() -> str:
    return str(uuid4())
