"""How much waits for a post, for the header of every page.

Counting is not repeated while nothing has happened: what awaits a step hangs on the office's log alone, so the answer
belongs to the log's root. A page costs one row for the root; the count, which stops at a hundred, is made once after an act.
"""

from datetime import date

from pamong.applications import queries as applications
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.readiness import queries as readiness
from pamong.readiness.queries import Gaps, Stopped
from pamong.staff.rules import Actor

_lacking: dict[str, tuple[bytes, date, Gaps]] = {}
_all_works: dict[str, tuple[bytes, date]] = {}
_known: dict[tuple[str, str], tuple[bytes, int]] = {}


def forget() -> None:
    """Count anew: for tests, which take a log back and write another of the same root."""
    _known.clear()
    _lacking.clear()
    _all_works.clear()


def own_steps(*, actor: Actor) -> int:
    """How many applications await a step of this post, exactly up to a hundred."""
    head = ledger.head(actor.office)
    if head is None:
        return 0
    place = (actor.office, actor.post)
    known = _known.get(place)
    if known is not None and known[0] == head.root:
        return known[1]
    number = applications.count_own(actor=actor)
    _known[place] = (head.root, number)
    return number


LOOKS_AFTER = frozenset({"kasi", "sekretaris"})


def readiness_of(*, actor: Actor) -> tuple[Gaps, tuple[Stopped, ...]]:
    """What the office lacks today of people and equipment, for the posts that look after it, and the steps that stand
    still for want of equipment, for everybody (chapters 8 and 9).

    Notes, stocktakings, appointments and texts are entries of the office's log, and a certificate expires with the day:
    while neither moves, nothing is asked again. What stands still is asked anew, for another office that can help may be
    repaired meanwhile.
    """
    head = ledger.head(actor.office)
    if head is None:
        return Gaps(), ()
    today = clock.today(offices.zone(actor.office))
    lacking = _lacking_of(actor, head.root, today) if actor.post in LOOKS_AFTER else Gaps()
    if _all_works.get(actor.office) == (head.root, today):
        return lacking, ()
    stopped = _stopped_of(actor.office, today)
    if not stopped:
        _all_works[actor.office] = (head.root, today)
    return lacking, stopped


def _lacking_of(actor: Actor, root: bytes, today: date) -> Gaps:
    known = _lacking.get(actor.office)
    if known is None or known[:2] != (root, today):
        known = _lacking[actor.office] = (root, today, readiness.gaps(actor=actor))
    return known[2]


def _stopped_of(office: str, today: date) -> tuple[Stopped, ...]:
    return tuple(
        one
        for version in library.services(office=office, on=today)
        for one in readiness.stopped_steps(office=office, standard=library.standard(version.id)).values()
    )
