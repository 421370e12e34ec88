"""People against the staffing cards of the standards in force (chapter 9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pamong.ledger import clock
from pamong.library import queries as library
from pamong.library.queries import VersionRow
from pamong.offices import queries as offices
from pamong.readiness.education_source import equivalences
from pamong.readiness.models import Qualification
from pamong.readiness.rules.competence import Aspect, Judged, Known, judge
from pamong.staff import queries as staff
from pamong.staff.queries import AppointmentRow
from pamong.staff.rules import Actor
from pamong.standard.annotations.quality import Staffing
from pamong.standard.chapters.staffing import cards


@dataclass(frozen=True)
class QualificationRow:
    """One note about a person, as the person's page shows it."""

    id: UUID
    aspect: Aspect
    name: str
    detail: str
    certificate: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class HolderRow:
    """Somebody who holds the post of a card today, and how the person stands to each line of the card."""

    person_id: str
    name: str
    substitute: bool
    judged: tuple[Judged, ...]

    @property
    def gaps(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.is_gap)


@dataclass(frozen=True)
class CardRow:
    """One staffing card of a standard in force: promised and present heads, and the people behind them.

    A substitute is shown and fills no head: the promise is of people who hold the post.
    """

    version: VersionRow
    clause: str
    card: Staffing
    holders: tuple[HolderRow, ...]

    @property
    def present(self) -> int:
        return len({row.person_id for row in self.holders if not row.substitute})

    @property
    def lacking(self) -> int:
        return max(0, self.card.count - self.present)


@dataclass(frozen=True)
class PersonPage:
    """What is known of one person of the actor's office, and what the person's posts of today demand."""

    person_id: str
    name: str
    posts: tuple[AppointmentRow, ...]
    qualifications: tuple[QualificationRow, ...]
    cards: tuple[CardRow, ...]


def card_rows(*, office: str, on: date) -> tuple[CardRow, ...]:
    """Every card of every standard in force at an office on a day, with who holds its post on that day."""
    placed = [
        (version, card)
        for version in library.services(office=office, on=on)
        for card in cards(library.standard(version.id))
    ]
    if not placed:
        return ()
    people = staff.people_of(office, on)
    posts = {card.value.post for _version, card in placed}
    known = known_of({row.person_id for row in people if row.post in posts})
    return tuple(
        CardRow(
            version=version,
            clause=card.clause.id,
            card=card.value,
            holders=tuple(
                HolderRow(row.person_id, row.person_name, row.substitute, _judged(card.value, row, known, on))
                for row in people
                if row.post == card.value.post
            ),
        )
        for version, card in placed
    )


def _judged(
    card: Staffing, row: AppointmentRow, known: Mapping[str, tuple[Known, ...]], on: date
) -> tuple[Judged, ...]:
    return judge(card, known.get(row.person_id, ()), on=on, equivalences=equivalences())


def known_of(people: Iterable[str]) -> Mapping[str, tuple[Known, ...]]:
    """What is known of these people, by person; what was withdrawn was never true and is left out. One query."""
    found: dict[str, list[Known]] = {}
    rows = Qualification.objects.filter(person__in=set(people), withdrawn_at__isnull=True)
    for person, aspect, name, since, until in rows.values_list("person", "aspect", "name", "since", "until"):
        found.setdefault(str(person), []).append(Known(Aspect(aspect), name, since, until))
    return {person: tuple(known) for person, known in found.items()}


def offices_of(person_id: UUID) -> frozenset[str]:
    """The offices a person is or was appointed in; none for an id that is nobody's."""
    return frozenset(term.office for term in staff.terms_of(person_id))


def person(*, actor: Actor, person_id: UUID) -> PersonPage | None:
    """One person of the actor's office, past appointments included; None for everybody else."""
    if actor.office not in offices_of(person_id):
        return None
    key = str(person_id)
    today = clock.today(offices.zone(actor.office))
    own = [row for row in staff.people_of(actor.office, today) if row.person_id == key]
    return PersonPage(
        person_id=key,
        name=staff.names_of([key])[key],
        posts=tuple(own),
        qualifications=_qualifications(person_id),
        cards=tuple(
            CardRow(row.version, row.clause, row.card, held)
            for row in card_rows(office=actor.office, on=today)
            if (held := tuple(holder for holder in row.holders if holder.person_id == key))
        ),
    )


def _qualifications(person_id: UUID) -> tuple[QualificationRow, ...]:
    rows = Qualification.objects.filter(person=person_id, withdrawn_at__isnull=True)
    return tuple(
        QualificationRow(
            row.pk, Aspect(row.aspect), row.name, row.detail, row.certificate, row.since, row.until
        )
        for row in rows.order_by("aspect", "-since", "noted_at")
    )


def person_of(qualification_id: UUID) -> UUID | None:
    """Whom a note that counts is about; None for one that is withdrawn or never was."""
    found = Qualification.objects.filter(pk=qualification_id, withdrawn_at__isnull=True)
    return found.values_list("person", flat=True).first()


@dataclass(frozen=True)
class Colleague:
    """One person of the office as the overview lists everybody: posts of today, and how many lines of a card are open."""

    person_id: str
    name: str
    posts: tuple[str, ...]
    gaps: int


def colleagues(*, office: str, on: date, rows: Iterable[CardRow]) -> tuple[Colleague, ...]:
    """Everybody appointed at an office on a day, by name; the same gap on two cards counts once."""
    open_lines: dict[str, set[tuple[str, str]]] = {}
    for holder in (holder for row in rows for holder in row.holders):
        found = open_lines.setdefault(holder.person_id, set())
        found |= {(gap.aspect, gap.demanded) for gap in holder.gaps}
    posts: dict[tuple[str, str], list[str]] = {}
    for row in staff.people_of(office, on):
        posts.setdefault((row.person_name, row.person_id), []).append(row.post)
    return tuple(
        Colleague(key, name, tuple(held), len(open_lines.get(key, ())))
        for (name, key), held in sorted(posts.items())
    )
