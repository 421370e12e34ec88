"""A late decree and a morning without power: what the demo shows of the calendar and of late entries."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from pamong.applications import actions as applications
from pamong.applications.late import Late
from pamong.calendar import actions
from pamong.calendar.rules import Change, Kind
from pamong.config.demo_acts import new_key
from pamong.config.demo_people import KTP_OFFICE
from pamong.staff.rules import Actor
from pamong.workdays.calendar import DayNote

ACTS = 2
"""So many moments `lives` yields."""
PERSON = 199
"""The place in the list of people of whoever came while the power was out."""
DECREED, ENTERED = 2, 1


def lives(
    people: Mapping[str, Mapping[str, Actor]],
    moment: Callable[[int, float], datetime],
    register: Callable[[], UUID],
    closed: date,
) -> Iterator[datetime]:
    """Two days ago a decree closed a working day that lies ahead; yesterday a form of that morning was entered late."""
    yield moment(DECREED, 13.5)
    note = DayNote(closed, "regional_holiday", "Hari jadi kabupaten (rekaan)")
    reason = "SK Bupati contoh 100/2026: hari jadi kabupaten (rekaan)"
    change = Change(Kind.DAYS, KTP_OFFICE, reason, put=(note,))
    sekretaris = people[KTP_OFFICE]["sekretaris"]
    actions.recount(change=actions.change_calendar(actor=sekretaris, key=new_key(), change=change))
    entered = moment(ENTERED, 13.6)
    yield entered
    applications.submit(
        actor=people[KTP_OFFICE]["loket"],
        key=new_key(),
        service="ktp",
        resident_id=register(),
        answers={},
        present=["village-letter", "photo", "kk-copy"],
        late=Late(entered - timedelta(hours=4), "power_cut"),
    )
