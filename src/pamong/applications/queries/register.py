"""The register book of an office: every number of a month in order, the closed ones too, none left out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from pamong.applications import states
from pamong.applications.models import Application
from pamong.applications.rules import State
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.residents import queries as residents
from pamong.residents.queries import ResidentRow
from pamong.staff.rules import Actor


@dataclass(frozen=True)
class RegisterRow:
    """One line of the book. `resident` carries the masked number."""

    number: int
    year: int
    code: str
    resident: ResidentRow
    submitted_at: datetime
    entered_late_at: datetime | None
    due_at: datetime | None
    state: State
    standard: str


def register(*, actor: Actor, book: str, year: int, month: int) -> tuple[RegisterRow, ...]:
    """The numbers that the actor's office gave in this book in this month of its own calendar, in their order.

    A paper form that was entered late stands where its number was given, with the day it truly came in.
    """
    zone = offices.zone(actor.office)
    start = datetime(year, month, 1, tzinfo=zone)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    came = Q(submitted_at__gte=start, submitted_at__lt=end, entered_late_at__isnull=True)
    entered = Q(entered_late_at__gte=start, entered_late_at__lt=end)
    found = Application.objects.filter(came | entered, office_id=actor.office, book=book)
    return tuple(_row(row) for row in found.select_related("resident__village").order_by("number"))


def _row(row: Application) -> RegisterRow:
    standard = library.standard(row.standard_id).document
    return RegisterRow(
        number=row.number,
        year=row.year,
        code=row.public_code,
        resident=residents.row(row.resident),
        submitted_at=row.submitted_at,
        entered_late_at=row.entered_late_at,
        due_at=row.due_at,
        state=states.state_of(row),
        standard=f"{standard.number} rev. {standard.revision}",
    )
