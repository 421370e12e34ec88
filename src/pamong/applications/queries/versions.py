"""Which applications run under which version: each keeps the text that was in force at its intake, to its end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q

from pamong.applications.models import Application
from pamong.staff.rules import Actor


@dataclass(frozen=True)
class RunningRow:
    """One version: how many applications are still open under it, how many ended, and when the oldest open one came in."""

    version: UUID
    running: int
    ended: int
    oldest: datetime | None


def running_by_version(*, actor: Actor) -> tuple[RunningRow, ...]:
    """Every version of the actor's office that an application was ever taken in under."""
    still = Q(closed_at__isnull=True)
    found = (
        Application.objects.filter(office_id=actor.office)
        .values("standard_id")
        .annotate(
            running=Count("pk", filter=still),
            ended=Count("pk", filter=~still),
            oldest=Min("submitted_at", filter=still),
        )
        .order_by("standard_id")
    )
    return tuple(
        RunningRow(each["standard_id"], each["running"], each["ended"], each["oldest"]) for each in found
    )
