"""Open applications that await an act between this office and another party: to be sent, or to be signed there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from pamong.applications.models import Application
from pamong.applications.queries.queue import at_steps, with_resident
from pamong.ledger.prepared import Prepared
from pamong.library import queries as library
from pamong.standard.parts import Label


@dataclass(frozen=True)
class AwaitingRow:
    """One application with what a list between two offices names it by: no identity number, no birth date."""

    id: UUID
    office: str
    code: str
    number: str
    service: str
    resident: str
    birth_year: int
    step: str
    step_name: Label
    clause: str
    hold_reason: str
    complete_at: datetime | None


def awaiting(*, offices: Sequence[str], act: str, party: str) -> tuple[AwaitingRow, ...]:
    """The open applications of these offices whose awaited step is `act` with `party`, the longest complete first."""
    pairs = [
        (version.id, step)
        for office in offices
        for version in library.versions_of(office=office)
        for step in sorted(_steps(version.id, act, party))
    ]
    found = _AWAITING.rows(
        offices=list(offices),
        versions=[version for version, _step in pairs],
        steps=[step for _version, step in pairs],
    )
    return tuple(_row(row) for row in found)


def _open_at(
    offices: Sequence[str], versions: Sequence[UUID], steps: Sequence[str]
) -> "QuerySet[Application]":
    there = Q(pk__in=[])
    for office in offices:
        there |= Q(office_id=office)
    found = Application.objects.filter(there, at_steps(versions, steps), closed_at__isnull=True)
    return with_resident(found).order_by("complete_at", "id")


_AWAITING = Prepared(_open_at)


@lru_cache(maxsize=1024)
def _steps(version: UUID, act: str, party: str) -> frozenset[str]:
    table = library.procedure(version)
    return frozenset(
        step.id
        for step in table.office_steps
        if step.act == act and party in {step.to, table.holder(step.id).name}
    )


def awaited(application: Application) -> AwaitingRow:
    """The same of one application, whatever it awaits; where it awaits nothing more, step and clause are empty."""
    return _row(application)


def _row(row: Application) -> AwaitingRow:
    table = library.procedure(row.standard_id)
    step = table.step(row.step or table.steps[-1].id)
    return AwaitingRow(
        id=row.pk,
        office=row.office_id,
        code=row.public_code,
        number=f"{row.number}/{row.year}",
        service=row.service,
        resident=row.resident.name,
        birth_year=row.resident.birth_date.year,
        step=row.step,
        step_name=step.name,
        clause=step.clause if row.step else "",
        hold_reason=row.hold_reason,
        complete_at=row.complete_at,
    )
