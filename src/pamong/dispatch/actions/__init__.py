"""The verbs of bundles, one function each. Pages, tables, programs of partners, demo and tests all call these."""

from pamong.dispatch.actions.bundling import cancel, make, make_return, take_out
from pamong.dispatch.actions.marking import Marked, mark
from pamong.dispatch.actions.printing import Printed, print_manifest
from pamong.dispatch.actions.receiving import Received, receive, receive_home, take_back
from pamong.dispatch.actions.sending import send, send_all
from pamong.dispatch.actions.settling import end_duplicate, give_back
from pamong.dispatch.actions.signing import confirm_signed, mark_signed
from pamong.dispatch.actions.tables import go_on, take_list

__all__ = [
    "Marked",
    "Printed",
    "Received",
    "cancel",
    "confirm_signed",
    "end_duplicate",
    "give_back",
    "go_on",
    "make",
    "make_return",
    "mark",
    "mark_signed",
    "print_manifest",
    "receive",
    "receive_home",
    "send",
    "send_all",
    "take_back",
    "take_list",
    "take_out",
]
