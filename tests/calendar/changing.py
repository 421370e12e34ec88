"""Short ways to a change of a calendar, through the verbs of the room."""

from datetime import date
from uuid import UUID

from pamong.calendar import actions
from pamong.calendar.rules import Change, Kind
from pamong.staff.rules import INSTALLER, Actor
from pamong.workdays.calendar import DayNote, Span
from tests.applications.installation import key

REASON = "SKB 9/2026: cuti bersama susulan"


def closing(*days: date, office: str | None = None, kind: str = "collective_leave") -> Change:
    """A late decree that closes these days, for one office or for all."""
    put = tuple(DayNote(on, kind, "Cuti bersama susulan") for on in days)  # type: ignore[arg-type]  # tests name real kinds
    return Change(Kind.DAYS, office, REASON, put=put)


def opening(on: date, *hours: Span, office: str | None = None) -> Change:
    """A day on which the counter serves after all, or with other hours."""
    return Change(Kind.DAYS, office, "Surat Camat 7", put=(DayNote(on, "extra_open", "Layanan", hours),))


def decree(change: Change, who: Actor = INSTALLER) -> UUID:
    """Carried out, every deadline counted anew."""
    made = actions.change_calendar(actor=who, key=key(), change=change)
    assert actions.recount(change=made)
    return made
