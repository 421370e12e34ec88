"""What the search box finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pamong.applications import codes
from pamong.applications import queries as applications
from pamong.applications.queries import Part, QueueRow, RunningRow, Wanted
from pamong.desa import queries as desa
from pamong.desa.queries import FormRow, ListPage
from pamong.desk.models import SavedFilter
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.prepared import Prepared
from pamong.library import queries as library
from pamong.library.queries import DraftRow, VersionRow
from pamong.notices import queries as notices
from pamong.offices import queries as offices
from pamong.residents import queries as residents
from pamong.residents.queries import RecordingRow, ResidentRow
from pamong.staff import queries as staff
from pamong.staff.queries import RightRow
from pamong.staff.rules import POSTS, Actor, matrix, posts_of
from pamong.standard.chapters.procedure import procedure
from pamong.standard.document import Standard
from pamong.standard.parts import Label


@dataclass(frozen=True)
class Found:
    """One application by its `code`, or people with their applications, and the forms that desa prepared. `text` leaves
    out what was typed if it is a NIK.
    """

    code: str | None
    applications: tuple[QueueRow, ...] = ()
    residents: tuple[ResidentRow, ...] = ()
    text: str = ""
    prepared: tuple[FormRow, ...] = ()


SUGGESTIONS = 6
"""So many people, and so many of their applications, stand under the search field while somebody types."""
FROM_LETTERS = 2
"""One letter fits too many to be worth the question."""


def suggest(*, actor: Actor, text: str) -> Found:
    """The first of what `search` would find, for each few letters typed; nothing for a single letter."""
    if len(text) < FROM_LETTERS:
        return Found(code=None)
    return _found(actor, text, people=SUGGESTIONS, rows=SUGGESTIONS)


def search(*, actor: Actor, text: str) -> Found:
    """By public code, by register number (12/2026), by name, by name and birth date, by whole NIK."""
    return _found(actor, text, people=20, rows=50) if text else Found(code=None)


def _found(actor: Actor, text: str, *, people: int, rows: int) -> Found:
    code = codes.normalise(text)
    coded = applications.by_code(actor=actor, code=code) if code is not None else None
    exact = (coded,) if coded else applications.by_register_number(actor=actor, text=text)
    if len(exact) == 1:
        return Found(code=exact[0].code, applications=exact)
    known = () if exact else residents.search(actor=actor, text=text, limit=people)
    theirs = [person.id for person in known]
    found = exact or (applications.of_residents(actor=actor, residents=theirs, limit=rows) if theirs else ())
    digits = sum(character.isdigit() for character in text)
    prepared = desa.find(actor=actor, text=text, limit=people)
    return Found(None, found, known, text if digits < 16 else "", prepared)


def state_of_lists(*, actor: Actor) -> str:
    """A short text that differs whenever a list of this post may: an act was entered in the office's log, or time passed.

    One row is read. What hangs on the clock alone (late, due today) is looked at anew every ten minutes.
    """
    head = ledger.head(actor.office)
    return f"{actor.post}-{head.size if head else 0}-{int(clock.now().timestamp()) // _FRESH}"


TAKES_IN = posts_of(frozenset({"general_services"}))
"""The posts at the counter."""


def from_desa(*, actor: Actor) -> tuple[FormRow, ...]:
    """The forms that desa sent ahead to this office, the longest waiting first; for the posts at the counter."""
    return desa.ahead(actor=actor, limit=AHEAD) if actor.post in TAKES_IN else ()


def lists_from_desa(*, actor: Actor) -> tuple[ListPage, ...]:
    """The open lists by which desa collect at this counter; for the posts at the counter."""
    return desa.lists(actor=actor, open_only=True) if actor.post in TAKES_IN else ()


AHEAD = 10
"""So many forms from desa stand on the start page; the list of its own has them all."""


_FRESH = 600
"""Seconds."""


def waiting_decisions(*, actor: Actor) -> tuple[RecordingRow, ...]:
    """What waits for this post's decision beside the queue: recordings that somebody asks to void (KTP 4.5)."""
    return residents.void_requests(actor=actor) if actor.post == "kasi" else ()


BRIEFING_PARTS = (Part.LATE, Part.TODAY, Part.RETURNED, Part.READY, Part.HOLD)
"""What the morning briefing tells of, the most urgent first."""
BRIEFING_LINES = 10


@dataclass(frozen=True)
class Briefing:
    """What an office's morning looks like to one post: counts, the first lines of each part, notices that need somebody."""

    counts: Mapping[Part, int]
    rows: Mapping[Part, tuple[QueueRow, ...]]
    notices: int


def briefing(*, actor: Actor) -> Briefing:
    """The morning briefing of the actor's post, as it stands now."""
    counts = applications.counts(actor=actor)
    return Briefing(
        counts=counts,
        rows={
            part: applications.waiting(actor=actor, wanted=Wanted(part), limit=BRIEFING_LINES).rows
            for part in BRIEFING_PARTS
            if counts[part]
        },
        notices=notices.count_needing_somebody(office=actor.office),
    )


_SIGN = frozenset({"kasi", "sekretaris", "camat"})
_LOOK_THROUGH = frozenset({"kasi", "sekretaris"})


@dataclass(frozen=True)
class Texts:
    """What document control has for this post: drafts that wait for it, and texts in force that are due for review."""

    waiting: tuple[DraftRow, ...] = ()
    due: tuple[tuple[VersionRow, date], ...] = ()


def texts(*, actor: Actor) -> Texts:
    """Standards to finish, check or approve; and, for those who look them through, the ones whose three years are over."""
    if actor.post not in _SIGN:
        return Texts()
    today = clock.today(offices.zone(actor.office))
    due = library.reviews_due(office=actor.office, on=today) if actor.post in _LOOK_THROUGH else ()
    return Texts(library.waiting_for(actor=actor), due)


def running(*, actor: Actor) -> tuple[tuple[VersionRow, RunningRow], ...]:
    """The versions of the actor's office with the applications that run under each, the newest first."""
    rows = {row.version: row for row in applications.running_by_version(actor=actor)}
    held = library.versions_of(office=actor.office)
    found = [(version, rows[version.id]) for version in held if version.id in rows]
    return tuple(sorted(found, key=lambda pair: pair[0].in_force_from, reverse=True))


@dataclass(frozen=True)
class FilterRow:
    """A list that somebody keeps under a name; `query` is its address after the question mark."""

    id: int
    name: str
    query: str


def filters(*, actor: Actor) -> tuple[FilterRow, ...]:
    """The lists the actor keeps in this office, by name."""
    own = _FILTERS.rows(person=actor.person_id, office=actor.office)
    return tuple(FilterRow(each.pk, each.name, each.query) for each in own)


_FILTERS = Prepared(
    lambda person, office: SavedFilter.objects.filter(person=person, office=office).order_by("name")
)


def steps(*, actor: Actor, service: str) -> tuple[tuple[str, Label], ...]:
    """The steps of a service as the office works by it today, to narrow a list by; nothing for an unknown service."""
    version = library.in_force(
        office=actor.office, service=service, on=clock.today(offices.zone(actor.office))
    )
    if version is None:
        return ()
    return tuple((step.id, step.name) for step in library.procedure(version.id).office_steps)


def services(*, actor: Actor) -> tuple[str, ...]:
    """The services the office offers today."""
    today = clock.today(offices.zone(actor.office))
    return tuple(version.service for version in library.services(office=actor.office, on=today))


@dataclass(frozen=True)
class ServiceRights:
    """The permission matrix of one standard: for each step and act the posts it belongs to, and who holds them."""

    version: VersionRow
    standard: Standard
    rows: tuple[RightRow, ...]


def rights(*, actor: Actor) -> tuple[ServiceRights, ...]:
    """Post x act x step of every standard in force at the actor's office, with today's appointments."""
    today = clock.today(offices.zone(actor.office))
    found = []
    for version in library.services(office=actor.office, on=today):
        standard = library.standard(version.id)
        table = procedure(standard)
        clauses = {step.id: step.clause for step in table.office_steps}
        cells = matrix(table.rows(), POSTS, clauses=clauses)
        allowed = [cell for cell in cells if cell.allowed]
        found.append(ServiceRights(version, standard, staff.rights_of(actor.office, allowed)))
    return tuple(found)
