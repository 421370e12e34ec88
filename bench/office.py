"""Makes the office that is measured, in the empty folder PAMONG_DATA names: `python -m bench.office RESIDENTS`.

A process of its own, because the folder is read from the environment before Django starts. Prints one JSON object: the
residents' ids, and for each post the cookie of somebody who is signed in.
"""

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamong.staff.rules import Actor

OFFICE = "35.08.07"
SERVICE = "ktp"
POSTS = ("loket", "operator", "kasi", "camat")
PASSWORD = "ukur-contoh-2026"
FIRST_PASSWORD = f"{PASSWORD}-awal"
BORN = date(1960, 1, 1)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def build(residents: int, tell: Callable[[str], None]) -> dict[str, object]:
    """Office, people, calendar, standard, residents; everything through the verbs."""
    from django.core.management import call_command

    from pamong.ledger.actions import writing
    from pamong.vault.rotation import first_start

    call_command("migrate", interactive=False, verbosity=0)
    first_start()
    with writing():
        people = _people_and_standard()
    cookies = {post: _cookie(person) for post, person in people.items()}
    made: list[str] = []
    for begin in range(0, residents, 1000):
        with writing():
            made += [_resident(people, number) for number in range(begin, min(begin + 1000, residents))]
        tell(f"{len(made)} of {residents} residents")
    return {"residents": made, "cookies": cookies}


def _people_and_standard() -> "dict[str, Actor]":
    from pamong.config.shipped import standards_folder
    from pamong.ledger import clock
    from pamong.library import actions as library
    from pamong.offices import actions as offices
    from pamong.offices import queries as office_queries
    from pamong.staff.rules import INSTALLER
    from pamong.standard.read import read_file

    offices.load_region(actor=INSTALLER, key="bench:region")
    today = clock.today(office_queries.zone(OFFICE))
    offices.import_holidays(actor=INSTALLER, key="bench:holidays", years=(today.year, today.year + 1))
    people = {post: _hire(post, today) for post in POSTS}
    standard = read_file(standards_folder() / "lumajang" / "yosowilangun" / "ktp.yaml")
    library.install(actor=people["camat"], key="bench:standard", standard=standard, in_force_from=today)
    return people


def _hire(post: str, today: date) -> "Actor":
    from pamong.staff import actions as staff
    from pamong.staff.rules import INSTALLER, Actor

    name = f"Contoh {post.title()}"
    person = staff.add_person(
        actor=INSTALLER, username=f"{post}.ukur", full_name=name, password=FIRST_PASSWORD, key=f"bench:{post}"
    )
    staff.appoint(
        actor=INSTALLER,
        person_id=person.id,
        office=OFFICE,
        post=post,
        valid_from=today - timedelta(days=1),
        decree="SK ukur",
        key=f"bench:appoint:{post}",
    )
    actor = Actor(str(person.id), name, OFFICE, post)
    staff.change_password(
        actor=actor,
        current=FIRST_PASSWORD,
        password=PASSWORD,
        session_key="",
        key=f"bench:password:{post}",
    )
    return actor


def _cookie(person: "Actor") -> str:
    """The session of this person, signed in through the page; a second factor counts as given."""
    from django.conf import settings
    from django.test import Client

    from pamong.staff.session import FACTOR

    client = Client(HTTP_HOST="localhost")
    post = person.post
    answer = client.post("/masuk", {"username": f"{post}.ukur", "password": PASSWORD, "next": "/meja"})
    assert answer.status_code == 302, answer.content
    session = client.session
    session[FACTOR] = True
    session.save()
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _resident(people: "dict[str, Actor]", number: int) -> str:
    """Recorded, but without a card: what a KTP is applied for."""
    from pamong.ledger import clock
    from pamong.residents import actions

    born = BORN + timedelta(days=number % 15_000)
    row = actions.register(
        actor=people["loket"],
        key=f"bench:resident:{number}",
        name=f"Contoh {_word(number)} {_word(number // 7)}",
        sex="m",
        birth_place="Lumajang",
        birth_date=born,
        citizenship="wni",
        village=f"{OFFICE}.2001",
        number=f"350899{born:%d%m%y}{number // 15_000 + 1:04}",
        number_missing_reason=None,
    )
    actions.state_national_answer(
        actor=people["operator"],
        key=f"bench:answer:{number}",
        resident_id=row.id,
        state="recorded_card_pending",
        answered_at=clock.now(),
    )
    return str(row.id)


def _word(number: int) -> str:
    return "".join(LETTERS[(number // 26**place) % 26] for place in range(3)).title()


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django

    django.setup()
    print(json.dumps(build(int(sys.argv[1]), lambda text: print(text, file=sys.stderr, flush=True))))
