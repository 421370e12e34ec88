"""Everything the pages of one application show: for the staff of its office, and for whoever knows its public code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from pamong.applications import states
from pamong.applications.models import Application, Remark
from pamong.applications.neighbours import Whereabouts, whereabouts
from pamong.applications.queries.facts import facts_for
from pamong.applications.queries.queue import Urgency, urgency
from pamong.applications.queries.steps import StepRow, step_rows
from pamong.applications.queries.stopped import stopped_here
from pamong.applications.rules import ItemState, State
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.prepared import Prepared
from pamong.ledger.rules import EntryRow, Subject
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.readiness.queries import Stopped
from pamong.residents import queries as residents
from pamong.residents.queries import ResidentRow
from pamong.staff.rules import Actor
from pamong.standard.chapters.requirements import ChecklistItem, Need, checklist
from pamong.standard.chapters.time_limit import Limit, limit
from pamong.standard.conditions import FactValue
from pamong.standard.document import Standard
from pamong.standard.parts import Label
from pamong.workdays.answers import Due, Elapsed
from pamong.workdays.clock import due, elapsed

SUBJECT = "application"


@dataclass(frozen=True)
class ItemRow:
    """A requirement for this person: what it demands, and what the examination found."""

    item: ChecklistItem
    state: ItemState
    note: str = ""
    named: str = ""


@dataclass(frozen=True)
class TimelineRow:
    """One entry with what people wrote about it; `person` is the opaque id of who acted."""

    entry: EntryRow
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Clock:
    """The deadline of chapter 5 for this application: how it stands and how it was counted."""

    limit: Limit
    reckoned: Due
    binding: bool
    urgency: Urgency


@dataclass(frozen=True)
class ApplicationPage:
    """One application for the staff of its office."""

    id: UUID
    code: str
    number: str
    book: str
    service: str
    title: str
    standard_number: str
    revision: str
    resident: ResidentRow
    state: State
    version: int
    reference: str
    submitted_at: datetime
    entered_late_at: datetime | None
    steps: tuple[StepRow, ...]
    checklist: tuple[ItemRow, ...]
    invalid_fields: tuple[Mapping[str, str], ...]
    timeline: tuple[TimelineRow, ...]
    clock: Clock
    since_visit: Elapsed
    since_complete: Elapsed | None
    posts: frozenset[str]
    act: str
    step_name: Label | None
    clause: str
    facts: Mapping[str, FactValue]
    standard: Standard = field(repr=False)
    held_since: datetime
    office_name: str = ""
    whereabouts: Whereabouts | None = None
    stopped: Stopped | None = None


def page(*, actor: Actor, code: str) -> ApplicationPage | None:
    """The application under this code in the actor's own office; None when there is none."""
    row = _OF_OFFICE.first(office=actor.office, code=code)
    if row is None:
        return None
    standard = library.standard(row.standard_id)
    table = library.procedure(row.standard_id)
    state = states.state_of(row)
    facts = facts_for(
        standard=standard, resident_id=row.resident_id, answers=row.answers, office=row.office_id
    )
    entries = ledger.timeline(Subject(SUBJECT, str(row.pk)))
    remarks = dict(_REMARKS.rows(application=row.pk))
    step = table.step(state.step) if state.step else None
    return ApplicationPage(
        id=row.pk,
        code=row.public_code,
        number=f"{row.number}/{row.year}",
        book=row.book,
        service=row.service,
        title=standard.title,
        standard_number=standard.document.number,
        revision=standard.document.revision,
        resident=residents.get(actor=actor, resident_id=row.resident_id),
        state=state,
        version=row.version,
        reference=row.reference,
        submitted_at=row.submitted_at,
        entered_late_at=row.entered_late_at,
        steps=step_rows(table, state, entries, facts),
        checklist=items_of(standard, row, facts),
        invalid_fields=tuple(row.invalid_fields),
        timeline=tuple(TimelineRow(entry, remarks.get(entry.key, {})) for entry in entries),
        clock=_clock(standard, row, state, facts),
        since_visit=_since_visit(row, entries),
        since_complete=_since_complete(row, entries),
        posts=table.posts(step.id) if step else frozenset(),
        act=step.act if step else "",
        step_name=step.name if step else None,
        clause=step.clause if step else "",
        facts=facts,
        standard=standard,
        held_since=_held_since(entries),
        office_name=offices.office(row.office_id).name,
        whereabouts=None if state.closed_at else whereabouts(row.pk),
        stopped=stopped_here(row.office_id, standard, facts, state.step).get(state.step),
    )


def requirements(*, actor: Actor, code: str) -> tuple[ChecklistItem, ...] | None:
    """What the standard requires of this applicant: all that the form of an act needs of the page that showed it. None
    for a code that the actor's office does not know.
    """
    row = _OF_OFFICE.first(office=actor.office, code=code)
    if row is None:
        return None
    standard = library.standard(row.standard_id)
    facts = facts_for(
        standard=standard, resident_id=row.resident_id, answers=row.answers, office=row.office_id
    )
    return checklist(standard, facts)


_OF_OFFICE = Prepared(lambda office, code: Application.objects.filter(office_id=office, public_code=code))
_BY_CODE = Prepared(lambda code: Application.objects.filter(public_code=code))
_REMARKS = Prepared(
    lambda application: Remark.objects.filter(application_id=application).values_list("entry_key", "detail")
)


def items_of(standard: Standard, row: Application, facts: Mapping[str, FactValue]) -> tuple[ItemRow, ...]:
    """Each requirement of the pinned standard for this person, with what the examination found."""
    rows = []
    for item in checklist(standard, facts):
        found = row.checklist.get(item.id, {})
        state = ItemState(found.get("state", ItemState.NOT_EXAMINED))
        if item.need is Need.NOT_APPLICABLE:
            state = ItemState.NOT_APPLICABLE
        rows.append(
            ItemRow(
                item=item,
                state=state,
                note=found.get("note", ""),
                named=found.get("named", ""),
            )
        )
    return tuple(rows)


def _clock(standard: Standard, row: Application, state: State, facts: Mapping[str, FactValue]) -> Clock:
    """Binding once complete; before that what it would be if the application were found complete now."""
    allowed = limit(standard, facts)
    return Clock(
        limit=allowed,
        reckoned=due(
            offices.calendar(row.office_id),
            complete_at=state.complete_at or clock.now(),
            amount=allowed.at_most,
            unit=allowed.unit,
            pauses=state.pauses,
        ),
        binding=state.complete_at is not None,
        urgency=urgency(row.due_at, state.ready_at, offices.zone(row.office_id)),
    )


def _logged(entries: Sequence[EntryRow]) -> State:
    """The state as the ledger tells it: both ages are read from there, so that no edited row can make them younger."""
    last = next(entry for entry in reversed(entries) if "after" in entry.payload)
    return states.state_from(last.payload["after"])


def _held_since(entries: Sequence[EntryRow]) -> datetime:
    """Since when the one who holds it now has held it, as the entries tell it."""
    moved = [entry for entry in entries if "after" in entry.payload]
    now = moved[-1].payload["after"]
    since = moved[-1]
    for entry in reversed(moved):
        after = entry.payload["after"]
        if (after["holder_kind"], after["holder_name"]) != (now["holder_kind"], now["holder_name"]):
            break
        since = entry
    return since.occurred_at or since.recorded_at


def _since_visit(row: Application, entries: Sequence[EntryRow]) -> Elapsed:
    first = entries[0].occurred_at or entries[0].recorded_at
    return elapsed(offices.calendar(row.office_id), first, _logged(entries).closed_at or clock.now())


def _since_complete(row: Application, entries: Sequence[EntryRow]) -> Elapsed | None:
    logged = _logged(entries)
    if logged.complete_at is None:
        return None
    end = logged.ready_at or logged.closed_at or clock.now()
    return elapsed(offices.calendar(row.office_id), logged.complete_at, end, logged.pauses)


@dataclass(frozen=True)
class MovedDate:
    """A promised moment that a changed calendar moved, and on what ground."""

    before: datetime
    after: datetime
    reason: str


def moved_dates(entries: Sequence[EntryRow]) -> tuple[MovedDate, ...]:
    """The promised moments that moved with the calendar, oldest first; one that nobody was told of is no promise."""
    return tuple(
        MovedDate(datetime.fromisoformat(before), datetime.fromisoformat(after), entry.payload["reason"])
        for entry in entries
        if entry.verb == "recompute_due"
        and (before := entry.payload["due_before"])
        and (after := entry.payload["due_at"])
    )


@dataclass(frozen=True)
class PublicStatus:
    """What anybody who knows the code may see: nothing about the person, everything about the work."""

    code: str
    title: str
    office_name: str
    service: str
    office: str
    state: State
    submitted_at: datetime
    entered_late_at: datetime | None
    moved: tuple[MovedDate, ...]
    steps: tuple[StepRow, ...]
    missing: tuple[ItemRow, ...]
    invalid: tuple[str, ...]
    clock: Clock
    held_since: datetime
    standard: Standard = field(repr=False)
    whereabouts: Whereabouts | None = None


def public_status(*, code: str) -> PublicStatus | None:
    """The status of the application with this code in any office; None when there is none."""
    row = _BY_CODE.first(code=code)
    if row is None:
        return None
    standard = library.standard(row.standard_id)
    state = states.state_of(row)
    facts = facts_for(
        standard=standard, resident_id=row.resident_id, answers=row.answers, office=row.office_id
    )
    entries = ledger.timeline(Subject(SUBJECT, str(row.pk)))
    returned = state.holder.kind == "applicant"
    return PublicStatus(
        code=row.public_code,
        title=standard.title,
        office_name=offices.office(row.office_id).name,
        service=row.service,
        office=row.office_id,
        state=state,
        submitted_at=row.submitted_at,
        entered_late_at=row.entered_late_at,
        moved=moved_dates(entries),
        steps=step_rows(library.procedure(row.standard_id), state, entries, facts),
        missing=tuple(item for item in items_of(standard, row, facts) if item.state is ItemState.DEFICIENT)
        if returned
        else (),
        invalid=tuple(field["field"] for field in row.invalid_fields) if returned else (),
        clock=_clock(standard, row, state, facts),
        held_since=_held_since(entries),
        standard=standard,
        whereabouts=None if state.closed_at else whereabouts(row.pk),
    )
