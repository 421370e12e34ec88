"""What may leave, when it is tried again, and who may mark what: tables."""

from datetime import UTC, datetime, timedelta

import pytest

from pamong.notices.adapters import PATIENCE_SECONDS
from pamong.notices.rules import (
    BACKOFF,
    BY_HAND,
    CHANNELS,
    LEASE,
    DeliveryError,
    Letter,
    State,
    may_mark_failed,
    may_mark_sent,
    may_retry,
    next_try,
    why_not_letter,
)

NOW = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
NUMBER = "3508991705900001"


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 240), (6, 720), (7, None), (8, None)]
)
def test_each_failure_waits_longer_and_the_seventh_needs_a_person(tries: int, minutes: int | None) -> None:
    expected = None if minutes is None else NOW + timedelta(minutes=minutes)
    assert next_try(tries=tries, now=NOW) == expected


@pytest.mark.parametrize(
    ("letter", "addressed", "wrong"),
    [
        (Letter("KTP 1/2026", "Siap diambil.", "Siap", "a@contoh.example"), True, ""),
        (Letter("KTP 1/2026", "Siap diambil.", "Siap"), True, "no_address"),
        (Letter("KTP 1/2026", "Siap diambil.", "Siap"), False, ""),
        (Letter(f"NIK {NUMBER}", "Siap.", "Siap", "a@contoh.example"), True, "holds_number"),
        (Letter("KTP", "3508 9917 0590 0001", "Siap", "a@contoh.example"), True, "holds_number"),
        (Letter("KTP", "Siap.", NUMBER, "a@contoh.example"), False, "holds_number"),
    ],
)
def test_no_letter_leaves_with_an_identity_number_or_without_an_address(
    letter: Letter, addressed: bool, wrong: str
) -> None:
    assert why_not_letter(letter, addressed=addressed) == wrong


def test_an_address_never_shows_where_a_letter_is_written_out() -> None:
    assert "contoh" not in repr(Letter("a", "b", "c", "sekar@contoh.example"))


@pytest.mark.parametrize("state", list(State))
def test_only_what_was_given_up_is_tried_again(state: State) -> None:
    assert (may_retry(state) is None) is (state is State.FAILED)


@pytest.mark.parametrize("state", list(State))
def test_only_what_needs_somebody_is_marked_by_one(state: State) -> None:
    assert (may_mark_sent(state) is None) is (state in {State.BY_HAND, State.FAILED})
    assert (may_mark_failed(state) is None) is (state is State.BY_HAND)


def test_a_lease_outlasts_every_adapter() -> None:
    assert LEASE.total_seconds() > 3 * PATIENCE_SECONDS
    assert min(BACKOFF) > timedelta(0)


def test_what_goes_by_hand_can_be_wished_for() -> None:
    assert set(CHANNELS) >= BY_HAND


def test_an_error_says_no_more_than_its_code() -> None:
    error = DeliveryError("refused", final=True)
    assert (str(error), error.final) == ("refused", True)
