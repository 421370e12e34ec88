"""What may be changed in a calendar, and what a change amounts to, decided without a database (clock rule 5)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, get_args

from pamong.offices.rules import TableChange
from pamong.standard.messages import N_, Message, Refusal
from pamong.workdays.calendar import DayKind, DayNote, DayStatus, Span, WeekPattern
from pamong.workdays.tables import CalendarInvalid, spans_from_data


class Kind(StrEnum):
    """How a calendar is changed; each leaves its own entry in the ledger."""

    DAYS = "days"
    HOURS = "hours"
    IMPORT = "import"
    REMOVE = "remove"


DAY_KINDS: Final[Mapping[str, Message]] = {
    "collective_leave": Message(N_("Cuti bersama")),
    "regional_holiday": Message(N_("Hari libur daerah")),
    "closure": Message(N_("Kantor tutup")),
    "extra_open": Message(N_("Jam layanan lain pada hari itu")),
    "public_holiday": Message(N_("Hari libur nasional")),
    "election": Message(N_("Hari pemungutan suara")),
}
MOST_DAYS: Final = 31
"""A closure of more than a month is written as several, so that a slip in a year does not close the office for one."""
REACH: Final = timedelta(days=800)
"""So far back and ahead a date may lie: deadlines that run do not lie further, and 2062 is a slip for 2026."""
EARLIEST_YEAR: Final = 2002
"""From this year on the shipped table of holidays knows collective leave."""
_HOURS: Final = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})")


@dataclass(frozen=True)
class Change:
    """One change of a calendar, ready to be looked at and carried out.

    `office` is None for the whole installation. `reason` is what people are told: the decree and its occasion, never
    anything about a person. `years` is set for an import only.
    """

    kind: Kind
    office: str | None
    reason: str
    put: tuple[DayNote, ...] = ()
    drop: tuple[DayNote, ...] = ()
    pattern: WeekPattern | None = None
    years: tuple[int, ...] = ()

    @property
    def tables(self) -> TableChange:
        """What it does to the tables."""
        gone = tuple((note.on, note.kind) for note in self.drop)
        return TableChange(self.office, self.put, gone, self.pattern)

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates whose notes it touches; none for a week pattern, which has a validity instead."""
        return tuple(sorted({note.on for note in (*self.put, *self.drop)}))

    def to_data(self) -> dict[str, Any]:
        """As the room's row keeps it, in plain JSON."""
        return {
            "put": [note.to_data() for note in self.put],
            "drop": [note.to_data() for note in self.drop],
            "pattern": self.pattern.to_data() if self.pattern else None,
            "years": list(self.years),
        }


def read_hours(text: str) -> tuple[Span, ...]:
    """Service hours as people type them, "08.00-12.00, 13.00-15.00"; empty for none. Raises CalendarInvalid."""
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    rows = []
    for part in parts:
        found = _HOURS.fullmatch(part)
        if found is None:
            raise CalendarInvalid(f"{part!r} is not an opening and a closing time.")
        hour, minute, until, last = found.groups()
        rows.append([f"{int(hour):02}:{minute}", f"{int(until):02}:{last}"])
    try:
        return tuple(sorted(spans_from_data(rows)))
    except CalendarInvalid:
        raise
    except ValueError as error:
        raise CalendarInvalid(f"{text!r} holds a time that no clock shows.") from error


def notes_between(
    *, first: date, last: date, kind: str, name: str, hours: tuple[Span, ...], provisional: bool
) -> tuple[DayNote, ...]:
    """One note for every date from first to last, both included. Raises CalendarInvalid for hours that overlap."""
    status: DayStatus = "provisional" if provisional else "final"
    span = range((last - first).days + 1)
    return tuple(
        DayNote(first + timedelta(days=offset), kind, name, hours, status)  # type: ignore[arg-type]  # checked by `sensible_days`
        for offset in span
    )


def sensible_days(
    *, first: date, last: date, kind: str, today: date, hours: Iterable[Span]
) -> Refusal | None:
    """None for dates that can be noted: in order, not more than a month, near enough, hours only where they say something."""
    problem: tuple[str, Message] | None = None
    if kind not in get_args(DayKind):
        problem = ("kind", Message(N_("Pilih jenis harinya dari daftar.")))
    elif last < first:
        problem = ("order", Message(N_("Tanggal terakhir mendahului tanggal pertama.")))
    elif (last - first).days >= MOST_DAYS:
        problem = ("too_many", Message(N_("Paling banyak 31 hari sekaligus; pisahkan yang lebih panjang.")))
    elif abs(first - today) > REACH or abs(last - today) > REACH:
        problem = ("too_far", Message(N_("Tanggal itu terlalu jauh dari hari ini; periksa tahunnya.")))
    elif kind != "extra_open" and any(True for _ in hours):
        problem = ("hours", Message(N_("Hari yang tutup tidak memakai jam. Pilih jam layanan lain.")))
    return None if problem is None else Refusal(None, problem[1], problem[0])


def sensible_years(years: Iterable[int], *, today: date) -> Refusal | None:
    """None for years that the shipped table of holidays can answer for and that deadlines of today can reach."""
    wanted = tuple(years)
    if wanted and all(EARLIEST_YEAR <= year <= today.year + 2 for year in wanted):
        return None
    text = Message(N_("Pilih tahun antara 2002 dan dua tahun dari sekarang."))
    return Refusal(None, text, "years")


def named(reason: str) -> Refusal | None:
    """None when it is said by which decree or on what ground: applicants are told it beside their new date."""
    if reason.strip():
        return None
    return Refusal(None, Message(N_("Sebutkan keputusan atau alasannya.")), "reason")


def unchanged(seen: str, now: str) -> Refusal | None:
    """None while change and calendar are still those of the preview; else its list of moved dates is no longer true."""
    if seen == now:
        return None
    text = N_("Kalender atau isiannya berubah sejak pratinjau itu; lihat yang baru, lalu terapkan.")
    return Refusal(None, Message(text), "changed_since")


def does_something(change: Change) -> Refusal | None:
    """None for a change that changes a table at all."""
    if change.put or change.drop or change.pattern:
        return None
    return Refusal(None, Message(N_("Tidak ada yang berubah di kalender.")), "nothing")
