"""People, their appointments, passwords and PINs."""

from collections.abc import Mapping
from datetime import date
from typing import NoReturn
from uuid import UUID

from django.contrib.auth.hashers import check_password as matches
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError

from pamong.ledger.actions import append, writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.rules import Refused, Subject
from pamong.shell.looks import LOOKS
from pamong.shell.mail import is_email
from pamong.staff import queries
from pamong.staff.models import Appointment, Person, Seat
from pamong.staff.rules import Actor
from pamong.staff.rules.appointing import Term, may_administer, may_appoint, usable_pin, usable_username
from pamong.standard.messages import N_, Message, Refusal


def add_person(*, actor: Actor, username: str, full_name: str, password: str, key: str) -> Person:
    """A new member of staff, without a post; the password is a first one and has to be changed at sign-in.

    Written to the log of the actor's office. Raises Refused and AlreadyDone.
    """
    _demand(may_administer(actor, office=actor.office, managed=frozenset()))
    _demand(usable_username(username))
    person = Person(id=uuid7(), username=username, full_name=full_name.strip())
    _demand(_usable_password(password, person))
    person.set_password(password)
    with writing(office=actor.office, key=key, verb="add_person"):
        if Person.objects.filter(username=username).exists():
            _refuse("username_taken", N_("Nama masuk ini sudah dipakai."))
        person.save(force_insert=True)
        _note(actor, office=actor.office, verb="add_person", person=person.id, payload={}, key=key)
    return person


def appoint(
    *,
    actor: Actor,
    person_id: UUID,
    office: str,
    post: str,
    valid_from: date,
    decree: str,
    key: str,
    valid_until: date | None = None,
    substitute_for: UUID | None = None,
) -> Appointment:
    """Give a person a post from a day on; ``substitute_for`` is the appointment that a substitute stands in for.

    Days are whole and inclusive. Raises Refused, AlreadyDone, and Person.DoesNotExist for an unknown person.
    """
    _demand(may_administer(actor, office=office, managed=queries.managed_by(actor.office)))
    with writing(office=office, key=key, verb="appoint", subject=Subject("person", str(person_id))):
        person = Person.objects.select_for_update().get(pk=person_id)
        substituted = None
        if substitute_for is not None:
            substituted = Appointment.objects.filter(pk=substitute_for).first()
        term = Term(str(person_id), office, post, valid_from, valid_until, substitute_for is not None)
        _demand(
            may_appoint(
                term,
                decree=decree,
                substituted=None if substituted is None else queries.as_term(substituted),
                others=queries.terms_of(person_id),
            )
        )
        appointment = Appointment.objects.create(
            person=person,
            office_id=office,
            post=post,
            valid_from=valid_from,
            valid_until=valid_until,
            substitute_for=substituted,
            decree=decree.strip(),
        )
        payload = {
            "appointment": str(appointment.id),
            "post": post,
            "from": valid_from.isoformat(),
            "until": None if valid_until is None else valid_until.isoformat(),
            "substitute_for": None if substituted is None else str(substituted.id),
            "decree": decree.strip(),
        }
        _note(actor, office=office, verb="appoint", person=person.id, payload=payload, key=key)
    return appointment


def end_appointment(*, actor: Actor, appointment_id: UUID, last_day: date, key: str) -> Appointment:
    """Let an appointment end on ``last_day``; it acts on that day still. It can be shortened, never made longer."""
    office = Appointment.objects.values_list("office", flat=True).get(pk=appointment_id)
    _demand(may_administer(actor, office=office, managed=queries.managed_by(actor.office)))
    with writing(office=office, key=key, verb="end_appointment"):
        appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
        if last_day < appointment.valid_from:
            _refuse("ends_before_it_begins", N_("Hari terakhir mendahului hari pertama."))
        if appointment.valid_until is not None and last_day > appointment.valid_until:
            _refuse(
                "longer", N_("Penunjukan tidak diperpanjang di sini; buat penunjukan baru dengan suratnya.")
            )
        appointment.valid_until = last_day
        appointment.save(update_fields=["valid_until"])
        payload = {"appointment": str(appointment.id), "until": last_day.isoformat()}
        _note(
            actor,
            office=office,
            verb="end_appointment",
            person=appointment.person_id,
            payload=payload,
            key=key,
        )
    return appointment


def set_password(*, actor: Actor, person_id: UUID, password: str, key: str) -> None:
    """Give a person a new first password, to be changed at the next sign-in; every session of the person ends."""
    _demand(may_administer_person(actor=actor, person_id=person_id))
    with writing(
        office=actor.office, key=key, verb="set_password", subject=Subject("person", str(person_id))
    ):
        person = Person.objects.select_for_update().get(pk=person_id)
        _demand(_usable_password(password, person))
        _store_password(person, password, first=True)
        _end_sessions(person, spared="")
        _note(actor, office=actor.office, verb="set_password", person=person.id, payload={}, key=key)


def set_email(*, actor: Actor, person_id: UUID, email: str, key: str) -> None:
    """Note where a person's morning briefing goes; "" for nowhere. The address is not in the entry.

    Raises Refused, AlreadyDone, and Person.DoesNotExist for an unknown person.
    """
    _demand(may_administer_person(actor=actor, person_id=person_id))
    if email and not is_email(email):
        _refuse("email_wrong", N_("E-mail ditulis seperti nama@contoh.id."))
    with writing(office=actor.office, key=key, verb="set_email", subject=Subject("person", str(person_id))):
        person = Person.objects.select_for_update().get(pk=person_id)
        person.email = email
        person.save(update_fields=["email"])
        _note(actor, office=actor.office, verb="set_email", person=person.id, payload={}, key=key)


def change_password(*, actor: Actor, current: str, password: str, session_key: str, key: str) -> Person:
    """The actor's own password; every other session of the person ends, ``session_key`` goes on."""
    person = Person.objects.get(pk=actor.person_id)
    if not person.check_password(current):
        _refuse("wrong_password", N_("Kata sandi sekarang tidak cocok."))
    if current == password:
        _refuse("same_password", N_("Kata sandi baru sama dengan yang lama."))
    _demand(_usable_password(password, person))
    with writing(
        office=actor.office, key=key, verb="change_password", subject=Subject("person", str(actor.person_id))
    ):
        _store_password(person, password, first=False)
        _end_sessions(person, spared=session_key)
        _note(actor, office=actor.office, verb="change_password", person=person.id, payload={}, key=key)
    return person


def set_pin(*, actor: Actor, password: str, pin: str, key: str) -> None:
    """The actor's own PIN for quick change of person; the password is asked so that no passer-by sets one."""
    person = Person.objects.get(pk=actor.person_id)
    if not person.check_password(password):
        _refuse("wrong_password", N_("Kata sandi sekarang tidak cocok."))
    _demand(usable_pin(pin))
    if person.pin and matches(pin, person.pin):
        _refuse("same_pin", N_("PIN baru sama dengan yang lama."))
    with writing(
        office=actor.office, key=key, verb="set_pin", subject=Subject("person", str(actor.person_id))
    ):
        Person.objects.filter(pk=person.pk).update(pin=make_password(pin))
        Seat.objects.filter(person=person).update(wrong_pins=0)
        _note(actor, office=actor.office, verb="set_pin", person=person.id, payload={}, key=key)


def set_look(*, actor: Actor, look: str, key: str) -> None:
    """How the actor's own pages are drawn: one of LOOKS, or empty. The entry does not say which: it may tell of an illness.

    Raises Refused for an unknown look, and AlreadyDone.
    """
    if look and look not in LOOKS:
        _refuse("unknown_look", N_("Tampilan itu tidak dikenal."))
    with writing(office=actor.office, key=key):
        Person.objects.filter(pk=actor.person_id).update(look=look)
        _note(actor, office=actor.office, verb="set_look", person=UUID(actor.person_id), payload={}, key=key)


def _store_password(person: Person, password: str, *, first: bool) -> None:
    person.set_password(password)
    person.must_change_password = first
    person.save(update_fields=["password", "must_change_password"])


def _end_sessions(person: Person, *, spared: str) -> None:
    """Delete the session rows, so that every process refuses them at once, and forget the other devices."""
    seats = Seat.objects.filter(person=person)
    keys = [key for key in seats.values_list("session_key", flat=True) if key and key != spared]
    Session.objects.filter(session_key__in=keys).delete()
    # A device that knew the old password must not keep its own budget of answers.
    (seats.exclude(session_key=spared) if spared else seats).delete()


def may_administer_person(*, actor: Actor, person_id: UUID) -> Refusal | None:
    """IT resets what a person has only where it administers every office the person was ever appointed in."""
    managed = queries.managed_by(actor.office)
    offices = {term.office for term in queries.terms_of(person_id)} or {actor.office}
    refusals = [may_administer(actor, office=office, managed=managed) for office in sorted(offices)]
    return next((refusal for refusal in refusals if refusal is not None), None)


def _usable_password(password: str, person: Person) -> Refusal | None:
    try:
        validate_password(password, person)
    except ValidationError:
        return Refusal(
            None,
            Message(N_("Kata sandi sekurangnya 12 huruf dan bukan yang lazim dipakai orang.")),
            "weak_password",
        )
    return None


def _note(
    actor: Actor, *, office: str, verb: str, person: UUID, payload: Mapping[str, str | None], key: str
) -> None:
    append(
        office=office,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=Subject("person", str(person)),
        clause=None,
        payload=payload,
        key=key,
    )


def _demand(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)


def _refuse(code: str, text: str) -> NoReturn:
    raise Refused(Refusal(None, Message(text), code))
