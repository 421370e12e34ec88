"""When a person counts as recorded: KTP 4.5 as a table."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pamong.residents.rules import (
    Answer,
    Earlier,
    disagreement,
    recorded_already,
    recording_state,
    why_not_approve,
    why_not_void,
)

THEN = datetime(2026, 12, 14, 2, 0, tzinfo=UTC)
BEFORE, AFTER = THEN - timedelta(days=1), THEN + timedelta(days=1)
OURS = Earlier(THEN, date(2026, 12, 14), "Kecamatan Contoh")
ISSUED = replace(OURS, card_issued_on=date(2026, 12, 28))
DAY = date(2026, 12, 28)

# (our register, newest answer, card handed over here without a recording of ours, the fact)
STATES = [
    (None, None, None, None),
    (None, Answer("not_recorded", THEN), None, "not_recorded"),
    (None, Answer("recorded_card_pending", THEN), None, "recorded_card_pending"),
    (None, Answer("recorded_card_issued", THEN), None, "recorded_card_issued"),
    (None, Answer("duplicate", THEN), None, "recorded_card_pending"),
    (None, Answer("enrolment_failed", THEN), None, "recorded_card_pending"),
    (None, None, DAY, "recorded_card_issued"),
    (None, Answer("recorded_card_pending", THEN), DAY, "recorded_card_issued"),
    (OURS, None, None, "recorded_card_pending"),
    (OURS, Answer("not_recorded", BEFORE), None, "recorded_card_pending"),
    (OURS, Answer("recorded_card_issued", AFTER), None, "recorded_card_issued"),
    (OURS, Answer("recorded_card_issued", BEFORE), None, "recorded_card_pending"),
    (OURS, Answer("recorded_card_pending", AFTER), None, "recorded_card_pending"),
    (ISSUED, None, None, "recorded_card_issued"),
    (ISSUED, Answer("duplicate", AFTER), None, "recorded_card_issued"),
]
# (our register, the fact, number known, code of the refusal; None: may be recorded)
SECOND = [
    (None, None, True, None),
    (None, "not_recorded", True, None),
    (None, "not_recorded", False, "number_unknown"),
    (None, None, False, "number_unknown"),
    (None, "recorded_card_pending", True, "recorded_elsewhere"),
    (None, "recorded_card_issued", True, "recorded_elsewhere"),
    (OURS, "recorded_card_pending", True, "already_recorded"),
    (ISSUED, "recorded_card_issued", True, "already_recorded"),
]
# (our register, answer, its moment, code of the refusal; None: taken)
ANSWERED = [
    (None, "not_recorded", AFTER, None),
    (OURS, "not_recorded", AFTER, "answer_disagrees"),
    (OURS, "not_recorded", BEFORE, None),
    (OURS, "recorded_card_pending", AFTER, None),
    (OURS, "recorded_card_issued", AFTER, None),
    (OURS, "duplicate", AFTER, None),
    (ISSUED, "recorded_card_pending", AFTER, "answer_disagrees"),
    (ISSUED, "recorded_card_issued", AFTER, None),
]


@pytest.mark.parametrize(("ours", "answer", "issued", "fact"), STATES)
def test_the_register_comes_before_the_national_system(
    ours: Earlier | None, answer: Answer | None, issued: date | None, fact: str | None
) -> None:
    assert recording_state(ours, answer, card_issued_on=issued) == fact


@pytest.mark.parametrize(("ours", "state", "number_known", "code"), SECOND)
def test_a_second_recording_is_refused(
    ours: Earlier | None, state: str | None, number_known: bool, code: str | None
) -> None:
    refusal = recorded_already(ours, state, number_known=number_known, clause="4.5")
    assert (refusal.code if refusal else None) == code
    assert refusal is None or refusal.clause == "4.5"


def test_the_refusal_names_date_and_office_of_the_first_recording() -> None:
    refusal = recorded_already(OURS, None, number_known=True, clause="4.5")
    assert refusal is not None
    assert "14-12-2026" in refusal.message.fill()
    assert "Kecamatan Contoh" in refusal.message.fill()


@pytest.mark.parametrize(("ours", "state", "moment", "code"), ANSWERED)
def test_an_answer_that_denies_our_register_is_refused(
    ours: Earlier | None, state: str, moment: datetime, code: str | None
) -> None:
    refusal = disagreement(ours, state, moment)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("reason", "asked", "voided", "code"),
    [
        ("wrong_person", False, False, None),
        ("because", False, False, "not_on_list"),
        ("wrong_person", True, False, "void_already_asked"),
        ("wrong_person", True, True, "already_voided"),
    ],
)
def test_a_voiding_is_asked_once_with_a_reason_from_the_list(
    reason: str, asked: bool, voided: bool, code: str | None
) -> None:
    refusal = why_not_void(reason=reason, already_asked=asked, voided=voided)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("asked", "voided", "approver", "code"),
    [
        (True, False, "kasi-1", None),
        (True, False, "operator-1", "same_person"),
        (False, False, "kasi-1", "void_not_asked"),
        (True, True, "kasi-1", "already_voided"),
    ],
)
def test_who_asks_for_a_voiding_does_not_approve_it(
    asked: bool, voided: bool, approver: str, code: str | None
) -> None:
    refusal = why_not_approve(asked=asked, voided=voided, asked_by="operator-1", approver=approver)
    assert (refusal.code if refusal else None) == code
