"""The inventory of an office: counting it, and what falls out of use and works again (chapter 8)."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.rules import Refused, Subject
from pamong.offices import queries as offices
from pamong.readiness import queries
from pamong.readiness.actions import engine
from pamong.readiness.models import Fault, InventoryItem
from pamong.readiness.rules import equipment, keeping
from pamong.staff.rules import Actor, may
from pamong.standard.messages import N_, Message, Refusal

INVENTORY, ITEM = "inventory", "inventory_item"
UNKNOWN_ITEM = Refusal(
    None, Message(N_("Barang itu tidak ada dalam standar dan inventaris kantor ini.")), "unknown_item"
)


def take_stock(
    *, actor: Actor, key: str, counts: Mapping[str, int], purchased: Mapping[str, date] | None = None
) -> None:
    """Write down how many there are of each thing, working or not; things left out keep their last count.

    `counts` by code of chapter 8, `purchased` the day of purchase where it is known. Raises Refused for a thing that no
    standard names and that was never counted.
    """
    bought = purchased or {}
    subject = Subject(INVENTORY, actor.office)
    with writing(office=actor.office):
        if ledger.done_before(key, office=actor.office, verb="take_stock", subject=subject):
            return
        engine.refuse(may(actor, office=actor.office, posts=keeping.STOCK_KEEPERS, clause=None))
        today = clock.today(offices.zone(actor.office))
        there = queries.held(actor.office)
        known = {*queries.promised_codes(office=actor.office, on=today), *there}
        for code, quantity in counts.items():
            engine.refuse(None if code in known else UNKNOWN_ITEM)
            engine.refuse(equipment.may_count(quantity, there.get(code)))
            found = {"quantity": quantity, "counted_on": today}
            InventoryItem.objects.update_or_create(
                office_id=actor.office,
                code=code,
                defaults=found | ({"purchased_on": bought[code]} if code in bought else {}),
            )
        payload = {
            "counts": dict(counts),
            "purchased": {code: day.isoformat() for code, day in bought.items() if code in counts},
        }
        engine.record(actor=actor, key=key, verb="take_stock", subject=subject, clause=None, payload=payload)


def report_fault(
    *,
    actor: Actor,
    key: str,
    code: str,
    fault: str,
    quantity: int = 1,
    since: date | None = None,
    reason: str = "",
) -> None:
    """Say that so many of a thing are out of use since a day (today): broken, or lent to somebody.

    What was never counted is then known to be there at least that often. Raises Refused.
    """
    subject = Subject(ITEM, f"{actor.office}/{code}")
    with writing(office=actor.office):
        if ledger.done_before(key, office=actor.office, verb="report_fault", subject=subject):
            return
        engine.refuse(may(actor, office=actor.office, posts=keeping.FAULT_REPORTERS, clause=None))
        today = clock.today(offices.zone(actor.office))
        first = since or today
        held = queries.held(actor.office, {code}).get(code)
        clause = queries.promised_codes(office=actor.office, on=today).get(code)
        engine.refuse(UNKNOWN_ITEM if clause is None and held is None else None)
        engine.refuse(equipment.may_report(quantity, held, fault=fault, since=first, today=today))
        item, _made = InventoryItem.objects.get_or_create(
            office_id=actor.office, code=code, defaults={"quantity": quantity}
        )
        salt = engine.new_salt()
        made = Fault.objects.create(
            id=uuid7(),
            item=item,
            fault=fault,
            quantity=quantity,
            since=first,
            reason=reason.strip(),
            salt=salt,
        )
        payload = {
            "fault": str(made.pk),
            "kind": fault,
            "quantity": quantity,
            "since": first.isoformat(),
            "detail_digest": engine.digest(salt, {"reason": reason.strip()}),
        }
        engine.record(
            actor=actor, key=key, verb="report_fault", subject=subject, clause=clause, payload=payload
        )


def end_fault(*, actor: Actor, key: str, fault_id: UUID, on: date | None = None) -> None:
    """Say that what was out of use works again from a day on (today): repaired, or brought back. Raises Refused."""
    with writing(office=actor.office):
        row = queries.own_fault(actor=actor, fault_id=fault_id)
        if row is None:
            raise Refused(engine.NOT_FOUND)
        subject = Subject(ITEM, f"{actor.office}/{row.code}")
        if ledger.done_before(key, office=actor.office, verb="end_fault", subject=subject):
            return
        engine.refuse(may(actor, office=actor.office, posts=keeping.FAULT_REPORTERS, clause=None))
        today = clock.today(offices.zone(actor.office))
        ended = on or today
        engine.refuse(equipment.may_end(since=row.since, on=ended, today=today))
        updated = Fault.objects.filter(pk=fault_id, ended_on__isnull=True).update(ended_on=ended)
        if not updated:
            raise Refused(Refusal(None, Message(N_("Barang itu sudah berfungsi kembali.")), "ended"))
        clause = queries.promised_codes(office=actor.office, on=today).get(row.code)
        payload = {"fault": str(fault_id), "kind": row.fault, "on": ended.isoformat()}
        engine.record(actor=actor, key=key, verb="end_fault", subject=subject, clause=clause, payload=payload)
