"""The paper form of a power-cut day, entered afterwards: its true time counts, and everybody sees that it came late."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse as address

from pamong.applications import actions, queries
from pamong.applications.late import Late
from pamong.applications.models import Application, LateEntry
from pamong.applications.queries.register import register
from pamong.applications.rules import Outcome
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused, Subject
from pamong.workdays.calendar import DayNote
from tests.applications.browsing import browser, text
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    KTP_PAPERS,
    actor,
    answer,
    at,
    changed,
    complete,
    hand_over,
    install,
    key,
    ktp_at,
    log,
    resident,
    seen,
    set_clock,
    verbs,
)

pytestmark = pytest.mark.usefixtures("counters")

SEKRETARIS = actor("sekretaris")
POWER_CUT = Late(at("2026-12-14 10:00"), "power_cut")


def paper(moment: str = "2026-12-14 10:00", reason: str = "power_cut", **options: Any) -> Application:
    """Taken in on paper, entered now."""
    person = resident()
    answer(person, "not_recorded")
    return actions.submit(
        actor=actor("loket"),
        key=options.get("key_") or key(),
        service="ktp",
        resident_id=person.id,
        answers={},
        present=list(KTP_PAPERS),
        late=Late(at(moment), reason),
    )


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.refusal.code


def one() -> LateEntry:
    return LateEntry.objects.get()


@pytest.fixture
def two_days_later(counters: None) -> None:
    """Monday's forms are entered on Wednesday morning."""
    set_clock("2026-12-16 08:30")


@pytest.mark.clause("ktp", "5.1")
@pytest.mark.usefixtures("two_days_later")
def test_twelve_working_days_count_from_the_day_it_was_complete_on_paper() -> None:
    row = paper()
    row = complete(row, late=Late(at("2026-12-14 10:20"), "power_cut"))
    assert row.complete_at == at("2026-12-14 10:20")
    assert row.due_at == at("2027-01-04 15:00"), "as if the power had not been cut"
    ordinary = complete(paper("2026-12-14 11:00"))
    assert ordinary.due_at == at("2027-01-07 15:00"), "examined today, so counted from today"


@pytest.mark.clause("kk", "5.1")
@pytest.mark.usefixtures("two_days_later")
def test_a_family_card_of_the_power_cut_is_due_a_working_day_after_its_true_day() -> None:
    taken = actions.submit(
        actor=actor("loket", KK_OFFICE),
        key=key(),
        service="kk",
        resident_id=resident(KK_OFFICE).id,
        answers={"reasons": ("other",)},
        present=["old-card"],
        late=Late(at("2026-12-15 09:00"), "no_connection"),
    )
    row = complete(taken, "old-card", late=Late(at("2026-12-15 09:10"), "no_connection"))
    assert row.due_at == at("2026-12-16 15:00")


@pytest.mark.usefixtures("two_days_later")
def test_the_entry_declares_the_true_time_and_the_register_number_is_given_now() -> None:
    row = paper()
    (entry,) = log(row)
    assert (entry.occurred_at, entry.recorded_at) == (at("2026-12-14 10:00"), at("2026-12-16 08:30"))
    assert entry.payload["late_reason"] == "power_cut"
    assert (row.submitted_at, row.entered_late_at) == (at("2026-12-14 10:00"), at("2026-12-16 08:30"))
    page = queries.page(actor=actor("loket"), code=row.public_code)
    assert page is not None
    assert page.since_visit.working_days == 1
    late = one()
    assert (late.verb, late.reason, late.acknowledged_at) == ("submit", "power_cut", None)
    assert str(late) == "submit 2026-12-14"


def test_the_number_of_a_form_from_december_entered_in_january_stands_in_january() -> None:
    set_clock("2027-01-04 08:00")
    row = paper("2026-12-30 10:00")
    assert (row.year, row.number) == (2027, 1)
    at_loket = actor("loket")
    (line,) = register(actor=at_loket, book="ktp", year=2027, month=1)
    assert (line.number, line.entered_late_at) == (1, row.entered_late_at)
    assert register(actor=at_loket, book="ktp", year=2026, month=12) == ()


@pytest.mark.parametrize(
    ("moment", "reason", "code"),
    [
        ("2026-12-16 08:31", "power_cut", "late_future"),
        ("2026-12-08 10:00", "power_cut", "late_too_old"),
        ("2026-12-14 10:00", "busy", "late_reason"),
    ],
)
@pytest.mark.usefixtures("two_days_later")
def test_an_intake_with_an_untrue_time_takes_nothing_in(moment: str, reason: str, code: str) -> None:
    assert refused(lambda: paper(moment, reason)) == code
    assert not Application.objects.exists()
    assert not LateEntry.objects.exists()


@pytest.mark.usefixtures("two_days_later")
def test_no_act_comes_before_the_one_before_it() -> None:
    row = paper()
    before = Late(at("2026-12-14 09:59"), "power_cut")
    assert refused(lambda: complete(row, late=before)) == "late_before_last"
    assert verbs(row) == ["submit"]


def test_the_version_in_force_on_the_true_day_binds_it() -> None:
    set_clock("2026-12-16 08:30")
    newer = changed("ktp", document={**_document(), "revision": "02"})
    install(newer, since=date(2026, 12, 15))
    assert paper("2026-12-14 10:00").standard_id != paper("2026-12-15 10:00").standard_id


def _document() -> dict[str, Any]:
    import json

    from tests.clauses.shipped import shipped

    document: dict[str, Any] = json.loads(shipped("ktp").canonical())["document"]
    return document


@pytest.mark.clause("ktp", "4.7")
def test_a_card_handed_over_in_the_dark_is_handed_over_that_day() -> None:
    row = ktp_at("hand-over")
    set_clock("2026-12-16 08:30")
    done = hand_over(row, late=Late(at("2026-12-15 14:00"), "power_cut"))
    assert (done.outcome, done.closed_at) == (str(Outcome.HANDED_OVER), at("2026-12-15 14:00"))
    assert log(done)[-1].occurred_at == at("2026-12-15 14:00")


def test_every_simple_act_can_be_entered_late() -> None:
    """Return, resubmission, a plain step: each counts from its own true time."""
    set_clock("2026-12-14 08:00")
    row = complete(paper("2026-12-14 07:50"), post="kasi")
    row = actions.record_biometrics(actor=actor("operator"), key=key(), code=row.public_code, step="record")
    set_clock("2026-12-17 08:00")
    back = actions.return_for_completion(
        actor=actor("kasi"),
        key=key(),
        code=row.public_code,
        examined=seen(photo="Kabur"),
        late=Late(at("2026-12-15 09:00"), "power_cut"),
    )
    assert back.pauses[-1][0].startswith("2026-12-15T09:00")
    again = actions.resubmit(
        actor=actor("loket"),
        key=key(),
        code=row.public_code,
        present=list(KTP_PAPERS),
        late=Late(at("2026-12-16 09:00"), "power_cut"),
    )
    assert again.pauses[-1][1].startswith("2026-12-16T09:00")
    ready = complete(again, late=Late(at("2026-12-16 09:10"), "power_cut"))
    sent = actions.perform(
        actor=actor("operator"),
        key=key(),
        code=ready.public_code,
        step="send",
        late=Late(at("2026-12-16 13:00"), "power_cut"),
    )
    assert sent.holder_kind == "outside"
    assert LateEntry.objects.count() == 5


def test_a_date_that_moved_meanwhile_does_not_keep_a_paper_out() -> None:
    from pamong.offices import actions as offices
    from pamong.staff.rules import INSTALLER

    row = ktp_at("back")
    set_clock("2026-12-17 08:00")
    note = DayNote(date(2026, 12, 18), "collective_leave", "Cuti bersama")
    offices.note_day(actor=INSTALLER, key=key(), office=None, note=note, source="SKB")
    actions.recompute_due(actor=SEKRETARIS, key=key(), reason="SKB")
    assert log(row)[-1].verb == "recompute_due"
    done = actions.perform(
        actor=actor("loket"),
        key=key(),
        code=row.public_code,
        step="back",
        late=Late(at("2026-12-16 10:00"), "no_connection"),
    )
    assert done.step == "ready"


@pytest.mark.usefixtures("two_days_later")
def test_the_sekretaris_takes_note_of_every_late_entry() -> None:
    paper()
    (row,) = queries.late_entries(actor=SEKRETARIS)
    assert queries.late_waiting(actor=SEKRETARIS) == 1
    assert queries.late_waiting(actor=actor("loket")) == 0
    once = key()
    actions.acknowledge_late(actor=SEKRETARIS, key=once, late_id=row.id)
    actions.acknowledge_late(actor=SEKRETARIS, key=once, late_id=row.id)
    (seen_row,) = queries.late_entries(actor=SEKRETARIS)
    assert (seen_row.acknowledged_by, seen_row.acknowledged_at) == (
        "sekretaris-1",
        at("2026-12-16 08:30"),
    )
    assert queries.late_waiting(actor=SEKRETARIS) == 0
    (entry,) = ledger.timeline(Subject("late_entry", str(row.id)))
    assert (entry.verb, entry.clause) == ("acknowledge_late", "10.1")
    again = actor("sekretaris", who="2")
    assert refused(lambda: actions.acknowledge_late(actor=again, key=key(), late_id=row.id)) == (
        "acknowledged"
    )


@pytest.mark.usefixtures("two_days_later")
def test_another_office_and_another_post_do_not_take_note() -> None:
    paper()
    (row,) = queries.late_entries(actor=SEKRETARIS)
    there = actor("sekretaris", KK_OFFICE)
    assert refused(lambda: actions.acknowledge_late(actor=there, key=key(), late_id=row.id)) == "not_found"
    camat = actor("camat")
    assert refused(lambda: actions.acknowledge_late(actor=camat, key=key(), late_id=row.id)) == "post"
    assert queries.late_entries(actor=there) == ()


# The pages.


def entered(person_id: Any, **fields: str) -> dict[str, Any]:
    return {"key": key(), "present": list(KTP_PAPERS), "fact_citizenship": "wni", **fields}


@pytest.mark.usefixtures("two_days_later")
def test_the_counter_enters_a_paper_form_and_everybody_sees_that_it_came_late() -> None:
    person = resident()
    answer(person, "not_recorded")
    loket = browser("loket")
    where = address("applications:take_in", args=["ktp", person.id])
    assert "Dikerjakan di atas kertas sebelumnya" in text(loket.get(where))
    sent = {"late_on": "2026-12-14", "late_at": "10:00", "late_reason": "power_cut"}
    taken = loket.post(where, entered(person.id, **sent))
    assert taken.status_code == 302
    row = Application.objects.get()
    assert row.submitted_at == at("2026-12-14 10:00")
    shown = text(loket.get(address("applications:page", args=[row.public_code])))
    assert "entri susulan, dicatat 16-12-2026 08.30" in shown
    assert "terjadi 14-12-2026 10.00, dicatat menyusul" in shown
    assert "entri susulan: Listrik padam" in shown
    assert "masuk 14-12-2026 (entri susulan)" in text(loket.get(address("desk:start")))
    public = text(browser("loket").get(address("noticeboard:status", args=[row.public_code])))
    assert "Senin, 14 Desember 2026 (di atas kertas; masuk ke sistem Rabu, 16 Desember 2026)" in public


@pytest.mark.parametrize(
    "half",
    [
        {"late_on": "2026-12-14"},
        {"late_on": "2026-12-14", "late_at": "10:00"},
        {"late_reason": "power_cut"},
        {"late_on": "kemarin", "late_at": "10:00", "late_reason": "power_cut"},
    ],
)
@pytest.mark.usefixtures("two_days_later")
def test_a_time_half_declared_is_asked_for_and_never_taken_for_now(half: dict[str, str]) -> None:
    person = resident()
    answer(person, "not_recorded")
    where = address("applications:take_in", args=["ktp", person.id])
    answered = browser("loket").post(where, entered(person.id, **half))
    assert answered.status_code == 422
    assert not Application.objects.exists()


@pytest.mark.usefixtures("two_days_later")
def test_the_sekretaris_finds_the_list_on_the_start_page_and_takes_note() -> None:
    row = paper()
    sekretaris = browser("sekretaris")
    assert "1 entri susulan menunggu Anda ketahui" in text(sekretaris.get(address("desk:start")))
    where = address("applications:late_entries")
    shown = text(sekretaris.get(where))
    assert f"KTP {row.number}/2026" in shown
    assert "Listrik padam" in shown
    note = address("applications:acknowledge_late", args=[one().id])
    assert sekretaris.post(note, {}).status_code == 422
    assert sekretaris.post(note, {"key": key()}).status_code == 302
    assert one().acknowledged_at is not None
    assert "Sudah diketahui" in text(sekretaris.get(where))
    twice = sekretaris.post(note, {"key": key()})
    assert twice.status_code == 409
    assert "sudah diketahui" in text(twice)


@pytest.mark.usefixtures("two_days_later")
def test_an_examination_entered_late_counts_from_its_true_time_on_the_page_too() -> None:
    row = paper()
    form = {f"state-{name}": "present" for name in KTP_PAPERS} | {
        "key": key(),
        "late_on": "2026-12-14",
        "late_at": "10.20",
        "late_reason": "power_cut",
    }
    done = browser("kasi").post(address("applications:complete", args=[row.public_code]), form)
    assert done.status_code == 302
    row.refresh_from_db()
    assert row.complete_at == at("2026-12-14 10:20")


def test_the_printed_register_shows_both_days(two_days_later: None) -> None:
    from pamong.applications.paper import Print
    from pamong.applications.paper.register import cells

    paper()
    (line,) = register(actor=SEKRETARIS, book="ktp", year=2026, month=12)
    made = Print(SEKRETARIS, at("2026-12-16 09:00"), 1)
    assert cells(line, made)[1] == "14-12-2026 (entri susulan 16-12-2026)"
    assert SEKRETARIS.office == KTP_OFFICE
