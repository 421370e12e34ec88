"""KTP, chapter 1: the instruments of law behind the service, looked up in the register."""

import pytest

from tests.clauses.law import INSTRUMENTS, finding, instrument


@pytest.mark.parametrize(("clause", "instrument_id"), INSTRUMENTS)
@pytest.mark.clause("ktp", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11")
def test_every_clause_points_to_the_instrument_its_words_name(clause: str, instrument_id: str) -> None:
    assert instrument("ktp", clause).id == instrument_id
    assert "instrument-mistyped" not in finding("ktp", clause)


@pytest.mark.clause("ktp", "1.12")
def test_the_decree_that_delegates_the_power_is_reported_once_it_is_no_longer_in_force() -> None:
    assert instrument("ktp", "1.12").number == "188.45/243/427.12/2015"
    assert finding("ktp", "1.12") == ["delegation-not-in-force"]
