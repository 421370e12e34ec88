"""Makes a small office in an empty folder, through the verbs: `python -m tests.campaigns.office RESIDENTS`.

Runs in a process of its own, because the folder is named in the environment before Django starts. Prints the ids of
the residents.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from pamong.staff.rules import Actor

PASSWORD = "kampanye-uji-2026"
OFFICE = "35.08.07"
USERNAME = "loket.kampanye"
_FIRST_PASSWORD = f"{PASSWORD}-awal"


def build(residents: int) -> Iterator[str]:
    """The office with its counter officer and the KTP standard; then, one by one, its residents."""
    django.setup()
    from django.core.management import call_command

    from pamong.vault import keys

    call_command("migrate", interactive=False, verbosity=0)
    keys.create_keys()
    loket = _people_and_standard()
    for number in range(residents):
        yield _resident(loket, number)


def _people_and_standard() -> "Actor":
    from pamong.config.shipped import standards_folder
    from pamong.ledger import clock
    from pamong.library import actions as library
    from pamong.offices import actions as offices
    from pamong.offices import queries as office_queries
    from pamong.staff import actions as staff
    from pamong.staff.rules import INSTALLER, Actor
    from pamong.standard.read import read_file

    installer = Actor("installation", "Pemasang", "35.08", "it")
    offices.load_region(actor=installer, key="campaign:region")
    today = clock.today(office_queries.zone(OFFICE))
    name = "Uji Kampanye"
    person = staff.add_person(
        actor=installer, username=USERNAME, full_name=name, password=_FIRST_PASSWORD, key="campaign:person"
    )
    staff.appoint(
        actor=installer,
        person_id=person.id,
        office=OFFICE,
        post="loket",
        valid_from=today - timedelta(days=1),
        decree="SK uji",
        key="campaign:appoint",
    )
    loket = Actor(str(person.id), name, OFFICE, "loket")
    staff.change_password(
        actor=loket, current=_FIRST_PASSWORD, password=PASSWORD, session_key="", key="campaign:password"
    )
    standard = read_file(standards_folder() / "lumajang" / "yosowilangun" / "ktp.yaml")
    library.install(actor=INSTALLER, key="campaign:standard", standard=standard, in_force_from=today)
    return loket


def _resident(loket: "Actor", number: int) -> str:
    from pamong.residents import actions

    born = date(1970, 1, 1) + timedelta(days=37 * (number % 400))
    resident = actions.register(
        actor=loket,
        key=f"campaign:resident:{number}",
        name=f"Uji Kampanye {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}",
        sex="m",
        birth_place="Lumajang",
        birth_date=born,
        citizenship="wni",
        village="35.08.07.2001",
        number=f"350899{born:%d%m%y}{number + 1:04}",
        number_missing_reason=None,
    )
    return str(resident.id)


if __name__ == "__main__":
    for resident in build(int(sys.argv[1])):
        print(resident)
