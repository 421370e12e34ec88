"""Undoing one's own act within ten seconds: who may, which acts, and what stays in the log."""

from datetime import timedelta

import pytest

from pamong.applications import actions
from pamong.applications.models import Application
from pamong.applications.rules import may_undo
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from tests.applications.installation import (
    actor,
    complete,
    do,
    give_back,
    hand_over,
    key,
    ktp,
    ktp_at,
    log,
    record,
    verbs,
)

SOON = timedelta(seconds=10)
LATE = timedelta(seconds=11)


@pytest.mark.parametrize(
    ("verb", "own", "elapsed", "refused"),
    [
        ("complete", True, timedelta(0), None),
        ("complete", True, SOON, None),
        ("complete", True, LATE, "too_late"),
        ("complete", False, timedelta(0), "person"),
        ("return", True, SOON, None),
        ("refuse", True, SOON, None),
        ("dispatch", True, SOON, None),
        ("receive_back", True, SOON, None),
        ("print", True, SOON, None),
        ("ready", True, SOON, None),
        ("hand_over", True, SOON, None),
        ("hold", True, SOON, None),
        ("release", True, SOON, None),
        ("withdraw", True, SOON, None),
        ("submit", True, timedelta(0), "not_reversible"),
        ("record_biometrics", True, timedelta(0), "not_reversible"),
        ("reverse", True, timedelta(0), "not_reversible"),
        ("undo", True, timedelta(0), "not_reversible"),
    ],
)
def test_what_may_be_undone_by_whom_and_how_long(
    verb: str, own: bool, elapsed: timedelta, refused: str | None
) -> None:
    refusal = may_undo(verb, own=own, elapsed=elapsed)
    assert (refusal.code if refusal else None) == refused


def undo(row: Application, post: str = "kasi", who: str = "1", **options: str) -> Application:
    return actions.undo(
        actor=actor(post, row.office_id, who=who),
        key=options.get("key_", key()),
        code=row.public_code,
        entry=options.get("entry", str(log(row)[-1].id)),
    )


def later(seconds: int) -> None:
    clock.set_for_demo_or_test(clock.now() + timedelta(seconds=seconds))


@pytest.mark.usefixtures("two_offices")
def test_an_undone_act_leaves_the_state_before_it_and_both_entries() -> None:
    row = ktp("not_recorded")
    before = (row.step, row.complete_at, row.due_at, row.checklist)
    row = complete(row)
    later(10)
    row = undo(row)
    assert (row.step, row.complete_at, row.due_at, row.checklist) == before
    assert verbs(row) == ["submit", "complete", "undo"]
    assert log(row)[-1].payload["reversed"] == str(log(row)[-2].id)


@pytest.mark.usefixtures("two_offices")
@pytest.mark.parametrize(
    ("who", "seconds", "refused"), [("1", 11, "too_late"), ("2", 0, "person"), ("1", 0, None)]
)
def test_ten_seconds_and_the_same_person(who: str, seconds: int, refused: str | None) -> None:
    row = give_back(ktp("not_recorded"))
    later(seconds)
    if refused is None:
        assert undo(row, who=who).step == "examine"
        return
    with pytest.raises(Refused) as why:
        undo(row, who=who)
    assert why.value.refusal.code == refused
    assert verbs(row) == ["submit", "return"]


@pytest.mark.usefixtures("two_offices")
def test_what_moved_on_is_not_undone() -> None:
    row = complete(ktp("recorded_card_pending"))
    seen = str(log(row)[-1].id)
    row = do(row, "send", "operator")
    with pytest.raises(Refused) as why:
        undo(row, entry=seen)
    assert why.value.refusal.code == "moved_on"


@pytest.mark.usefixtures("two_offices")
def test_sent_twice_it_is_undone_once_and_never_undone_itself() -> None:
    row = complete(ktp("not_recorded"))
    entry, once = str(log(row)[-1].id), key()
    undo(row, key_=once, entry=entry)
    undo(row, key_=once, entry=entry)
    assert verbs(row) == ["submit", "complete", "undo"]
    with pytest.raises(Refused) as why:
        undo(row)
    assert why.value.refusal.code == "not_reversible"


@pytest.mark.usefixtures("two_offices")
def test_a_recording_stays() -> None:
    row = record(complete(ktp("not_recorded")))
    with pytest.raises(Refused) as why:
        undo(row, "operator")
    assert why.value.refusal.code == "not_reversible"


@pytest.mark.usefixtures("two_offices")
def test_an_undone_hand_over_takes_the_card_back() -> None:
    row = hand_over(ktp_at("hand-over"))
    assert undo(row, "loket").closed_at is None
    assert hand_over(row).closed_at is not None
