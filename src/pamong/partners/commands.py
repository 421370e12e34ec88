"""``pamong partner``: tokens for programs of other offices."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils.translation import gettext

from pamong.ledger.rules import Refused
from pamong.partners import actions, queries
from pamong.partners.rules import SCOPES
from pamong.shell.words import day, message
from pamong.staff.rules import INSTALLER

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add ``partner`` to the command line; each command answers the exit code of the process."""
    parser = subparsers.add_parser("partner", help=gettext("token untuk program kantor lain"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", help=gettext("buat token; ditampilkan sekali ini saja"))
    add.add_argument("office")
    add.add_argument("name")
    add.add_argument("--scope", dest="scopes", action="append", required=True, choices=sorted(SCOPES))
    add.add_argument("--until", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
    add.set_defaults(run=_saying_what_is_refused(_add))
    revoke = commands.add_parser("revoke", help=gettext("cabut token"))
    revoke.add_argument("id", type=UUID)
    revoke.set_defaults(run=_saying_what_is_refused(_revoke))
    listed = commands.add_parser("list", help=gettext("token yang ada"))
    listed.set_defaults(run=_saying_what_is_refused(_list))


def _saying_what_is_refused(run: Callable[[Namespace], None]) -> Callable[[Namespace], int]:
    def guarded(options: Namespace) -> int:
        try:
            run(options)
        except (Refused, LookupError) as problem:
            told = message(problem.refusal.message) if isinstance(problem, Refused) else problem.args[0]
            print(told, file=sys.stderr)
            return 1
        return 0

    return guarded


def _add(options: Namespace) -> None:
    made = actions.make_token(
        actor=INSTALLER,
        key=str(uuid4()),
        office=options.office,
        name=options.name,
        scopes=options.scopes,
        valid_until=options.until,
    )
    print(gettext("Token, tampil sekali ini saja: %(token)s") % {"token": made.text})


def _revoke(options: Namespace) -> None:
    token = actions.revoke_token(actor=INSTALLER, key=str(uuid4()), token_id=options.id)
    print(gettext("Dicabut: %(name)s") % {"name": token.name})


def _list(_options: Namespace) -> None:
    for token in queries.tokens():
        state = gettext("dicabut") if token.revoked_at else day(token.valid_until)
        print(f"{token.id}\t{token.office}\t{token.name}\t{','.join(sorted(token.scopes))}\t{state}")
