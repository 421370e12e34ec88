"""What may happen to one application, as tables. No database: times are written out, the states are built by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pamong.applications import rules
from pamong.applications.rules import Examined, InvalidField, ItemState, Outcome, State
from pamong.standard.acts import Clock
from pamong.standard.chapters.procedure import Holder, Move
from pamong.standard.messages import Message, Refusal
from pamong.workdays.answers import Pause

OFFICE = Holder("office", "general_services")
APPLICANT = Holder("applicant", "applicant")
OUTSIDE = Holder("outside", "dispenduk")
NINE, TEN, ELEVEN, NOON = (datetime(2026, 12, 14, hour, tzinfo=UTC) for hour in (2, 3, 4, 5))
FIELD = InvalidField("birth_date", "01-02-1990", "01-02-1991")

UNEXAMINED = State("examine", OFFICE)
RUNNING = State("send", OFFICE, complete_at=NINE)
PAUSED = State("submit", APPLICANT, complete_at=NINE, pauses=(Pause(TEN, None),))
RESUMED = replace(PAUSED, step="examine", holder=OFFICE, pauses=(Pause(TEN, ELEVEN),))
READY = replace(RUNNING, step="hand-over", ready_at=TEN)
CLOSED = replace(READY, step="", closed_at=ELEVEN, outcome=Outcome.HANDED_OVER)


def code(refusal: Refusal | None) -> str | None:
    return None if refusal is None else refusal.code


@pytest.mark.parametrize(
    ("state", "runs"),
    [
        pytest.param(UNEXAMINED, False, id="not yet complete"),
        pytest.param(RUNNING, True, id="complete"),
        pytest.param(PAUSED, False, id="with the applicant"),
        pytest.param(RESUMED, True, id="handed in again"),
        pytest.param(READY, False, id="ready at the counter"),
    ],
)
def test_the_clock_runs_between_completeness_and_readiness_but_not_with_the_applicant(
    state: State, runs: bool
) -> None:
    assert state.clock_runs is runs


def move(clock: Clock, to: str | None = "send", holder: Holder | None = OFFICE) -> Move:
    return Move("examine", None, to, holder, clock, to is None, "4.4")


@pytest.mark.parametrize(
    ("before", "effect", "complete_at", "pauses", "ready_at"),
    [
        (UNEXAMINED, "start", NOON, (), None),
        (UNEXAMINED, "none", None, (), None),
        (UNEXAMINED, "pause", None, (), None),
        (UNEXAMINED, "resume", None, (), None),
        (RUNNING, "none", NINE, (), None),
        (RUNNING, "start", NINE, (), None),
        (RUNNING, "pause", NINE, (Pause(NOON, None),), None),
        (RUNNING, "stop", NINE, (), NOON),
        (PAUSED, "pause", NINE, (Pause(TEN, None),), None),
        (PAUSED, "resume", NINE, (Pause(TEN, NOON),), None),
        (PAUSED, "start", NINE, (Pause(TEN, NOON),), None),
        (RESUMED, "resume", NINE, (Pause(TEN, ELEVEN),), None),
        (RESUMED, "start", NINE, (Pause(TEN, ELEVEN),), None),
        (RESUMED, "pause", NINE, (Pause(TEN, ELEVEN), Pause(NOON, None)), None),
        (READY, "stop", NINE, (), TEN),
        (READY, "pause", NINE, (), TEN),
    ],
)
def test_a_move_starts_pauses_resumes_and_stops_the_clock_and_never_sets_it_back(
    before: State,
    effect: Clock,
    complete_at: datetime | None,
    pauses: tuple[Pause, ...],
    ready_at: datetime | None,
) -> None:
    after = rules.advance(before, move(effect), NOON)
    assert (after.complete_at, after.pauses, after.ready_at) == (complete_at, pauses, ready_at)


def test_a_move_goes_to_its_step_and_holder_and_ends_a_hold() -> None:
    held = replace(RUNNING, hold_reason="no_blanks")
    after = rules.advance(held, move("none", "back", OUTSIDE), NOON)
    assert (after.step, after.holder, after.hold_reason) == ("back", OUTSIDE, "")


def test_a_move_that_closes_awaits_no_step_and_leaves_the_holder() -> None:
    after = rules.advance(READY, move("none", None, None), NOON)
    assert (after.step, after.holder) == ("", READY.holder)


def test_closing_ends_pause_and_hold_and_awaits_nothing() -> None:
    after = rules.close(replace(PAUSED, hold_reason="no_blanks"), Outcome.WITHDRAWN, NOON)
    assert after == State(
        step="",
        holder=APPLICANT,
        complete_at=NINE,
        pauses=(Pause(TEN, NOON),),
        closed_at=NOON,
        outcome=Outcome.WITHDRAWN,
    )


@pytest.mark.parametrize(
    ("unmet", "unnamed", "invalid", "refused"),
    [
        ([], [], [], None),
        (["photo"], [], [], "incomplete"),
        ([], ["supporting-data"], [], "unnamed"),
        ([], [], [FIELD], "invalid"),
        (["photo"], ["supporting-data"], [FIELD], "incomplete"),
    ],
)
def test_complete_means_every_paper_is_there_and_named_and_every_datum_agrees(
    unmet: list[str], unnamed: list[str], invalid: list[InvalidField], refused: str | None
) -> None:
    answer = rules.may_complete(unmet=unmet, unnamed=unnamed, invalid=invalid, clause="4.4")
    assert code(answer) == refused
    assert answer is None or answer.clause == "4.4"


@pytest.mark.parametrize(
    ("register", "answered", "refused"),
    [
        (None, None, None),
        (None, "not_recorded", None),
        ("recorded_card_pending", None, None),
        ("recorded_card_pending", "recorded_card_pending", None),
        ("recorded_card_pending", "not_recorded", "disagreement"),
        ("not_recorded", "recorded_card_pending", "disagreement"),
    ],
)
def test_register_and_answer_must_not_contradict_each_other(
    register: str | None, answered: str | None, refused: str | None
) -> None:
    answer = rules.agrees(register, answered, "4.3")
    assert code(answer) == refused
    assert answer is None or answer.clause == "4.3"


@pytest.mark.parametrize(
    ("state", "deficient", "invalid", "refused"),
    [
        (UNEXAMINED, ["photo"], [], None),
        (UNEXAMINED, [], [FIELD], None),
        (RUNNING, ["photo"], [FIELD], None),
        (UNEXAMINED, [], [], "nothing_named"),
        (READY, ["photo"], [], "ready"),
    ],
)
def test_a_return_names_what_is_missing_and_never_takes_back_what_is_ready(
    state: State, deficient: list[str], invalid: list[InvalidField], refused: str | None
) -> None:
    answer = rules.may_return(state, deficient=deficient, invalid=invalid, clause="4.4")
    assert code(answer) == refused
    assert answer is None or answer.clause == "4.4"


@pytest.mark.parametrize(
    ("state", "reason", "refused"),
    [
        (UNEXAMINED, "equipment_broken", None),
        (replace(RUNNING, holder=OUTSIDE), "no_blanks", None),
        (READY, "power_cut", None),
        (RUNNING, "holiday mood", "unknown_reason"),
        (CLOSED, "no_blanks", "not_open"),
        (PAUSED, "no_blanks", "not_open"),
        (replace(RUNNING, hold_reason="no_blanks"), "power_cut", "already_on_hold"),
    ],
)
def test_only_open_work_in_an_offices_hands_is_put_on_hold_with_a_reason_of_the_list(
    state: State, reason: str, refused: str | None
) -> None:
    assert code(rules.may_hold(state, reason)) == refused


def test_only_what_is_on_hold_is_released() -> None:
    assert rules.may_release(replace(RUNNING, hold_reason="no_blanks")) is None
    assert code(rules.may_release(RUNNING)) == "not_on_hold"


@pytest.mark.parametrize(
    ("verb", "post", "reason", "refused"),
    [
        ("complete", "kasi", "wrong_act", None),
        ("hand_over", "sekretaris", "not_done", None),
        ("complete", "loket", "wrong_act", "post"),
        ("complete", "camat", "wrong_act", "post"),
        ("complete", "kasi", "I felt like it", "unknown_reason"),
        ("submit", "kasi", "wrong_act", "not_reversible"),
        ("record_biometrics", "kasi", "wrong_act", "not_reversible"),
        ("reverse", "kasi", "wrong_act", "not_reversible"),
    ],
)
def test_kasi_or_sekretaris_take_back_an_act_with_a_reason_unless_it_cannot_be_undone(
    verb: str, post: str, reason: str, refused: str | None
) -> None:
    assert code(rules.may_reverse(verb, post=post, reason=reason)) == refused


@pytest.mark.parametrize(("reason", "refused"), [("deceased", None), ("bored", "unknown_reason")])
def test_a_reason_comes_from_its_closed_list(reason: str, refused: str | None) -> None:
    answer = rules.known_reason(reason, rules.WITHDRAWAL_REASONS, "4.4")
    assert code(answer) == refused
    assert answer is None or answer.clause == "4.4"


@pytest.mark.parametrize(
    ("found", "stored"),
    [
        (Examined(ItemState.PRESENT), {"state": "present"}),
        (Examined(ItemState.DEFICIENT, note="torn"), {"state": "deficient", "note": "torn"}),
        (Examined(ItemState.PRESENT, named="diploma"), {"state": "present", "named": "diploma"}),
    ],
)
def test_the_checklist_keeps_only_what_was_said(found: Examined, stored: dict[str, str]) -> None:
    assert found.data() == stored


@pytest.mark.parametrize(
    "reasons",
    [
        rules.HOLD_REASONS,
        rules.RELATIONS,
        rules.IDENTITIES,
        rules.REFUSAL_REASONS,
        rules.WITHDRAWAL_REASONS,
        rules.REVERSAL_REASONS,
    ],
)
def test_every_reason_says_itself_in_words(reasons: dict[str, Message]) -> None:
    assert reasons
    assert all(message.fill() for message in reasons.values())
