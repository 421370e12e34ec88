"""The counter of the kecamatan takes a prepared form in, without typing it again (KTP 4.3)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from pamong.applications import actions as applications
from pamong.applications.queries.facts import from_register
from pamong.desa import rules, sealed
from pamong.desa.actions import engine
from pamong.desa.models import PreparedForm
from pamong.desa.rules import FormState
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.residents import actions as residents
from pamong.residents import queries as people
from pamong.staff.rules import Actor
from pamong.standard.conditions import FactValue


def take_in(
    *,
    actor: Actor,
    key: str,
    code: str,
    answers: Mapping[str, FactValue],
    present: Collection[str],
    resident_id: UUID | None = None,
) -> PreparedForm:
    """Make an application of a form that a desa sent ahead: the resident is found by number or entered, the
    application submitted with what is in hand, and the form is at its end. All of it, or nothing.

    `resident_id` names the person where the form has no number and the office knows the person already. Exactly one
    counter succeeds; the other is told that it was taken in.
    """
    with writing(office=actor.office):
        row = engine.load(actor, code)
        if engine.done_before(actor, key, "take_in_form", row):
            return row
        engine.refuse(rules.may_take_in(FormState(row.state)))
        # First the row: a counter that is second waits here and finds it changed, before it has entered anybody.
        engine.change(row)
        person = resident_id or _resident(actor, key, row)
        taken = applications.submit(
            actor=actor,
            key=f"{key}:submit",
            service=row.service,
            resident_id=person,
            answers=_kept(actor, key, row, person, answers),
            present=present,
        )
        PreparedForm.objects.filter(pk=row.pk).update(
            state=FormState.TAKEN_IN, application_id=taken.pk, ended_at=clock.now()
        )
        payload = {"desa": row.desa_id, "application": str(taken.pk)}
        engine.append_entry(actor, row, key, "take_in_form", payload, None)
        row.refresh_from_db()
        return row


def _resident(actor: Actor, key: str, row: PreparedForm) -> UUID:
    """The person with the form's number wherever first served, else a new one as the form says."""
    said = sealed.content(row)
    if said.number:
        found = residents.find_by_number(actor=actor, key=f"{key}:find", number=said.number)
        if found is not None:
            return found.id
    return residents.register(
        actor=actor,
        key=f"{key}:resident",
        name=said.name,
        sex=said.sex,
        birth_place=said.birth_place,
        birth_date=said.birth_date,
        citizenship=said.citizenship,
        village=row.desa_id,
        number=said.number or None,
        number_missing_reason=said.number_missing_reason or None,
        kk_number=said.kk_number or None,
        phone=said.phone or None,
        address=said.address or None,
    ).id


def _kept(
    actor: Actor, key: str, row: PreparedForm, person: UUID, answers: Mapping[str, FactValue]
) -> dict[str, FactValue]:
    """The answers of the application. One about a register goes into it first, where it is silent."""
    today = clock.today(offices.zone(actor.office))
    version = library.in_force(office=actor.office, service=row.service, on=today)
    registered = from_register(library.standard(version.id)) if version else frozenset()
    kept = dict(answers)
    for fact in registered & answers.keys():
        state = kept.pop(fact)
        if people.recording_state(resident_id=person) is None and state:
            residents.state_national_answer(
                actor=actor,
                key=f"{key}:{fact}",
                resident_id=person,
                state=str(state),
                answered_at=clock.now(),
            )
    return kept
