"""``pamong notices``: sending what the office's applicants wish to be told, on the server."""

from argparse import ArgumentParser, Namespace
from threading import Event
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from pamong.notices.actions import Delivered, deliver, order_briefings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

EVERY_SECONDS = 15.0


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add ``notices`` to the command line; each command answers the exit code of the process."""
    parser = subparsers.add_parser("notices", help=gettext("kirim pemberitahuan kepada pemohon"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("deliver", help=gettext("kirim yang sudah waktunya"))
    command.add_argument("--watch", action="store_true", help=gettext("terus sampai Ctrl-C"))
    command.set_defaults(run=_deliver)
    briefing = commands.add_parser("digest", help=gettext("kirim ringkasan pagi kepada petugas"))
    briefing.set_defaults(run=_briefing)


def _briefing(arguments: Namespace) -> int:
    """Order today's briefings for the offices that have opened, and send what is due."""
    del arguments
    order_briefings()
    done = _round()
    print(_said(done))
    return 1 if done.failed else 0


def _deliver(arguments: Namespace) -> int:
    """Send what is due; with --watch again and again. Exit code 1 when something failed."""
    done = _round()
    print(_said(done))
    if not arguments.watch:
        return 1 if done.failed else 0
    try:
        while True:
            Event().wait(EVERY_SECONDS)
            if done := _round():
                print(_said(done), flush=True)
    except KeyboardInterrupt:
        return 0


def _round() -> Delivered:
    """Everything that is due now, in helpings: what becomes due meanwhile is taken too."""
    sent = failed = silent = 0
    while done := deliver():
        sent, failed, silent = sent + done.sent, failed + done.failed, silent + done.silent
    return Delivered(sent, failed, silent)


def _said(done: Delivered) -> str:
    sent = ngettext("%(n)s terkirim", "%(n)s terkirim", done.sent) % {"n": done.sent}
    failed = ngettext("%(n)s gagal", "%(n)s gagal", done.failed) % {"n": done.failed}
    return f"{sent}, {failed}"
