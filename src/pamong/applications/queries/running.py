"""The clocks that run: what a changed calendar can move, and what its due moments would be counted anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from pamong.applications import states
from pamong.applications.models import Application
from pamong.applications.queries.facts import facts_for
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.standard.chapters.time_limit import Limit, LimitUnknown, limit
from pamong.standard.document import Standard
from pamong.workdays.answers import OpenClock
from pamong.workdays.calendar import Calendar
from pamong.workdays.clock import due


@dataclass(frozen=True)
class RunningClock:
    """One application whose clock has started and not ended, without anything about the person.

    `due_at` is the moment that was promised; None while the applicant holds it.
    """

    code: str
    number: str
    service: str
    due_at: datetime | None
    clock: OpenClock


def running_clocks(*, office: str) -> Iterator[RunningClock]:
    """Every open application of an office that is complete and not ready yet, in the order it was taken in."""
    found = Application.objects.filter(
        office_id=office, closed_at__isnull=True, complete_at__isnull=False, ready_at__isnull=True
    )
    for row in found.order_by("id").iterator(chunk_size=500):
        state = states.state_of(row)
        assert state.complete_at is not None  # the filter asked for it
        allowed = _limit(library.standard(row.standard_id), row)
        yield RunningClock(
            code=row.public_code,
            number=f"{row.book.upper()} {row.number}/{row.year}",
            service=row.service,
            due_at=row.due_at,
            clock=OpenClock(row.public_code, state.complete_at, allowed.at_most, allowed.unit, state.pauses),
        )


def _limit(standard: Standard, row: Application) -> Limit:
    """The limit of the pinned standard; the person is only looked at where the limit depends on them."""
    try:
        return limit(standard, {})
    except LimitUnknown:
        facts = partial(facts_for, standard=standard, resident_id=row.resident_id, office=row.office_id)
        return limit(standard, facts(answers=row.answers))


def offices_with_running() -> tuple[str, ...]:
    """The codes of all offices in which a clock runs, in order."""
    found = Application.objects.filter(
        closed_at__isnull=True, complete_at__isnull=False, ready_at__isnull=True
    )
    return tuple(found.order_by("office_id").values_list("office_id", flat=True).distinct())


def misdated(*, office: str) -> Iterator[tuple[RunningClock, datetime | None]]:
    """The running clocks whose promised moment is not what the calendar of today gives, with what it gives.

    Empty unless a changed calendar has not been followed yet (`actions.recompute_due`), or a row was edited by hand.
    """
    calendar = offices.calendar(office)
    known: dict[OpenClock, datetime | None] = {}
    for each in running_clocks(office=office):
        # Many were completed at the same moment of the same list; the name of the clock plays no part in counting.
        question = replace(each.clock, key="")
        if question not in known:
            known[question] = _moment(calendar, question)
        if known[question] != each.due_at:
            yield each, known[question]


def _moment(calendar: Calendar, clock: OpenClock) -> datetime | None:
    asked: Mapping[str, Any] = {"amount": clock.amount, "unit": clock.unit, "pauses": clock.pauses}
    return due(calendar, complete_at=clock.complete_at, **asked).moment
