"""Reads of people, appointments and seats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from pamong.ledger import clock
from pamong.ledger.prepared import Prepared
from pamong.ledger.rules import EntryRow
from pamong.offices import queries as offices
from pamong.staff.models import Appointment, CodeSecret, Passkey, Person, Seat
from pamong.staff.rules import MatrixRow, posts_of
from pamong.staff.rules.appointing import Term
from pamong.staff.rules.signing import pin_is_enough


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """One appointment with the names a page shows; ``until`` is the last day, inclusive."""

    id: str
    person_id: str
    person_name: str
    username: str
    office: str
    office_name: str
    post: str
    since: date
    until: date | None
    substitute_for: str | None
    decree: str

    @property
    def substitute(self) -> bool:
        return self.substitute_for is not None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody who can come back to this device with the PIN."""

    id: str
    person_id: str
    person: str


@dataclass(frozen=True, slots=True)
class SubstituteAct:
    """One entry that somebody made in a post lent by a dated appointment."""

    entry: EntryRow
    person: str
    post: str
    substitute_for: str
    decree: str


@dataclass(frozen=True, slots=True)
class RightRow:
    """A row of the matrix with the people of one office who hold the post on a day; substitutes apart."""

    office: str
    right: MatrixRow
    people: tuple[str, ...]
    substitutes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A person as the person's own pages see it."""

    person_id: UUID
    username: str
    full_name: str
    has_pin: bool
    first_password: bool
    look: str


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person can prove besides the password."""

    codes: bool
    passkeys: tuple[str, ...]

    @property
    def any(self) -> bool:
        return self.codes or bool(self.passkeys)


def current_appointments(person: Person, on: date | None = None) -> tuple[AppointmentRow, ...]:
    """The person's appointments in force, in a stable order; none for someone who has left.

    ``on`` is a calendar day; without it each appointment is read on today's date of its own office, since a day
    begins in Jayapura two hours before it does in Lumajang.
    """
    return tuple(_row(row) for row in _OF_PERSON.rows(person=person.pk) if _holds(row, on))


def everybody() -> tuple[AppointmentRow, ...]:
    """Every appointment in force in the installation, by office and post; the demo's sign-in page lists them."""
    return _rows(Q(), None)


def appointment(key: UUID) -> AppointmentRow | None:
    """One appointment in force today; None when there is none."""
    return next(iter(_rows(Q(pk=key), None)), None)


def people_of(office: str, on: date | None = None) -> tuple[AppointmentRow, ...]:
    """Who holds which post of an office on a day (today), by post and name; who has left is not in it."""
    return _rows(Q(office=office), on)


def _rows(wanted: Q, on: date | None) -> tuple[AppointmentRow, ...]:
    return tuple(_row(row) for row in _appointments(wanted) if _holds(row, on))


def _appointments(wanted: Q) -> "QuerySet[Appointment]":
    found = Appointment.objects.filter(wanted, person__is_active=True).select_related("person", "office")
    return found.order_by("office_id", "post", "person__full_name", "valid_from")


_OF_PERSON = Prepared(lambda person: _appointments(Q(person_id=person)))


def _holds(row: Appointment, on: date | None) -> bool:
    day = on if on is not None else clock.today(ZoneInfo(row.office.zone))
    return row.valid_from <= day and (row.valid_until is None or day <= row.valid_until)


def _row(row: Appointment) -> AppointmentRow:
    return AppointmentRow(
        id=str(row.id),
        person_id=str(row.person_id),
        person_name=row.person.full_name,
        username=row.person.username,
        office=row.office_id,
        office_name=row.office.name,
        post=row.post,
        since=row.valid_from,
        until=row.valid_until,
        substitute_for=None if row.substitute_for_id is None else str(row.substitute_for_id),
        decree=row.decree,
    )


def people_in(office: str, posts: frozenset[str], on: date | None = None) -> tuple[AppointmentRow, ...]:
    """The people of an office who hold one of the posts (units allowed) on a day."""
    wanted = posts_of(posts)
    return tuple(row for row in people_of(office, on) if row.post in wanted)


def person_id(username: str) -> UUID | None:
    """The key of the person who signs in with this username."""
    return Person.objects.filter(username=username).values_list("pk", flat=True).first()


def terms_of(person_id: UUID) -> tuple[Term, ...]:
    """Every appointment of a person, past and future, as the rules read it."""
    return tuple(as_term(row) for row in Appointment.objects.filter(person=person_id))


def as_term(row: Appointment) -> Term:
    """An appointment as the rules of appointing read it."""
    return Term(
        person_id=str(row.person_id),
        office=row.office_id,
        post=row.post,
        since=row.valid_from,
        until=row.valid_until,
        substitute=row.substitute_for_id is not None,
    )


def names_of(person_ids: Iterable[str]) -> Mapping[str, str]:
    """The names behind the opaque actors of ledger entries; actors that are no person are left out."""
    keys = [UUID(one) for one in set(person_ids) if _is_key(one)]
    return {str(key): name for key, name in _NAMES.rows(keys=keys)}


_NAMES = Prepared(lambda keys: Person.objects.filter(pk__in=keys).values_list("pk", "full_name"))


def emails_of(person_ids: Iterable[str]) -> Mapping[str, str]:
    """The e-mail addresses that IT noted, by person; whoever has none is left out."""
    rows = Person.objects.filter(pk__in=set(person_ids)).exclude(email="").values_list("pk", "email")
    return {str(key): email for key, email in rows}


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def offices_at_work() -> frozenset[str]:
    """The offices that anybody was ever appointed to; the others are names in a list."""
    return frozenset(Appointment.objects.values_list("office", flat=True).distinct())


def managed_by(office: str) -> frozenset[str]:
    """The offices below an office; its IT administers their people too."""
    parents = {row.code: row.parent for row in offices.every()}
    return frozenset(code for code in parents if office in _above(code, parents))


def _above(code: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    parent = parents.get(code)
    return () if parent is None else (parent, *_above(parent, parents))


def rights_of(office: str, rows: Iterable[MatrixRow], on: date | None = None) -> tuple[RightRow, ...]:
    """Post × act × step × office: the matrix of a standard with the people whom appointments put into it."""
    holders: dict[str, list[AppointmentRow]] = {}
    for row in people_of(office, on):
        holders.setdefault(row.post, []).append(row)
    return tuple(
        RightRow(
            office=office,
            right=right,
            people=_names(right, holders, substitutes=False),
            substitutes=_names(right, holders, substitutes=True),
        )
        for right in rows
    )


def _names(
    right: MatrixRow, holders: Mapping[str, list[AppointmentRow]], *, substitutes: bool
) -> tuple[str, ...]:
    held = holders.get(right.post, []) if right.allowed else []
    return tuple(row.person_name for row in held if row.substitute is substitutes)


def substitute_acts(office: str, entries: Iterable[EntryRow]) -> tuple[SubstituteAct, ...]:
    """Those of an office's entries that somebody made in a lent post, in the order given.

    Read from entries and appointments, not from a mark that an act could forget to set.
    """
    lent: dict[tuple[str, str], list[Appointment]] = {}
    rows = Appointment.objects.filter(office=office, substitute_for__isnull=False)
    for row in rows.select_related("person", "office", "substitute_for__person"):
        lent.setdefault((str(row.person_id), row.post), []).append(row)
    return tuple(
        SubstituteAct(
            entry=entry,
            person=row.person.full_name,
            post=row.post,
            substitute_for=row.substitute_for.person.full_name if row.substitute_for else "",
            decree=row.decree,
        )
        for entry in entries
        for row in lent.get((entry.actor, entry.actor_post), [])
        if entry.office == office and _holds(row, _day(row, entry))
    )


def _day(row: Appointment, entry: EntryRow) -> date:
    return entry.recorded_at.astimezone(ZoneInfo(row.office.zone)).date()


def seats_at(device: UUID | None, now: datetime) -> tuple[SeatRow, ...]:
    """The people who may come back to a device with their PIN, by name."""
    if device is None:
        return ()
    rows = Seat.objects.filter(device=device, person__is_active=True).exclude(session_key="")
    return tuple(
        SeatRow(id=str(row.id), person_id=str(row.person_id), person=row.person.full_name)
        for row in rows.select_related("person").order_by("person__full_name")
        if seat_takes_pin(row, now)
    )


def seat_takes_pin(seat: Seat, now: datetime) -> bool:
    """Whether the PIN is enough at this seat now."""
    return pin_is_enough(seat.opened_at, now, has_pin=bool(seat.person.pin), wrong_pins=seat.wrong_pins)


def seat_of(device: UUID | None, person_id: UUID) -> UUID | None:
    """The key of the person's seat at a device, if the person has ever signed in there."""
    if device is None:
        return None
    return Seat.objects.filter(device=device, person=person_id).values_list("pk", flat=True).first()


def knows_device(device: UUID | None, username: str) -> bool:
    """Whether this device has signed in as this account before."""
    return device is not None and Seat.objects.filter(device=device, person__username=username).exists()


def account(person: Person) -> Account:
    """What the person's own pages show and need."""
    return Account(
        person_id=person.pk,
        username=person.username,
        full_name=person.full_name,
        has_pin=bool(person.pin),
        first_password=person.must_change_password,
        look=person.look,
    )


def factors_of(person_id: UUID) -> Factors:
    """The second factors a person has set up."""
    return Factors(
        codes=CodeSecret.objects.filter(person=person_id, confirmed=True).exists(),
        passkeys=tuple(
            Passkey.objects.filter(person=person_id).order_by("id").values_list("name", flat=True)
        ),
    )


def passkeys_of(person_id: UUID) -> tuple[str, ...]:
    """The credential ids (base64url) of a person's passkeys."""
    return tuple(
        Passkey.objects.filter(person=person_id).order_by("id").values_list("credential_id", flat=True)
    )
