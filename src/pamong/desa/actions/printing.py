"""The form on paper carries the whole number, so each print leaves an entry."""

from dataclasses import dataclass
from datetime import datetime

from pamong.desa.actions import engine
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import EntryRow
from pamong.staff.rules import Actor


@dataclass(frozen=True)
class Printed:
    """One print: the first has `copy` 1, every further one is a reprint and says so."""

    copy: int
    at: datetime


def print_form(*, actor: Actor, key: str, code: str) -> Printed:
    """Note that the form is printed now. The same key again answers the same print."""
    with writing(office=actor.office):
        engine.refuse_others(actor)
        row = engine.load(actor, code)
        subject = engine.subject(row)
        earlier = ledger.done_before(key, office=actor.office, verb="print_form", subject=subject)
        if earlier is not None:
            return printed(entry=earlier)
        prints = [entry for entry in ledger.timeline(subject) if entry.verb == "print_form"]
        return printed(
            entry=append(
                office=actor.office,
                actor=actor.person_id,
                post=actor.post,
                verb="print_form",
                subject=subject,
                clause=None,
                payload={"copy": len(prints) + 1},
                key=key,
            )
        )


def printed(*, entry: EntryRow) -> Printed:
    """What the entry of a print says."""
    return Printed(copy=entry.payload["copy"], at=entry.recorded_at)
