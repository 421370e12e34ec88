"""A recording is voided by two people: one asks with a reason, the Kasi decides."""

from uuid import UUID

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused
from pamong.residents import queries, rules
from pamong.residents.acts import Act, acting, refuse
from pamong.residents.models import Recording
from pamong.residents.queries import RecordingRow, UnknownResident
from pamong.staff.rules import Actor

_ASKS = frozenset({"operator", "kasi"})
_DECIDES = frozenset({"kasi"})


def void_recording(*, actor: Actor, key: str, recording_id: UUID, reason: str) -> RecordingRow:
    """Ask that a recording of this office be voided, with a reason of `rules.VOID_REASONS`. It stays in force until
    the Kasi approves. Raises `UnknownResident` for a recording of another office.
    """
    with acting(actor=actor, key=key, verb="ask_void_recording", posts=_ASKS) as act:
        recording = _own(act, recording_id)
        if not act.earlier:
            refuse(
                rules.why_not_void(
                    reason=reason,
                    already_asked=recording.void_requested_at is not None,
                    voided=recording.voided_at is not None,
                )
            )
            recording.void_reason, recording.voided_by = reason, actor.person_id
            recording.void_requested_at = clock.now()
            recording.save(update_fields=["void_reason", "voided_by", "void_requested_at"])
            act.enter(recording.resident_id, {"recording": str(recording_id), "reason": reason})
        return queries.recording_row(recording)


def approve_void(*, actor: Actor, key: str, recording_id: UUID) -> RecordingRow:
    """Void the recording, as somebody else asked: the person can be recorded again. Raises `UnknownResident`."""
    with acting(actor=actor, key=key, verb="void_recording", posts=_DECIDES) as act:
        recording = _own(act, recording_id)
        if not act.earlier:
            _refuse_decision(actor, recording)
            recording.voided_at, recording.approved_by = clock.now(), actor.person_id
            recording.save(update_fields=["voided_at", "approved_by"])
            act.enter(
                recording.resident_id,
                {
                    "recording": str(recording_id),
                    "reason": recording.void_reason,
                    "asked_by": recording.voided_by,
                },
            )
        return queries.recording_row(recording)


def decline_void(*, actor: Actor, key: str, recording_id: UUID) -> RecordingRow:
    """Leave the recording in force; the request and its refusal stay in the ledger. Raises `UnknownResident`."""
    with acting(actor=actor, key=key, verb="decline_void_recording", posts=_DECIDES) as act:
        recording = _own(act, recording_id)
        if not act.earlier:
            _refuse_decision(actor, recording)
            payload = {
                "recording": str(recording_id),
                "reason": recording.void_reason,
                "asked_by": recording.voided_by,
            }
            recording.void_reason = recording.voided_by = ""
            recording.void_requested_at = None
            recording.save(update_fields=["void_reason", "voided_by", "void_requested_at"])
            act.enter(recording.resident_id, payload)
        return queries.recording_row(recording)


def _own(act: Act, recording_id: UUID) -> Recording:
    """The recording the act is about. A key that decided about another recording is refused: nothing would happen to
    this one, and the page would say it had.
    """
    # The office's log is locked, so two decisions about one recording follow each other.
    own = Recording.objects.select_related("office").filter(pk=recording_id, office_id=act.actor.office)
    found = own.first()
    if found is None:
        raise UnknownResident(str(recording_id))
    if act.earlier and act.earlier.payload.get("recording") != str(recording_id):
        raise Refused(ledger.KEY_USED)
    return found


def _refuse_decision(actor: Actor, recording: Recording) -> None:
    refuse(
        rules.why_not_approve(
            asked=recording.void_requested_at is not None,
            voided=recording.voided_at is not None,
            asked_by=recording.voided_by,
            approver=actor.person_id,
        )
    )
