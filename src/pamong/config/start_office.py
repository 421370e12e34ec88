"""Sets an office up from its answers, through the verbs. Each has a key of its own that does not change, so that what
was broken off goes on where it stopped and nothing is done twice.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext

from pamong.config import start_answers, start_standards
from pamong.config.start_answers import Answers, NewPerson
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.rules import AlreadyDone
from pamong.library import actions as library
from pamong.offices import actions as offices_actions
from pamong.offices import queries as offices
from pamong.offices.region_source import Region, ShippedOffice
from pamong.shell.words import message
from pamong.staff import actions as staff
from pamong.staff import queries as staff_queries
from pamong.staff.first_passwords import first_password
from pamong.staff.rules import INSTALLER, POSTS, Actor
from pamong.vault import keys, rotation
from pamong.vault.sheet import escrow_sheet

_PASSWORD_KEY = "start:password"  # noqa: S105 - names an act, not a secret
Tell = Callable[[str], None]


def is_set_up() -> bool:
    """Whether the database holds an office. One that was never migrated holds nothing."""
    # Before the first migration there is no table to ask, and asking would be an error.
    return "offices_office" in connection.introspection.table_names() and bool(offices.every())


def has_password() -> bool:
    """Whether the first person's password was given before the work was broken off."""
    return is_set_up() and ledger.by_key(_PASSWORD_KEY) is not None


def set_up(answers: Answers, region: Region, *, password: str | None, tell: Tell) -> None:
    """Do everything that is not done yet, in an order in which each step finds what it needs.

    Without a `password` the first person gets one that is told once and has to be changed at the first sign-in.
    """
    tell(gettext("Basis data"))
    call_command("migrate", interactive=False, verbosity=0)
    _keys(answers.key_sheet, tell)
    tell(gettext("Kantor, desa dan kelurahan"))
    _offices(answers, region)
    tell(gettext("Kalender dan jam layanan"))
    _calendar(answers)
    tell(gettext("Orang dan jabatan"))
    _first(answers, password, tell)
    for person in answers.people:
        _further(answers.office.code, person, tell)
    for service in answers.services:
        tell(gettext("Standar %(service)s") % {"service": service})
        _standard(answers, service)


def _once(verb: Callable[..., Any], **arguments: Any) -> None:
    with suppress(AlreadyDone):
        verb(actor=INSTALLER, **arguments)


def _keys(sheet: str, tell: Tell) -> None:
    """Make the keys, and give their sheet again as long as the office is not set up: without it a broken disk takes
    every identity number along.
    """
    rotation.first_start()
    text = escrow_sheet(keys.load())
    if not sheet:
        tell(text)
        return
    path = Path(sheet)
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text + "\n")
    tell(gettext("Lembar kunci: %(path)s. Cetak, simpan di brankas, lalu hapus berkasnya.") % {"path": path})


def _offices(answers: Answers, region: Region) -> None:
    kabupaten = next(office for office in region.offices if office.code == answers.office.parent)
    # The own office before the region: what is there already keeps its letterhead, and this one was confirmed.
    _once(offices_actions.add_office, key="start:kabupaten", zone=region.zone, **_columns(kabupaten))
    _once(
        offices_actions.add_office,
        key="start:office",
        zone=region.zone,
        **_columns(answers.office, answers.letterhead),
    )
    _once(offices_actions.load_region, key="start:region")


def _columns(office: ShippedOffice, letterhead: Mapping[str, str] | None = None) -> dict[str, Any]:
    row = asdict(office)
    lines = {name: row[name] for name in start_answers.LETTERHEAD}
    return {
        **{name: row[name] for name in ("code", "kind", "name", "parent")},
        "letterhead": lines | dict(letterhead or {}),
    }


def _calendar(answers: Answers) -> None:
    if answers.hours is not None:
        _once(offices_actions.set_hours, key="start:hours", office=answers.office.code, pattern=answers.hours)
    _once(offices_actions.import_holidays, key="start:holidays", years=answers.years)


def _first(answers: Answers, password: str | None, tell: Tell) -> None:
    person_id = _employed(answers.office.code, answers.first)
    if ledger.by_key(_PASSWORD_KEY) is not None:
        return
    first = first_password()
    if password is None:
        staff.set_password(actor=INSTALLER, person_id=person_id, password=first, key=_PASSWORD_KEY)
        tell(_told(answers.first, first))
        return
    # Whoever types the password is the person: it is nobody else's first one, and need not be changed.
    staff.set_password(actor=INSTALLER, person_id=person_id, password=first, key=str(uuid4()))
    own = Actor(str(person_id), answers.first.full_name, answers.office.code, answers.first.post)
    staff.change_password(actor=own, current=first, password=password, session_key="", key=_PASSWORD_KEY)


def _further(office: str, person: NewPerson, tell: Tell) -> None:
    person_id = _employed(office, person)
    key = f"start:password:{person.username}"
    if ledger.by_key(key) is None:
        first = first_password()
        staff.set_password(actor=INSTALLER, person_id=person_id, password=first, key=key)
        tell(_told(person, first))


def _employed(office: str, person: NewPerson) -> UUID:
    """The person in the post, whether entered now or before."""
    _once(
        staff.add_person,
        username=person.username,
        full_name=person.full_name,
        password=first_password(),
        key=f"start:person:{person.username}",
    )
    person_id = staff_queries.person_id(person.username)
    assert person_id is not None
    _once(
        staff.appoint,
        person_id=person_id,
        office=office,
        post=person.post,
        valid_from=clock.today(offices.zone(office)),
        decree=person.decree,
        key=f"start:appoint:{person.username}",
    )
    return person_id


def _told(person: NewPerson, password: str) -> str:
    return gettext("%(username)s (%(post)s): kata sandi pertama, tampil sekali ini saja: %(password)s") % {
        "username": person.username,
        "post": message(POSTS[person.post].label),
        "password": password,
    }


def _standard(answers: Answers, service: str) -> None:
    text = start_standards.for_office(
        start_standards.shipped()[service],
        answers.office,
        answers.letterhead,
        start_answers.place(answers.office),
    )
    library.install(
        actor=INSTALLER, key=f"start:standard:{service}", standard=text, in_force_from=answers.in_force_from
    )
