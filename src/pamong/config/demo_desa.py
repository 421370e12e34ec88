"""The desa of the demo: two people who prepare forms, and what they prepared."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from pamong.config import demo_people as people
from pamong.config.demo_acts import new_key
from pamong.desa import actions
from pamong.desa.content import Content
from pamong.staff.rules import Actor

# One desa has an application that was returned, the other one that is ready.
DESA: Mapping[str, tuple[str, str]] = {
    f"{people.KTP_OFFICE}.2001": ("desa.darungan", "Puspa Contohsari"),
    f"{people.KTP_OFFICE}.2008": ("desa.karanganyar", "Rangga Teladanto"),
}
_SEEN = ("applicant_signature", "village_head_signature", "photo")
# Behind all residents: nobody of them has been at the counter.
_FIRST = 200
# Working days back, what differs on the family card, and how far it went.
_FORMS = ((9, "", "sent"), (2, "address", "sent"), (1, "name", "draft"), (0, "", "sent"), (0, "", "draft"))


class Days(Protocol):
    """The working days of the demo around now."""

    def moment(self, back: int, hour: float) -> datetime: ...


def life(desa: Actor, order: int, days: Days) -> Iterator[datetime]:
    """The forms of one desa, in the order of time; yields the moment of each."""
    for number, (back, differs, reached) in enumerate(_FORMS):
        yield days.moment(back, 8.4 + 0.3 * number + 0.1 * order)
        person = people.person(_FIRST + order * len(_FORMS) + number, people.KTP_OFFICE)
        row = actions.prepare(actor=desa, key=new_key(), service="ktp", content=_content(person, differs))
        if reached == "sent":
            actions.send_ahead(actor=desa, key=new_key(), code=row.code, seen=_SEEN)


def _content(person: people.Invented, differs: str) -> Content:
    said = Content(
        name=person.name,
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        citizenship="wni",
        number=person.number,
        address="Dusun Krajan RT 02 RW 01",
    )
    card = said.written()
    other = {"name": f"{person.name} Lama", "address": "Dusun Krajan RT 01 RW 01"}
    return replace(said, card={**card, differs: other[differs]} if differs else card)
