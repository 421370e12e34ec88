"""What a desa may know of its own residents' applications: which came back and what is missing, and which are ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pamong.applications.models import Application
from pamong.applications.queries.facts import facts_for
from pamong.applications.queries.page import ItemRow, items_of
from pamong.applications.queries.queue import IN_GROUP, Group
from pamong.applications.rules import ItemState
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.staff.rules import Actor
from pamong.standard.document import Standard

MOST = 200
"""So many lines of each kind; a desa with more has other worries than a list."""


@dataclass(frozen=True)
class VillageRow:
    """One open application of a resident of the desa. `missing` and `invalid` say why it was returned."""

    id: UUID
    code: str
    number: str
    service: str
    office: str
    office_name: str
    resident: str
    birth_year: int
    ready_at: datetime | None
    missing: tuple[ItemRow, ...]
    invalid: tuple[str, ...]
    standard: Standard


def of_village(*, actor: Actor) -> Mapping[Group, tuple[VillageRow, ...]]:
    """The residents of the actor's desa whose application was returned or is ready, in whichever office it lies."""
    return {group: _rows(actor, group) for group in (Group.RETURNED, Group.READY)}


def _rows(actor: Actor, group: Group) -> tuple[VillageRow, ...]:
    found = Application.objects.filter(
        IN_GROUP[group], resident__village_id=actor.office, closed_at__isnull=True
    )
    ordered = found.select_related("resident").order_by("submitted_at", "id")[:MOST]
    return tuple(_row(row) for row in ordered)


def _row(row: Application) -> VillageRow:
    standard = library.standard(row.standard_id)
    returned = row.holder_kind == "applicant"
    missing: tuple[ItemRow, ...] = ()
    if returned:
        facts = facts_for(
            standard=standard, resident_id=row.resident_id, answers=row.answers, office=row.office_id
        )
        missing = tuple(item for item in items_of(standard, row, facts) if item.state is ItemState.DEFICIENT)
    return VillageRow(
        id=row.pk,
        code=row.public_code,
        number=f"{row.number}/{row.year}",
        service=row.service,
        office=row.office_id,
        office_name=offices.office(row.office_id).name,
        resident=row.resident.name,
        birth_year=row.resident.birth_date.year,
        ready_at=row.ready_at,
        missing=missing,
        invalid=tuple(field["field"] for field in row.invalid_fields) if returned else (),
        standard=standard,
    )
