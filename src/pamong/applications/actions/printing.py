"""Printing is an act: each print leaves an entry that says which paper it was and the how many-th, so none is silent.

The entries have a subject of their own beside the application. A print changes nothing in the application, and must not
stand between an act and its reversal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pamong.applications import states
from pamong.applications.actions import engine
from pamong.applications.models import Application
from pamong.applications.printable import Export, Paper, may_print
from pamong.applications.queries import printing
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import EntryRow, Refused, Subject
from pamong.staff.rules import Actor, may
from pamong.standard.messages import N_, Message, Refusal

PRINTERS = frozenset({"general_services"})
READERS = frozenset({"general_services", "sekretaris", "camat"})


@dataclass(frozen=True)
class Printed:
    """One print: the first has `copy` 1, every further one of the same paper is a reprint and says so."""

    copy: int
    at: datetime


def print_paper(*, actor: Actor, key: str, code: str, paper: Paper) -> Printed:
    """Note that a paper of this application is printed now. The same key again answers the same print."""
    with writing(office=actor.office):
        row = Application.objects.filter(office_id=actor.office, public_code=code).first()
        if row is None:
            raise Refused(
                Refusal(None, Message(N_("Permohonan dengan kode itu tidak ada di kantor ini.")), "not_found")
            )
        subject = printing.papers(str(row.pk))
        earlier = _earlier(key, subject, {"paper": str(paper)})
        if earlier is not None:
            return earlier
        engine.refuse(may(actor, office=row.office_id, posts=PRINTERS, clause=None))
        engine.refuse(may_print(states.state_of(row), paper))
        return _note(actor, key, subject, {"paper": str(paper)})


def print_register(*, actor: Actor, key: str, book: str, year: int, month: int, export: Export) -> Printed:
    """Note that a month of a register book leaves the program, on paper or as a table: it names people."""
    with writing(office=actor.office):
        subject = printing.register_month(actor.office, book, year, month)
        earlier = _earlier(key, subject, {"paper": str(export)})
        if earlier is not None:
            return earlier
        engine.refuse(may(actor, office=actor.office, posts=READERS, clause=None))
        return _note(actor, key, subject, {"paper": str(export)})


def _earlier(key: str, subject: Subject, what: Mapping[str, Any]) -> Printed | None:
    """The print that this very act made before; the key of another act is refused, or this print would leave no trace."""
    entry = ledger.by_key(key)
    if entry is None:
        return None
    if (entry.verb, entry.subject, entry.payload.get("paper")) != ("print_paper", subject, what["paper"]):
        raise Refused(ledger.KEY_USED)
    return _printed(entry)


def _note(actor: Actor, key: str, subject: Subject, what: Mapping[str, Any]) -> Printed:
    copy = printing.copies(subject).get(what["paper"], 0) + 1
    entry = append(
        office=actor.office,
        actor=actor.person_id,
        post=actor.post,
        verb="print_paper",
        subject=subject,
        clause=None,
        payload={**what, "copy": copy},
        key=key,
    )
    return _printed(entry)


def _printed(entry: EntryRow) -> Printed:
    return Printed(copy=entry.payload["copy"], at=entry.recorded_at)
