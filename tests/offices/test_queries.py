"""The calendar is kept in the process, never longer than it is true."""

import pytest
from pytest_django import DjangoAssertNumQueries

from pamong.ledger.actions import writing
from pamong.offices import actions, queries
from pamong.offices.models import CalendarEdition, Office, OfficeHours, RegisterCounter
from pamong.workdays.calendar import DayNote
from tests.offices.acting import IT
from tests.workdays.calendars import day

pytestmark = pytest.mark.django_db

OFFICE = "35.08.07"
CLOSED = DayNote(day("03-11-2026"), "closure", "Tutup")


@pytest.fixture
def region() -> None:
    actions.load_region(actor=IT, key="region")


def test_the_second_question_costs_one_query(
    region: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = queries.calendar(OFFICE)
    with django_assert_num_queries(1):
        assert queries.calendar(OFFICE) is first


def test_a_change_is_seen_at_once(region: None) -> None:
    assert queries.calendar(OFFICE).is_working(CLOSED.on)
    actions.note_day(actor=IT, key="note", office=OFFICE, note=CLOSED, source="x")
    assert not queries.calendar(OFFICE).is_working(CLOSED.on)


def a_change_that_fails() -> None:
    with writing():
        actions.note_day(actor=IT, key="note", office=OFFICE, note=CLOSED, source="x")
        assert not queries.calendar(OFFICE).is_working(CLOSED.on)
        raise RuntimeError("after the change")


def test_a_change_that_is_rolled_back_is_not_kept(region: None) -> None:
    with pytest.raises(RuntimeError, match="after the change"):
        a_change_that_fails()
    assert queries.calendar(OFFICE).is_working(CLOSED.on)


def test_control_a_counted_token_would_keep_the_rolled_back_calendar(region: None) -> None:
    # What would happen if the token were a number: the rolled-back one comes again with other contents.
    token = CalendarEdition.objects.get().token
    assert queries.calendar(OFFICE).is_working(CLOSED.on)
    actions.note_day(actor=IT, key="note", office=OFFICE, note=CLOSED, source="x")
    CalendarEdition.objects.update(token=token)
    assert queries.calendar(OFFICE).is_working(CLOSED.on)


def test_before_the_first_change_nothing_is_kept() -> None:
    Office.objects.create(code="91", kind="kabupaten", name="Kabupaten Contoh")
    assert not queries.calendar("91").is_working(day("02-11-2026"))
    OfficeHours.objects.create(name="x", valid_from=day("01-01-2026"), hours={"0": [["08:00", "15:00"]]})
    assert queries.calendar("91").is_working(day("02-11-2026"))


@pytest.mark.parametrize("ask", [queries.office, queries.zone, queries.calendar])
def test_an_office_nobody_knows_is_said_so(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(queries.UnknownOffice, match=r"35\.99"):
        ask("35.99")


def test_rows_name_themselves(region: None) -> None:
    actions.note_day(actor=IT, key="note", office=OFFICE, note=CLOSED, source="x")
    office = Office.objects.get(pk=OFFICE)
    assert str(office) == "35.08.07 Kecamatan Yosowilangun"
    assert str(OfficeHours.objects.get()) == "* Jam layanan umum"
    assert str(office.days.get()) == "35.08.07 2026-11-03 closure"
    assert str(CalendarEdition.objects.get()) == str(CalendarEdition.objects.get().token)
    assert str(RegisterCounter(office=office, book="ktp", year=2026, last=7)) == "35.08.07 ktp 2026: 7"
