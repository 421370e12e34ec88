"""Short ways to people with qualifications and to things in the inventory, all through the verbs."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pamong.readiness import actions, queries
from pamong.readiness.models import Fault, Qualification
from pamong.readiness.queries import CardRow, Stopped
from pamong.standard.annotations.quality import Staffing
from tests.applications.installation import KTP_OFFICE, actor, key
from tests.clauses.shipped import shipped
from tests.staff.people import Hired, hire

TODAY = date(2026, 12, 14)
ALL_KTP = {
    "komputer": 1,
    "pemindai_mata": 1,
    "kamera": 1,
    "sidik_jari": 1,
    "tandatangan_elektronik": 1,
    "buku_register": 1,
    "meja": 3,
    "kursi": 3,
}


def hired(post: str, office: str = KTP_OFFICE, *, who: str = "", since: date = date(2026, 6, 1)) -> Hired:
    return hire(f"{who or post}.{office}".replace("_", "."), post, office, since=since)


def note(person: Hired, aspect: str, name: str, *, post: str = "sekretaris", **more: Any) -> Qualification:
    """Somebody of the person's office writes this down; dates may be left out where a day is needed."""
    if aspect in {"training", "experience"}:
        more.setdefault("since", date(2020, 1, 2))
    before = set(Qualification.objects.values_list("pk", flat=True))
    office = more.pop("office", person.actor.office)
    actions.note_qualification(
        actor=actor(post, office), key=key(), person_id=person.person_id, aspect=aspect, name=name, **more
    )
    return Qualification.objects.exclude(pk__in=before).get()


def qualify(person: Hired, service: str = "ktp") -> None:
    """Write down everything the card of the person's post demands."""
    card = shipped(service).clause(f"9.{person.actor.post}").clause.staffing
    assert isinstance(card, Staffing)
    assert card.education is not None
    note(person, "education", card.education.level)
    for training in card.training or ():
        note(person, "training", training)
    for skill in card.skills or ():
        note(person, "skill", skill)
    note(person, "experience", "Pelayanan umum")


def card_of(post: str, office: str = KTP_OFFICE, on: date = TODAY) -> CardRow:
    return next(row for row in queries.card_rows(office=office, on=on) if row.card.post == post)


def gaps_of(person: Hired, on: date = TODAY) -> list[str]:
    """What the person lacks on a day, as `aspect standing`."""
    rows = card_of(person.actor.post, person.actor.office, on).holders
    holder = next(row for row in rows if row.person_id == str(person.person_id))
    return [f"{gap.aspect} {gap.standing}" for gap in holder.gaps]


def count(counts: Mapping[str, int], office: str = KTP_OFFICE) -> None:
    actions.take_stock(actor=actor("kasi", office), key=key(), counts=counts)


def breaks(
    code: str,
    office: str = KTP_OFFICE,
    *,
    fault: str = "broken",
    quantity: int = 1,
    since: date | None = None,
) -> Fault:
    before = set(Fault.objects.values_list("pk", flat=True))
    actions.report_fault(
        actor=actor("operator", office), key=key(), code=code, fault=fault, quantity=quantity, since=since
    )
    return Fault.objects.exclude(pk__in=before).get()


def works_again(fault_id: UUID, office: str = KTP_OFFICE, on: date | None = None) -> None:
    actions.end_fault(actor=actor("operator", office), key=key(), fault_id=fault_id, on=on)


def stopped(office: str = KTP_OFFICE, service: str = "ktp") -> dict[str, Stopped]:
    return dict(queries.stopped_steps(office=office, standard=shipped(service)))
