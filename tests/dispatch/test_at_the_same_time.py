"""Two people at the same bundle, and two bundles over the same applications, at the same moment."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from pamong.dispatch import actions, queries
from pamong.dispatch.models import Bundle, BundleItem
from pamong.ledger import clock
from pamong.ledger.models import Entry
from pamong.ledger.rules import Refused
from tests.applications.installation import KTP_OFFICE, actor, key, lay_down
from tests.dispatch.bags import codes, desk, sent, sent_back, to_send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def laid_down(foundations: None) -> None:
    lay_down()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act answers, all begun at the same moment; a refusal is answered by its code."""
    gate = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def one(place: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(timeout=30)
            answers[place] = act()
        except Refused as refused:
            answers[place] = refused.refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers


def test_two_who_receive_the_same_bundle_count_everything_once() -> None:
    bundle = sent(4)
    first, second, third, fourth = codes(bundle)
    counts = at_once(
        lambda: (
            actions.receive(actor=desk("1"), key=key(), bundle_id=bundle.pk, codes=[first, second, third]).new
        ),
        lambda: (
            actions.receive(
                actor=desk("2"), key=key(), bundle_id=bundle.pk, codes=[second, third, fourth]
            ).new
        ),
    )
    assert sorted(map(str, counts)) in (["1", "3"], ["1", "3"])
    assert bundle.items.filter(received_at__isnull=False).count() == 4
    counted = [
        place for entry in Entry.objects.filter(verb="receive_bundle") for place in entry.payload["counted"]
    ]
    assert sorted(counted) == [f"1/2026:{place}" for place in (1, 2, 3, 4)]


def test_two_who_count_the_same_return_move_every_application_once() -> None:
    bundle = sent(3)
    actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk)
    back = sent_back(bundle, "printed", "printed", "printed")
    counts = at_once(
        *(
            lambda who=who: (
                actions.receive_home(actor=actor("loket", who=who), key=key(), bundle_id=back.pk).new
            )
            for who in "12"
        )
    )
    assert sorted(map(str, counts)) == ["0", "3"]
    assert Entry.objects.filter(verb="receive_back").count() == 3


def test_two_who_bundle_at_once_put_no_application_into_two_bundles() -> None:
    rows = to_send(4)
    answers = at_once(
        *(
            lambda who=who: actions.make(actor=actor("operator", who=who), key=key()).items.count()
            for who in "12"
        )
    )
    assert sorted(map(str, answers)) == ["4", "nothing_ready"]
    assert BundleItem.objects.filter(closed_at__isnull=True).count() == len(rows)
    assert queries.ready(office=KTP_OFFICE) == ()
    assert [bundle.number for bundle in Bundle.objects.all()] == [1]


def test_overlapping_bundles_share_nothing_and_leave_no_gap_in_the_numbers() -> None:
    rows = [row.public_code for row in to_send(3)]
    answers = at_once(
        lambda: actions.make(actor=actor("operator"), key=key(), codes=rows[:2]).number,
        lambda: actions.make(actor=actor("loket"), key=key(), codes=rows[1:]).number,
    )
    assert sorted(map(str, answers)) == ["1", "not_ready"]
    assert actions.make(actor=actor("kasi"), key=key()).number == 2


def test_the_same_bundle_sent_by_two_leaves_once() -> None:
    to_send(2)
    bundle = actions.make(actor=actor("operator"), key=key())
    answers = at_once(
        *(
            lambda who=who: (
                actions.send(
                    actor=actor("operator", who=who), key=key(), bundle_id=bundle.pk, courier=f"Kurir {who}"
                ).number
            )
            for who in "12"
        )
    )
    assert sorted(map(str, answers)) == ["1", "already_sent"]
    assert Entry.objects.filter(verb="dispatch").count() == 2


def test_what_is_found_at_home_while_it_is_counted_there_ends_in_one_place() -> None:
    bundle = sent(1)
    item = bundle.items.get()
    at_once(
        lambda: actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk),
        lambda: actions.take_back(actor=actor("kasi"), key=key(), item_id=item.pk),
    )
    item.refresh_from_db()
    stayed, arrived = item.ending == "stayed", item.received_at is not None
    assert stayed != arrived
    item.application.refresh_from_db()
    assert item.application.step == ("send" if stayed else "back")


def test_control_who_looks_first_and_writes_later_counts_twice() -> None:
    """Without the lock and the look inside it, both count everything: the tests above would see it."""
    bundle = sent(3)
    looked = threading.Barrier(2)

    def careless() -> int:
        waiting = list(bundle.items.filter(received_at__isnull=True))
        looked.wait(timeout=30)
        for item in waiting:
            BundleItem.objects.filter(pk=item.pk).update(received_at=clock.now())
        return len(waiting)

    assert at_once(careless, careless) == [3, 3]
