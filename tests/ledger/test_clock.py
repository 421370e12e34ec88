from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from pamong.ledger import clock
from pamong.ledger.clock import ClockError

NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock_given_back() -> Iterator[None]:
    clock.release()
    yield
    clock.release()


def test_the_time_has_a_zone_and_is_the_systems() -> None:
    before = datetime.now(UTC)  # noqa: TID251 (what the clock is compared with)
    assert before <= clock.now() <= datetime.now(UTC)  # noqa: TID251 (what the clock is compared with)
    assert clock.now().utcoffset() == timedelta(0)


def test_the_time_stands_still_once_set_and_moves_when_told() -> None:
    clock.set_for_demo_or_test(NOON)
    assert clock.now() == clock.now() == NOON
    assert clock.travel(timedelta(hours=3)) == NOON + timedelta(hours=3)
    assert clock.now() == NOON + timedelta(hours=3)


def test_a_ticking_clock_goes_on_from_the_moment_it_was_set_to() -> None:
    clock.set_for_demo_or_test(NOON, ticking=True)
    first = clock.now()
    assert NOON <= first <= clock.now() < NOON + timedelta(minutes=5)


@pytest.mark.parametrize("ticking", [False, True])
def test_a_clock_that_was_set_does_not_go_back(ticking: bool) -> None:
    clock.set_for_demo_or_test(NOON, ticking=ticking)
    with pytest.raises(ClockError, match="does not go back"):
        clock.set_for_demo_or_test(NOON - timedelta(seconds=1))
    clock.release()
    clock.set_for_demo_or_test(NOON - timedelta(seconds=1))
    assert clock.now() == NOON - timedelta(seconds=1)


def test_when_the_system_clock_jumps_back_the_time_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Jumping(datetime):
        answers = iter([NOON, NOON - timedelta(hours=1), NOON + timedelta(seconds=1)])

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return next(cls.answers)

    monkeypatch.setattr(clock, "datetime", Jumping)
    assert [clock.now() for _ in range(3)] == [NOON, NOON, NOON + timedelta(seconds=1)]


def test_the_day_begins_in_jayapura_two_hours_before_it_does_in_jakarta() -> None:
    clock.set_for_demo_or_test(datetime(2026, 12, 14, 16, 0, tzinfo=UTC))
    assert clock.today(ZoneInfo("Asia/Jakarta")) == date(2026, 12, 14)
    assert clock.today(ZoneInfo("Asia/Jayapura")) == date(2026, 12, 15)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ClockError, match="zone"):
        clock.set_for_demo_or_test(NOON.replace(tzinfo=None))


@pytest.mark.parametrize("verb", ["set", "release"])
def test_an_office_cannot_set_its_clock(
    verb: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> None:
        clock.set_for_demo_or_test(NOON) if verb == "set" else clock.release()

    with monkeypatch.context() as office:
        office.setattr(clock, "sys", type("WithoutPytest", (), {"modules": {}}))
        settings.DEMO = False
        with pytest.raises(ClockError, match="Only the demo"):
            ask()
        settings.DEMO = True
        ask()
