"""KK 4.3 and 4.4 with all their parties: signed at Dispenduk, printed by the operator, handed over at the counter."""

import pytest

from pamong.applications import queries as applications
from pamong.dispatch import actions, queries
from tests.applications.fixtures import foundations, keys_of_the_run, standing_clock, two_offices
from tests.applications.installation import KK_OFFICE, actor, do, hand_over, key, log
from tests.dispatch.bags import desk, kk_to_sign

__all__ = ["foundations", "keys_of_the_run", "standing_clock", "two_offices"]
pytestmark = pytest.mark.usefixtures("two_offices")


@pytest.mark.clause("kk", "4.3", "7.1")
def test_while_it_waits_for_the_signature_dispenduk_has_it_and_lists_it() -> None:
    row = kk_to_sign()
    found = applications.public_status(code=row.public_code)
    assert found is not None
    assert (found.state.holder.name, found.held_since) == ("dispenduk", row.complete_at)
    assert [each.code for each in queries.unsigned(actor=desk())] == [row.public_code]


@pytest.mark.clause("kk", "4.3")
def test_signed_there_and_confirmed_here_the_operator_prints_it() -> None:
    row = kk_to_sign()
    operator = actor("operator", KK_OFFICE)
    actions.mark_signed(actor=desk(), key=key(), codes=[row.public_code])
    actions.confirm_signed(actor=operator, key=key(), codes=[row.public_code])
    row.refresh_from_db()
    assert (row.step, row.holder_name) == ("print", "operator")
    assert log(row)[-1].clause == "4.3"
    assert do(row, "print", "operator").step == "ready"


@pytest.mark.clause("kk", "4.4")
def test_the_printed_family_card_is_ready_and_handed_over() -> None:
    row = kk_to_sign()
    actions.mark_signed(actor=desk(), key=key(), codes=[row.public_code])
    actions.confirm_signed(actor=actor("operator", KK_OFFICE), key=key(), codes=[row.public_code])
    row.refresh_from_db()
    row = hand_over(do(do(row, "print", "operator"), "ready", "loket"))
    assert (row.outcome, log(row)[-1].clause) == ("handed_over", "4.4")
