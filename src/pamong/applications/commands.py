"""`pamong recount`: are the applications what the ledger says they are?"""

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from pamong.applications.queries.agreement import disagreements

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_EVERY = 1000


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the room's commands; each answers the exit code of the process."""
    parser = subparsers.add_parser("recount", help=gettext("bandingkan permohonan dengan buku jejaknya"))
    parser.add_argument("--office", metavar="CODE")
    parser.set_defaults(run=_recount)


def _recount(arguments: Namespace) -> int:
    """0 when every row is what its last entry says; 1 when one is not, each named by register number and column."""
    wrong = counted = 0
    for counted, found in enumerate(disagreements(office=arguments.office), start=1):
        if found is not None:
            wrong += 1
            print(f"{found.office} {found.number}: {', '.join(found.columns)}")
        if counted % _EVERY == 0:
            print(gettext("%(n)s permohonan dibandingkan …") % {"n": counted}, file=sys.stderr)
    print(
        gettext("%(counted)s permohonan dibandingkan, %(wrong)s tidak cocok.")
        % {"counted": counted, "wrong": wrong}
    )
    return 1 if wrong else 0
