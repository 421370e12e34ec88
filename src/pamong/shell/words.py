"""Dates, numbers and labels as the reader's language writes them. Presenters use these too, so a row is formatted once."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext


class Bilingual(Protocol):
    """A word that a standard gives in both languages."""

    @property
    def id(self) -> str: ...
    @property
    def en(self) -> str: ...


class Told(Protocol):
    """A text with named places, as the pure rooms return it."""

    def fill(self, translate: Callable[[str], str]) -> str: ...


def weekday_date(value: date, zone: tzinfo | None = None) -> str:
    """`Senin, 14 Desember 2026`: what an applicant reads always carries the weekday.

    A moment is first read in `zone` (default: the zone of the settings); a moment without a zone raises ValueError.
    """
    local = _local(value, zone)
    return _weekday_date(get_language(), local.year, local.month, local.day)


@lru_cache(maxsize=2048)
def _weekday_date(_language: str | None, year: int, month: int, day: int) -> str:
    return format_date(date(year, month, day), "l, j F Y")


def weekday_moment(value: datetime, zone: tzinfo | None = None) -> str:
    """`Senin, 14 Desember 2026 pukul 09.30 WIB`, for papers and public pages."""
    local = localtime(value, zone)
    return gettext("%(date)s pukul %(hour)s") % {
        "date": weekday_date(value, zone),
        "hour": f"{_hour(local)} {local.tzname()}",
    }


def day(value: date, zone: tzinfo | None = None) -> str:
    """`14-12-2026`, for dense lists of the staff."""
    local = _local(value, zone)
    return f"{local.day:02}-{local.month:02}-{local.year:04}"


def moment(value: datetime, zone: tzinfo | None = None) -> str:
    """`14-12-2026 09.30` in the office's zone, for dense lists of the staff."""
    local = localtime(value, zone)
    return f"{day(local, zone)} {_hour(local)}"


def number(value: float | Decimal, decimals: int | None = None) -> str:
    """`1.234,5` in Indonesian, `1,234.5` in English."""
    return str(number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True))


def label(value: Bilingual | Mapping[str, str] | str) -> str:
    """The word in the reader's language; Indonesian where the other language has none."""
    if isinstance(value, str):
        return value
    names = value if isinstance(value, Mapping) else {"id": value.id, "en": value.en}
    return names.get(get_language() or "id") or names["id"]


def message(value: Told | str) -> str:
    """The text in the reader's language with its places filled; a place may itself hold a text with places."""
    if isinstance(value, str):
        return value
    return value.fill(gettext)


def _local(value: date, zone: tzinfo | None) -> date:
    return localtime(value, zone) if isinstance(value, datetime) else value


def _hour(local: datetime) -> str:
    return f"{local:%H:%M}" if get_language() == "en" else f"{local:%H.%M}"
