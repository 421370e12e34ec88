"""The bundles of the demo: one that went out, was counted in and is coming back in part."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Protocol

from pamong.config import demo_people as people
from pamong.config.demo_acts import new_key
from pamong.dispatch import actions, queries
from pamong.dispatch.rules import Mark
from pamong.staff.rules import Actor

_COURIER = "Jatmika Contohan"
# So many go; the others wait for whoever tries the demo.
_FIRST = 2


class Days(Protocol):
    """The working days of the demo around now."""

    def moment(self, back: int, hour: float) -> datetime: ...


def life(counter: Mapping[str, Actor], dispenduk: Actor, days: Days) -> Iterator[datetime]:
    """One bundle of the working day before, in the order of time; yields the moment of each act."""
    yield days.moment(1, 13.5)
    ready = [row.code for row in queries.ready(office=people.KTP_OFFICE)][:_FIRST]
    sent = actions.send_all(actor=counter["operator"], key=new_key(), courier=_COURIER, codes=ready)
    yield days.moment(1, 14.2)
    actions.receive(actor=dispenduk, key=new_key(), bundle_id=sent.pk)
    yield days.moment(1, 14.6)
    marks = [Mark(ready[0], "printed"), *(Mark(code, "no_blanks") for code in ready[1:])]
    actions.mark(actor=dispenduk, key=new_key(), marks=marks)
    actions.send_all(actor=dispenduk, key=new_key(), courier=_COURIER, office=people.KTP_OFFICE)
