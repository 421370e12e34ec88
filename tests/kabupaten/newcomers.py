"""An office that begins to work: Kedungjajang, which stands in the list of the region and has nobody yet."""

from dataclasses import replace
from datetime import date
from typing import Any

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
