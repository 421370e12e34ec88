"""What the Sekretaris does beside the procedure: taking note of late entries (clause 10.1)."""

from uuid import UUID

from pamong.applications.actions import engine
from pamong.applications.late import may_acknowledge
from pamong.applications.models import LateEntry
from pamong.applications.queries.late import SUBJECT
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal


def acknowledge_late(*, actor: Actor, key: str, late_id: UUID) -> None:
    """Take note of an act that was entered after the fact. Its entry stands beside the application: it changes nothing
    there, and must not stand between an act and its reversal.
    """
    with writing(office=actor.office):
        row = LateEntry.objects.filter(pk=late_id, application__office_id=actor.office).first()
        if row is None:
            text = N_("Entri susulan itu tidak ada di kantor ini.")
            raise Refused(Refusal(None, Message(text), "not_found"))
        subject = Subject(SUBJECT, str(row.pk))
        if ledger.done_before(key, office=actor.office, verb="acknowledge_late", subject=subject):
            return
        own = row.person == actor.person_id
        seen = row.acknowledged_at is not None
        engine.refuse(may_acknowledge(post=actor.post, own=own, acknowledged=seen))
        LateEntry.objects.filter(pk=row.pk).update(
            acknowledged_at=clock.now(), acknowledged_by=actor.person_id
        )
        append(
            office=actor.office,
            actor=actor.person_id,
            post=actor.post,
            verb="acknowledge_late",
            subject=subject,
            clause="10.1",
            payload={"entry_key": row.entry_key, "verb": row.verb},
            key=key,
        )
