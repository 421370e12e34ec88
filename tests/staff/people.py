"""Invented offices and people for the tests of this room, made through the verbs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pamong.offices.models import Office
from pamong.staff import actions
from pamong.staff.models import Appointment, Person
from pamong.staff.queries import appointment
from pamong.staff.rules import INSTALLER, Actor
from pamong.staff.session import as_actor

YOSOWILANGUN = "35.08.07"
JATIROTO = "35.08.08"
KABUPATEN = "35.08"
MORNING = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
"""Monday, eight o'clock in Lumajang."""
TODAY = date(2026, 12, 14)
PASSWORD = "empat gunung satu laut"
PIN = "471920"


@dataclass(frozen=True)
class Hired:
    """A person with one appointment, ready to sign in."""

    person_id: UUID
    username: str
    appointment_id: UUID

    @property
    def actor(self) -> Actor:
        found = appointment(self.appointment_id)
        assert found is not None
        return as_actor(found)


def key() -> str:
    return uuid4().hex


def found_offices() -> None:
    Office.objects.create(code=KABUPATEN, kind="kabupaten", name="Kabupaten Lumajang")
    for code, name in ((YOSOWILANGUN, "Kecamatan Yosowilangun"), (JATIROTO, "Kecamatan Jatiroto")):
        Office.objects.create(code=code, kind="kecamatan", name=name, parent_id=KABUPATEN)


def hire(
    username: str,
    post: str,
    office: str = YOSOWILANGUN,
    *,
    pin: bool = False,
    since: date = TODAY - timedelta(days=30),
) -> Hired:
    """Somebody who has changed the first password and, where asked, set a PIN."""
    person = actions.add_person(
        actor=INSTALLER, username=username, full_name=username.title(), password=f"{PASSWORD} awal", key=key()
    )
    made = appoint(person.pk, post, office, since=since)
    hired = Hired(person.pk, username, made.pk)
    actions.change_password(
        actor=hired.actor, current=f"{PASSWORD} awal", password=PASSWORD, session_key="", key=key()
    )
    if pin:
        actions.set_pin(actor=hired.actor, password=PASSWORD, pin=PIN, key=key())
    return hired


def appoint(
    person_id: UUID,
    post: str,
    office: str = YOSOWILANGUN,
    *,
    since: date = TODAY - timedelta(days=30),
    until: date | None = None,
    substitute_for: UUID | None = None,
) -> Appointment:
    return actions.appoint(
        actor=INSTALLER,
        person_id=person_id,
        office=office,
        post=post,
        valid_from=since,
        valid_until=until,
        substitute_for=substitute_for,
        decree="800/17/2026",
        key=key(),
    )


def try_to_sign_in(
    client: Client, username: str, password: str = PASSWORD, *, next_page: str = "", address: str = "10.0.0.7"
) -> HttpResponse:
    data = {"username": username, "password": password, "next": next_page}
    return client.post(reverse("staff:sign_in"), data, REMOTE_ADDR=address)  # type: ignore[return-value]


def sign_in(client: Client, hired: Hired) -> None:
    """Sign in through the page; second factors are tested on their own."""
    answer = try_to_sign_in(client, hired.username)
    assert answer.status_code == 302, answer.content


def person(hired: Hired) -> Person:
    return Person.objects.get(pk=hired.person_id)
