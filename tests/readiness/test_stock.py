"""The inventory against chapter 8, what falls out of use, and the steps that then stand still."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused, Subject
from pamong.readiness import actions, queries
from pamong.readiness.models import Fault, InventoryItem
from pamong.readiness.rules.equipment import Provision
from tests.applications.installation import IN_FORCE, KK_OFFICE, KTP_OFFICE, actor, changed, install, key
from tests.clauses.shipped import shipped
from tests.readiness.keeping import ALL_KTP, TODAY, breaks, count, stopped, works_again

pytestmark = pytest.mark.usefixtures("two_offices")


def provisions(office: str = KTP_OFFICE) -> dict[str, Provision]:
    return {row.clause: row.provision for row in queries.promise_rows(office=office, on=TODAY)}


def test_before_anybody_counted_nothing_is_known_to_be_there() -> None:
    assert set(provisions().values()) == {Provision.UNCOUNTED}
    assert len(provisions()) == 8
    assert stopped() == {}


ROWS = {
    "ktp": {
        "8.1": "komputer",
        "8.2": "pemindai_mata",
        "8.3": "kamera",
        "8.4": "sidik_jari",
        "8.5": "tandatangan_elektronik",
        "8.6": "buku_register",
        "8.7": "meja",
        "8.8": "kursi",
    },
    "kk": {"8.1": "komputer", "8.2": "printer", "8.3": "buku_register", "8.4": "meja", "8.5": "kursi"},
}
OFFICES = {"ktp": KTP_OFFICE, "kk": KK_OFFICE}


@pytest.mark.parametrize(
    ("service", "clause", "code"),
    [(service, clause, code) for service, rows in ROWS.items() for clause, code in rows.items()],
)
def test_each_row_is_present_missing_or_broken_by_itself(service: str, clause: str, code: str) -> None:
    office = OFFICES[service]
    count({other: 3 if other in {"meja", "kursi"} else 1 for other in ROWS[service].values()}, office)
    assert set(provisions(office).values()) == {Provision.MET}
    fault = breaks(code, office)
    assert {row for row, how in provisions(office).items() if how is Provision.BROKEN} == {clause}
    works_again(fault.pk, office)
    assert set(provisions(office).values()) == {Provision.MET}
    count({code: InventoryItem.objects.get(office=office, code=code).quantity - 1}, office)
    assert {row for row, how in provisions(office).items() if how is Provision.SHORT} == {clause}


@pytest.mark.parametrize("code", ["kamera", "sidik_jari", "pemindai_mata", "tandatangan_elektronik"])
def test_without_one_of_its_four_devices_nobody_is_recorded(code: str) -> None:
    count(ALL_KTP)
    assert stopped() == {}
    fault = breaks(code, since=date(2026, 12, 10))
    found = stopped()["record"]
    assert (found.clause, found.since) == ("4.5", date(2026, 12, 10))
    assert [held.code for _item, held in found.items] == [code]
    works_again(fault.pk)
    assert stopped() == {}


def test_a_broken_chair_stops_no_step() -> None:
    count(ALL_KTP)
    breaks("kursi", quantity=3)
    assert stopped() == {}


def test_without_a_printer_no_family_card_is_printed() -> None:
    count({"printer": 1}, KK_OFFICE)
    breaks("printer", KK_OFFICE, fault="lent")
    assert list(stopped(KK_OFFICE, "kk")) == ["print"]
    assert stopped(KK_OFFICE, "kk")["print"].items[0][1].fault == "lent"


def test_what_an_office_counted_as_none_stops_its_step_from_no_day() -> None:
    count({"kamera": 0})
    assert stopped()["record"].since is None


def test_what_was_never_counted_is_known_once_it_breaks() -> None:
    breaks("kamera")
    assert InventoryItem.objects.get(code="kamera").quantity == 1
    assert list(stopped()) == ["record"]


def test_another_office_that_can_is_named_and_one_that_nobody_counted_is_not() -> None:
    install(changed("ktp", office=KK_OFFICE), since=IN_FORCE)
    install(changed("ktp", office="35.08.01"), since=IN_FORCE)
    install(changed("ktp", office="35.08.09"), since=IN_FORCE)
    count(ALL_KTP, "35.08.01")
    count(ALL_KTP, KK_OFFICE)
    breaks("pemindai_mata", KK_OFFICE)
    count(ALL_KTP)
    breaks("kamera")
    assert stopped()["record"].elsewhere == ("Kecamatan Tempursari",)


def test_no_office_is_named_where_nobody_else_offers_the_service() -> None:
    count({"kamera": 0})
    assert stopped()["record"].elsewhere == ()


def test_nearer_codes_come_first() -> None:
    for office in ("35.08.01", "35.08", "35.08.07.2001"):
        install(changed("ktp", office=office), since=IN_FORCE)
        count(ALL_KTP, office)
    count({"kamera": 0})
    assert stopped()["record"].elsewhere == ("Desa Darungan", "Kabupaten Lumajang", "Kecamatan Tempursari")


def test_a_working_office_is_asked_one_question_and_a_service_without_equipment_none() -> None:
    count(ALL_KTP)
    standard = shipped("ktp")
    with CaptureQueriesContext(connection) as asked:
        queries.stopped_steps(office=KTP_OFFICE, standard=standard)
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        queries.stopped_steps(office=KTP_OFFICE, standard=standard, step="examine")
    assert len(asked) == 0


def test_the_inventory_lists_what_is_promised_and_what_else_was_counted() -> None:
    count(ALL_KTP)
    InventoryItem.objects.create(office_id=KTP_OFFICE, code="genset", quantity=1)
    breaks("meja", quantity=2, since=date(2026, 12, 1))
    rows = {row.code: row for row in queries.stock_rows(office=KTP_OFFICE, on=TODAY)}
    assert [*rows][-1] == "genset"
    assert (rows["meja"].promised, rows["meja"].promised_by) == (3, ("KTP 8.7",))
    assert rows["meja"].provision is Provision.BROKEN
    assert [(fault.quantity, fault.since) for fault in rows["meja"].faults] == [(2, date(2026, 12, 1))]
    assert (rows["genset"].promised, rows["genset"].item.id) == (0, "genset")
    assert rows["genset"].counted_on is None


def test_an_office_without_standards_has_no_list() -> None:
    assert queries.promise_rows(office="35.08.01", on=TODAY) == ()
    assert queries.stock_rows(office="35.08.01", on=TODAY) == ()


def test_stocktaking_keeps_the_day_of_purchase_until_another_is_given() -> None:
    bought = {"kamera": date(2024, 5, 2)}
    actions.take_stock(actor=actor("kasi"), key=key(), counts={"kamera": 2}, purchased=bought)
    count({"kamera": 1})
    item = InventoryItem.objects.get(code="kamera")
    assert (item.quantity, item.purchased_on, item.counted_on) == (1, date(2024, 5, 2), TODAY)
    entry = ledger.newest(Subject("inventory", KTP_OFFICE))
    assert entry is not None
    assert entry.payload == {"counts": {"kamera": 1}, "purchased": {}}


def test_the_entry_of_a_fault_names_the_clause_and_not_the_reason() -> None:
    actions.report_fault(
        actor=actor("loket"), key=key(), code="kamera", fault="lent", reason="Dibawa Budi ke balai desa"
    )
    entry = ledger.newest(Subject("inventory_item", f"{KTP_OFFICE}/kamera"))
    assert entry is not None
    assert (entry.verb, entry.clause) == ("report_fault", "8.3")
    assert "Budi" not in str(entry.payload)
    assert Fault.objects.get().reason == "Dibawa Budi ke balai desa"


def test_sent_twice_each_act_is_done_once() -> None:
    one, two, three = key(), key(), key()
    for _ in range(2):
        actions.take_stock(actor=actor("kasi"), key=one, counts={"meja": 3})
        actions.report_fault(actor=actor("kasi"), key=two, code="meja", fault="broken")
        actions.end_fault(actor=actor("kasi"), key=three, fault_id=Fault.objects.get().pk)
    assert Fault.objects.count() == 1
    assert ledger.end_of_entries(KTP_OFFICE) == 4


def refused(act: object, **arguments: object) -> str:
    with pytest.raises(Refused) as found:
        act(**{"actor": actor("kasi"), "key": key(), **arguments})  # type: ignore[operator]
    return str(found.value.refusal.code)


def test_what_is_refused() -> None:
    count({"kamera": 1})
    theirs = breaks("printer", KK_OFFICE)
    mine = breaks("kamera", since=date(2026, 12, 10))
    works_again(mine.pk)
    take, report, end = actions.take_stock, actions.report_fault, actions.end_fault
    assert refused(take, counts={"genset": 1}) == "unknown_item"
    assert refused(take, counts={"kamera": 1}, actor=actor("loket")) == "other_post"
    assert refused(report, code="genset", fault="broken") == "unknown_item"
    assert refused(report, code="kamera", fault="broken", actor=actor("desa")) == "other_post"
    assert refused(report, code="kamera", fault="broken", quantity=2) == "more_than_working"
    assert refused(end, fault_id=theirs.pk) == "not_found"
    assert refused(end, fault_id=mine.pk) == "ended"
    assert refused(end, fault_id=mine.pk, on=date(2026, 12, 9)) == "before_fault"
    assert refused(end, fault_id=mine.pk, actor=actor("camat")) == "other_post"
