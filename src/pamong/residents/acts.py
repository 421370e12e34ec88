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
from pamong.standard.messages import N_, Message, Refusal

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
        earlier = ledger.by_key(key)
        if earlier and not _same(earlier, actor, verb, resident_id):
            raise Refused(
                Refusal(None, Message(N_("Formulir ini sudah dipakai. Muat ulang halamannya.")), "key_used")
            )
        yield Act(actor=actor, key=key, verb=verb, earlier=earlier)


def _same(earlier: EntryRow, actor: Actor, verb: str, resident_id: UUID | None) -> bool:
    same_subject = resident_id is None or earlier.subject.id == str(resident_id)
    return (earlier.verb, earlier.office, earlier.subject.kind) == (
        verb,
        actor.office,
        SUBJECT,
    ) and same_subject
