"""``pamong calendar``: the calendar as IT keeps it on the server: a year imported, a decree noted, what was cut off finished."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils.translation import gettext

from pamong.calendar import actions, queries
from pamong.calendar.rules import (
    DAY_KINDS,
    Change,
    Kind,
    notes_between,
    read_hours,
    sensible_days,
    sensible_years,
)
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.shell.words import day, message, moment
from pamong.staff.rules import INSTALLER
from pamong.workdays.answers import NoWorkingDays
from pamong.workdays.calendar import CalendarInvalid

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add ``calendar`` to the command line; each command answers the exit code of the process."""
    parser = subparsers.add_parser(
        "calendar", help=gettext("hari kerja, hari libur, dan tanggal yang bergeser karenanya")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    imported = commands.add_parser("import", help=gettext("impor hari libur nasional satu tahun"))
    imported.add_argument("year", type=int)
    _may_apply(imported)
    imported.set_defaults(run=_import)
    decree = commands.add_parser(
        "decree", help=gettext("catat hari libur, cuti bersama, penutupan, atau jam lain")
    )
    decree.add_argument("kind", choices=list(DAY_KINDS))
    decree.add_argument("first", type=date.fromisoformat, metavar="YYYY-MM-DD")
    decree.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
    decree.add_argument("--name", required=True)
    decree.add_argument("--reference", required=True)
    decree.add_argument("--hours", default="", metavar="08.00-11.00")
    decree.add_argument("--office", metavar="CODE", help=gettext("tanpa ini: semua kantor"))
    _may_apply(decree)
    decree.set_defaults(run=_decree)
    commands.add_parser("resume", help=gettext("lanjutkan penghitungan ulang yang terputus")).set_defaults(
        run=_resume
    )
    check = commands.add_parser("check", help=gettext("bandingkan semua tanggal dengan kalender hari ini"))
    check.add_argument("--office", metavar="CODE")
    check.set_defaults(run=_check)


def _may_apply(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--apply", action="store_true", help=gettext("terapkan; tanpa ini hanya diperlihatkan")
    )


def _import(options: Namespace) -> int:
    refusal = sensible_years((options.year,), today=clock.now().date())
    if refusal is not None:
        print(message(refusal.message), file=sys.stderr)
        return 2
    found = offices.holidays_difference((options.year,))
    put = (*found.added, *found.changed)
    reason = f"Tabel hari libur nasional {options.year}"
    return _carry_out(
        Change(Kind.IMPORT, None, reason, put=put, drop=found.removed, years=(options.year,)), options
    )


def _decree(options: Namespace) -> int:
    last = options.until or options.first
    try:
        hours = read_hours(options.hours)
        refusal = sensible_days(
            first=options.first, last=last, kind=options.kind, today=clock.now().date(), hours=hours
        )
        if refusal is not None:
            print(message(refusal.message), file=sys.stderr)
            return 2
        put = notes_between(
            first=options.first,
            last=last,
            kind=options.kind,
            name=options.name,
            hours=hours,
            provisional=False,
        )
    except CalendarInvalid as error:
        print(error, file=sys.stderr)
        return 2
    reason = f"{options.reference}: {options.name}"
    return _carry_out(Change(Kind.DAYS, options.office, reason, put=put), options)


def _carry_out(change: Change, options: Namespace) -> int:
    """Print what would change; with --apply change it and move the deadlines. 1 when a rule refuses it."""
    try:
        _print(change)
        if not options.apply:
            print(gettext("Belum ada yang diubah; tambahkan --apply untuk menerapkannya."))
            return 0
        made = actions.change_calendar(actor=INSTALLER, key=str(uuid4()), change=change)
    except Refused as refused:
        print(message(refused.refusal.message), file=sys.stderr)
        return 1
    except (CalendarInvalid, NoWorkingDays, offices.UnknownOffice) as error:
        print(error, file=sys.stderr)
        return 1
    return _finish(made)


def _print(change: Change) -> None:
    for sign, notes in (("-", change.drop), ("+", change.put)):
        for note in notes:
            print(f"{sign} {note.on} {message(DAY_KINDS[note.kind])} {note.name}")
    found = queries.preview(actor=INSTALLER, change=change)
    for row in found.rows:
        moments = [
            moment(at, offices.zone(row.office)) if at else "–"
            for at in (row.moved.before.moment, row.moved.after.moment)
        ]
        print(f"  {row.office} {row.number}: {' → '.join(moments)}")
    print(
        gettext("%(n)s dari %(all)s permohonan yang berjalan bergeser tanggalnya.")
        % {"n": found.total, "all": found.checked}
    )


def _finish(change: UUID) -> int:
    actions.recount(change=change, tell=_tell)
    print(gettext("Semua tanggal sudah dihitung ulang."))
    return 0


def _tell(office: str, moved: int) -> None:
    print(gettext("%(office)s: %(n)s permohonan mendapat tanggal baru") % {"office": office, "n": moved})


def _resume(_options: Namespace) -> int:
    """Finish what was cut off; says so when there was nothing."""
    count = actions.resume_all(tell=_tell)
    print(
        gettext("Semua tanggal sudah dihitung ulang.")
        if count
        else gettext("Tidak ada penghitungan yang terputus.")
    )
    return 0


def _check(options: Namespace) -> int:
    """0 when every promised date is what the calendar of today gives; 1 when one is not, each named."""
    found = queries.misdated(office=options.office)
    for row in found:
        zone = offices.zone(row.office)
        dates = [day(at, zone) if at else "–" for at in (row.due_at, row.counted)]
        print(f"{row.office} {row.number}: {dates[0]} ≠ {dates[1]}")
    print(gettext("%(n)s tanggal tidak cocok dengan kalender.") % {"n": len(found)})
    return 1 if found else 0
