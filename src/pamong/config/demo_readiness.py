"""What the demo's offices have and what their people learned: all but a few things that the standards demand."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from pamong.config.demo_acts import new_key
from pamong.config.demo_people import KK_OFFICE, KTP_OFFICE
from pamong.ledger import clock
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.readiness import actions
from pamong.readiness import queries as readiness
from pamong.staff.rules import Actor
from pamong.standard.annotations.quality import Staffing
from pamong.standard.chapters.facilities import facilities
from pamong.standard.chapters.staffing import cards

ACTS = 4
"""So many moments `lives` yields."""
# What somebody lacks: the Jatiroto counter never went to the PATEN course.
NOT_LEARNED = {(KK_OFFICE, "loket", "Diklat PATEN")}
SCHOOLS = {"S1": "Ilmu Administrasi Negara", "SMU": "IPS", "SMA": "IPS"}
FALLS_OUT, REPAIRED, CHAIR = 4, 1, 3

Moment = Callable[[int, float], datetime]
"""The hour of the working day so many days back."""


def lives(people: Mapping[str, Mapping[str, Actor]], moment: Moment, longest: int) -> Iterator[datetime]:
    """Notes and a stocktaking in the first days; an iris scanner that broke and was repaired before anybody waited for
    it; a chair that broke three days ago. `people` by office and post.
    """
    yield moment(longest + FALLS_OUT + 1, 8)
    for office, posts in people.items():
        _take_stock(office, posts["kasi"])
        _note_people(office, posts)
    yield moment(longest + FALLS_OUT, 9)
    _fault(people[KTP_OFFICE]["operator"], "pemindai_mata", "Lampu pemindai tidak menyala")
    yield moment(longest + REPAIRED, 9)
    for stock in readiness.stock_rows(office=KTP_OFFICE, on=_today(KTP_OFFICE)):
        for fault in stock.faults:
            actions.end_fault(actor=people[KTP_OFFICE]["operator"], key=new_key(), fault_id=fault.id)
    yield moment(CHAIR, 10)
    _fault(people[KTP_OFFICE]["loket"], "kursi", "Kaki kursi patah")


def _today(office: str) -> date:
    return clock.today(offices.zone(office))


def _fault(actor: Actor, code: str, reason: str) -> None:
    actions.report_fault(actor=actor, key=new_key(), code=code, fault="broken", reason=reason)


def _take_stock(office: str, kasi: Actor) -> None:
    today = _today(office)
    counts = {
        placed.value.id: placed.value.quantity
        for version in library.services(office=office, on=today)
        for placed in facilities(library.standard(version.id))
    }
    bought = {code: date(today.year - 3, 5, 2) for code in counts if code not in {"meja", "kursi"}}
    actions.take_stock(actor=kasi, key=new_key(), counts=counts, purchased=bought)


def _note_people(office: str, posts: Mapping[str, Actor]) -> None:
    for version in library.services(office=office, on=_today(office)):
        for placed in cards(library.standard(version.id)):
            holder = posts.get(placed.value.post)
            if holder is not None:
                _note_card(placed.value, holder, posts["sekretaris"])


def _note_card(card: Staffing, holder: Actor, sekretaris: Actor) -> None:
    today = _today(holder.office)

    def note(aspect: str, name: str, since: date, until: date | None = None, detail: str = "") -> None:
        actions.note_qualification(
            actor=sekretaris,
            key=new_key(),
            person_id=UUID(holder.person_id),
            aspect=aspect,
            name=name,
            since=since,
            until=until,
            detail=detail,
        )

    level = card.education.level if card.education else "SMA"
    note("education", level, date(today.year - 12, 7, 1), detail=SCHOOLS.get(level, ""))
    for training in card.training or ():
        if (holder.office, holder.post, training) not in NOT_LEARNED:
            # The course of Yosowilangun's counter runs out while the demo's stories are told.
            expires = holder.office == KTP_OFFICE and holder.post == "loket"
            until = today + timedelta(days=20) if expires else None
            note("training", training, date(today.year - 3, 3, 10), until)
    for skill in card.skills or ():
        note("skill", skill, today)
    note("experience", "Pelayanan umum kecamatan", date(today.year - 6, 1, 2))
