"""What happens by itself: office days that are over get their checkpoint, and one office does not hold up another."""

import threading
from datetime import date

import pytest
from django.db import DatabaseError

from pamong.config import ticker
from pamong.ledger import actions as ledger_actions
from pamong.ledger import queries as ledger
from pamong.ledger.actions import DayPassedError
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, kk, ktp, set_clock

pytestmark = pytest.mark.usefixtures("two_offices")


def test_a_day_that_is_over_is_closed_once_in_every_office_that_wrote_something() -> None:
    ktp()
    kk("other")
    set_clock("2026-12-15 06:00")
    # Both kecamatan, and nothing for the installation's own log, which belongs to no office day.
    assert ticker.close_days() == 2
    for office in (KTP_OFFICE, KK_OFFICE):
        point = ledger.newest_checkpoint(office)
        assert point is not None
        assert point.on == date(2026, 12, 14)
    assert ticker.close_days() == 0


def test_a_day_on_which_nothing_was_written_needs_no_checkpoint() -> None:
    ktp()
    set_clock("2026-12-15 06:00")
    ticker.close_days()
    set_clock("2026-12-16 06:00")
    assert ticker.close_days() == 0
    ktp()
    set_clock("2026-12-17 06:00")
    assert ticker.close_days() == 1


def test_an_office_that_cannot_be_closed_does_not_keep_the_others_from_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ktp()
    kk("other")
    set_clock("2026-12-15 06:00")
    close = ledger_actions.close_day

    def broken(*, office: str, on: date) -> object:
        if office == KTP_OFFICE:
            raise DayPassedError("closed already")
        return close(office=office, on=on)

    monkeypatch.setattr(ledger_actions, "close_day", broken)
    assert ticker.close_days() == 1
    assert ledger.newest_checkpoint(KTP_OFFICE) is None
    assert ledger.newest_checkpoint(KK_OFFICE) is not None
    assert KTP_OFFICE in caplog.text


def test_the_ticker_goes_on_after_a_failure_and_stops_when_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    twice = threading.Event()
    calls: list[int] = []

    def failing() -> int:
        calls.append(1)
        if len(calls) == 1:
            raise DatabaseError("away")
        twice.set()
        return 0

    monkeypatch.setattr(ticker, "close_days", failing)
    monkeypatch.setattr(ticker, "_EVERY_SECONDS", 0.001)
    stop = ticker.start()
    assert twice.wait(30)
    stop.set()
    for thread in threading.enumerate():
        if thread.name == "ticker":
            thread.join(30)
    assert "tried again" in caplog.text


def test_deliveries_go_on_after_a_failure_and_stop_when_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    twice = threading.Event()
    calls: list[int] = []

    def failing() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise DatabaseError("away")
        twice.set()

    monkeypatch.setattr(ticker, "deliver", failing)
    monkeypatch.setattr(ticker, "_DELIVERIES_EVERY_SECONDS", 0.001)
    stop = ticker.start_deliveries()
    assert twice.wait(30)
    stop.set()
    for thread in threading.enumerate():
        if thread.name == "deliveries":
            thread.join(30)
    assert "tried again" in caplog.text
