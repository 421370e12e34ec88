"""KTP 4.6 and 4.7 with all their parties: the section sends, a courier carries, Dispenduk prints, the counter hands over."""

import pytest

from pamong.applications import queries as applications
from pamong.applications.models import Application
from pamong.dispatch import actions, queries
from tests.applications.fixtures import foundations, keys_of_the_run, standing_clock, two_offices
from tests.applications.installation import actor, do, hand_over, key, log
from tests.dispatch.bags import COURIER, arrived, came_home, codes, desk, items, say, sent, to_send

__all__ = ["foundations", "keys_of_the_run", "standing_clock", "two_offices"]
pytestmark = pytest.mark.usefixtures("two_offices")


def in_the_hands_of(code: str) -> str:
    found = applications.public_status(code=code)
    assert found is not None
    return found.whereabouts.party.fill() if found.whereabouts else found.state.holder.name


@pytest.mark.clause("ktp", "4.6")
@pytest.mark.parametrize("post", ["kasi", "operator", "loket"])
def test_the_section_sends_it_to_dispenduk_with_a_manifest(post: str) -> None:
    (row,) = to_send(1)
    bundle = actions.send_all(actor=actor(post), key=key(), courier=COURIER)
    row.refresh_from_db()
    assert (bundle.receiver_id, row.reference) == ("35.08.dispenduk", "Daftar pengantar 1/2026")
    assert log(row)[-1].clause == "4.6"


@pytest.mark.clause("ktp", "4.6")
def test_on_its_way_the_courier_has_it_and_once_counted_in_dispenduk() -> None:
    bundle = sent(1)
    (code,) = codes(bundle)
    assert in_the_hands_of(code) == "Kurir, dalam perjalanan ke Dispenduk Capil"
    actions.receive(actor=desk(), key=key(), bundle_id=bundle.pk)
    assert in_the_hands_of(code) == "Dispenduk Capil"


@pytest.mark.clause("ktp", "4.6")
def test_there_it_is_printed_and_nobody_else_says_so() -> None:
    bundle = arrived(1)
    say(bundle, "printed")
    assert [item.result for item in queries.queue(actor=desk()).items] == ["printed"]


@pytest.mark.clause("ktp", "4.7")
def test_the_printed_card_comes_back_to_the_counter_and_is_handed_over() -> None:
    bundle = arrived(1)
    came_home(bundle, "printed")
    (item,) = items(bundle)
    row = hand_over(do(item.application, "ready", "loket"))
    assert (row.outcome, log(row)[-1].clause) == ("handed_over", "4.7")


@pytest.mark.clause("ktp", "4.7")
def test_without_a_card_nothing_is_ready_for_the_applicant() -> None:
    bundle = arrived(1)
    came_home(bundle, "duplicate")
    assert queries.why_not(items(bundle)[0].application_id, "ready") is not None
    assert Application.objects.get().ready_at is None
