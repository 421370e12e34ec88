"""Verbs on offices and calendars: who may, what is written, what the ledger keeps."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from pamong.ledger import queries as ledger
from pamong.ledger.rules import AlreadyDone, Refused, Subject
from pamong.offices import actions, queries
from pamong.offices.models import CalendarDay, Office, OfficeHours
from pamong.workdays.calendar import CalendarInvalid, DayNote
from tests.offices.acting import CAMAT, IT, LOKET
from tests.workdays.calendars import day, spans, week

pytestmark = pytest.mark.django_db

YOSOWILANGUN, JATIROTO = "35.08.07", "35.08.17"
FLOOD = DayNote(day("03-11-2026"), "closure", "Kantor kebanjiran")
REGIONAL = DayNote(day("18-11-2026"), "regional_holiday", "Hari libur daerah")


@pytest.fixture
def region() -> None:
    actions.load_region(actor=IT, key="region")


def written(office: str) -> list[str]:
    return [entry.verb for entry in ledger.timeline(Subject("office", office))]


def test_an_office_is_added_and_its_log_begins_with_that() -> None:
    actions.add_office(
        actor=IT, key="a", code="91.71", kind="kabupaten", name="Kabupaten Contoh", zone="Asia/Jayapura"
    )
    row = actions.add_office(
        actor=IT,
        key="b",
        code="91.71.01",
        kind="kecamatan",
        name="Kecamatan Contoh",
        parent="91.71",
        zone="Asia/Jayapura",
        letterhead={"phone": "(0967) 000000", "city": "Contoh"},
    )
    assert row == queries.office("91.71.01")
    assert (row.place, row.phone, row.city, row.email, row.parent) == (
        "Contoh",
        "(0967) 000000",
        "Contoh",
        "",
        "91.71",
    )
    assert row.zone == queries.zone("91.71.01") == ZoneInfo("Asia/Jayapura")
    assert written("91.71.01") == ["add_office"]


def test_the_same_office_twice_is_done_once() -> None:
    actions.add_office(actor=IT, key="a", code="91", kind="kabupaten", name="Kabupaten Contoh")
    with pytest.raises(AlreadyDone):
        actions.add_office(actor=IT, key="a", code="91", kind="kabupaten", name="Kabupaten Contoh")
    with pytest.raises(IntegrityError):
        actions.add_office(actor=IT, key="other", code="91", kind="kabupaten", name="Kabupaten Contoh")


def test_an_office_in_a_zone_nobody_knows_is_not_added() -> None:
    with pytest.raises(CalendarInvalid):
        actions.add_office(
            actor=IT, key="a", code="91", kind="kabupaten", name="Contoh", zone="Asia/Lumajang"
        )
    assert not Office.objects.exists()


@pytest.mark.parametrize(("kind", "name"), [("provinsi", "Contoh"), ("desa", "")])
def test_the_database_refuses_an_office_of_no_kind_or_no_name(kind: str, name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Office.objects.create(code="91", kind=kind, name=name)


def test_the_region_brings_offices_villages_and_the_default_week(region: None) -> None:
    assert len(queries.every()) == 228
    assert [row.code for row in queries.every("dispenduk")] == ["35.08.dispenduk"]
    assert len(queries.every("kecamatan")) == 21
    assert [row.place for row in queries.villages(JATIROTO)] == [
        "Banyuputih Kidul",
        "Rojopolo",
        "Kaliboto Kidul",
        "Kaliboto Lor",
        "Sukosari",
        "Jatiroto",
    ]
    assert queries.names([YOSOWILANGUN, "35.08", "nowhere"]) == {
        YOSOWILANGUN: "Kecamatan Yosowilangun",
        "35.08": "Kabupaten Lumajang",
    }
    assert queries.calendar(YOSOWILANGUN).hours_on(day("06-11-2026")) == spans("08:00-14:00")
    (entry,) = ledger.timeline(Subject("office", "35.08"))
    assert entry.payload["offices_added"] == 228


def test_the_region_loaded_again_leaves_what_an_office_has_made_its_own(region: None) -> None:
    Office.objects.filter(pk=YOSOWILANGUN).update(phone="(0334) 000000")
    Office.objects.filter(pk="35.08.07.2001").delete()
    assert actions.load_region(actor=IT, key="again") == 1
    assert queries.office(YOSOWILANGUN).phone == "(0334) 000000"
    assert OfficeHours.objects.count() == 1


def test_an_office_sets_its_own_hours_and_only_its_own_change(region: None) -> None:
    six = week("Enam hari", ["08:00-14:00"] * 6, "01-01-2026")
    actions.set_hours(actor=CAMAT, key="hours", office=YOSOWILANGUN, pattern=six)
    assert queries.calendar(YOSOWILANGUN).is_working(day("07-11-2026"))
    assert not queries.calendar(JATIROTO).is_working(day("07-11-2026"))
    (entry,) = ledger.timeline(Subject("office", YOSOWILANGUN))
    assert (entry.verb, entry.actor, entry.payload["name"]) == ("set_hours", "camat-7", "Enam hari")


def test_hours_of_the_same_validity_are_replaced(region: None) -> None:
    for key, hours in (("one", "08:00-14:00"), ("two", "08:00-13:00")):
        pattern = week("Ramadan", [hours] * 5, "19-02-2026", "20-03-2026")
        actions.set_hours(actor=IT, key=key, office=None, pattern=pattern)
    assert queries.calendar(JATIROTO).hours_on(day("23-02-2026")) == spans("08:00-13:00")
    assert OfficeHours.objects.count() == 2
    assert written("35.08") == ["load_region", "set_hours", "set_hours"]


def test_a_noted_day_closes_one_office_or_all_of_them(region: None) -> None:
    actions.note_day(actor=CAMAT, key="flood", office=YOSOWILANGUN, note=FLOOD, source="Surat camat")
    actions.note_day(actor=IT, key="holiday", office=None, note=REGIONAL, source="Keputusan bupati")
    assert queries.calendar(YOSOWILANGUN).day(FLOOD.on).closed == "closure"
    assert queries.calendar(JATIROTO).is_working(FLOOD.on)
    assert queries.calendar(JATIROTO).day(REGIONAL.on).closed == "regional_holiday"
    assert ledger.timeline(Subject("office", YOSOWILANGUN))[0].payload["source"] == "Surat camat"


def test_a_day_taken_back_is_open_again_and_the_log_says_why(region: None) -> None:
    actions.note_day(actor=IT, key="holiday", office=None, note=REGIONAL, source="Keputusan bupati")
    actions.remove_day(actor=IT, key="back", office=None, note=REGIONAL, reason="Dicabut")
    assert queries.calendar(JATIROTO).is_working(REGIONAL.on)
    assert ledger.timeline(Subject("office", "35.08"))[-1].payload["reason"] == "Dicabut"
    with pytest.raises(CalendarDay.DoesNotExist):
        actions.remove_day(actor=IT, key="twice", office=None, note=REGIONAL, reason="Dicabut")


def test_the_office_may_serve_on_a_day_of_collective_leave(region: None) -> None:
    actions.import_holidays(actor=IT, key="import", years=[2026])
    opened = DayNote(date(2026, 12, 24), "extra_open", "Loket tetap buka", spans("08:00-12:00"))
    actions.note_day(actor=CAMAT, key="open", office=YOSOWILANGUN, note=opened, source="Surat camat")
    assert queries.calendar(YOSOWILANGUN).hours_on(opened.on) == spans("08:00-12:00")
    assert not queries.calendar(JATIROTO).is_working(opened.on)


def test_holidays_imported_twice_change_nothing_the_second_time(region: None) -> None:
    first = actions.import_holidays(actor=IT, key="one", years=[2026])
    token = queries.calendar(JATIROTO)
    second = actions.import_holidays(actor=IT, key="two", years=[2026])
    assert (len(first.added), len(first.changed), len(first.removed)) == (25, 0, 0)
    assert not second
    assert queries.calendar(JATIROTO) is token  # nothing changed, so nothing is built anew
    assert written("35.08") == ["load_region", "import_holidays", "import_holidays"]


def test_an_import_mends_its_own_rows_and_no_others(region: None) -> None:
    actions.import_holidays(actor=IT, key="one", years=[2026])
    rows = CalendarDay.objects.filter(office=None)
    rows.filter(on=date(2026, 1, 1)).update(name="Salah", status="provisional")
    rows.filter(on=date(2026, 1, 16)).delete()
    CalendarDay.objects.create(
        on=date(2026, 7, 1), kind="public_holiday", name="Dipindah", source="holidays 0.1"
    )
    by_hand = DayNote(date(2026, 12, 24), "collective_leave", "Menurut SKB perubahan")
    actions.note_day(actor=IT, key="hand", office=None, note=by_hand, source="SKB perubahan")

    found = actions.import_holidays(actor=IT, key="two", years=[2026])

    assert [note.on for note in found.added] == [date(2026, 1, 16)]
    assert [note.on for note in found.changed] == [date(2026, 1, 1)]
    assert [note.on for note in found.removed] == [date(2026, 7, 1)]
    assert rows.get(on=date(2026, 1, 1)).name == "Tahun Baru Masehi"
    assert rows.get(on=by_hand.on).name == "Menurut SKB perubahan"
    entry = ledger.timeline(Subject("office", "35.08"))[-1]
    assert entry.payload["removed"] == ["2026-07-01 public_holiday final Dipindah"]


def test_an_import_leaves_other_years_alone(region: None) -> None:
    actions.import_holidays(actor=IT, key="one", years=[2025, 2026])
    before = CalendarDay.objects.count()
    assert not actions.import_holidays(actor=IT, key="two", years=[2025])
    assert CalendarDay.objects.count() == before == 28 + 25


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: actions.add_office(actor=LOKET, key="x", code="91", kind="desa", name="Contoh"),
        lambda: actions.load_region(actor=CAMAT, key="x"),
        lambda: actions.import_holidays(actor=CAMAT, key="x", years=[2026]),
        lambda: actions.set_hours(actor=CAMAT, key="x", office=JATIROTO, pattern=week("x", ["08:00-09:00"])),
        lambda: actions.set_hours(actor=IT, key="x", office=None, pattern=week("Kosong", [])),
        lambda: actions.note_day(actor=CAMAT, key="x", office=None, note=FLOOD, source="x"),
        lambda: actions.remove_day(actor=LOKET, key="x", office=YOSOWILANGUN, note=FLOOD, reason="x"),
    ],
)
def test_what_is_not_allowed_is_refused_and_leaves_no_entry(attempt: object) -> None:
    assert callable(attempt)
    with pytest.raises(Refused):
        attempt()
    assert ledger.by_key("x") is None


@pytest.mark.parametrize("office", [None, "35.08"])
def test_the_database_keeps_one_row_per_validity_and_per_day(region: None, office: str | None) -> None:
    hours = {"name": "x", "valid_from": date(2027, 1, 1), "hours": {}, "office_id": office}
    note = {"on": date(2027, 1, 1), "kind": "closure", "name": "x", "source": "x", "office_id": office}
    OfficeHours.objects.create(**hours)
    CalendarDay.objects.create(**note)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeHours.objects.create(**hours)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(**note)
