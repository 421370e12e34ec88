"""A manifest leaves the program on paper: each print leaves an entry, so that a reprint says so."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pamong.dispatch.actions import engine
from pamong.dispatch.queries import manifest
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import EntryRow
from pamong.staff.rules import Actor


@dataclass(frozen=True)
class Printed:
    """One print: the first has `copy` 1, every further one is a reprint and says so."""

    copy: int
    at: datetime


def print_manifest(*, actor: Actor, key: str, bundle_id: UUID) -> Printed:
    """Note that the manifest of this bundle is printed now by one of its two offices. The same key again answers the
    same print.
    """
    with writing(office=actor.office):
        row = engine.bundle(actor=actor, bundle_id=bundle_id)
        subject = manifest(row.pk)
        before = ledger.done_before(key, office=actor.office, verb="print_manifest", subject=subject)
        if before is not None:
            return _printed(before)
        engine.refuse_other(actor, office=actor.office, posts=engine.SECTION | engine.DISPENDUK)
        entry = append(
            office=actor.office,
            actor=actor.person_id,
            post=actor.post,
            verb="print_manifest",
            subject=subject,
            clause=None,
            payload={"copy": len(ledger.timeline(subject)) + 1},
            key=key,
        )
        return _printed(entry)


def _printed(entry: EntryRow) -> Printed:
    return Printed(copy=entry.payload["copy"], at=entry.recorded_at)
