"""What people do with notices: press send themselves, say that it cannot be sent, ask for another try."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.notices import queries
from pamong.notices.models import Notice
from pamong.notices.queries import NoticeRow
from pamong.notices.rules import State, may_mark_failed, may_mark_sent, may_retry
from pamong.staff.rules import Actor, may
from pamong.standard.messages import N_, Message, Refusal

SUBJECT = "notice"
_UNIT = frozenset({"general_services"})
_CHANGED = Refusal(None, Message(N_("Pemberitahuan ini baru saja berubah; lihat keadaannya dulu.")), "stale")


@dataclass(frozen=True)
class _Opened:
    """One notice inside an act's transaction; `done` when the act with this key was done before."""

    row: NoticeRow
    done: bool


def mark_sent(*, actor: Actor, key: str, notice_id: UUID) -> None:
    """The person has sent the text by the own hand (WhatsApp), or told the applicant another way after sending failed.

    The row keeps who, the ledger that it was done.
    """
    with writing(office=actor.office):
        opened = _open(actor, key, "mark_notice_sent", notice_id)
        if opened.done:
            return
        _refuse(may_mark_sent(opened.row.state))
        changes = {"state": State.SENT, "sent_at": clock.now(), "sent_by": actor.person_id, "last_error": ""}
        _write(actor, key, "mark_notice_sent", opened.row, **changes)


def mark_failed(*, actor: Actor, key: str, notice_id: UUID) -> None:
    """The person could not send it: the number has no WhatsApp, or nobody is there."""
    with writing(office=actor.office):
        opened = _open(actor, key, "mark_notice_failed", notice_id)
        if opened.done:
            return
        _refuse(may_mark_failed(opened.row.state))
        _write(actor, key, "mark_notice_failed", opened.row, state=State.FAILED, last_error="by_hand")


def retry(*, actor: Actor, key: str, notice_id: UUID) -> None:
    """Try a notice again that was given up: the attempts begin anew, and what was spent before stays counted."""
    with writing(office=actor.office):
        opened = _open(actor, key, "retry_notice", notice_id)
        if opened.done:
            return
        _refuse(may_retry(opened.row.state))
        by_hand = opened.row.last_error == "by_hand"
        _write(
            actor,
            key,
            "retry_notice",
            opened.row,
            state=State.BY_HAND if by_hand else State.WAITING,
            next_at=None if by_hand else clock.now(),
            spent=opened.row.attempts,
        )


def _open(actor: Actor, key: str, verb: str, notice_id: UUID) -> _Opened:
    _refuse(may(actor, office=actor.office, posts=_UNIT, clause=None))
    row = queries.one(office=actor.office, notice_id=notice_id)
    if row is None:
        raise Refused(Refusal(None, Message(N_("Pemberitahuan itu tidak ada di kantor ini.")), "not_found"))
    subject = Subject(SUBJECT, str(notice_id))
    return _Opened(row, ledger.done_before(key, office=actor.office, verb=verb, subject=subject) is not None)


def _write(actor: Actor, key: str, verb: str, row: NoticeRow, **changes: Any) -> None:
    notice = Notice.objects.filter(pk=row.job.id, attempts=row.attempts, state=row.state)
    if notice.update(**changes) != 1:
        raise Refused(_CHANGED)
    append(
        office=actor.office,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=Subject(SUBJECT, str(row.job.id)),
        clause=None,
        payload={"entry": str(row.job.entry) if row.job.entry else None, "channel": row.job.channel},
        key=key,
    )


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)
