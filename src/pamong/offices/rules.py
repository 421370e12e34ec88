"""Who may change offices and calendars, and how the office's own rows stand against those of the whole installation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, get_args

from pamong.standard.messages import N_, Message, Refusal
from pamong.workdays.calendar import DayKind, DayNote, DayStatus, WeekPattern

KINDS: Final = ("kabupaten", "kecamatan", "desa", "kelurahan", "dispenduk")
DAY_KINDS: Final[tuple[str, ...]] = get_args(DayKind)
DAY_STATUSES: Final[tuple[str, ...]] = get_args(DayStatus)
INSTALLATION: Final = "installation"
"""The log that an act of the installer is written to: no office acts before there is one."""

TITLES: Final[Mapping[str, str]] = {
    "kabupaten": "Kabupaten ",
    "kecamatan": "Kecamatan ",
    "desa": "Desa ",
    "kelurahan": "Kelurahan ",
    "dispenduk": "Dinas Kependudukan dan Pencatatan Sipil ",
}


class Acting(Protocol):
    """Whoever acts, as far as this room must know: the people live in a room above."""

    @property
    def person_id(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def post(self) -> str: ...


def may_change(actor: Acting, *, office: str | None) -> Refusal | None:
    """None when the actor may change the calendar of `office` (None: of the whole installation) or its data.

    IT may change all of them; a camat or sekretaris those of the own office, because an office sets its own hours.
    """
    if actor.post == "it":
        return None
    if office is not None and office == actor.office and actor.post in {"camat", "sekretaris"}:
        return None
    return Refusal(
        clause=None,
        message=Message(
            N_("Hanya Petugas TI, atau Camat dan Sekretaris untuk kantornya sendiri, yang dapat mengubahnya.")
        ),
        code="not_yours",
    )


LETTERHEAD: Final = ("address", "phone", "email", "website", "city", "postal_code")
"""The lines of a letterhead below the office's name, as they are printed."""


def usable_letterhead(lines: Mapping[str, str]) -> Refusal | None:
    """None when every line is one that a letterhead has; anything else of an office is not changed by its letterhead."""
    unknown = sorted(set(lines) - set(LETTERHEAD))
    if not unknown:
        return None
    return Refusal(
        clause="letterhead",
        message=Message(N_("Kop surat tidak mempunyai baris {name}."), {"name": unknown[0]}),
        code="letterhead_line",
    )


def sensible_hours(pattern: WeekPattern) -> Refusal | None:
    """None for a week with service; a week without any would stop every clock, and closing days are noted as such."""
    if pattern.hours:
        return None
    return Refusal(
        clause=None,
        message=Message(
            N_("Pola pekan {name} tidak memuat satu pun jam layanan. Catat hari tutup satu per satu."),
            {"name": pattern.name},
        ),
        code="no_service_hours",
    )


def patterns_in_force(own: Sequence[WeekPattern], whole: Sequence[WeekPattern]) -> tuple[WeekPattern, ...]:
    """Merge an office's own week patterns with those of the installation.

    A pattern of the installation gives way to an own one of the same validity, and one without end also to an own
    one without end that began earlier: a new default must not undo what an office has set for itself.
    """
    validities = {(pattern.valid_from, pattern.valid_until) for pattern in own}
    own_since = min((pattern.valid_from for pattern in own if pattern.valid_until is None), default=date.max)
    kept = (
        pattern
        for pattern in whole
        if (pattern.valid_from, pattern.valid_until) not in validities
        and (pattern.valid_until is not None or pattern.valid_from < own_since)
    )
    return (*own, *kept)


def notes_in_force(own: Sequence[DayNote], whole: Iterable[DayNote]) -> tuple[DayNote, ...]:
    """Merge an office's own day notes with those of the installation: of one kind on one date, the own one holds."""
    taken = {(note.on, note.kind) for note in own}
    return (*own, *(note for note in whole if (note.on, note.kind) not in taken))


@dataclass(frozen=True)
class TableChange:
    """What a change does to the calendar's tables of one office (None: of the whole installation).

    `put` replaces a note of the same kind on the same date, `drop` names notes by date and kind, `pattern` replaces one
    of the same validity.
    """

    office: str | None
    put: tuple[DayNote, ...] = ()
    drop: tuple[tuple[date, str], ...] = ()
    pattern: WeekPattern | None = None

    def notes(self, office: str | None, rows: Iterable[DayNote]) -> tuple[DayNote, ...]:
        """The notes of `office` as they would be after the change."""
        if office != self.office:
            return tuple(rows)
        gone = {*self.drop, *((note.on, note.kind) for note in self.put)}
        return (*(note for note in rows if (note.on, note.kind) not in gone), *self.put)

    def patterns(self, office: str | None, rows: Iterable[WeekPattern]) -> tuple[WeekPattern, ...]:
        """The week patterns of `office` as they would be after the change."""
        new = self.pattern
        if office != self.office or new is None:
            return tuple(rows)
        place = (new.valid_from, new.valid_until)
        return (*(row for row in rows if (row.valid_from, row.valid_until) != place), new)


@dataclass(frozen=True)
class Difference:
    """What an import changes: dates new to the table, dates that read otherwise now, dates no longer in the source."""

    added: tuple[DayNote, ...]
    changed: tuple[DayNote, ...]
    removed: tuple[DayNote, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def difference(
    *, imported: Iterable[DayNote], earlier: Iterable[DayNote], entered: Iterable[DayNote]
) -> Difference:
    """Compare a source's notes with the `earlier` import of the same years; notes `entered` by hand stay as they are."""
    by_hand = {(note.on, note.kind) for note in entered}
    new = {(note.on, note.kind): note for note in imported if (note.on, note.kind) not in by_hand}
    old = {(note.on, note.kind): note for note in earlier}
    return Difference(
        added=tuple(new[place] for place in sorted(new.keys() - old.keys())),
        changed=tuple(new[place] for place in sorted(new.keys() & old.keys()) if new[place] != old[place]),
        removed=tuple(old[place] for place in sorted(old.keys() - new.keys())),
    )
