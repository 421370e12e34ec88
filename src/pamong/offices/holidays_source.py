"""Holidays and collective leave from the `holidays` library, as day notes (clock rule 5).

The library is asked at import time only; at run time the office's own table counts. Both categories are asked for:
the library's default leaves out collective leave, and with it every fourth 12-day deadline would be dated wrongly.
It knows collective leave of 2002 to 2027; from 2028 on the notes are incomplete until the yearly decree is in it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from pamong.shell.late import late
from pamong.workdays.calendar import DayKind, DayNote

if TYPE_CHECKING:
    import holidays
else:
    holidays = late("holidays")


LIBRARY: Final = "holidays "
SOURCE: Final = LIBRARY + version("holidays")
LAST_YEAR_WITH_COLLECTIVE_LEAVE: Final = 2027

_ESTIMATED: Final = " (perkiraan)"
_COLLECTIVE: Final = "Cuti Bersama "
_ELECTION: Final = "Hari Pemilihan "


def days_from_library(years: Iterable[int]) -> tuple[DayNote, ...]:
    """Answer every national holiday and day of collective leave of the years, one note a date and kind.

    A date the library only estimates is `provisional`, and so is the collective leave around it: when the feast
    moves, its leave moves along.
    """
    notes: list[DayNote] = []
    for year in sorted(set(years)):
        named = list(_named(year))
        estimated = {name.removesuffix(_ESTIMATED) for _, name in named if name.endswith(_ESTIMATED)}
        notes.extend(_notes(named, estimated))
    return tuple(notes)


def _named(year: int) -> Iterator[tuple[date, str]]:
    for category in ("public", "government"):
        found = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for on, names in found.items():
            for name in names.split("; "):
                yield on, name


def _kind(name: str) -> DayKind:
    if _COLLECTIVE in name:  # also "Pegangti Cuti Bersama …", moved by a second decree
        return "collective_leave"
    return "election" if name.startswith(_ELECTION) else "public_holiday"


def _notes(named: Iterable[tuple[date, str]], estimated: set[str]) -> Iterator[DayNote]:
    grouped: dict[tuple[date, DayKind], list[str]] = {}
    for on, name in named:
        grouped.setdefault((on, _kind(name)), []).append(name)
    for (on, kind), names in sorted(grouped.items()):
        occasions = [name.removesuffix(_ESTIMATED) for name in names]
        # Two feasts may fall on one date: one that is certain is enough to close the day for certain.
        unsure = all((name.partition(_COLLECTIVE)[2] or name) in estimated for name in occasions)
        yield DayNote(on, kind, "; ".join(occasions), status="provisional" if unsure else "final")
