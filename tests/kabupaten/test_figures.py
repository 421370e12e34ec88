"""The figures of two offices side by side: right to the last one, from few questions, and without anybody in them."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.applications.models import Application
from pamong.applications.queries import figures as applications
from pamong.kabupaten import queries
from pamong.kabupaten.queries import Figures
from pamong.ledger import clock, spans
from pamong.ledger.actions import close_day
from pamong.residents.models import Resident
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    at,
    complete,
    do,
    give_back,
    hand_over,
    kk,
    ktp,
    set_clock,
)
from tests.kabupaten.newcomers import KABUPATEN
from tests.staff.people import hire

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_offices", "quick")]


@pytest.fixture
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]


@pytest.fixture
def at_work(two_offices: None, quick: None) -> None:
    hire("loket.a", "loket", KTP_OFFICE)
    hire("loket.b", "loket", KK_OFFICE)


def seen(office: str = "") -> Figures:
    return queries.figures(actor=actor("kabupaten", KABUPATEN), office=office)


def two_weeks() -> None:
    """Three KTP, one late and one returned, and two KK that wait."""
    set_clock("2026-12-14 08:00")
    late, returned = ktp("recorded_card_pending"), ktp("recorded_card_pending")
    set_clock("2026-12-14 10:00")
    complete(late)
    set_clock("2026-12-15 08:00")
    give_back(returned)
    set_clock("2026-12-15 09:00")
    kk("lost_card")
    kk("new_child")
    set_clock("2027-01-11 08:00")
    ktp("recorded_card_pending")


@pytest.mark.usefixtures("at_work")
def test_each_office_has_its_own_line() -> None:
    two_weeks()
    found = {row.code: row for row in seen().offices}
    assert set(found) == {KTP_OFFICE, KK_OFFICE}
    own = found[KTP_OFFICE]
    assert (own.name, own.today.taken_in, own.today.ready, own.today.handed_over) == (
        "Kecamatan Yosowilangun",
        1,
        0,
        0,
    )
    # Complete on Monday the 14th: due on the fourth of January, and it is the eleventh.
    assert (own.open, own.late) == (3, 1)
    assert {row.holder: row.open for row in own.backlog} == {"applicant": 1, "general_services": 2}


@pytest.mark.usefixtures("at_work")
def test_what_is_ready_is_counted_as_on_time_or_late() -> None:
    set_clock("2026-12-14 08:00")
    quick_, slow, collected = (ktp("recorded_card_pending") for _ in range(3))
    for row in (quick_, slow, collected):
        complete(row)
        do(row, "send", "operator")
    set_clock("2027-01-04 09:00")
    for row in (quick_, collected):
        do(row, "back", "loket")
        do(row, "ready", "loket")
    set_clock("2027-01-05 09:00")
    do(slow, "back", "loket")
    do(slow, "ready", "loket")
    hand_over(collected)
    own = next(row for row in seen().offices if row.code == KTP_OFFICE)
    assert (own.ready, own.on_time) == (3, 2)
    assert [(row.service, row.ready, row.on_time) for row in own.punctuality] == [("ktp", 3, 2)]
    assert (own.today.ready, own.today.handed_over) == (1, 1)
    set_clock("2027-03-01 09:00")
    later = next(row for row in seen().offices if row.code == KTP_OFFICE)
    assert (later.ready, later.on_time, later.open) == (0, 0, 2)


@pytest.mark.usefixtures("at_work")
def test_times_are_the_median_and_the_ninth_tenth_by_step_and_by_party() -> None:
    for hours in (1, 2, 3, 4, 5, 6, 7, 8, 9, 20):
        set_clock("2026-12-14 08:00") if hours == 1 else None
        row = ktp("recorded_card_pending")
        begun = clock.now()
        clock.travel(timedelta(hours=hours))
        complete(row)
        assert clock.now() - begun == timedelta(hours=hours)
    rows = {(row.by[1], row.by[2]): row for row in seen().steps}
    examined = rows["examine", "office"]
    assert (examined.spans, examined.median, examined.ninth_tenth) == (10, 5 * 3600, 9 * 3600)
    assert {row.by[0] for row in seen().steps} == {"ktp"}
    parties = {row.by: row.spans for row in seen().parties}
    assert parties[rows["examine", "office"].by[2:]] == 10
    assert seen(KK_OFFICE).steps == ()
    assert seen(KTP_OFFICE).steps == seen("no such office").steps == seen().steps


@pytest.mark.usefixtures("at_work")
def test_a_span_that_began_before_the_period_is_measured_whole() -> None:
    row = ktp("recorded_card_pending")
    for day in (14, 20):
        set_clock(f"2026-12-{day} 16:00")
        close_day(office=KTP_OFFICE, on=clock.now().date())
    set_clock("2027-01-20 08:00")
    assert seen().since.isoformat() == "2026-12-22"
    complete(row)
    assert [(each.by[1], each.median) for each in seen().steps] == [("examine", 37 * 86400)]


def test_an_office_without_people_is_not_shown() -> None:
    assert seen().offices == ()
    assert (seen().steps, seen().parties) == ((), ())


@pytest.mark.usefixtures("at_work")
def test_the_questions_do_not_grow_with_the_offices() -> None:
    two_weeks()
    with CaptureQueriesContext(
        connection,
    ) as two:
        seen()
    for number, office in enumerate(("35.08.01", "35.08.02", "35.08.03", "35.08.04", "35.08.05")):
        hire(f"loket.more{number}", "loket", office)
    with CaptureQueriesContext(connection) as seven:
        assert len(seen().offices) == 7
    assert len(two) == len(seven)
    assert len(two) <= 12


@pytest.mark.usefixtures("at_work")
def test_nobody_is_in_the_figures() -> None:
    two_weeks()
    shown = str(asdict(seen()))
    for person in Resident.objects.all():
        assert person.name not in shown
        assert str(person.pk) not in shown
    for row in Application.objects.all():
        assert row.public_code not in shown
        assert str(row.pk) not in shown


def plan(sql: str, given: list[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", given)
        return " ".join(str(row[3]) for row in cursor.fetchall())


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only on SQLite: the plan is told in its words")
@pytest.mark.usefixtures("at_work")
def test_nothing_is_read_from_its_beginning_to_its_end() -> None:
    two_weeks()
    given = [str(at("2026-12-14 08:00"))] * 2
    sql = spans.statement(2, ("step",))
    told = plan(sql, [given[0], KTP_OFFICE, KK_OFFICE, "application", given[0], "application", given[0]])
    assert "(office=? AND position>?)" in told
    assert "(subject_kind=? AND subject_id=?)" in told
    assert "(subject_kind=?)" not in told
    assert "(office=? AND on<?)" in told
    assert "SCAN e " not in told
    named = {"offices": [KTP_OFFICE, KK_OFFICE]}
    since, until = at("2026-12-14 00:00"), at("2026-12-15 00:00")
    with CaptureQueriesContext(connection) as asked:
        applications.flow(**named, since=since, until=until)
        applications.backlog(**named, now=until)
        applications.punctuality(**named, since=since, until=until)
    for query in asked.captured_queries:
        told = plan(query["sql"].replace("%", "%%"), [])
        assert "SEARCH applications_application USING" in told
        assert "SCAN applications_application" not in told


def test_a_column_nobody_knows_is_not_put_into_a_statement() -> None:
    now = at("2026-12-14 08:00")
    assert spans.spans(kind="application", offices=["x"], since=now, day=now.date(), by=["1; --"]) == ()
