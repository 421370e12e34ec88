"""Taking an application in, and taking it back in after it was returned (KTP 4.3, KK 4.1; KTP 4.4, KK 4.2)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pamong.applications import codes, states
from pamong.applications.actions import engine
from pamong.applications.late import Late, may_enter_late
from pamong.applications.models import Application
from pamong.applications.queries.facts import facts_for, from_register, in_own_words, stored
from pamong.applications.rules import ItemState, State, agrees
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused
from pamong.library import queries as library
from pamong.library.queries import VersionRow
from pamong.offices import queries as offices
from pamong.offices.actions import take_number
from pamong.residents import queries as residents
from pamong.staff.rules import Actor, may
from pamong.standard.chapters.requirements import ChecklistItem, Need, checklist
from pamong.standard.conditions import FactValue
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message, Refusal


def submit(
    *,
    actor: Actor,
    key: str,
    service: str,
    resident_id: UUID,
    answers: Mapping[str, FactValue],
    present: Collection[str],
    late: Late | None = None,
) -> Application:
    """Take in what the applicant brings, complete or not: the register number and the public code are given now.

    `present` are the requirements handed over; nothing is examined yet. The application is pinned to the version of
    the standard in force today; with `late` (a paper form entered afterwards) on the day the applicant came, and that
    day is its beginning. A person with the same service still pending is refused, naming that application.
    """
    with writing(office=actor.office):
        earlier = _earlier(actor, key, service, resident_id)
        if earlier is not None:
            return earlier
        at = _came(late)
        version = _in_force(actor, service, at)
        table = library.procedure(version.id)
        clause = table.step(table.submit_step).clause
        engine.refuse(may(actor, office=actor.office, posts=table.posts(table.submit_step), clause=clause))
        _refuse_stranger(actor, resident_id)
        standard = library.standard(version.id)
        person = residents.basis_of_facts(resident_id=resident_id)
        for fact in from_register(standard):
            engine.refuse(agrees(person.recording, answers.get(fact), clause))
        facts = facts_for(
            standard=standard, resident_id=resident_id, answers=answers, office=actor.office, person=person
        )
        state = State(step=table.first_step, holder=table.holder(table.first_step))
        row = _entered(
            actor,
            service,
            state,
            submitted_at=at,
            entered_late_at=clock.now() if late else None,
            standard_id=version.id,
            resident_id=resident_id,
            answers=stored(answers),
            checklist=_brought(checklist(standard, facts), present),
        )
        said = {"service": service, "standard": version.digest, "present": sorted(present)}
        _record(row, standard, state, said, actor=actor, key=key, clause=clause, late=late)
        return row


def _came(late: Late | None) -> datetime:
    """When the applicant came: now, or when the paper form says."""
    if late is None:
        return clock.now()
    engine.refuse(may_enter_late(late, now=clock.now(), last=None))
    return late.at


def _record(
    row: Application,
    standard: Standard,
    state: State,
    said: Mapping[str, Any],
    *,
    actor: Actor,
    key: str,
    clause: str,
    late: Late | None,
) -> None:
    """The entry of the intake; answers in somebody's own words go into the remark."""
    words = in_own_words(standard)
    engine.record(
        row=row,
        actor=actor,
        key=key,
        verb="submit",
        clause=clause,
        payload={
            **said,
            "after": states.data(state),
            "number": f"{row.number}/{row.year}",
            "answers": {name: value for name, value in row.answers.items() if name not in words},
        },
        detail={name: value for name, value in row.answers.items() if name in words},
        late=late,
    )


def _in_force(actor: Actor, service: str, at: datetime) -> VersionRow:
    """The version that bound the actor's office when the applicant came; it stays with the application to its end."""
    on = at.astimezone(offices.zone(actor.office)).date()
    version = library.in_force(office=actor.office, service=service, on=on)
    if version is None:
        raise Refused(
            Refusal(
                None, Message(N_("Kantor ini belum menetapkan standar untuk layanan itu.")), "no_standard"
            )
        )
    return version


def _entered(actor: Actor, service: str, state: State, **columns: Any) -> Application:
    """The row with its register number and public code; one book per service, numbered anew each year."""
    year = clock.today(offices.zone(actor.office)).year
    with engine.one_open_run(columns["resident_id"], service):
        row = Application(
            office_id=actor.office,
            service=service,
            public_code=codes.new_code(),
            book=service,
            year=year,
            number=take_number(office=actor.office, book=service, year=year),
            **columns,
            **states.columns(state),
        )
        engine.ROWS.insert(row)
        return row


def _earlier(actor: Actor, key: str, service: str, resident_id: UUID) -> Application | None:
    """The application this very act took in before, if it is being sent a second time."""
    entry = ledger.done_before(key, office=actor.office, verb="submit")
    if entry is None:
        return None
    row = Application.objects.get(pk=entry.subject.id)
    if (row.service, row.resident_id) != (service, resident_id):
        raise Refused(ledger.KEY_USED)
    return row


def resubmit(
    *, actor: Actor, key: str, code: str, present: Collection[str], late: Late | None = None
) -> Application:
    """The applicant hands a returned application back; it keeps its number, and a paused clock goes on."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="resubmit"):
            return loaded.row
        move = engine.decide(loaded, actor=actor, act="submit")
        kept = {
            name: state
            for name, state in loaded.row.checklist.items()
            if name not in present or state["state"] == ItemState.PRESENT
        }
        brought = _brought(checklist(loaded.standard, loaded.facts), present)
        return engine.carry_out(
            loaded,
            actor=actor,
            key=key,
            verb="resubmit",
            move=move,
            late=late,
            payload={"present": sorted(present)},
            changes={"checklist": {**brought, **kept}},
        )


def _refuse_stranger(actor: Actor, resident_id: UUID) -> None:
    try:
        residents.get(actor=actor, resident_id=resident_id)
    except residents.UnknownResident as unknown:
        raise Refused(
            Refusal(
                None,
                Message(N_("Pemohon itu belum dikenal kantor ini; cari dengan NIK lengkap.")),
                "stranger",
            )
        ) from unknown


def _brought(items: tuple[ChecklistItem, ...], present: Collection[str]) -> dict[str, dict[str, str]]:
    def state(item: ChecklistItem) -> ItemState:
        if item.need is Need.NOT_APPLICABLE:
            return ItemState.NOT_APPLICABLE
        return ItemState.PRESENT if item.id in present else ItemState.NOT_EXAMINED

    return {item.id: {"state": str(state(item))} for item in items}
