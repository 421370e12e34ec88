"""A notice is ordered in the transaction of the act it tells about: both are kept, or neither is."""

from pamong.ledger.rules import EntryRow
from pamong.notices.models import Notice
from pamong.notices.rules import BY_HAND, UNSENT, State


def order(*, entry: EntryRow, channel: str, language: str) -> None:
    """Order that the applicant be told about an entry; only inside the act that appends it.

    What was ordered earlier about the same subject and has not left is overtaken: two notices that arrive in the wrong
    order would say the opposite of what is true.
    """
    earlier = Notice.objects.filter(subject_kind=entry.subject.kind, subject_id=entry.subject.id)
    earlier.filter(state__in=sorted(UNSENT)).update(state=State.OVERTAKEN, next_at=None)
    by_hand = channel in BY_HAND
    Notice.objects.create(
        office=entry.office,
        subject_kind=entry.subject.kind,
        subject_id=entry.subject.id,
        entry=entry.id,
        position=entry.position,
        channel=channel,
        language=language,
        state=State.BY_HAND if by_hand else State.WAITING,
        next_at=None if by_hand else entry.recorded_at,
        ordered_at=entry.recorded_at,
    )
