"""Equipment, furniture and books against the lists of the standards in force (chapter 8)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min, Q, Sum

from pamong.ledger import clock
from pamong.library import queries as library
from pamong.library.queries import VersionRow
from pamong.offices import queries as offices
from pamong.readiness.models import Fault, InventoryItem
from pamong.readiness.rules.equipment import Held, Provision, lacking, provision
from pamong.staff.rules import Actor
from pamong.standard.annotations.quality import Facility
from pamong.standard.chapters.facilities import facilities
from pamong.standard.document import Standard, Step
from pamong.standard.parts import Label

_OPEN = Q(faults__ended_on__isnull=True)


@dataclass(frozen=True)
class PromiseRow:
    """One line of chapter 8 of a standard in force, and what there is of it; None: nobody counted."""

    version: VersionRow
    clause: str
    facility: Facility
    held: Held | None

    @property
    def provision(self) -> Provision:
        return provision(self.facility.quantity, self.held)


@dataclass(frozen=True)
class FaultRow:
    """Pieces out of use; `ended_on` is the first day they worked again, None while they do not."""

    id: UUID
    code: str
    fault: str
    quantity: int
    since: date
    ended_on: date | None
    reason: str


@dataclass(frozen=True)
class StockRow:
    """One thing of the inventory of an office: what is promised of it at most, what is there, what is out of use."""

    code: str
    item: Label
    unit: str
    promised: int
    promised_by: tuple[str, ...]
    held: Held | None
    purchased_on: date | None
    counted_on: date | None
    faults: tuple[FaultRow, ...]

    @property
    def provision(self) -> Provision:
        return provision(self.promised, self.held)


@dataclass(frozen=True)
class Stopped:
    """A step that cannot be done because nothing of what it uses works; `elsewhere` are offices where it can be done."""

    step: str
    step_name: Label
    clause: str
    items: tuple[tuple[Label, Held], ...]
    elsewhere: tuple[str, ...] = ()

    @property
    def since(self) -> date | None:
        """The first day on which one of the things was out of use; None where the office has none at all."""
        return min((held.since for _item, held in self.items if held.since is not None), default=None)


def held(office: str, codes: Collection[str] | None = None) -> Mapping[str, Held]:
    """What an office has, by code, with what of it is out of use now; of `codes` only, or of everything. One query."""
    return _by_office((office,), codes).get(office, {})


def _by_office(codes_of: Collection[str], codes: Collection[str] | None) -> dict[str, dict[str, Held]]:
    items = InventoryItem.objects.filter(office__in=codes_of)
    if codes is not None:
        items = items.filter(code__in=codes)
    rows = items.values_list("office", "code", "quantity").annotate(
        out=Sum("faults__quantity", filter=_OPEN),
        since=Min("faults__since", filter=_OPEN),
        fault=Min("faults__fault", filter=_OPEN),
    )
    found: dict[str, dict[str, Held]] = {}
    for office, code, quantity, out, since, fault in rows:
        found.setdefault(office, {})[code] = Held(code, quantity, out or 0, since, fault or "")
    return found


def promise_rows(*, office: str, on: date) -> tuple[PromiseRow, ...]:
    """Every line of chapter 8 of every standard in force at an office on a day, with what there is of it now."""
    versions = library.services(office=office, on=on)
    there = held(office) if versions else {}
    return tuple(
        PromiseRow(version, placed.clause.id, placed.value, there.get(placed.value.id))
        for version in versions
        for placed in facilities(library.standard(version.id))
    )


def stock_rows(*, office: str, on: date) -> tuple[StockRow, ...]:
    """The inventory of an office: what its standards promise, in their order, and what else was once counted."""
    promised: dict[str, list[PromiseRow]] = {}
    for row in promise_rows(office=office, on=on):
        promised.setdefault(row.facility.id, []).append(row)
    items = {item.code: item for item in InventoryItem.objects.filter(office=office).order_by("code")}
    there = held(office) if items else {}
    faults: dict[str, list[FaultRow]] = {}
    for fault in Fault.objects.filter(item__office=office).select_related("item").order_by("-since", "-id"):
        faults.setdefault(fault.item.code, []).append(_fault(fault))
    return tuple(
        _stock(code, promised.get(code, []), there.get(code), items.get(code), faults.get(code, []))
        for code in (*promised, *(code for code in items if code not in promised))
    )


def _stock(
    code: str,
    promised: list[PromiseRow],
    there: Held | None,
    item: InventoryItem | None,
    faults: list[FaultRow],
) -> StockRow:
    first = promised[0].facility if promised else None
    return StockRow(
        code=code,
        item=first.item if first else Label(id=code, en=code),
        unit=first.unit if first else "",
        promised=max((row.facility.quantity for row in promised), default=0),
        promised_by=tuple(f"{row.version.service.upper()} {row.clause}" for row in promised),
        held=there,
        purchased_on=item.purchased_on if item else None,
        counted_on=item.counted_on if item else None,
        faults=tuple(faults),
    )


def _fault(row: Fault) -> FaultRow:
    return FaultRow(row.pk, row.item.code, row.fault, row.quantity, row.since, row.ended_on, row.reason)


def own_fault(*, actor: Actor, fault_id: UUID) -> FaultRow | None:
    """A fault of the actor's office; None for another office's and for an id that is none."""
    found = Fault.objects.filter(pk=fault_id, item__office=actor.office).select_related("item").first()
    return None if found is None else _fault(found)


def promised_codes(*, office: str, on: date) -> Mapping[str, str]:
    """The things that the standards in force name, each with the clause that names it first."""
    found: dict[str, str] = {}
    for version in library.services(office=office, on=on):
        for placed in facilities(library.standard(version.id)):
            found.setdefault(placed.value.id, placed.clause.id)
    return found


def using(standard: Standard) -> tuple[Step, ...]:
    """The steps that need something of chapter 8."""
    return tuple(step for step in standard.steps() if step.uses)


def stopped_steps(*, office: str, standard: Standard, step: str | None = None) -> Mapping[str, Stopped]:
    """The steps of a standard that cannot be done at this office now, by step; `step` asks for one only.

    No query where no step uses anything, one where all works; the other offices are asked for only when one stands still.
    """
    steps = [one for one in using(standard) if step in {None, one.id}]
    if not steps:
        return {}
    there = held(office, {code for one in steps for code in one.uses})
    items = {placed.value.id: placed.value.item for placed in facilities(standard)}
    found = {}
    for one in steps:
        missing = lacking(one.uses, there)
        if missing:
            named = tuple((items.get(each.code, Label(id=each.code, en=each.code)), each) for each in missing)
            others = where_possible(office=office, service=standard.service, act=one.act)
            found[one.id] = Stopped(one.id, one.name, one.clause, named, others)
    return found


def where_possible(*, office: str, service: str, act: str) -> tuple[str, ...]:
    """Names of the other offices whose standard of this service has this act and whose equipment for it was counted
    and works, the nearest by code first: offices of one kabupaten have codes that begin alike.
    """
    today = clock.today(offices.zone(office))
    needs = {
        version.office: {
            code for step in using(library.standard(version.id)) if step.act == act for code in step.uses
        }
        for version in library.published(on=today)
        if version.service == service and version.office != office
    }
    there = _by_office([code for code, uses in needs.items() if uses], None) if any(needs.values()) else {}
    able = [code for code, uses in needs.items() if uses and _all_work(uses, there.get(code, {}))]
    names = offices.names(able) if able else {}
    return tuple(names[code] for code in sorted(able, key=lambda code: _distance(office, code)))


def _all_work(uses: Iterable[str], there: Mapping[str, Held]) -> bool:
    return all(code in there and there[code].working > 0 for code in uses)


def _distance(here: str, there: str) -> tuple[int, str]:
    ours, theirs = here.split("."), there.split(".")
    shared = 0
    while shared < min(len(ours), len(theirs)) and ours[shared] == theirs[shared]:
        shared += 1
    return -shared, there
