"""Late entries of an office: those the Sekretaris has not seen yet, and what was seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pamong.applications.models import LateEntry
from pamong.applications.queries.queue import MANY
from pamong.staff.rules import Actor

READERS = frozenset({"general_services", "sekretaris", "camat"})
SUBJECT = "late_entry"


@dataclass(frozen=True)
class LateRow:
    """One act that was done on paper: on which application, when truly, when entered, by whom and why so late."""

    id: UUID
    code: str
    number: str
    verb: str
    occurred_at: datetime
    recorded_at: datetime
    reason: str
    person: str
    acknowledged_at: datetime | None
    acknowledged_by: str


def late_entries(*, actor: Actor, limit: int = 200) -> tuple[LateRow, ...]:
    """The late entries of the actor's office, those nobody has acknowledged first, then the newest."""
    found = LateEntry.objects.filter(application__office_id=actor.office).select_related("application")
    waiting = found.filter(acknowledged_at__isnull=True).order_by("recorded_at", "id")
    seen = found.filter(acknowledged_at__isnull=False).order_by("-recorded_at", "-id")
    rows = [*waiting[:limit], *seen[:limit]]
    return tuple(_row(row) for row in rows[:limit])


def late_waiting(*, actor: Actor) -> int:
    """How many late entries wait for the Sekretaris, told exactly up to `MANY`; none for another post."""
    if actor.post != "sekretaris":
        return 0
    found = LateEntry.objects.filter(
        application__office_id=actor.office, acknowledged_at__isnull=True
    ).exclude(person=actor.person_id)
    return found.order_by()[:MANY].count()


def _row(row: LateEntry) -> LateRow:
    return LateRow(
        id=row.pk,
        code=row.application.public_code,
        number=f"{row.application.book.upper()} {row.application.number}/{row.application.year}",
        verb=row.verb,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        reason=row.reason,
        person=row.person,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
    )
