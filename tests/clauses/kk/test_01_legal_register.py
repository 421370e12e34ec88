"""KK, chapter 1: the instruments of law behind the service, looked up in the register."""

import pytest

from tests.clauses.law import INSTRUMENTS, TODAY, finding, instrument


@pytest.mark.parametrize(("clause", "instrument_id"), INSTRUMENTS)
@pytest.mark.clause("kk", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11")
def test_every_clause_points_to_the_instrument_its_words_name(clause: str, instrument_id: str) -> None:
    assert instrument("kk", clause).id == instrument_id
    assert "instrument-mistyped" not in finding("kk", clause)


@pytest.mark.clause("kk", "1.12")
def test_the_decree_that_delegates_the_power_is_the_last_one_known_and_waits_for_somebody_to_check_it() -> (
    None
):
    assert instrument("kk", "1.12").number == "188.45/8/427.12/2022"
    assert finding("kk", "1.12") == ["instrument-unchecked"]
    assert finding("kk", "1.12", status="in_force", checked_on=TODAY) == []
    assert finding("kk", "1.12", status="revoked") == ["delegation-not-in-force"]
