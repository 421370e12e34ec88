"""What changes a calendar and moves the deadlines it touches.

A change is one transaction; the deadlines follow in short ones, office by office and batch by batch, so that no counter
waits for a thousand of them. What is cut off in between stays marked as unfinished and is gone on with: no deadline
moves twice, and none is forgotten unnoticed.
"""

import logging
from collections.abc import Callable
from uuid import UUID

from django.db.models import F

from pamong.applications import actions as applications
from pamong.calendar import queries, rules
from pamong.calendar.models import CalendarChange, OfficeRecount
from pamong.calendar.rules import Change, Kind
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.offices import actions as offices
from pamong.offices.rules import may_change
from pamong.staff.rules import Actor
from pamong.standard.messages import Refusal
from pamong.workdays.answers import ClockInvalid

_log = logging.getLogger(__name__)
BATCH = 200
"""So many deadlines move in one transaction; a counter of the office waits for that long at most."""


def change_calendar(*, actor: Actor, key: str, change: Change, seen: str | None = None) -> UUID:
    """Carry out a change of a calendar; answers its id. Deadlines are moved by `recount`.

    `seen` is what the preview carried: when a calendar or the form has changed since, nothing is done. The same key again answers
    the change that was carried out. Raises Refused, CalendarInvalid, NoWorkingDays.
    """
    log = change.office or actor.office
    with writing(office=log):
        earlier = _earlier(key, log, change)
        if earlier is not None:
            return earlier
        _refuse(may_change(actor, office=change.office))
        _refuse(rules.named(change.reason) or rules.does_something(change))
        if seen is not None:
            _refuse(rules.unchanged(seen, queries.seen_of(change)))
        queries.preview(actor=actor, change=change)
        _write(actor, key, change)
        row = CalendarChange.objects.create(
            key=key,
            office_id=change.office,
            kind=str(change.kind),
            reason=change.reason,
            data=change.to_data(),
            person=actor.person_id,
            post=actor.post,
            by_office=actor.office,
            applied_at=clock.now(),
        )
        append(
            office=log,
            actor=actor.person_id,
            post=actor.post,
            verb="change_calendar",
            subject=Subject(queries.SUBJECT, str(row.pk)),
            clause=None,
            payload={
                "office": change.office,
                "kind": row.kind,
                "reason": change.reason,
                "dates": [on.isoformat() for on in change.dates],
            },
            key=key,
        )
        return row.pk


def _earlier(key: str, log: str, change: Change) -> UUID | None:
    """The change this very act made before; the key of another one is refused."""
    entry = ledger.done_before(key, office=log, verb="change_calendar")
    if entry is None:
        return None
    row = CalendarChange.objects.get(pk=entry.subject.id)
    if row.data != change.to_data():
        raise Refused(ledger.KEY_USED)
    return row.pk


def _write(actor: Actor, key: str, change: Change) -> None:
    """Each table through its own verb, so that the office's log tells every note as it always did."""
    if change.kind is Kind.IMPORT:
        offices.import_holidays(actor=actor, key=f"{key}:import", years=change.years)
        return
    for note in change.drop:
        offices.remove_day(
            actor=actor,
            key=f"{key}:drop:{note.on}:{note.kind}",
            office=change.office,
            note=note,
            reason=change.reason,
        )
    for note in change.put:
        offices.note_day(
            actor=actor, key=f"{key}:put:{note.on}", office=change.office, note=note, source=change.reason
        )
    if change.pattern is not None:
        offices.set_hours(actor=actor, key=f"{key}:hours", office=change.office, pattern=change.pattern)


def recount(
    *, change: UUID, tell: Callable[[str, int], None] | None = None, batches: int | None = None
) -> bool:
    """Move the deadlines that a change touches, in batches; answers whether nothing is left to do.

    `tell` is called after each batch with the office and how many moved in it. `batches` ends the work early, so that
    a page can answer; the next call goes on. It is done in the name of whoever carried out the change.
    """
    row = CalendarChange.objects.get(pk=change)
    while row.finished_at is None and (batches is None or batches > 0):
        left = queries.waiting_offices(row)
        if not left:
            CalendarChange.objects.filter(pk=row.pk).update(finished_at=clock.now())
            return True
        moved = _batch(row, left[0])
        batches = None if batches is None else batches - 1
        if tell is not None:
            tell(left[0], moved)
    return row.finished_at is not None


def _batch(row: CalendarChange, office: str) -> int:
    """One short transaction: some deadlines of one office, and the note of how far it has come."""
    actor = Actor(person_id=row.person, name="", office=row.by_office, post=row.post)
    with writing(office=office):
        moved = applications.recompute_due(
            actor=actor,
            key=str(row.pk),
            reason=row.reason,
            office=office,
            dates=queries.dates_of(row),
            most=BATCH,
        )
        OfficeRecount.objects.get_or_create(change=row, office_id=office)
        OfficeRecount.objects.filter(change=row, office_id=office).update(
            moved=F("moved") + len(moved), finished_at=clock.now() if len(moved) < BATCH else None
        )
    return len(moved)


def resume_all(*, tell: Callable[[str, int], None] | None = None) -> int:
    """Go on with every change that was cut off, the oldest first; answers how many there were.

    One whose calendar can no longer be counted with does not keep the others from it, and stays marked as unfinished.
    """
    waiting = queries.unfinished()
    for change in waiting:
        try:
            recount(change=change, tell=tell)
        except (Refused, ClockInvalid):
            _log.exception("calendar change %s: the recount could not be finished", change)
    return len(waiting)


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)
