"""Bundles and what lies in them, for both offices: lists, one bundle, reconciliation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from pamong.applications import queries as application_queries
from pamong.applications.queries import AwaitingRow
from pamong.dispatch.models import Bundle, BundleItem, BundleRemark
from pamong.dispatch.queries.custody import standing
from pamong.dispatch.rules import Count, Direction, Ending, place_of
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Subject
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.staff.rules import Actor
from pamong.standard.chapters.requirements import checklist
from pamong.standard.parts import Label

PARTY = "dispenduk"
LISTED = 60
"""So many bundles stand in a list; older ones are found through their applications."""


@dataclass(frozen=True)
class ItemRow:
    """One application in a bundle: what a list between two offices names it by, and how far it came."""

    id: UUID
    code: str
    office: str
    office_name: str
    number: str
    service: str
    resident: str
    birth_year: int
    place: int
    manifest: str
    sent_at: datetime | None
    received_at: datetime | None
    result: str
    reason: str
    requirement: Label | None
    note: str
    home: str
    ending: str
    closed: bool
    step: str
    count: Count


@dataclass(frozen=True)
class BundleRow:
    """One bundle. `count` says of one that went out where its applications are; `items` how many it holds, `counted`
    how many of them were found by the receiver.
    """

    id: UUID
    number: str
    direction: Direction
    sender: str
    sender_name: str
    receiver: str
    receiver_name: str
    made_at: datetime
    sent_at: datetime | None
    received_at: datetime | None
    cancelled: bool
    courier: str
    items: int
    counted: int
    count: Count


@dataclass(frozen=True)
class BundlePage:
    """One bundle with everything in it, in the order of its manifest, and how often that was printed."""

    row: BundleRow
    items: tuple[ItemRow, ...]
    copies: int


def dispenduk_of(office: str) -> str:
    """The Dispenduk of the kabupaten an office belongs to. LookupError where the installation has none."""
    found = offices.beside(office, "dispenduk")
    if not found:
        raise LookupError(f"no Dispenduk serves {office}")
    return found[0].code


def served(dispenduk: str) -> Mapping[str, str]:
    """The kecamatan that a Dispenduk serves, by code, with their names."""
    return {row.code: row.name for row in offices.beside(dispenduk, "kecamatan")}


def ready(*, office: str) -> tuple[AwaitingRow, ...]:
    """What waits to be sent and lies in no bundle yet; what is on hold is left out."""
    found = application_queries.awaiting(offices=[office], act="dispatch", party=PARTY)
    inside = BundleItem.objects.filter(application_id__in=[row.id for row in found], closed_at__isnull=True)
    taken = set(inside.values_list("application_id", flat=True))
    return tuple(row for row in found if row.id not in taken and not row.hold_reason)


def bundles(*, actor: Actor, direction: Direction | None = None) -> tuple[BundleRow, ...]:
    """The newest bundles that the actor's office sent or was sent; what has not left is its sender's own business."""
    known = Q(sender=actor.office) | Q(receiver=actor.office, sent_at__isnull=False)
    found = Bundle.objects.filter(known)
    if direction is not None:
        found = found.filter(direction=str(direction))
    rows = list(found.order_by("-made_at", "-id")[:LISTED])
    return _rows(rows)


def page(*, actor: Actor, bundle_id: UUID) -> BundlePage | None:
    """One bundle of the actor's office; None for one of other offices."""
    known = Q(sender=actor.office) | Q(receiver=actor.office, sent_at__isnull=False)
    row = Bundle.objects.filter(known, pk=bundle_id).first()
    if row is None:
        return None
    found = _items(Q(home=row) if row.direction == Direction.BACK else Q(bundle=row))
    if row.cancelled_at is None:
        found = found.exclude(ending=Ending.TAKEN_OUT)
    return BundlePage(_rows([row])[0], item_rows(found), len(ledger.timeline(manifest(row.pk))))


def last_courier(*, actor: Actor) -> str:
    """Who carried the office's last bundle; empty where the name was erased or there was none."""
    found = Bundle.objects.filter(sender=actor.office, sent_at__isnull=False).order_by("-sent_at")
    return found.values_list("courier", flat=True).first() or ""


def manifest(bundle: UUID) -> Subject:
    """The ledger's subject for the prints of a bundle's manifest."""
    return Subject("manifest", str(bundle))


def _rows(rows: list[Bundle]) -> tuple[BundleRow, ...]:
    names = offices.names({code for row in rows for code in (row.sender_id, row.receiver_id)})
    ids = [row.pk for row in rows]
    items = list(_items(Q(bundle_id__in=ids) | Q(home_id__in=ids)))
    return tuple(_row(row, items, names) for row in rows)


def _row(row: Bundle, items: Iterable[BundleItem], names: Mapping[str, str]) -> BundleRow:
    back = row.direction == Direction.BACK
    inside = [item for item in items if (item.home_id if back else item.bundle_id) == row.pk]
    inside = [item for item in inside if item.ending not in {Ending.TAKEN_OUT, Ending.STAYED}]
    counted = [item for item in inside if (item.ending == Ending.HOME if back else item.received_at)]
    return BundleRow(
        id=row.pk,
        number=f"{row.number}/{row.year}",
        direction=Direction(row.direction),
        sender=row.sender_id,
        sender_name=names[row.sender_id],
        receiver=row.receiver_id,
        receiver_name=names[row.receiver_id],
        made_at=row.made_at,
        sent_at=row.sent_at,
        received_at=row.received_at,
        cancelled=row.cancelled_at is not None,
        courier=row.courier,
        items=len(inside),
        counted=len(counted),
        count=Count() if back else total(item for item in items if item.bundle_id == row.pk),
    )


def total(items: Iterable[BundleItem]) -> Count:
    """The reconciliation of many items."""
    return sum((count_of(item) for item in items), Count())


def count_of(item: BundleItem) -> Count:
    """One item as a count of one."""
    return place_of(
        standing(item),
        ending=item.ending,
        bundle_counted=item.bundle.received_at is not None,
        home_sent=item.home is not None and item.home.sent_at is not None,
    )


def _items(condition: Q) -> "QuerySet[BundleItem]":
    found = BundleItem.objects.filter(condition)
    return found.select_related("application__resident", "bundle", "home").order_by("bundle_id", "place")


def item_rows(items: Iterable[BundleItem]) -> tuple[ItemRow, ...]:
    """Items with the names of their offices and what was written about them."""
    items = list(items)
    names = offices.names({item.bundle.sender_id for item in items})
    notes = _notes([item for item in items if item.result])
    return tuple(_item(item, names, notes) for item in items)


def _notes(items: list[BundleItem]) -> Mapping[str, str]:
    """The newest note of each item."""
    found = BundleRemark.objects.filter(subject__in=[str(item.pk) for item in items]).order_by("id")
    return {row.subject: row.detail.get("note", "") for row in found}


def _item(item: BundleItem, names: Mapping[str, str], notes: Mapping[str, str]) -> ItemRow:
    application = item.application
    return ItemRow(
        id=item.pk,
        code=application.public_code,
        office=item.bundle.sender_id,
        office_name=names[item.bundle.sender_id],
        number=f"{application.number}/{application.year}",
        service=application.service,
        resident=application.resident.name,
        birth_year=application.resident.birth_date.year,
        place=item.place,
        manifest=f"{item.bundle.number}/{item.bundle.year}",
        sent_at=item.bundle.sent_at,
        received_at=item.received_at,
        result=item.result,
        reason=item.reason,
        requirement=requirements(application.standard_id).get(item.requirement),
        note=notes.get(str(item.pk), ""),
        home=f"{item.home.number}/{item.home.year}" if item.home else "",
        ending=item.ending,
        closed=application.closed_at is not None,
        step=application.step,
        count=count_of(item),
    )


@lru_cache(maxsize=256)
def requirements(version: UUID) -> Mapping[str, Label]:
    """The papers that a version of a standard asks for, by id, alternatives among them. A version never changes."""
    return {item.id: item.name for item in checklist(library.standard(version), {})}
