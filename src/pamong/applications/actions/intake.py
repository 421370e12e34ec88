"""Taking an application in, and taking it back in after it was returned (KTP 4.3, KK 4.1; KTP 4.4, KK 4.2)."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from pamong.applications import codes, states
from pamong.applications.actions import engine
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
from pamong.standard.messages import N_, Message, Refusal


def submit(
    *,
    actor: Actor,
    key: str,
    service: str,
    resident_id: UUID,
    answers: Mapping[str, FactValue],
    present: Collection[str],
) -> Application:
    """Take in what the applicant brings, complete or not: the register number and the public code are given now.

    `present` are the requirements handed over; nothing is examined yet. The application is pinned to the version of
    the standard in force today. A person with the same service still pending is refused, naming that application.
    """
    with writing(office=actor.office):
        earlier = _earlier(actor, key, service, resident_id)
        if earlier is not None:
            return earlier
        version = _in_force(actor, service)
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
            standard_id=version.id,
            resident_id=resident_id,
            answers=stored(answers),
            checklist=_brought(checklist(standard, facts), present),
        )
        words = in_own_words(standard)
        engine.record(
            row=row,
            actor=actor,
            key=key,
            verb="submit",
            clause=clause,
            payload={
                "after": states.data(state),
                "service": service,
                "number": f"{row.number}/{row.year}",
                "standard": version.digest,
                "answers": {name: value for name, value in row.answers.items() if name not in words},
                "present": sorted(present),
            },
            detail={name: value for name, value in row.answers.items() if name in words},
        )
        return row


def _in_force(actor: Actor, service: str) -> VersionRow:
    """The version that binds the actor's office today; it stays with the application to its end."""
    version = library.in_force(
        office=actor.office, service=service, on=clock.today(offices.zone(actor.office))
    )
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
            submitted_at=clock.now(),
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


def resubmit(*, actor: Actor, key: str, code: str, present: Collection[str]) -> Application:
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
