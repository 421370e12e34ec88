"""What the walks stumbled over, as single cases."""

import pytest

from pamong.applications import actions
from pamong.applications.models import Application
from pamong.ledger.rules import Refused
from pamong.residents import queries as residents
from tests.applications.installation import (
    actor,
    complete,
    do,
    hand_over,
    key,
    ktp_at,
    reverse,
    take_in,
)


@pytest.fixture
def handed_over(two_offices: None) -> Application:
    row = ktp_at("hand-over")
    hand_over(row)
    return row


def again(row: Application) -> Application:
    """The same resident applies once more."""
    return take_in(residents.get(actor=actor("loket"), resident_id=row.resident_id))


def test_an_end_is_not_taken_back_while_the_same_person_has_begun_anew(handed_over: Application) -> None:
    anew = again(handed_over)
    with pytest.raises(Refused) as refused:
        reverse(handed_over)
    assert refused.value.refusal.code == "pending"
    assert refused.value.refusal.message.params["number"] == f"{anew.number}/{anew.year}"
    actions.withdraw(actor=actor("loket"), key=key(), code=anew.public_code, reason="applicant_wish")
    assert reverse(handed_over).closed_at is None


def test_taking_the_second_hand_over_back_leaves_the_first_card_issued(handed_over: Application) -> None:
    replacement = complete(again(handed_over))
    for step, post in (("send", "operator"), ("back", "loket"), ("ready", "loket")):
        do(replacement, step, post)
    hand_over(replacement)
    reverse(replacement)
    assert residents.recording_state(resident_id=handed_over.resident_id) == "recorded_card_issued"
