"""Dates, numbers and labels in both languages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from pamong.shell import words
from pamong.standard.messages import Message

MONDAY = date(2026, 12, 14)
# 02.30 in the morning of the 15th by UTC is 09.30 in Jakarta and 10.30 in Makassar.
MORNING = datetime(2026, 12, 15, 2, 30, tzinfo=UTC)
NEAR_MIDNIGHT = datetime(2026, 12, 14, 18, 0, tzinfo=UTC)
MAKASSAR = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    ("language", "write", "expected"),
    [
        ("id", lambda: words.weekday_date(MONDAY), "Senin, 14 Desember 2026"),
        ("en", lambda: words.weekday_date(MONDAY), "Monday, 14 December 2026"),
        ("id", lambda: words.weekday_date(NEAR_MIDNIGHT), "Selasa, 15 Desember 2026"),
        ("id", lambda: words.weekday_moment(MORNING), "Selasa, 15 Desember 2026 pukul 09.30 WIB"),
        ("en", lambda: words.weekday_moment(MORNING), "Tuesday, 15 December 2026 at 09:30 WIB"),
        ("id", lambda: words.weekday_moment(MORNING, MAKASSAR), "Selasa, 15 Desember 2026 pukul 10.30 WITA"),
        ("id", lambda: words.day(MONDAY), "14-12-2026"),
        ("en", lambda: words.day(NEAR_MIDNIGHT), "15-12-2026"),
        ("id", lambda: words.moment(MORNING), "15-12-2026 09.30"),
        ("en", lambda: words.moment(MORNING, MAKASSAR), "15-12-2026 10:30"),
        ("id", lambda: words.number(1234567), "1.234.567"),
        ("en", lambda: words.number(1234567), "1,234,567"),
        ("id", lambda: words.number(1234.5, 1), "1.234,5"),
        ("en", lambda: words.number(1234.5, 1), "1,234.5"),
    ],
)
def test_each_language_writes_its_own_way(language: str, write: Callable[[], str], expected: str) -> None:
    with override(language):
        assert write() == expected


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        words.moment(datetime(2026, 12, 14, 9, 30))  # noqa: DTZ001


@dataclass
class Word:
    id: str
    en: str


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("id", Word("hilang", "lost"), "hilang"),
        ("en", Word("hilang", "lost"), "lost"),
        ("en", {"id": "hilang", "en": "lost"}, "lost"),
        ("en", {"id": "hilang"}, "hilang"),
        ("en", "hilang", "hilang"),
    ],
)
def test_a_label_falls_back_to_indonesian(
    language: str, value: Word | dict[str, str] | str, expected: str
) -> None:
    with override(language):
        assert words.label(value) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("id", "Selesai."),
        ("en", "Closed."),
    ],
)
def test_a_message_is_translated_and_filled(language: str, expected: str) -> None:
    with override(language):
        inner = Message("Selesai")
        told = Message("{name}.", {"name": inner})
        assert words.message(told) == expected
        assert words.message("apa adanya %") == "apa adanya %"
