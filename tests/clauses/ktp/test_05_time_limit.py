"""KTP, chapter 5: how long it may take."""

import pytest

from pamong.standard.chapters.time_limit import limit
from tests.clauses.questions import Facts, steps
from tests.clauses.shipped import shipped

FACTS: Facts = {"birth_year": 1990, "citizenship": "wni", "recording": "not_recorded"}


@pytest.mark.clause("ktp", "5.1")
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("at_most", 12),
        ("unit", "working_days"),
        ("starts", "complete"),
        ("ends", "ready"),
        ("clause", "5.1"),
    ],
)
def test_at_most_twelve_working_days_from_complete_requirements(condition: str, expected: object) -> None:
    assert getattr(limit(shipped("ktp"), FACTS), condition) == expected


@pytest.mark.clause("ktp", "5.1")
def test_the_printed_number_and_its_words_say_the_same_as_the_program() -> None:
    assert "12 (dua belas) hari kerja" in shipped("ktp").clause("5.1").text


@pytest.mark.clause("ktp", "5.1")
def test_only_complete_and_valid_starts_the_clock_and_only_ready_stops_it() -> None:
    rows = [row for row in steps("ktp").rows() if row.act != "withdraw" and row.outcome != "refused"]
    starts = {(row.step, row.outcome) for row in rows if row.clock == "start"}
    stops = {(row.step, row.outcome) for row in rows if row.clock == "stop"}
    assert (starts, stops) == ({("examine", "complete_and_valid")}, {("ready", None)})
