"""The calendar in words: the year as it is drawn, what a change would do, and how far one has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from pamong.applications.present.words import DAY_REASONS
from pamong.calendar.queries import ChangeRow, MovedRow, Preview, YearRow
from pamong.calendar.rules import DAY_KINDS, Change, Kind
from pamong.offices import queries as offices
from pamong.offices.holidays_source import LIBRARY
from pamong.offices.queries import NoteRow
from pamong.offices.rules import may_change
from pamong.shell.words import day, message, moment, weekday_date
from pamong.staff import queries as staff
from pamong.staff.rules import POSTS, Actor
from pamong.standard.messages import N_, Message
from pamong.workdays.answers import DayChange
from pamong.workdays.calendar import Day, DayNote, Span, WeekPattern

# What a day is drawn as: the class that colours it, the letter that stands in it for whoever sees no colours.
_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "public_holiday": ("late", "L"),
    "regional_holiday": ("late", "D"),
    "election": ("new", "P"),
    "collective_leave": ("warn", "C"),
    "closure": ("shut", "T"),
    "extra_open": ("safe", "J"),
}
_WEEKEND: Final = frozenset({"weekend", "no_hours"})
_SATURDAY: Final = 5
KINDS: Final[Mapping[Kind, Message]] = {
    Kind.DAYS: Message(N_("Hari dicatat")),
    Kind.HOURS: Message(N_("Jam layanan ditetapkan")),
    Kind.IMPORT: Message(N_("Tahun diimpor")),
    Kind.REMOVE: Message(N_("Catatan dicabut")),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One date in a month: its number, how it is coloured, its letter, and what the letter means; `today` is outlined."""

    number: int
    tone: str
    letter: str
    said: str
    today: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note of the table beside the year; `remove` is the address to take it back at, empty for whoever may not."""

    date: str
    kind: str
    name: str
    hours: str
    source: str
    imported: bool
    scope: str
    provisional: bool
    remove: str


def year(found: YearRow, actor: Actor, changes: Sequence[ChangeRow], *, today: date) -> dict[str, Any]:
    """Everything the page of a year draws."""
    names = offices.names({row.office for row in changes if row.office})
    zone = offices.zone(actor.office)
    return {
        "year": found.year,
        "years": (found.year - 1, found.year + 1),
        "months": _months(found, today),
        "weekdays": [_("Sn"), _("Sl"), _("Rb"), _("Km"), _("Jm"), _("Sb"), _("Mg")],
        "legend": [(tone, letter, message(DAY_KINDS[kind])) for kind, (tone, letter) in _MARKS.items()],
        "notes": [_note(row, actor) for row in found.notes],
        "patterns": [_pattern(pattern) for pattern in found.patterns],
        "changes": [_change(row, names, zone) for row in changes],
        "may_change": may_change(actor, office=actor.office) is None,
        "may_import": may_change(actor, office=None) is None,
    }


def _months(found: YearRow, today: date) -> list[tuple[str, list[list[Cell | None]]]]:
    ordinary = found.ordinary
    months = []
    for number, days in groupby(found.days, key=lambda each: each.on.month):
        listed = list(days)
        cells: list[Cell | None] = [None] * listed[0].on.weekday()
        cells += [_cell(each, ordinary, today) for each in listed]
        cells += [None] * (-len(cells) % 7)
        weeks = [cells[at : at + 7] for at in range(0, len(cells), 7)]
        months.append((str(MONTHS[number]), weeks))
    return months


def _cell(each: Day, ordinary: Mapping[int, object], today: date) -> Cell:
    tone, letter, said = "", "", each.name
    if each.closed in _WEEKEND:
        tone = "away"
    elif each.closed is not None:
        tone, letter = _MARKS[each.closed]
    elif each.name or each.hours != ordinary.get(each.on.weekday()):
        tone, letter = _MARKS["extra_open"]
        said = " ".join(part for part in (each.name, spans(each.hours)) if part)
    return Cell(each.on.day, tone, letter, said, each.on == today)


def spans(hours: Sequence[Span]) -> str:
    """`08.00-12.00, 13.00-15.00`, as it is typed."""
    return ", ".join(f"{span.start:%H.%M}-{span.end:%H.%M}" for span in hours)


def _note(row: NoteRow, actor: Actor) -> NoteLine:
    note = row.note
    removable = may_change(actor, office=row.office) is None
    return NoteLine(
        date=weekday_date(note.on),
        kind=message(DAY_KINDS[note.kind]),
        name=note.name,
        hours=spans(note.hours),
        source=_source(row.source),
        imported=row.source.startswith(LIBRARY),
        scope=_("kantor ini") if row.office else _("semua kantor"),
        provisional=note.status == "provisional",
        remove=reverse("calendar:remove_day", args=[row.id]) if removable else "",
    )


def _source(source: str) -> str:
    """The ground of a note as it was written; an import says so in the reader's language, with the table's version."""
    if not source.startswith(LIBRARY):
        return source
    return _("tabel hari libur nasional, versi %(version)s") % {"version": source.removeprefix(LIBRARY)}


def _pattern(pattern: WeekPattern) -> tuple[str, str, list[tuple[str, str]]]:
    """A week pattern: its name, from when to when, and the hours, days with equal hours together."""
    until = day(pattern.valid_until) if pattern.valid_until else _("seterusnya")
    names = [_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu")]
    rows = []
    for hours, group in groupby(range(7), key=lambda weekday: pattern.hours.get(weekday, ())):
        days = list(group)
        name = names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"
        rows.append((name, spans(hours) or _("tutup")))
    return pattern.name, f"{day(pattern.valid_from)} – {until}", rows


def _change(row: ChangeRow, names: Mapping[str, str], zone: ZoneInfo) -> dict[str, Any]:
    return {
        "url": reverse("calendar:change", args=[row.id]),
        "kind": message(KINDS[row.kind]),
        "reason": row.reason,
        "scope": names.get(row.office, row.office) if row.office else _("semua kantor"),
        "applied": moment(row.applied_at, zone),
        "moved": row.moved,
        "finished": row.finished_at is not None,
    }


def change(row: ChangeRow, actor: Actor) -> dict[str, Any]:
    """The page of one change: what it was, by whom, and how many deadlines it has moved so far."""
    zone = offices.zone(actor.office)
    person = staff.names_of({row.person}).get(row.person, "")
    post = message(POSTS[row.post].label) if row.post in POSTS else ""
    names = offices.names({row.office} if row.office else set())
    facts = [
        (_("Perubahan"), message(KINDS[row.kind])),
        (_("Berlaku untuk"), names.get(row.office or "", "") or _("semua kantor")),
        (_("Diterapkan"), moment(row.applied_at, zone), " ".join(part for part in (person, post) if part)),
    ]
    if row.dates:
        facts.insert(1, (_("Tanggal"), ", ".join(weekday_date(on) for on in row.dates)))
    return {
        "row": row,
        "facts": facts,
        "steps": row.done + len(row.left),
        "left": len(row.left),
        "may_resume": may_change(actor, office=actor.office) is None,
        "finished": moment(row.finished_at, zone) if row.finished_at else "",
    }


def preview(found: Preview, change: Change, actor: Actor) -> dict[str, Any]:
    """What a change would do: to the tables, and to the deadlines that run."""
    zone = offices.zone(actor.office)
    names = offices.names({office for office, _count in found.counts})
    return {
        "put": [_said(note) for note in change.put],
        "drop": [_said(note) for note in change.drop],
        "pattern": _pattern(change.pattern) if change.pattern else None,
        "moved": [_moved(row, zone, names) for row in found.rows],
        "counts": [(names.get(office, office), number) for office, number in found.counts],
        "total": found.total,
        "checked": found.checked,
        "seen": found.seen,
        "more": found.total - len(found.rows),
    }


def _said(note: DayNote) -> tuple[str, str, str]:
    """A note as a line: its date, its kind, its name with its own hours."""
    name = f"{note.name}, {spans(note.hours)}" if note.hours else note.name
    return weekday_date(note.on), message(DAY_KINDS[note.kind]), name


def _moved(row: MovedRow, zone: ZoneInfo, names: Mapping[str, str]) -> dict[str, str]:
    def said(at: datetime | None) -> str:
        return f"{weekday_date(at, zone)} {at.astimezone(zone):%H.%M}" if at else "–"

    return {
        "office": names.get(row.office, row.office),
        "number": row.number,
        "url": reverse("applications:page", args=[row.code]) if row.code else "",
        "before": said(row.moved.before.moment),
        "after": said(row.moved.after.moment),
        "why": "; ".join(_cause(cause) for cause in row.moved.causes),
    }


def _cause(cause: DayChange) -> str:
    """`16-12-2026 cuti bersama (semula hari kerja)`."""
    return _("%(date)s %(now)s (semula %(was)s)") % {
        "date": day(cause.on),
        "now": _state(cause.now),
        "was": _state(cause.was),
    }


def _state(each: Day) -> str:
    if each.closed is None:
        return f"{message(DAY_REASONS['counted'])} {spans(each.hours)}"
    return message(DAY_REASONS.get(each.closed, DAY_REASONS["closure"]))


def note_title(note: DayNote) -> str:
    """A note by kind and date, for the head of the page that takes it back."""
    return f"{message(DAY_KINDS[note.kind])} {day(note.on)}"
