"""Lists of what a desa collects for its residents, as the desa and the counter see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from pamong.applications import queries as applications
from pamong.applications.queries import Group, VillageRow
from pamong.desa import rules
from pamong.desa.models import CollectionItem, CollectionList
from pamong.desa.rules import CollectionState
from pamong.library import queries as library
from pamong.staff.rules import Actor
from pamong.standard.document import Standard

RECENT = 20
"""So many lists stand on a start page."""


class UnknownList(LookupError):  # noqa: N818 - reads as what it says
    """No such list, or none of this desa, or none for this office: the three are not told apart."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One application on a list; `ready` while it can still be handed over, `handed` when it was by this list."""

    code: str
    number: str
    service: str
    resident: str
    birth_year: int
    ready: bool
    handed: bool


@dataclass(frozen=True)
class ListPage:
    """One list with its lines."""

    code: str
    desa: str
    desa_name: str
    office: str
    office_name: str
    state: CollectionState
    collector: str
    prepared_at: datetime
    ended_at: datetime | None
    items: tuple[ItemLine, ...]
    standard: Standard


def collectable(*, actor: Actor) -> tuple[VillageRow, ...]:
    """Ready applications of the desa's own residents that the standard lets it collect and no open list has."""
    ready = applications.of_village(actor=actor)[Group.READY]
    allowed = [row for row in ready if rules.collecting_clause(row.standard)]
    taken = listed([row.id for row in allowed])
    return tuple(row for row in allowed if row.id not in taken)


def listed(identifiers: list[UUID]) -> frozenset[UUID]:
    """Which of these applications are on an open list."""
    found = CollectionItem.objects.filter(is_open=True, application_id__in=identifiers)
    return frozenset(found.values_list("application_id", flat=True))


def lists(*, actor: Actor, open_only: bool = False) -> tuple[ListPage, ...]:
    """The lists of the actor's desa, or those for the actor's office, the newest first."""
    found = _visible(actor)
    if open_only:
        found = found.filter(state=str(CollectionState.OPEN))
    return tuple(_page(row) for row in found.order_by("-prepared_at")[:RECENT])


def collection(*, actor: Actor, code: str) -> ListPage:
    """One list. Raises `UnknownList`."""
    return _page(visible_list(actor, code))


def visible_list(actor: Actor, code: str) -> CollectionList:
    """The row itself, for the verbs of this room. Raises `UnknownList`."""
    found = _visible(actor).filter(code=code).first()
    if found is None:
        raise UnknownList(code)
    return found


def _visible(actor: Actor) -> "QuerySet[CollectionList]":
    own = Q(desa_id=actor.office) if actor.post == "desa" else Q(office_id=actor.office)
    return CollectionList.objects.filter(own).select_related("desa", "office")


def _page(row: CollectionList) -> ListPage:
    items = list(row.items.select_related("application__resident").order_by("id"))
    return ListPage(
        code=row.code,
        desa=row.desa_id,
        desa_name=row.desa.name,
        office=row.office_id,
        office_name=row.office.name,
        state=CollectionState(row.state),
        collector=row.collector,
        prepared_at=row.prepared_at,
        ended_at=row.ended_at,
        items=tuple(_line(item) for item in items),
        standard=library.standard(items[0].application.standard_id),
    )


def _line(item: CollectionItem) -> ItemLine:
    asked = item.application
    return ItemLine(
        code=asked.public_code,
        number=f"{asked.number}/{asked.year}",
        service=asked.service,
        resident=asked.resident.name,
        birth_year=asked.resident.birth_date.year,
        ready=asked.closed_at is None and asked.ready_at is not None and asked.holder_kind == "office",
        handed=item.handed,
    )
