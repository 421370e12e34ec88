"""What a notice about an act needs: read when it is sent, from the entry it points at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from pamong.applications import states
from pamong.applications.models import Application
from pamong.applications.queries.facts import facts_for
from pamong.applications.rules import State
from pamong.ledger import queries as ledger
from pamong.ledger.rules import EntryRow
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.residents import queries as residents
from pamong.standard.chapters.requirements import Need, checklist, unmet
from pamong.standard.document import Standard
from pamong.standard.parts import Label


@dataclass(frozen=True)
class Told:
    """One act as its applicant hears of it: the entry, the state it led to, what is unmet, and where to send it.

    `act` is the act whose step is awaited after it ("" at the end). `unmet` and `invalid` are there for a return only.
    """

    code: str
    number: str
    entry: EntryRow
    state: State
    act: str
    due_at: datetime | None
    unmet: tuple[Label, ...]
    invalid: tuple[str, ...]
    office: offices.OfficeRow
    address: str
    standard: Standard


def told(*, entry: UUID, channel: str) -> Told | None:
    """What the notice about this entry says; None when it is not true any more: a return that was answered meanwhile."""
    found = ledger.by_id(entry)
    row = Application.objects.filter(pk=found.subject.id).first() if found else None
    if found is None or row is None:
        return None
    if found.verb == "return" and row.holder_kind != "applicant":
        return None
    state = states.state_from(found.payload["after"])
    table = library.procedure(row.standard_id)
    due_at = found.payload.get("due_at")
    standard = library.standard(row.standard_id)
    return Told(
        code=row.public_code,
        number=f"{row.service.upper()} {row.number}/{row.year}",
        entry=found,
        state=state,
        act=table.step(state.step).act if state.step else "",
        due_at=datetime.fromisoformat(due_at) if due_at else None,
        unmet=_unmet(row, standard, found.payload) if found.verb == "return" else (),
        invalid=tuple(found.payload.get("invalid", ())),
        office=offices.office(row.office_id),
        address=residents.notice_address(resident_id=row.resident_id, channel=channel),
        standard=standard,
    )


def numbers(subjects: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Register number ("KTP 12/2026") and public code of applications by the text of their id. Who asks has the ids from
    rows of its own office.
    """
    found = Application.objects.filter(pk__in=list(subjects))
    return {
        str(row.pk): (f"{row.service.upper()} {row.number}/{row.year}", row.public_code)
        for row in found.only("service", "number", "year", "public_code")
    }


def _unmet(row: Application, standard: Standard, payload: Any) -> tuple[Label, ...]:
    """What the act found deficient, and what was never handed in: whoever comes back should not come a third time.

    Of papers of which one is enough, their common name where it has one.
    """
    facts = facts_for(
        standard=standard, resident_id=row.resident_id, answers=row.answers, office=row.office_id
    )
    items = checklist(standard, facts)
    required = tuple(item for item in items if item.need is Need.REQUIRED)
    states_of_items = {name: str(found["state"]) for name, found in row.checklist.items()}
    open_ids = {*payload.get("deficient", ()), *unmet(required, states_of_items)}
    names: dict[str, Label] = {}
    for item in items:
        if item.id in open_ids:
            names.setdefault(item.id, item.name)
        elif item.group in open_ids:
            names.setdefault(str(item.group), item.group_name or item.name)
    return tuple(names.values())
