"""An office that begins to work: Kedungjajang, which stands in the list of the region and has nobody yet."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from pamong.kabupaten.rules import NewOffice
from pamong.kabupaten.rules.answers import NewPerson
from pamong.staff.rules import Actor
from tests.applications.installation import actor

KABUPATEN = "35.08"
NEW = "35.08.16"
TODAY = date(2026, 12, 14)
LINES = {
    "address": "Jalan Contoh 1",
    "phone": "",
    "email": "",
    "website": "",
    "city": "Kedungjajang",
    "postal_code": "67358",
}
PEOPLE = (
    NewPerson("loket", "rukmi.kdj", "Rukmi Contohwati", "SK 7/2026"),
    NewPerson("kasi", "wening.kdj", "Wening Teladani", "SK 7/2026"),
)


def it() -> Actor:
    """IT of the kabupaten."""
    return actor("it", KABUPATEN)


def newcomer(**changes: Any) -> NewOffice:
    wanted = NewOffice(
        code=NEW,
        kind="kecamatan",
        name="Kecamatan Kedungjajang",
        letterhead=LINES,
        decree="SK 7/2026",
        people=PEOPLE,
        services=("ktp", "kk"),
    )
    return replace(wanted, **changes)


def filled(*_given: Any, **changes: str) -> dict[str, str]:
    """The form for Kedungjajang as the page sends it."""
    return {
        "key": str(uuid4()),
        "listed": NEW,
        "kind": "kecamatan",
        "template": "",
        "services": "ktp, kk",
        "decree": "SK 7/2026",
        "people": "\n".join(f"{each.post}:{each.username}:{each.full_name}" for each in PEOPLE),
        "do": "set_up",
        **LINES,
        **changes,
    }


def letterhead(*_given: Any) -> dict[str, str]:
    """The form of a letterhead with other lines than the office has."""
    return {"key": str(uuid4()), **LINES}
