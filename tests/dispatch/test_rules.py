"""What may happen to a bundle and to what lies in it, as tables."""

import pytest

from pamong.dispatch.rules import (
    Count,
    Mark,
    Standing,
    age_group,
    guards,
    may_change,
    may_make,
    may_mark,
    may_receive,
    may_send,
    may_take_back,
    place_of,
    settled,
)
from pamong.standard.messages import Refusal

UNSENT = Standing(sent=False, received=False, leaving=False)
AWAY = Standing(sent=True, received=False, leaving=False)
THERE = Standing(sent=True, received=True, leaving=False)
LEAVING = Standing(sent=True, received=True, leaving=True)
HOME = Standing(sent=True, received=True, leaving=True, closed=True)


def code(refusal: Refusal | None) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("mark", "where", "expected"),
    [
        (Mark("A", "printed"), THERE, ""),
        (Mark("A", "in_process"), THERE, ""),
        (Mark("A", "no_blanks"), THERE, ""),
        (Mark("A", "duplicate"), THERE, ""),
        (Mark("A", "refused", "missing_paper", "photo"), THERE, ""),
        (Mark("A", "refused", "unreadable_paper", "photo"), THERE, ""),
        (Mark("A", "refused", "data_differs"), THERE, ""),
        (Mark("A", "refused", "recording_unusable"), THERE, ""),
        (Mark("A", "printed"), AWAY, "not_received"),
        (Mark("A", "printed"), LEAVING, "left"),
        (Mark("A", "printed"), HOME, "left"),
        (Mark("A", "printed"), Standing(sent=True, received=True, leaving=False, closed=True), "left"),
        (Mark("A", "lost"), THERE, "unknown_result"),
        (Mark("A", "refused"), THERE, "unknown_reason"),
        (Mark("A", "refused", "because"), THERE, "unknown_reason"),
        (Mark("A", "refused", "missing_paper"), THERE, "unknown_requirement"),
        (Mark("A", "refused", "missing_paper", "passport"), THERE, "unknown_requirement"),
    ],
)
def test_a_result_is_said_of_what_lies_there_and_a_refusal_says_why(
    mark: Mark, where: Standing, expected: str
) -> None:
    assert code(may_mark(mark, where, requirements={"photo"})) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"), [(["A"], ""), (["A", "B"], ""), ([], "nothing_ready"), (["A", "C"], "not_ready")]
)
def test_a_bundle_holds_what_is_ready(chosen: list[str], expected: str) -> None:
    assert code(may_make(chosen, {"A", "B"})) == expected


@pytest.mark.parametrize(
    ("sent", "cancelled", "items", "courier", "expected"),
    [
        (False, False, 3, "Kurir Rekaan", ""),
        (True, False, 3, "Kurir Rekaan", "already_sent"),
        (False, True, 3, "Kurir Rekaan", "empty"),
        (False, False, 0, "Kurir Rekaan", "empty"),
        (False, False, 3, "  ", "no_courier"),
    ],
)
def test_a_bundle_leaves_once_with_somebody_who_is_named(
    sent: bool, cancelled: bool, items: int, courier: str, expected: str
) -> None:
    assert code(may_send(sent=sent, cancelled=cancelled, items=items, courier=courier)) == expected


@pytest.mark.parametrize(
    ("sent", "cancelled", "expected"),
    [(False, False, ""), (True, False, "already_sent"), (False, True, "already_sent")],
)
def test_a_bundle_is_changed_before_it_leaves(sent: bool, cancelled: bool, expected: str) -> None:
    assert code(may_change(sent=sent, cancelled=cancelled)) == expected


@pytest.mark.parametrize(
    ("sent", "counted", "expected"),
    [
        (True, ["A"], ""),
        (False, ["A"], "not_sent"),
        (True, [], "nothing_counted"),
        (True, ["A", "C"], "not_inside"),
    ],
)
def test_what_is_counted_was_on_its_way_in_this_bundle(sent: bool, counted: list[str], expected: str) -> None:
    assert code(may_receive(sent=sent, counted=counted, inside={"A", "B"})) == expected


@pytest.mark.parametrize(
    ("where", "ending", "expected"),
    [
        (AWAY, "", ""),
        (HOME, "home", ""),
        (UNSENT, "", "not_missing"),
        (THERE, "", "not_missing"),
        (LEAVING, "", "not_missing"),
        (Standing(sent=True, received=False, leaving=False, closed=True), "stayed", "not_missing"),
    ],
)
def test_only_what_was_not_in_the_bag_is_taken_back(where: Standing, ending: str, expected: str) -> None:
    assert code(may_take_back(where, ending=ending)) == expected


@pytest.mark.parametrize(
    ("verb", "where", "expected"),
    [
        ("dispatch", UNSENT, "in_bundle"),
        ("dispatch", AWAY, ""),
        ("receive_back", AWAY, "in_bundle"),
        ("receive_back", THERE, "in_bundle"),
        ("receive_back", UNSENT, ""),
        ("reverse dispatch", AWAY, "in_bundle"),
        ("reverse complete", UNSENT, ""),
        ("ready", AWAY, ""),
    ],
)
def test_what_lies_in_a_bundle_moves_with_its_bundle(verb: str, where: Standing, expected: str) -> None:
    assert code(guards(verb, where)) == expected


@pytest.mark.parametrize(
    ("verb", "result", "returned", "expected"),
    [
        ("ready", "printed", False, ""),
        ("ready", "refused", False, "unprinted"),
        ("ready", "duplicate", False, "unprinted"),
        ("ready", "refused", True, ""),
        ("reverse receive_back", "printed", False, "in_bundle"),
        ("reverse ready", "printed", False, ""),
    ],
)
def test_what_came_home_without_a_card_is_settled_first(
    verb: str, result: str, returned: bool, expected: str
) -> None:
    assert code(settled(verb, result, returned=returned)) == expected


@pytest.mark.parametrize(
    ("where", "ending", "bundle_counted", "home_sent", "expected"),
    [
        (UNSENT, "", False, False, Count()),
        (AWAY, "taken_out", False, False, Count()),
        (AWAY, "", False, False, Count(sent=1, on_the_way=1)),
        (AWAY, "", True, False, Count(sent=1, missing=1)),
        (THERE, "", True, False, Count(sent=1, there=1)),
        (LEAVING, "", True, False, Count(sent=1, there=1)),
        (LEAVING, "", True, True, Count(sent=1, coming=1)),
        (HOME, "home", True, True, Count(sent=1, home=1)),
        (AWAY, "stayed", True, False, Count(sent=1, stayed=1)),
    ],
)
def test_every_application_is_counted_in_one_place(
    where: Standing, ending: str, bundle_counted: bool, home_sent: bool, expected: Count
) -> None:
    found = place_of(where, ending=ending, bundle_counted=bundle_counted, home_sent=home_sent)
    assert found == expected
    assert found.sent == found.home + found.outstanding + found.stayed


def test_counts_are_added_place_by_place() -> None:
    assert Count(sent=2, home=1, there=1) + Count(sent=1, missing=1) == Count(3, 0, 1, 1, 0, 1, 0)


@pytest.mark.parametrize(
    ("days", "group"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (14, 2), (15, 3), (400, 3)]
)
def test_ages_fall_into_groups(days: int, group: int) -> None:
    assert age_group(days) == group
