"""What the standards in force demand of people and equipment, and what is there."""

from dataclasses import dataclass
from datetime import date

from pamong.ledger import clock
from pamong.offices import queries as offices
from pamong.readiness.queries.acts import ActsPage, GapAct, acts_page, gap_acts
from pamong.readiness.queries.equipment import (
    FaultRow,
    PromiseRow,
    StockRow,
    Stopped,
    held,
    own_fault,
    promise_rows,
    promised_codes,
    stock_rows,
    stopped_steps,
    where_possible,
)
from pamong.readiness.queries.people import (
    CardRow,
    Colleague,
    HolderRow,
    PersonPage,
    QualificationRow,
    card_rows,
    colleagues,
    known_of,
    offices_of,
    person,
    person_of,
)
from pamong.readiness.rules.equipment import Provision
from pamong.readiness.rules.keeping import PEOPLE_READERS
from pamong.staff.rules import Actor

__all__ = [
    "ActsPage",
    "CardRow",
    "Colleague",
    "FaultRow",
    "GapAct",
    "Gaps",
    "HolderRow",
    "Overview",
    "PersonPage",
    "PromiseRow",
    "QualificationRow",
    "StockRow",
    "Stopped",
    "acts_page",
    "card_rows",
    "colleagues",
    "gap_acts",
    "gaps",
    "held",
    "known_of",
    "offices_of",
    "overview",
    "own_fault",
    "person",
    "person_of",
    "promise_rows",
    "promised_codes",
    "stock_rows",
    "stopped_steps",
    "where_possible",
]


@dataclass(frozen=True)
class Overview:
    """Chapters 8 and 9 of every standard in force at one office, against what is there today."""

    on: date
    cards: tuple[CardRow, ...]
    promises: tuple[PromiseRow, ...]
    people: tuple[Colleague, ...]


def overview(*, actor: Actor) -> Overview:
    """Promised and present for the actor's office, today."""
    today = clock.today(offices.zone(actor.office))
    cards = card_rows(office=actor.office, on=today)
    people = colleagues(office=actor.office, on=today, rows=cards)
    return Overview(today, cards, promise_rows(office=actor.office, on=today), people)


@dataclass(frozen=True)
class Gaps:
    """What is lacking today: cards whose heads or people fall short, and lines of equipment that do."""

    cards: tuple[CardRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()


def gaps(*, actor: Actor) -> Gaps:
    """What the actor's office lacks today of what its standards promise; nothing for posts that do not look after it."""
    if actor.post not in PEOPLE_READERS:
        return Gaps()
    today = clock.today(offices.zone(actor.office))
    cards = card_rows(office=actor.office, on=today)
    promises = promise_rows(office=actor.office, on=today)
    return Gaps(
        tuple(row for row in cards if row.lacking or any(holder.gaps for holder in row.holders)),
        tuple(row for row in promises if row.provision is not Provision.MET),
    )
