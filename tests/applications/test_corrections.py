"""Reversals, and due dates that move with the calendar. Nothing is edited: each is one more entry."""

from collections.abc import Callable, Mapping
from datetime import UTC, date

import pytest
from django.urls import reverse as address

from pamong.applications import actions, queries
from pamong.applications.models import Application
from pamong.applications.rules import Outcome
from pamong.ledger.rules import Refused
from pamong.offices import actions as offices
from pamong.residents import queries as people
from pamong.staff.rules import INSTALLER, Actor
from pamong.workdays.calendar import DayNote
from tests.applications.browsing import browser, text
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    WRONG_BIRTH_DATE,
    actor,
    at,
    bring,
    complete,
    do,
    give_back,
    hand_over,
    key,
    kk,
    ktp,
    ktp_at,
    log,
    record,
    reverse,
    set_clock,
    verbs,
)

pytestmark = pytest.mark.usefixtures("two_offices")

CLOCK = ("step", "holder_kind", "holder_name", "complete_at", "ready_at", "closed_at", "due_at", "pauses")
WRITTEN = (*CLOCK, "outcome", "hold_reason", "checklist", "invalid_fields", "reference")


def standing(row: Application) -> dict[str, object]:
    return {name: getattr(row, name) for name in WRITTEN}


# For each verb an application just before it, and the act itself.
LIFE: Mapping[str, tuple[Callable[[], Application], Callable[[Application], Application]]] = {
    "complete": (ktp, complete),
    "return": (ktp, lambda row: give_back(row, photo="rusak", invalid=[WRONG_BIRTH_DATE])),
    "return at a later step": (
        lambda: ktp_at("record", "not_recorded"),
        lambda row: give_back(row, post="operator", photo="rusak"),
    ),
    "refuse": (
        ktp,
        lambda row: actions.refuse(
            actor=actor("kasi"), key=key(), code=row.public_code, reason="not_entitled"
        ),
    ),
    "resubmit": (lambda: ktp_at("submit"), lambda row: bring(row, "photo")),
    "resubmit after a pause": (
        lambda: give_back(ktp_at("record", "not_recorded"), post="operator"),
        lambda row: bring(row, "photo"),
    ),
    "dispatch": (lambda: ktp_at("send"), lambda row: do(row, "send", "kasi", reference="Daftar 9")),
    "ready": (lambda: ktp_at("ready"), lambda row: do(row, "ready", "loket")),
    "hand_over": (lambda: ktp_at("hand-over"), hand_over),
    "withdraw": (
        lambda: ktp_at("send"),
        lambda row: actions.withdraw(
            actor=actor("loket"), key=key(), code=row.public_code, reason="deceased"
        ),
    ),
    "hold": (
        ktp,
        lambda row: actions.hold(actor=actor("loket"), key=key(), code=row.public_code, reason="no_blanks"),
    ),
}


@pytest.mark.parametrize("act", LIFE)
def test_a_reversal_brings_back_everything_that_stood_before_and_keeps_both_entries(act: str) -> None:
    place, done = LIFE[act]
    row = place()
    set_clock("2026-12-15 09:00")
    before, entries = standing(row), verbs(row)
    after = done(row)
    assert standing(after) != before, "control: the act changed something"
    row = reverse(after, note="Salah permohonan")
    assert standing(row) == before
    assert verbs(row) == [*entries, log(row)[-2].verb, "reverse"]
    last = log(row)[-1]
    assert last.payload["reversed"] == str(log(row)[-2].id)
    assert last.payload["reason"] == "wrong_act"
    assert "Salah permohonan" not in str(last.payload)


@pytest.mark.parametrize(("post", "allowed"), [("kasi", True), ("sekretaris", True), ("camat", False)])
def test_kasi_and_sekretaris_take_back_and_nobody_else(post: str, allowed: bool) -> None:
    row = complete(ktp())
    if allowed:
        assert reverse(row, post=post).step == "examine"
        return
    with pytest.raises(Refused) as refused:
        reverse(row, post=post)
    assert refused.value.refusal.code == "post"


def test_a_reversal_needs_a_reason_of_the_list() -> None:
    row = complete(ktp())
    with pytest.raises(Refused) as refused:
        reverse(row, reason="oops")
    assert refused.value.refusal.code == "unknown_reason"


@pytest.mark.clause("ktp", "4.5")
def test_a_recording_is_not_taken_back_from_the_application() -> None:
    row = record(ktp_at("record", "not_recorded"))
    with pytest.raises(Refused) as refused:
        reverse(row)
    assert refused.value.refusal.code == "not_reversible"
    assert people.recording_state(resident_id=row.resident_id) == "recorded_card_pending"


def test_an_intake_and_a_reversal_are_not_taken_back() -> None:
    row = ktp()
    with pytest.raises(Refused) as intake:
        reverse(row)
    row = reverse(complete(row))
    with pytest.raises(Refused) as twice:
        reverse(row)
    assert [caught.value.refusal.code for caught in (intake, twice)] == ["not_reversible"] * 2


@pytest.mark.clause("ktp", "4.7")
def test_a_hand_over_taken_back_is_open_again_and_the_card_counts_as_pending() -> None:
    row = hand_over(ktp_at("hand-over", "not_recorded"))
    assert people.recording_state(resident_id=row.resident_id) == "recorded_card_issued"
    row = reverse(row)
    assert (row.step, row.outcome, row.closed_at) == ("hand-over", Outcome.OPEN, None)
    assert people.recording_state(resident_id=row.resident_id) == "recorded_card_pending"
    assert hand_over(row).outcome == Outcome.HANDED_OVER


def test_what_an_act_wrote_over_is_lost_when_its_remark_was_erased_and_the_state_still_comes_back() -> None:
    row = give_back(ktp())
    row.remarks.all().delete()
    row = reverse(row)
    assert row.step == "examine"
    assert row.checklist["photo"]["state"] == "deficient"


def test_a_due_date_that_moved_is_looked_through_by_a_reversal() -> None:
    row = complete(ktp())
    decree(date(2026, 12, 16), "collective_leave")
    recompute()
    row = reverse(row)
    assert (row.step, row.complete_at, row.due_at) == ("examine", None, None)
    assert log(row)[-1].payload["reversed_verb"] == "complete"


def decree(on: date, kind: str, office: str | None = None) -> None:
    note = DayNote.from_data(
        {"on": on.isoformat(), "kind": kind, "name": "Cuti bersama baru", "hours": [], "status": "final"}
    )
    offices.note_day(actor=INSTALLER, key=key(), office=office, note=note, source="Keputusan bersama 9/2026")


def recompute(
    who: Actor | None = None, *, office: str | None = None, key_: str | None = None
) -> tuple[Application, ...]:
    return actions.recompute_due(
        actor=who or actor("sekretaris"), key=key_ or key(), reason="Cuti bersama baru", office=office
    )


@pytest.mark.clause("ktp", "5.1")
@pytest.mark.clause("kk", "5.1")
def test_a_late_collective_leave_moves_exactly_the_deadlines_it_touches() -> None:
    running = complete(ktp())
    one_day = complete(kk("other"), "old-card")
    unexamined = ktp()
    with_applicant = give_back(ktp_at("record", "not_recorded"), post="operator")
    ready = ktp_at("hand-over")
    closed = hand_over(ktp_at("hand-over"))
    untouched = [one_day, unexamined, with_applicant, ready, closed]
    before = [standing(row) for row in untouched]

    decree(date(2026, 12, 30), "collective_leave")
    moved = recompute()
    assert [row.pk for row in moved] == [running.pk]
    running.refresh_from_db()
    assert running.due_at == at("2027-01-06 15:00"), "one day later; 5 January is a holiday"
    last = log(running)[-1]
    assert (last.verb, last.payload["reason"]) == ("recompute_due", "Cuti bersama baru")
    assert last.payload["due_before"] == at("2027-01-04 15:00").astimezone(UTC).isoformat()
    assert last.payload["due_at"].startswith("2027-01-06T15:00")
    for row in untouched:
        row.refresh_from_db()
    assert [standing(row) for row in untouched] == before
    assert recompute() == ()


def test_a_deadline_that_ends_before_the_new_leave_stays() -> None:
    row = complete(kk("other"), "old-card")
    decree(date(2026, 12, 16), "collective_leave")
    assert recompute(actor("sekretaris", KK_OFFICE)) == ()
    decree(date(2026, 12, 15), "collective_leave")
    (moved,) = recompute(actor("sekretaris", KK_OFFICE))
    assert (moved.pk, moved.due_at) == (row.pk, at("2026-12-17 15:00"))


def test_a_recount_sent_twice_with_the_same_key_moves_once() -> None:
    row = complete(ktp())
    decree(date(2026, 12, 16), "collective_leave")
    same = key()
    assert len(recompute(key_=same)) == 1
    assert recompute(key_=same) == ()
    assert verbs(row) == ["submit", "complete", "recompute_due"]


def test_a_page_offers_to_take_back_the_act_before_a_moved_date() -> None:
    row = complete(ktp())
    decree(date(2026, 12, 16), "collective_leave")
    recompute()
    shown = text(browser("kasi").get(address("applications:page", args=[row.public_code])))
    assert "Batalkan tindakan terakhir: Dinyatakan lengkap dan valid" in shown
    reverse(row)
    assert verbs(row) == ["submit", "complete", "recompute_due", "reverse"]


def test_the_entry_of_an_examination_names_what_was_affirmed() -> None:
    row = complete(ktp())
    assert log(row)[-1].payload["present"] == sorted(
        name for name, item in row.checklist.items() if item["state"] == "present"
    )
    assert len(log(row)[-1].payload["present"]) > 2


def test_only_a_recount_moves_a_date_and_no_other_act_in_passing() -> None:
    row = complete(ktp())
    decree(date(2026, 12, 16), "collective_leave")
    row = actions.hold(actor=actor("loket"), key=key(), code=row.public_code, reason="no_blanks")
    assert row.due_at == at("2027-01-04 15:00")
    (row,) = recompute()
    assert row.due_at == at("2027-01-06 15:00")


def test_it_recounts_for_every_office_and_an_office_for_itself() -> None:
    complete(ktp())
    decree(date(2026, 12, 16), "collective_leave")
    for who, office in ((actor("loket"), None), (actor("sekretaris", KK_OFFICE), KTP_OFFICE)):
        with pytest.raises(Refused) as refused:
            recompute(who, office=office)
        assert refused.value.refusal.code == "not_yours"
    assert recompute(INSTALLER, office=KK_OFFICE) == ()
    assert len(recompute(INSTALLER, office=KTP_OFFICE)) == 1


def test_the_page_explains_a_paused_and_a_recounted_deadline() -> None:
    row = complete(ktp("not_recorded"))
    page = queries.page(actor=actor("loket"), code=row.public_code)
    assert page is not None
    assert page.clock.binding
    assert page.clock.reckoned.moment == at("2027-01-04 15:00")
    assert [line.reason for line in page.clock.reckoned.lines].count("counted") == 12
    give_back(row, post="operator")
    page = queries.page(actor=actor("loket"), code=row.public_code)
    assert page is not None
    assert page.clock.reckoned.moment is None
