"""A notice is ordered with the act it tells about, for whoever asked, and for nobody else."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from pamong.applications import actions
from pamong.applications.rules import tells_applicant
from pamong.ledger.rules import Refused
from pamong.notices.actions import order
from pamong.notices.models import Notice
from pamong.notices.rules import State
from tests.applications.installation import actor, complete, do, give_back, key, ktp, ktp_at, log, reverse
from tests.notices.delivery import newest, notices, wishing

pytestmark = pytest.mark.usefixtures("two_offices")


def test_whoever_did_not_ask_is_told_nothing() -> None:
    complete(ktp())
    assert not Notice.objects.exists()


def test_an_act_and_its_notice_point_at_the_same_entry() -> None:
    row = complete(wishing())
    entries = {entry.verb: entry for entry in log(row)}
    found = notices(row)
    assert [each.entry for each in found] == [entries["submit"].id, entries["complete"].id]
    assert [each.position for each in found] == [entries["submit"].position, entries["complete"].position]
    assert {each.office for each in found} == {row.office_id}


def test_what_has_not_left_is_overtaken_by_what_is_newer() -> None:
    row = complete(wishing())
    assert [each.state for each in notices(row)] == [State.OVERTAKEN, State.WAITING]


def test_work_in_between_orders_nothing() -> None:
    row = complete(wishing(recording="recorded_card_pending"))
    before = len(notices(row))
    do(row, "send", "operator")
    assert len(notices(row)) == before


@pytest.mark.parametrize(
    ("verb", "reversed_verb", "told"),
    [
        ("submit", "", True),
        ("complete", "", True),
        ("return", "", True),
        ("refuse", "", True),
        ("ready", "", True),
        ("hand_over", "", True),
        ("withdraw", "", True),
        ("recompute_due", "", True),
        ("resubmit", "", False),
        ("dispatch", "", False),
        ("record_biometrics", "", False),
        ("hold", "", False),
        ("reverse", "ready", True),
        ("undo", "complete", True),
        ("reverse", "dispatch", False),
        ("undo", "print", False),
    ],
)
def test_which_acts_tell_the_applicant_something(verb: str, reversed_verb: str, told: bool) -> None:
    assert tells_applicant(verb, reversed_verb=reversed_verb) is told


def test_whatsapp_waits_for_a_hand_and_no_worker_looks_at_it() -> None:
    found = newest(wishing("whatsapp"))
    assert (found.state, found.next_at) == (State.BY_HAND, None)


def test_an_act_that_is_refused_orders_nothing() -> None:
    row = complete(wishing())
    before = len(notices(row))
    with pytest.raises(Refused):
        complete(row)
    assert len(notices(row)) == before


def test_an_act_sent_twice_orders_one_notice() -> None:
    row = wishing()
    same = key()
    complete(row, key=same)
    complete(row, key=same)
    assert [each.state for each in notices(row)].count(State.WAITING) == 1


def test_an_act_that_falls_takes_its_notice_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    row = wishing()

    def fall(**_told: object) -> None:
        order(**_told)  # type: ignore[arg-type]  # handed on as it came
        raise RuntimeError("the power went")

    monkeypatch.setattr("pamong.notices.actions.order", fall)
    with pytest.raises(RuntimeError), transaction.atomic():
        complete(row)
    assert [each.state for each in notices(row)] == [State.WAITING]
    assert [entry.verb for entry in log(row)] == ["submit"]


def test_one_entry_is_told_once_by_one_channel() -> None:
    found = newest(wishing())
    found.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            office=found.office,
            subject_kind=found.subject_kind,
            subject_id=found.subject_id,
            entry=found.entry,
            channel=found.channel,
            language="id",
            state=State.SENT,
            ordered_at=found.ordered_at,
        )


def test_a_wish_costs_an_act_three_statements_and_no_wish_one() -> None:
    """Read the wish; and where there is one, let the earlier notice step back, and insert."""

    def statements(row: object) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            give_back(row)  # type: ignore[arg-type]  # an application
        return sum(
            "notices_notice" in query["sql"] or "notice_channel" in query["sql"].split("FROM")[0]
            for query in seen
        )

    without, wished = ktp(), wishing()
    give_back_without = statements(without)
    assert statements(wished) - give_back_without == 2


def test_taking_an_act_back_overtakes_its_notice() -> None:
    row = reverse(ktp_at("send"))
    assert notices(row) == []
    row = reverse(complete(wishing()))
    assert [each.state for each in notices(row)] == [State.OVERTAKEN, State.OVERTAKEN, State.WAITING]


def test_withdrawing_is_told_too() -> None:
    row = wishing()
    actions.withdraw(actor=actor("loket"), key=key(), code=row.public_code, reason="applicant_wish")
    assert newest(row).state == State.WAITING
