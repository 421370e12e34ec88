"""The scans of an application: what is known of each, and the small copies that a page shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pamong.applications import sealed
from pamong.applications.models import Scan
from pamong.ledger.prepared import Prepared
from pamong.ledger.rules import Subject
from pamong.staff.rules import Actor, posts_of

ATTACHERS = frozenset({"general_services"})
READERS = frozenset({"general_services", "sekretaris", "camat"})


@dataclass(frozen=True)
class ScanRow:
    """One scan without its picture. `requirement` is "" for another paper, `background` "" where no colour stood out."""

    id: UUID
    requirement: str
    background: str
    size: int
    small: bool
    attached_at: datetime
    attached_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdraw_reason: str


def of_application(application: str) -> Subject:
    """The ledger's subject for the scans of one application, given its id."""
    return Subject("scan", application)


def may_read(actor: Actor) -> bool:
    """Whether somebody in this post sees the scans of the office at all."""
    return actor.post in posts_of(READERS)


def scans(*, actor: Actor, code: str) -> tuple[ScanRow, ...]:
    """The scans of the application with this code in the actor's office, oldest first; none for a post without rights."""
    if not may_read(actor):
        return ()
    rows = _OF_APPLICATION.rows(office=actor.office, code=code)
    return tuple(
        ScanRow(
            id=row.pk,
            requirement=row.requirement,
            background=row.background,
            size=row.size,
            small=row.small_sealed is not None,
            attached_at=row.attached_at,
            attached_by=row.attached_by,
            withdrawn_at=row.withdrawn_at,
            withdrawn_by=row.withdrawn_by,
            withdraw_reason=row.withdraw_reason,
        )
        for row in rows
    )


_OF_APPLICATION = Prepared(
    lambda office, code: (
        Scan.objects.filter(application__office_id=office, application__public_code=code)
        .order_by("id")
        .defer("picture_sealed")
    )
)


def small_picture(*, actor: Actor, code: str, scan_id: UUID) -> bytes | None:
    """The small copy of a portrait, as JPEG; None when there is none, it was withdrawn, or it is not for this actor."""
    if not may_read(actor):
        return None
    row = (
        Scan.objects.filter(
            pk=scan_id,
            application__office_id=actor.office,
            application__public_code=code,
            withdrawn_at__isnull=True,
        )
        .defer("picture_sealed")
        .first()
    )
    return None if row is None else sealed.small(row)
