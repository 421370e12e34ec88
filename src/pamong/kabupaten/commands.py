"""``pamong office``: adds an office from a template, changes a letterhead, lists the offices at work."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django.utils.translation import gettext

from pamong.kabupaten import actions, queries
from pamong.kabupaten.present import opening as present
from pamong.kabupaten.rules import NewOffice, answers
from pamong.kabupaten.rules.answers import Wrong
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.offices.rules import LETTERHEAD, TITLES
from pamong.shell.words import message
from pamong.staff import queries as staff
from pamong.staff.rules import INSTALLER

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add ``office`` to the command line; each command answers the exit code of the process."""
    parser = subparsers.add_parser("office", help=gettext("kantor: tambah, kop surat, daftar"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser(
        "add", help=gettext("siapkan kantor baru; diperlihatkan dahulu, lalu sekaligus")
    )
    add.add_argument("code", help=gettext("kode kantor, misalnya 35.08.16"))
    add.add_argument(
        "--name", default="", help=gettext("nama tanpa jenisnya; tidak perlu bila ada di daftar")
    )
    add.add_argument("--kind", choices=("kecamatan", "dispenduk", "desa", "kelurahan"), default="kecamatan")
    add.add_argument(
        "--from", dest="template", default="", metavar="OFFICE",
        help=gettext("kantor yang standar dan jamnya disalin; tanpa ini contoh bawaan"),
    )  # fmt: skip
    add.add_argument("--services", default="-", help=gettext("layanan dengan koma, misalnya ktp,kk"))
    add.add_argument("--hours", default="", help="Senin-Kamis 08:00-15:00; Jumat 08:00-14:00")
    add.add_argument("--decree", required=True)
    add.add_argument(
        "--person", dest="people", action="append", default=[], metavar="POST:USERNAME:NAME[:DECREE]"
    )
    add.add_argument(
        "--in-force-from", type=date.fromisoformat, metavar="YYYY-MM-DD",
        help=gettext("pasang standarnya sebagai contoh mulai hari itu; tanpa ini menjadi konsep"),
    )  # fmt: skip
    add.add_argument("--yes", action="store_true", help=gettext("jangan bertanya"))
    add.add_argument("--preview", action="store_true", help=gettext("hanya perlihatkan"))
    _lines(add)
    add.set_defaults(run=_saying_what_is_refused(_add))
    letterhead = commands.add_parser("letterhead", help=gettext("ubah baris kop surat"))
    letterhead.add_argument("code")
    _lines(letterhead)
    letterhead.set_defaults(run=_saying_what_is_refused(_letterhead))
    listed = commands.add_parser("list", help=gettext("kantor yang sudah bekerja"))
    listed.set_defaults(run=_saying_what_is_refused(_list))


def _lines(parser: ArgumentParser) -> None:
    for name in LETTERHEAD:
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="TEXT")


def _saying_what_is_refused(run: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    def guarded(options: Namespace) -> int:
        try:
            return run(options)
        except (Refused, Wrong) as problem:
            told = problem.refusal.message if isinstance(problem, Refused) else problem.message
            print(message(told), file=sys.stderr)
        except LookupError as problem:
            print(problem.args[0], file=sys.stderr)
        return 1

    return guarded


def _add(options: Namespace) -> int:
    """Show what would be done; do it when it is wanted. Exit code 1 where it is not."""
    wanted = _wanted(options)
    found = queries.prepared(actor=INSTALLER, wanted=wanted)
    template = offices.office(wanted.template).name if wanted.template else gettext("contoh bawaan")
    shown = present.preview(found, template)
    for term, value, *note in shown["pairs"]:
        print(f"{term}: {value or '–'}" + (f" ({note[0]})" if note and note[0] else ""))
    for post, username, name, decree in shown["people"]:
        print(f"  {post}: {name} ({username}), {decree}")
    if options.preview:
        return 0
    if not options.yes and input(gettext("Siapkan? [y/T]") + " ").strip().lower() not in {"y", "ya", "yes"}:
        print(gettext("Tidak ada yang ditulis."))
        return 1
    made = actions.set_up_office(actor=INSTALLER, key=str(uuid4()), wanted=wanted)
    for post, _name, username, password in present.done(made)["passwords"]:
        print(
            gettext("%(username)s (%(post)s): kata sandi pertama, tampil sekali ini saja: %(password)s")
            % {"username": username, "post": post, "password": password}
        )
    return 0


def _wanted(options: Namespace) -> NewOffice:
    known = offices.names([options.code]).get(options.code, "")
    row = offices.office(options.code) if known else None
    sources = queries.templates(actor=INSTALLER).get(options.template, ())
    return NewOffice(
        code=options.code,
        kind=options.kind,
        name=known or TITLES[options.kind] + options.name,
        letterhead={
            name: answers.letterhead_line(name, text)
            if (text := getattr(options, name)) is not None
            else (getattr(row, name) if row else "")
            for name in LETTERHEAD
        },
        decree=answers.decree(options.decree),
        people=answers.listed("\n".join(options.people), decree=options.decree),
        template=options.template,
        services=answers.services(options.services, known=sources),
        hours=answers.hours(options.hours, ordinary=queries.ordinary_week()),
        in_force_from=options.in_force_from,
    )


def _letterhead(options: Namespace) -> int:
    lines = {
        name: answers.letterhead_line(name, text)
        for name in LETTERHEAD
        if (text := getattr(options, name)) is not None
    }
    row = actions.change_letterhead(actor=INSTALLER, key=str(uuid4()), office=options.code, letterhead=lines)
    print(f"{row.name}: {' · '.join(str(getattr(row, name)) for name in LETTERHEAD if getattr(row, name))}")
    return 0


def _list(_options: Namespace) -> int:
    for code, name in sorted(offices.names(staff.offices_at_work()).items()):
        print(f"{code}\t{name}")
    return 0
