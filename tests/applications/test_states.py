"""A state survives the row and the ledger's payload unchanged."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.applications import states
from pamong.applications.models import Application, Remark
from pamong.applications.rules import HOLD_REASONS, Outcome, State
from pamong.standard.chapters.procedure import Holder
from pamong.workdays.answers import Pause

START = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
moments = st.integers(0, 10**12).map(lambda microseconds: START + timedelta(microseconds=microseconds))
maybe = st.none() | moments
spans = st.lists(moments, max_size=5, unique=True).map(sorted)


@st.composite
def any_state(draw: st.DrawFn) -> State:
    times: list[datetime | None] = [*draw(spans)]
    pairs = [*times, None] if len(times) % 2 else times
    return State(
        step=draw(st.sampled_from(["", "submit", "examine", "hand-over"])),
        holder=draw(st.sampled_from([Holder("applicant", "applicant"), Holder("outside", "dispenduk")])),
        complete_at=draw(maybe),
        pauses=tuple(Pause(a, b) for a, b in zip(pairs[::2], pairs[1::2], strict=True) if a),
        ready_at=draw(maybe),
        closed_at=draw(maybe),
        outcome=draw(st.sampled_from(Outcome)),
        hold_reason=draw(st.sampled_from(["", *HOLD_REASONS])),
    )


@given(any_state())
def test_a_state_comes_back_from_the_row_as_it_went_in(state: State) -> None:
    assert states.state_of(Application(**states.columns(state))) == state


@given(any_state())
def test_a_state_comes_back_from_the_ledger_as_it_went_in(state: State) -> None:
    assert states.state_from(json.loads(json.dumps(states.data(state)))) == state


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (Application(book="ktp", number=7, year=2026), "ktp 7/2026"),
        (Remark(entry_key="abc"), "remark on abc"),
    ],
)
def test_a_row_names_itself_without_naming_a_person(thing: object, text: str) -> None:
    assert str(thing) == text
