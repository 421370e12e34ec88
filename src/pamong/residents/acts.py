"""What every verb of this room shares: who may, whether it was done before, and the entry."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import EntryRow, Refused, Subject
from pamong.staff.rules import Actor, may
from pamong.standard.messages import Refusal

SUBJECT = "resident"
GENERAL_SERVICES = frozenset({"general_services"})


def refuse(refusal: Refusal | None) -> None:
    """Raise what the rules refuse; None passes."""
    if refusal:
        raise Refused(refusal)


@dataclass(frozen=True)
class Act:
    """One act under way: its actor, its key, and the entry it left if it was done before."""

    actor: Actor
    key: str
    verb: str
    earlier: EntryRow | None

    def enter(
        self,
        resident_id: UUID,
        payload: Mapping[str, Any],
        *,
        clause: str | None = None,
        occurred_at: datetime | None = None,
    ) -> EntryRow:
        """Append the entry. The payload holds identifiers, states and digests, nothing that names a person."""
        return append(
            office=self.actor.office,
            actor=self.actor.person_id,
            post=self.actor.post,
            verb=self.verb,
            subject=Subject(SUBJECT, str(resident_id)),
            clause=clause,
            payload=payload,
            key=self.key,
            occurred_at=occurred_at,
        )


@contextmanager
def acting(
    *,
    actor: Actor,
    key: str,
    verb: str,
    posts: frozenset[str] = GENERAL_SERVICES,
    clause: str | None = None,
    resident_id: UUID | None = None,
) -> Iterator[Act]:
    """Hold the office's log for one act of one of ``posts``.

    A key that served another act, or the same act on another resident, is refused: answering the first result would
    show the wrong person.
    """
    refuse(may(actor, office=actor.office, posts=posts, clause=clause))
    with writing(office=actor.office):
        subject = Subject(SUBJECT, str(resident_id)) if resident_id else None
        earlier = ledger.done_before(key, office=actor.office, verb=verb, subject=subject)
        yield Act(actor=actor, key=key, verb=verb, earlier=earlier)
