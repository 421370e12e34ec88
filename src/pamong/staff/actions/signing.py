"""Signing in and out. Wrong answers are counted in the database before they are looked at."""

from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.contrib.auth import authenticate
from django.contrib.auth.hashers import check_password as matches
from django.contrib.sessions.models import Session
from django.db.models import F

from pamong.ledger import clock
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.staff import queries
from pamong.staff.actions import attempts
from pamong.staff.actions.attempts import Source
from pamong.staff.models import Person, Seat
from pamong.staff.rules import Actor
from pamong.staff.rules.signing import PIN_ATTEMPTS
from pamong.standard.messages import N_, Message, Refusal

WRONG = N_("Nama masuk atau kata sandi tidak cocok.")


def check_password(*, username: str, password: str, source: Source) -> Person:
    """The person whose username and password these are.

    Raises Refused: ``wait`` while the source has to wait for this account, else ``wrong``, the same for an unknown
    username, a wrong password and a person who has left.
    """
    username = username.strip().lower()
    counters = attempts.for_password(username=username, source=source)
    attempts.count(counters=counters)
    found = authenticate(request=None, username=username, password=password)
    if not isinstance(found, Person):
        _refuse("wrong", WRONG)
    attempts.forgive(counters=counters)
    return found


def check_pin(*, seat_id: UUID, device: UUID | None, pin: str) -> Seat:
    """The seat of this device whose person's PIN this is.

    Raises Refused: ``wrong_pin``, or ``password_needed`` when the PIN is not enough (any more) at this seat.
    """
    seats = Seat.objects.select_related("person").filter(pk=seat_id, device=device or UUID(int=0))
    seat = seats.exclude(session_key="").first()
    if seat is None or not seat.person.is_active or not queries.seat_takes_pin(seat, clock.now()):
        _refuse("password_needed", N_("Masukkan kata sandi; PIN tidak berlaku lagi di perangkat ini."))
    # Counted before it is looked at: parallel guesses would otherwise all see the same low count.
    with writing():
        counted = Seat.objects.filter(pk=seat_id, wrong_pins__lt=PIN_ATTEMPTS).update(
            wrong_pins=F("wrong_pins") + 1
        )
    if counted == 0:
        _refuse("password_needed", N_("Masukkan kata sandi; PIN tidak berlaku lagi di perangkat ini."))
    if not matches(pin, seat.person.pin):
        _refuse("wrong_pin", N_("PIN tidak cocok."))
    with writing():
        Seat.objects.filter(pk=seat_id).update(wrong_pins=0)
    return seat


def take_seat(*, person_id: UUID, device: UUID, session_key: str, opened_at: datetime | None) -> None:
    """Bind the person's session to the device; ``opened_at`` is the moment of the password, None when a PIN returned.

    The session that the person left here before ends: one person has one session on one device.
    """
    with writing():
        seat, made = Seat.objects.select_for_update().get_or_create(
            device=device,
            person_id=person_id,
            defaults={"session_key": session_key, "opened_at": opened_at or clock.now()},
        )
        if made:
            return
        if seat.session_key not in {"", session_key}:
            Session.objects.filter(session_key=seat.session_key).delete()
        seat.session_key = session_key
        if opened_at is not None:
            seat.opened_at = opened_at
            seat.wrong_pins = 0
        seat.save(update_fields=["session_key", "opened_at", "wrong_pins"])


def step_aside(*, person_id: UUID, device: UUID, path: str) -> None:
    """Remember the page a person had open while somebody else takes the device over."""
    with writing():
        Seat.objects.filter(device=device, person=person_id).update(path=path[:500])


def sign_in(*, actor: Actor, means: str, key: str) -> None:
    """Note that a person begins to act in a post; ``means`` is password, pin, or demo. Raises AlreadyDone."""
    _note(actor, "sign_in", {"means": means}, key)


def sign_out(*, actor: Actor | None, session_key: str, key: str) -> None:
    """End a session in every process: its row is deleted, and the PIN does not bring it back."""
    if actor is None:
        with writing():
            _end(session_key)
        return
    _note(actor, "sign_out", {}, key, ending=session_key)


def _note(actor: Actor, verb: str, payload: dict[str, str], key: str, *, ending: str = "") -> None:
    subject = Subject("person", actor.person_id)
    with writing(office=actor.office, key=key, verb=verb, subject=subject):
        if ending:
            _end(ending)
        append(
            office=actor.office,
            actor=actor.person_id,
            post=actor.post,
            verb=verb,
            subject=subject,
            clause=None,
            payload=payload,
            key=key,
        )


def _end(session_key: str) -> None:
    Session.objects.filter(session_key=session_key).delete()
    Seat.objects.filter(session_key=session_key).update(session_key="", path="")


def _refuse(code: str, text: str) -> NoReturn:
    raise Refused(Refusal(None, Message(text), code))
