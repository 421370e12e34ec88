"""Notes about people: what somebody learned, can do, and has done before (the staffing cards of chapter 9)."""

from datetime import date
from uuid import UUID

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.rules import Refused, Subject
from pamong.offices import queries as offices
from pamong.readiness import queries
from pamong.readiness.actions import engine
from pamong.readiness.models import Qualification
from pamong.readiness.rules import keeping
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

SUBJECT = "person"


def note_qualification(
    *,
    actor: Actor,
    key: str,
    person_id: UUID,
    aspect: str,
    name: str,
    detail: str = "",
    certificate: str = "",
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Write down a diploma, a training, a skill or work of a person of the actor's office.

    `aspect` is one of Aspect; days are included. The entry says of whom and of which kind, and nothing else. Raises
    Refused; the same key again changes nothing.
    """
    subject = Subject(SUBJECT, str(person_id))
    with writing(office=actor.office):
        if ledger.done_before(key, office=actor.office, verb="note_qualification", subject=subject):
            return
        engine.refuse(keeping.may_note(actor, offices=queries.offices_of(person_id)))
        today = clock.today(offices.zone(actor.office))
        engine.refuse(keeping.sensible(aspect, name, since=since, until=until, today=today))
        said = {"name": name.strip(), "detail": detail.strip(), "certificate": certificate.strip()}
        days = {"since": str(since or ""), "until": str(until or "")}
        salt = engine.new_salt()
        made = Qualification.objects.create(
            id=uuid7(),
            person_id=person_id,
            aspect=aspect,
            since=since,
            until=until,
            salt=salt,
            noted_at=clock.now(),
            **said,
        )
        engine.record(
            actor=actor,
            key=key,
            verb="note_qualification",
            subject=subject,
            clause=None,
            payload={
                "qualification": str(made.pk),
                "aspect": aspect,
                "detail_digest": engine.digest(salt, {**said, **days}),
            },
        )


def withdraw_qualification(*, actor: Actor, key: str, qualification_id: UUID, reason: str) -> None:
    """Take a note about a person back, with a reason of the closed list: it then counts for no day, past ones included.

    Raises Refused; `not_found` for a note that is withdrawn already or about a person of another office.
    """
    with writing(office=actor.office):
        done = ledger.done_before(key, office=actor.office, verb="withdraw_qualification")
        if done is not None and done.payload.get("qualification") == str(qualification_id):
            return
        engine.refuse(ledger.KEY_USED if done else None)
        person_id = queries.person_of(qualification_id)
        if person_id is None or actor.office not in queries.offices_of(person_id):
            raise Refused(engine.NOT_FOUND)
        engine.refuse(keeping.may_note(actor, offices=frozenset({actor.office})))
        if reason not in keeping.WITHDRAWAL_REASONS:
            raise Refused(
                Refusal(None, Message(N_("Pilih salah satu alasan dari daftar.")), "unknown_reason")
            )
        Qualification.objects.filter(pk=qualification_id).update(withdrawn_at=clock.now())
        engine.record(
            actor=actor,
            key=key,
            verb="withdraw_qualification",
            subject=Subject(SUBJECT, str(person_id)),
            clause=None,
            payload={"qualification": str(qualification_id), "reason": reason},
        )
