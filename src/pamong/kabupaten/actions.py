"""The verbs of the kabupaten. Setting an office up is one act made of the verbs of the rooms below: all of it, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from pamong.kabupaten import queries, rules
from pamong.kabupaten.queries import Preview
from pamong.kabupaten.rules import NewOffice
from pamong.kabupaten.rules.answers import NewPerson
from pamong.ledger import clock
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.library import actions as library
from pamong.library import queries as library_queries
from pamong.offices import actions as offices_actions
from pamong.offices import queries as offices
from pamong.offices.queries import OfficeRow
from pamong.staff import actions as staff
from pamong.staff.first_passwords import first_password
from pamong.staff.rules import Actor
from pamong.standard.document import Standard
from pamong.standard.write import to_yaml


@dataclass(frozen=True)
class FirstPassword:
    """What one person needs for the first sign-in; the password is kept nowhere."""

    person: NewPerson
    password: str


@dataclass(frozen=True)
class SetUp:
    """An office that can begin to work, and the first passwords of its people, told once."""

    office: OfficeRow
    passwords: tuple[FirstPassword, ...]
    standards: tuple[Standard, ...]


def set_up_office(*, actor: Actor, key: str, wanted: NewOffice) -> SetUp:
    """Add the office or take it from the list of the region, give it letterhead, hours, people and first texts.

    What is done is what `queries.prepared` shows. Raises Refused, AlreadyDone (also on the second sending: the first
    passwords are not told again), and CalendarInvalid for a zone nobody knows.
    """
    subject = Subject("office", wanted.code)
    with writing(office=wanted.code, key=key, verb="set_up_office", subject=subject):
        found = queries.prepared(actor=actor, wanted=wanted)
        _office(actor, key, found)
        passwords = tuple(
            _employ(actor, f"{key}:{place}", wanted.code, person)
            for place, person in enumerate(wanted.people)
        )
        for place, standard in enumerate(found.standards):
            _lay_before(actor, f"{key}:standard:{place}", found.wanted, standard)
        append(
            office=wanted.code,
            actor=actor.person_id,
            post=actor.post,
            verb="set_up_office",
            subject=subject,
            clause=None,
            payload={
                "template": wanted.template,
                "posts": [person.post for person in wanted.people],
                "standards": {standard.service: standard.digest for standard in found.standards},
                "in_force_from": wanted.in_force_from.isoformat() if wanted.in_force_from else None,
            },
            key=key,
        )
        return SetUp(offices.office(wanted.code), passwords, found.standards)


def change_letterhead(*, actor: Actor, key: str, office: str, letterhead: Mapping[str, str]) -> OfficeRow:
    """Change the letterhead of an office below the actor's, or of the actor's own. Raises Refused and AlreadyDone."""
    refusal = rules.may_write_letterhead(actor, office=office, managed=queries.below(actor=actor))
    if refusal is not None:
        raise Refused(refusal)
    return offices_actions.change_letterhead(actor=actor, key=key, office=office, letterhead=letterhead)


def _office(actor: Actor, key: str, found: Preview) -> None:
    wanted = found.wanted
    if found.listed:
        offices_actions.change_letterhead(
            actor=actor, key=f"{key}:letterhead", office=wanted.code, letterhead=wanted.letterhead
        )
    else:
        offices_actions.add_office(
            actor=actor,
            key=f"{key}:office",
            code=wanted.code,
            kind=wanted.kind,
            name=wanted.name,
            parent=wanted.parent,
            zone=str(offices.zone(wanted.parent)),
            letterhead=wanted.letterhead,
        )
    if wanted.hours is not None:
        offices_actions.set_hours(actor=actor, key=f"{key}:hours", office=wanted.code, pattern=wanted.hours)


def _employ(actor: Actor, key: str, office: str, person: NewPerson) -> FirstPassword:
    password = first_password()
    row = staff.add_person(
        actor=actor,
        username=person.username,
        full_name=person.full_name,
        password=password,
        key=f"{key}:person",
    )
    staff.appoint(
        actor=actor,
        person_id=row.pk,
        office=office,
        post=person.post,
        valid_from=clock.today(offices.zone(office)),
        decree=person.decree,
        key=f"{key}:appoint",
    )
    return FirstPassword(person, password)


def _lay_before(actor: Actor, key: str, wanted: NewOffice, standard: Standard) -> None:
    """In force as an example, where the actor may say so; else as a draft of the office's own."""
    if wanted.in_force_from is not None:
        library.install(actor=actor, key=key, standard=standard, in_force_from=wanted.in_force_from)
        return
    library.begin_draft_for(
        actor=actor,
        key=key,
        office=wanted.code,
        service=standard.service,
        title=standard.title,
        text=to_yaml(standard, library_queries.blocks()),
    )
