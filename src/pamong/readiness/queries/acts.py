"""Acts of the counter by people who did not have what their card demands. Allowed; counted here, from the ledger itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from pamong.ledger import queries as ledger
from pamong.ledger.rules import EntryRow
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.readiness.education_source import equivalences
from pamong.readiness.queries.people import known_of
from pamong.readiness.rules.competence import Aspect, Judged, judge
from pamong.staff import queries as staff
from pamong.standard.chapters.staffing import cards

OF_THE_COUNTER = "application"
"""The subject of the acts that a staffing card speaks of."""


@dataclass(frozen=True)
class GapAct:
    """One act by somebody who on that day lacked something of a card; `cards` names services and clauses."""

    entry: EntryRow
    on: date
    person: str
    cards: tuple[str, ...]
    gaps: tuple[Judged, ...]


@dataclass(frozen=True)
class ActsPage:
    """The acts of a period: how many a card speaks of, and which of them were done with a gap, newest first."""

    first: date
    last: date
    counted: int
    acts: tuple[GapAct, ...]


def gap_acts(office: str, entries: Iterable[EntryRow]) -> tuple[GapAct, ...]:
    """Those of an office's entries that somebody made with a gap on that day, in the order given.

    Read from entries, standards and notes about people, not from a mark that an act could forget to set; and so a diploma
    that is noted late counts for the days it was held. What a note said that was withdrawn counts for no day.
    """
    acts = [entry for entry in entries if is_counted(office, entry)]
    names = staff.names_of(entry.actor for entry in acts)
    known = known_of(names)
    zone = offices.zone(office)
    versions = library.versions_of(office=office)

    @cache
    def gaps(person: str, post: str, on: date) -> tuple[tuple[str, ...], tuple[Judged, ...]]:
        in_force = {row.service: row for row in versions if row.in_force_from <= on}
        found: dict[tuple[Aspect, str], Judged] = {}
        where = []
        for row in sorted(in_force.values(), key=lambda row: row.number):
            for card in cards(library.standard(row.id)):
                if card.value.post == post:
                    judged = judge(card.value, known.get(person, ()), on=on, equivalences=equivalences())
                    lacked = {(one.aspect, one.demanded): one for one in judged if one.is_gap}
                    where += [f"{row.service.upper()} {card.clause.id}"] if lacked else []
                    found = {**lacked, **found}
        return tuple(where), tuple(found.values())

    listed = []
    for entry in acts:
        on = (entry.occurred_at or entry.recorded_at).astimezone(zone).date()
        where, lacked = gaps(entry.actor, entry.actor_post, on)
        if lacked and entry.actor in names:
            listed.append(GapAct(entry, on, names[entry.actor], where, lacked))
    return tuple(listed)


def is_counted(office: str, entry: EntryRow) -> bool:
    """Whether a staffing card speaks of this entry: a person's act on an application under a clause."""
    return entry.office == office and entry.subject.kind == OF_THE_COUNTER and entry.clause is not None


def acts_page(*, office: str, first: date, last: date) -> ActsPage:
    """The acts with a gap of a period, both days included."""
    entries = tuple(entries_between(office, first, last))
    counted = sum(is_counted(office, entry) for entry in entries)
    return ActsPage(first, last, counted, tuple(reversed(gap_acts(office, entries))))


def entries_between(office: str, first: date, last: date) -> Iterator[EntryRow]:
    """The entries of an office written on these days, found by halving: its log never runs backwards."""
    zone = offices.zone(office)
    start = _position(office, datetime.combine(first, time(), zone))
    end = _position(office, datetime.combine(last, time.max, zone))
    return ledger.entries(office, start=start, end=end)


def _position(office: str, moment: datetime) -> int:
    """Where in the log the first entry at or after a moment stands."""
    low, high = 0, ledger.end_of_entries(office)
    while low < high:
        middle = (low + high) // 2
        entry = ledger.entry_at(office, middle)
        if entry is not None and entry.recorded_at < moment:
            low = middle + 1
        else:
            high = middle
    return low
