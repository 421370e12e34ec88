"""What the pages are drawn from: steps, queues, searches, the application page and the public status."""

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pamong.applications import actions, queries
from pamong.applications.models import Application
from pamong.applications.queries import Group, Queue, StepState, Urgency
from pamong.applications.queries.queue import urgency
from pamong.applications.rules import ItemState, Outcome
from pamong.ledger import clock
from pamong.residents import actions as residents
from pamong.staff.rules import Actor
from pamong.standard.document import Standard
from tests.applications.installation import (
    IN_FORCE,
    KK_OFFICE,
    KTP_OFFICE,
    WRONG_BIRTH_DATE,
    ZONE,
    actor,
    at,
    bring,
    changed,
    complete,
    do,
    give_back,
    hand_over,
    install,
    key,
    kk,
    ktp,
    ktp_at,
    nik,
    record,
    resident,
    reverse,
    set_clock,
    take_in,
)
from tests.clauses.shipped import shipped

pytestmark = pytest.mark.usefixtures("two_offices")

D, C, A, S = StepState.DONE, StepState.CURRENT, StepState.AWAITED, StepState.SKIPPED


def steps(row: Application) -> list[StepState]:
    """Where the steps stand: fill-form, sign-form, submit, examine, record, send, back, ready, hand-over."""
    return [step.state for step in page(row).steps]


def page(row: Application, post: str = "loket") -> queries.ApplicationPage:
    found = queries.page(actor=actor(post, row.office_id), code=row.public_code)
    assert found is not None
    return found


def queue(post: str = "loket", office: str = KTP_OFFICE, **options: Any) -> Queue:
    return queries.queue_for(actor=actor(post, office), **options)


def withdrawn(row: Application) -> Application:
    return actions.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="applicant_wish")


def test_steps_are_done_in_the_order_of_the_standard() -> None:
    row = ktp("not_recorded")
    assert steps(row) == [D, D, D, C, A, A, A, A, A]
    row = complete(row)
    assert steps(row) == [D, D, D, D, C, A, A, A, A]
    row = record(row)
    assert steps(row) == [D, D, D, D, D, C, A, A, A]
    for step in ("send", "back", "ready"):
        row = do(row, step, "loket")
    assert steps(row) == [D, D, D, D, D, D, D, D, C]
    assert steps(hand_over(row)) == [D] * 9


def test_a_return_makes_later_steps_undone_and_a_recording_stays_done_once() -> None:
    row = record(complete(ktp("not_recorded")))
    row = give_back(row, post="operator")
    assert steps(row) == [D, D, C, A, D, A, A, A, A], "the register knows: recorded, and not passed over"
    row = bring(row, "photo")
    assert steps(row) == [D, D, D, C, D, A, A, A, A]
    set_clock("2026-12-15 08:00")
    row = complete(row)
    assert steps(row) == [D, D, D, D, D, C, A, A, A]
    moments = {step.id: step.done_at for step in page(row).steps}
    assert moments["record"] == at("2026-12-14 08:00"), "the day on which it was really done"
    assert moments["examine"] == at("2026-12-15 08:00")


def test_what_was_reversed_and_then_passed_over_is_no_step_that_was_done() -> None:
    row = reverse(do(ktp_at("send"), "send", "operator"))
    assert steps(row) == [D, D, D, D, S, C, A, A, A]


def test_a_reversal_makes_the_step_undone_again() -> None:
    row = complete(ktp("not_recorded"))
    assert steps(reverse(row)) == [D, D, D, C, A, A, A, A, A]
    row = reverse(hand_over(ktp_at("hand-over")))
    assert steps(row) == [D, D, D, D, S, D, D, D, C]


def test_a_step_that_was_passed_over_is_shown_as_skipped_and_not_as_done() -> None:
    row = complete(ktp("not_recorded"))
    residents.record_biometrics(
        actor=actor("operator"), key=key(), resident_id=row.resident_id, reference="elsewhere"
    )
    row = actions.skip(actor=actor("operator"), key=key(), code=row.public_code, step="record")
    assert steps(row) == [D, D, D, D, S, C, A, A, A]


def test_withdrawing_does_nothing_that_the_step_would_have_done() -> None:
    assert steps(withdrawn(ktp("not_recorded"))) == [D, D, D, A, A, A, A, A, A]
    assert steps(withdrawn(ktp_at("send"))) == [D, D, D, D, S, A, A, A, A]


def test_a_refusal_is_the_examination() -> None:
    row = actions.refuse(
        actor=actor("kasi"), key=key(), code=ktp("not_recorded").public_code, reason="not_entitled"
    )
    assert steps(row) == [D, D, D, D, A, A, A, A, A]


def test_a_done_step_says_when_and_others_do_not() -> None:
    row = complete(ktp("not_recorded"))
    moments = {step.id: step.done_at for step in page(row).steps}
    assert moments["examine"] == at("2026-12-14 08:00")
    assert moments["fill-form"] is None
    assert moments["record"] is None


def test_each_group_of_the_queue_holds_what_stands_there_and_nothing_twice() -> None:
    mine = [ktp("not_recorded"), complete(ktp("not_recorded")), ktp_at("ready")]
    placed = {
        Group.MINE: mine,
        Group.RETURNED: [ktp_at("submit"), give_back(complete(ktp("not_recorded")), post="operator")],
        Group.READY: [ktp_at("hand-over")],
        Group.OUTSIDE: [ktp_at("back")],
    }
    hand_over(ktp_at("hand-over"))
    withdrawn(ktp())
    kk("other")
    found = queue()
    for group in Group:
        assert {row.code for row in found.of(group)} == {row.public_code for row in placed[group]}, group
        assert found.counts[group] == len(placed[group]), group
    assert len(found.rows) == 7
    assert len(queue(office=KK_OFFICE).rows) == 1


@pytest.mark.parametrize(
    ("post", "own"),
    [
        ("loket", {"examine", "submit", "send", "back", "ready", "hand-over"}),
        ("operator", {"examine", "record", "send", "ready"}),
        ("kasi", {"examine", "send", "ready"}),
        ("camat", set()),
    ],
)
def test_a_post_sees_its_own_steps_first_in_every_group(post: str, own: set[str]) -> None:
    for step in ("submit", "send", "back", "ready", "hand-over"):
        ktp_at(step)
    ktp_at("record", "not_recorded")
    ktp("not_recorded")
    found = queue(post)
    assert {row.step for row in found.rows if row.mine} == own
    for group in Group:
        mine = [row.mine for row in found.of(group)]
        assert mine == sorted(mine, reverse=True), group


def test_what_waits_at_the_counter_does_not_push_work_off_the_page() -> None:
    for _ in range(3):
        ktp_at("hand-over")
    late, fresh = ktp_at("send"), ktp("not_recorded")
    found = queue(limit=2)
    assert {row.code for row in found.of(Group.MINE)} == {late.public_code, fresh.public_code}
    assert (len(found.of(Group.READY)), found.counts[Group.READY]) == (2, 3)


def test_within_a_group_the_earlier_deadline_comes_first_and_what_has_none_comes_last() -> None:
    unexamined = ktp()
    later = complete(ktp())
    set_clock("2026-12-15 08:00")
    latest = complete(ktp())
    set_clock("2026-12-15 09:00")
    found = queue("operator").of(Group.MINE)
    assert [row.code for row in found] == [later.public_code, latest.public_code, unexamined.public_code]


@pytest.mark.parametrize(
    ("now", "expected", "late", "today"),
    [
        ("2026-12-14 09:00", Urgency.TOMORROW, 0, 0),
        ("2026-12-15 07:00", Urgency.TODAY, 0, 1),
        ("2026-12-15 15:00", Urgency.TODAY, 0, 1),
        ("2026-12-15 15:01", Urgency.LATE, 1, 0),
        ("2026-12-16 08:00", Urgency.LATE, 1, 0),
    ],
)
def test_urgency_follows_the_offices_own_day(now: str, expected: Urgency, late: int, today: int) -> None:
    row = complete(kk("other"), "old-card")
    assert row.due_at == at("2026-12-15 15:00")
    set_clock(now)
    found = queue(office=KK_OFFICE)
    assert [line.urgency for line in found.rows] == [expected]
    assert (found.late, found.today) == (late, today)
    assert page(row).clock.urgency is expected


@pytest.mark.parametrize(
    ("due_at", "ready_at", "expected"),
    [
        (None, None, Urgency.NONE),
        ("2026-12-15 15:00", "2026-12-14 10:00", Urgency.NONE),
        ("2026-12-14 06:00", None, Urgency.LATE),
        ("2026-12-14 15:00", None, Urgency.TODAY),
        ("2026-12-15 00:30", None, Urgency.TOMORROW),
        ("2026-12-16 15:00", None, Urgency.ON_TIME),
    ],
)
def test_urgency_as_a_table(due_at: str | None, ready_at: str | None, expected: Urgency) -> None:
    moment = [at(text) if text else None for text in (due_at, ready_at)]
    assert urgency(moment[0], moment[1], ZONE) is expected


def test_what_is_returned_or_ready_is_neither_late_nor_due() -> None:
    give_back(complete(ktp("not_recorded")), post="operator")
    ktp_at("hand-over")
    set_clock("2027-03-01 08:00")
    found = queue()
    assert (found.late, found.today) == (0, 0)
    assert {row.urgency for row in found.rows} == {Urgency.NONE}


def test_a_longer_queue_asks_the_database_no_more_often() -> None:
    ktp()
    queue()
    with CaptureQueriesContext(
        connection,
    ) as short:
        queue()
    for _ in range(6):
        ktp()
    with CaptureQueriesContext(connection) as long:
        assert len(queue().rows) == 7
    assert len(long) == len(short)


def test_an_office_without_any_standard_has_an_empty_queue() -> None:
    found = queue(office="35.08.01")
    assert (found.rows, sum(found.counts.values())) == ((), 0)


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("1/2026", ["kk", "ktp"]),
        ("KTP 1/2026", ["ktp"]),
        ("  kk 1 / 2026 ", ["kk"]),
        ("2/2026", ["ktp"]),
        ("3/2026", []),
        ("1/2025", []),
        ("PASPOR 1/2026", []),
        ("1", []),
        ("1/26", []),
        ("", []),
        ("9999999999/2026", []),
    ],
)
def test_a_register_number_finds_its_application_in_its_own_office(typed: str, hits: list[str]) -> None:
    install(changed("kk", office=KTP_OFFICE), since=IN_FORCE)
    ktp()
    ktp()
    take_in(resident(), "kk", answers={"reasons": ("other",)}, office=KTP_OFFICE)
    kk("other")
    found = queries.by_register_number(actor=actor("loket"), text=typed)
    assert [row.service for row in found] == hits


def test_the_applications_of_people_are_listed_newest_first_with_closed_ones() -> None:
    person = resident()
    first = withdrawn(take_in(person))
    set_clock("2026-12-15 08:00")
    second = take_in(person)
    ktp()
    found = queries.of_residents(actor=actor("loket"), residents=[person.id])
    assert [row.code for row in found] == [second.public_code, first.public_code]
    assert (found[1].closed_at, found[1].step) == (first.closed_at, "")
    assert queries.of_residents(actor=actor("loket"), residents=[person.id], limit=1) == found[:1]
    assert queries.of_residents(actor=actor("loket", KK_OFFICE), residents=[person.id]) == ()
    assert queries.of_residents(actor=actor("loket"), residents=[]) == ()


def test_the_page_shows_who_holds_it_what_is_awaited_and_by_whom() -> None:
    row = ktp_at("back")
    found = page(row)
    assert (found.number, found.book, found.code) == ("1/2026", "ktp", row.public_code)
    assert (found.act, found.clause, found.posts) == ("receive_back", "4.7", frozenset({"loket"}))
    assert (found.state.holder.kind, found.state.holder.name) == ("outside", "dispenduk")
    assert found.step_name is not None
    assert (found.standard_number, found.revision) == ("SP-KEC.YOSOWILANGUN-PELY-02", "01")
    assert found.office_name == "Kecamatan Yosowilangun"
    assert [line.entry.verb for line in found.timeline] == ["submit", "complete", "dispatch"]


def test_the_page_of_a_closed_application_awaits_nothing() -> None:
    found = page(hand_over(ktp_at("hand-over")))
    assert (found.act, found.clause, found.posts, found.step_name) == ("", "", frozenset(), None)
    assert found.state.outcome is Outcome.HANDED_OVER


def test_another_offices_page_and_an_unknown_one_are_not_there() -> None:
    row = ktp()
    assert queries.page(actor=actor("loket", KK_OFFICE), code=row.public_code) is None
    assert queries.page(actor=actor("loket"), code="0" * 14) is None


def test_both_ages_are_counted_apart() -> None:
    row = ktp("not_recorded")
    set_clock("2026-12-16 08:00")
    assert page(row).since_complete is None
    row = complete(row)
    set_clock("2026-12-18 08:00")
    found = page(row)
    assert found.since_complete is not None
    assert (found.since_visit.working_days, found.since_complete.working_days) == (3, 1)
    row = withdrawn(row)
    set_clock("2026-12-30 08:00")
    found = page(row)
    assert found.since_complete is not None
    assert (found.since_visit.working_days, found.since_complete.working_days) == (3, 1), (
        "closed: no longer ageing"
    )


def test_before_completeness_the_date_is_what_it_would_be_and_binds_nobody() -> None:
    row = ktp("not_recorded")
    found = page(row).clock
    assert (found.binding, found.reckoned.moment) == (False, at("2027-01-04 15:00"))
    set_clock("2026-12-15 08:00")
    assert page(row).clock.reckoned.moment == at("2027-01-06 15:00")
    row = complete(row)
    set_clock("2026-12-20 08:00")
    assert page(row).clock.binding
    assert page(row).clock.reckoned.moment == row.due_at == at("2027-01-06 15:00")


def test_the_checklist_of_the_page_has_four_states_and_its_notes() -> None:
    row = take_in(
        resident(KK_OFFICE), "kk", answers={"reasons": ("lost_card", "adoption")}, present=["loss-letter"]
    )
    row = give_back(row, adoption_deed="Tidak terbaca")
    found = {item.item.id: (item.state, item.note) for item in page(row).checklist}
    assert found["loss-letter"] == (ItemState.PRESENT, "")
    assert found["adoption-deed"] == (ItemState.DEFICIENT, "Tidak terbaca")
    assert found["adoption-letter"] == (ItemState.NOT_EXAMINED, "")
    assert found["old-card"] == (ItemState.NOT_APPLICABLE, "")


def texts(value: object) -> list[str]:
    """Every text anywhere inside a row, the standard left out: that is public in any case."""
    if isinstance(value, Standard):
        return []
    if is_dataclass(value) and not isinstance(value, type):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in texts(part)]
    if isinstance(value, (list, tuple, frozenset, set)):
        return [text for part in value for text in texts(part)]
    return [value.isoformat() if isinstance(value, (date, datetime)) else str(value)]


def test_the_public_status_holds_nothing_about_the_person() -> None:
    born = date(1987, 10, 23)
    person = resident(name="Kenanga Khusus Rekaan", born=born, number=nik(5151, born))
    row = take_in(person, answers={"recording": "not_recorded"})
    row = give_back(row, photo="Kenanga tampak lain", invalid=[WRONG_BIRTH_DATE])
    found = queries.public_status(code=row.public_code)
    assert found is not None
    assert [item.item.id for item in found.missing] == ["photo"]
    assert found.invalid == ("birth_date",)
    said = " ".join(
        texts({field.name: getattr(found, field.name) for field in fields(found) if field.name != "missing"})
    )
    for personal in ("Kenanga", "1987", nik(5151, born), nik(5151, born)[:8], "17-05-1990", str(person.id)):
        assert personal not in said, personal
    shown = page(row)
    assert "Kenanga" in " ".join(texts(shown.resident)), "control: the staff page has the name"


def test_what_is_missing_is_public_only_while_the_applicant_must_bring_it() -> None:
    row = give_back(ktp(), photo="rusak", invalid=[WRONG_BIRTH_DATE])
    row = bring(row, "village-letter")
    found = queries.public_status(code=row.public_code)
    assert found is not None
    assert (found.missing, found.invalid) == ((), ())


def test_the_public_status_is_found_in_any_office_by_the_code_alone() -> None:
    found = queries.public_status(code=complete(kk("other"), "old-card").public_code)
    assert found is not None
    assert (found.office_name, found.service) == ("Kecamatan Jatiroto", "kk")
    assert found.state.holder.name == "dispenduk"
    assert found.clock.reckoned.moment == at("2026-12-15 15:00")
    assert queries.public_status(code="0" * 14) is None


def test_the_age_of_a_person_is_counted_in_the_offices_own_day() -> None:
    standard = changed("ktp", facts={**_facts(), "age": {"from": "applicant.age"}})
    person = resident(born=date(2009, 12, 15), number=nik(77, date(2009, 12, 15)))
    clock.set_for_demo_or_test(at("2026-12-14 23:59"))
    assert _age(standard, person.id) == 16
    clock.set_for_demo_or_test(at("2026-12-15 00:00"))
    assert _age(standard, person.id) == 17


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(shipped("ktp").canonical())["facts"]
    return facts


def _age(standard: Standard, person: Any) -> object:
    return queries.facts_for(standard=standard, resident_id=person, answers={}, office=KTP_OFFICE)["age"]


def test_a_desk_with_no_post_of_the_procedure_may_look_and_do_nothing() -> None:
    ktp_at("send")
    found = queries.queue_for(actor=Actor("x", "x", KTP_OFFICE, "information_officer"))
    assert [row.mine for row in found.rows] == [False]


def test_both_ages_are_read_from_the_ledger_and_not_from_the_row() -> None:
    """An edited row cannot make an application younger; `pamong verify` would find an edited entry."""
    row = complete(ktp())
    set_clock("2026-12-18 08:00")
    told = page(row)
    Application.objects.filter(pk=row.pk).update(submitted_at=clock.now(), complete_at=clock.now())
    assert (page(row).since_visit, page(row).since_complete) == (told.since_visit, told.since_complete)
    assert told.since_complete is not None
    assert told.since_complete.working_days == 3
