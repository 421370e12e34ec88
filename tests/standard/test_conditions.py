"""Conditions: a table of single questions, and the whole logic against a naive model of it."""

from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamong.standard.conditions import (
    AllOf,
    AnyOf,
    Condition,
    FactValue,
    Not,
    Test,
    Truth,
    both,
    dump,
    evaluate,
    facts_of,
    parse,
    wording,
)
from pamong.standard.problems import Malformed

YES, NO, OPEN = Truth.YES, Truth.NO, Truth.UNDETERMINED

# condition, facts, answer
TABLE: list[tuple[dict[str, object], dict[str, FactValue], Truth]] = [
    ({"recording": "not_recorded"}, {"recording": "not_recorded"}, YES),
    ({"recording": "not_recorded"}, {"recording": "recorded"}, NO),
    ({"recording": "not_recorded"}, {"recording": None}, OPEN),
    ({"recording": "not_recorded"}, {}, OPEN),
    ({"birth_year": {"even": True}}, {"birth_year": 1990}, YES),
    ({"birth_year": {"even": True}}, {"birth_year": 1991}, NO),
    ({"birth_year": {"odd": True}}, {"birth_year": 1991}, YES),
    ({"birth_year": {"odd": True}}, {"birth_year": 1990}, NO),
    ({"reasons": {"includes": "adoption"}}, {"reasons": ("adoption", "other")}, YES),
    ({"reasons": {"includes": "adoption"}}, {"reasons": ()}, NO),
    ({"citizenship": {"in": ["wni", "wna"]}}, {"citizenship": "wna"}, YES),
    ({"citizenship": {"in": ["wni", "wna"]}}, {"citizenship": "none"}, NO),
    ({"age": {"at_least": 17}}, {"age": 17}, YES),
    ({"age": {"at_least": 17}}, {"age": 16}, NO),
    ({"age": {"at_most": 17}}, {"age": 17}, YES),
    ({"age": {"at_most": 17}}, {"age": 18}, NO),
    ({"age": {"at_least": 17, "at_most": 60}}, {"age": 61}, NO),
    ({"born": {"at_least": "2000-01-01"}}, {"born": date(2000, 1, 1)}, YES),
    ({"born": {"at_most": "2000-01-01"}}, {"born": date(2000, 1, 2)}, NO),
    ({"born": "2000-01-01"}, {"born": date(2000, 1, 1)}, YES),
    ({"married": True}, {"married": True}, YES),
    ({"married": True}, {"married": 1}, NO),
    ({"children": 1}, {"children": True}, NO),
    ({"a": 1, "b": 2}, {"a": 1, "b": 2}, YES),
    ({"a": 1, "b": 2}, {"a": 1, "b": 3}, NO),
    ({"a": 1, "b": 2}, {"a": 1}, OPEN),
    ({"all": [{"a": 1}, {"b": 2}]}, {"b": 3}, NO),
    ({"any": [{"a": 1}, {"b": 2}]}, {"b": 2}, YES),
    ({"any": [{"a": 1}, {"b": 2}]}, {"b": 3}, OPEN),
    ({"any": [{"a": 1}, {"b": 2}]}, {"a": 2, "b": 3}, NO),
    ({"not": {"a": 1}}, {"a": 1}, NO),
    ({"not": {"a": 1}}, {"a": 2}, YES),
    ({"not": {"a": 1}}, {}, OPEN),
]


@pytest.mark.parametrize(("data", "facts", "answer"), TABLE)
def test_each_question_has_one_of_three_answers(
    data: dict[str, object], facts: dict[str, FactValue], answer: Truth
) -> None:
    condition = parse(data)
    assert evaluate(condition, facts) is answer
    assert parse(dump(condition)) == condition


def test_no_condition_holds_always_and_asks_nothing() -> None:
    assert evaluate(None, {}) is YES
    assert facts_of(None) == frozenset()
    assert wording(None) == ""


def test_two_conditions_together_hold_only_together() -> None:
    a, b = Test("a", "is", 1), Test("b", "is", 2)
    assert both(a, None) == a
    assert both(None, b) == b
    assert both(None, None) is None
    assert both(a, b) == AllOf((a, b))


@pytest.mark.parametrize(
    ("data", "facts"),
    [
        ({"x": {"even": True}}, {"x": "many"}),
        ({"x": {"even": True}}, {"x": True}),
        ({"x": {"includes": "a"}}, {"x": "a"}),
        ({"x": {"at_least": 3}}, {"x": "3"}),
        ({"x": {"at_least": "2000-01-01"}}, {"x": 2000}),
    ],
)
def test_a_question_that_does_not_fit_the_value_is_a_fault_and_not_a_no(
    data: dict[str, object], facts: dict[str, FactValue]
) -> None:
    with pytest.raises(TypeError, match="cannot be asked"):
        evaluate(parse(data), facts)


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        "recorded",
        None,
        {"all": []},
        {"any": {"a": 1}},
        {"not": {}},
        {"a": {}},
        {"a": None},
        {"a": 1.5},
        {"a": {"like": 1}},
        {"a": {"even": False}},
        {"a": {"in": []}},
        {"a": {"in": "b"}},
        {"a": {"at_least": "soon"}},
        {"a": {"at_least": True}},
        {"a": {"includes": ["b"]}},
    ],
)
def test_what_is_no_condition_is_refused_with_a_mend(data: object) -> None:
    with pytest.raises(Malformed) as caught:
        parse(data)
    assert caught.value.message.fill()
    assert "recording" in caught.value.mend.fill()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"a": "b"}, "a = b"),
        ({"a": {"in": ["b", "c"]}}, "a salah satu dari b, c"),
        ({"a": {"even": True}}, "a genap"),
        ({"not": {"a": {"odd": True}}}, "bukan (a ganjil)"),
        (
            {"any": [{"a": {"includes": "b"}}, {"c": {"at_least": 1}}]},
            "(a memuat b) atau (c paling sedikit 1)",
        ),
        ({"a": 1, "c": {"at_most": 2}}, "(a = 1) dan (c paling banyak 2)"),
    ],
)
def test_a_condition_can_be_said_in_words(data: dict[str, object], said: str) -> None:
    assert wording(parse(data)) == said


NAMES = ("p", "q", "r")
ATOMS = st.sampled_from(NAMES).map(lambda name: Test(name, "is", True))
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=8,
)
FACTS = st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in NAMES})


def classical(condition: Condition, world: Mapping[str, FactValue]) -> bool:
    """Two-valued logic in a world where everything is known."""
    match condition:
        case Not(part):
            return not classical(part, world)
        case AllOf(parts):
            return all(classical(part, world) for part in parts)
        case AnyOf(parts):
            return any(classical(part, world) for part in parts)
        case Test(fact, _, _):
            return bool(world[fact])


def naive(condition: Condition, facts: Mapping[str, FactValue]) -> float:
    """Kleene's logic as numbers: no 0, unknown a half, yes 1; all is the least part and any the greatest."""
    match condition:
        case Not(part):
            return 1 - naive(part, facts)
        case AllOf(parts):
            return min(naive(part, facts) for part in parts)
        case AnyOf(parts):
            return max(naive(part, facts) for part in parts)
        case Test(fact, _, _):
            return 0.5 if facts[fact] is None else float(bool(facts[fact]))


@settings(deadline=None)
@given(CONDITIONS, FACTS)
def test_the_logic_is_the_naive_one(condition: Condition, facts: dict[str, FactValue]) -> None:
    assert {YES: 1, NO: 0, OPEN: 0.5}[evaluate(condition, facts)] == naive(condition, facts)


@settings(deadline=None)
@given(CONDITIONS, FACTS)
def test_an_answer_given_with_facts_missing_is_never_taken_back(
    condition: Condition, facts: dict[str, FactValue]
) -> None:
    answer = evaluate(condition, facts)
    unknown = [name for name in NAMES if facts[name] is None]
    for values in product((True, False), repeat=len(unknown)):
        world = facts | dict(zip(unknown, values, strict=True))
        if answer is not OPEN:
            assert classical(condition, world) == (answer is YES)


@settings(deadline=None)
@given(CONDITIONS)
def test_a_condition_survives_being_written_down(condition: Condition) -> None:
    assert parse(dump(condition)) == condition
    assert facts_of(condition) <= set(NAMES)
