"""A person is recorded, once; and the card that follows is handed over."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from pamong.ledger import clock
from pamong.ledger.identifiers import uuid7
from pamong.ledger.rules import Refused
from pamong.residents import queries, rules
from pamong.residents.acts import acting, refuse
from pamong.residents.models import Recording, Resident
from pamong.residents.queries import RecordingRow
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal


def record_biometrics(
    *,
    actor: Actor,
    key: str,
    resident_id: UUID,
    reference: str,
    occurred_at: datetime | None = None,
    clause: str | None = "4.5",
) -> RecordingRow:
    """Enter that the person was recorded now, or at ``occurred_at`` when a paper form is entered late. Nothing that
    the devices captured is kept. ``reference`` names the application.

    Refused without a known number, and with date and office of the first recording when there is one; of two
    counters at the same moment the unique constraint decides. Raises `UnknownResident`.
    """
    with acting(
        actor=actor, key=key, verb="register_recording", clause=clause, resident_id=resident_id
    ) as act:
        resident = queries.visible(actor, resident_id)
        if act.earlier:
            return queries.recording_by_id(actor=actor, recording_id=UUID(act.earlier.payload["recording"]))
        _refuse_second(resident, clause)
        if occurred_at and occurred_at > clock.now():
            refuse(Refusal(clause, Message(N_("Waktu perekaman belum terjadi.")), "recorded_in_future"))
        recording = Recording(
            id=uuid7(),
            resident=resident,
            office_id=actor.office,
            recorded_at=occurred_at or clock.now(),
            recorded_by=actor.person_id,
            reference=reference,
        )
        try:
            with transaction.atomic():
                recording.save(force_insert=True)
        except IntegrityError:
            _refuse_second(resident, clause)
            raise
        act.enter(
            resident_id,
            {"recording": str(recording.pk), "reference": reference},
            clause=clause,
            occurred_at=occurred_at,
        )
        return queries.recording_by_id(actor=actor, recording_id=recording.pk)


def mark_card_issued(*, resident_id: UUID, on: date | None) -> date | None:
    """Note the day the card was handed over; answers what stood there before, so that a reversal can put it back. Only
    inside the act of handing over, whose entry speaks for it.
    """
    recording = Recording.objects.filter(resident_id=resident_id, voided_at__isnull=True).first()
    held_by = recording or Resident.objects.get(pk=resident_id)
    before, held_by.card_issued_on = held_by.card_issued_on, on
    held_by.save(update_fields=["card_issued_on"])
    return before


def _refuse_second(resident: Resident, clause: str | None) -> None:
    refusal = rules.recorded_already(
        queries.earlier(resident.pk),
        queries.recording_state(resident_id=resident.pk),
        number_known=resident.number_sealed is not None,
        clause=clause,
    )
    if refusal:
        raise Refused(refusal)
