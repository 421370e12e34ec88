"""Short ways to a form at a stage, all through the verbs. The desa are the first two of Yosowilangun."""

from datetime import date
from itertools import count
from typing import Any

from pamong.desa import actions
from pamong.desa.content import Content
from pamong.desa.models import PreparedForm
from pamong.staff.rules import Actor
from tests.applications.installation import KTP_OFFICE, actor, key, nik

DESA = f"{KTP_OFFICE}.2001"
NEIGHBOUR = f"{KTP_OFFICE}.2002"
BORN = date(1990, 5, 17)
SEEN = ("applicant_signature", "village_head_signature", "photo")
_serials = count(3001)


def officer(desa: str = DESA, *, who: str = "1") -> Actor:
    return actor("desa", desa, who=who)


def content(**changes: Any) -> Content:
    """A form that agrees with the family card in every field."""
    number = nik(next(_serials), changes.get("birth_date", BORN))
    said = {
        "name": "Melati Karangan",
        "sex": "m",
        "birth_place": "Lumajang",
        "birth_date": BORN,
        "citizenship": "wni",
        "number": number,
        "kk_number": "3508990101100001",
        "address": "Dusun Krajan RT 02 RW 01",
        **changes,
    }
    made = Content(**said)
    return made if "card" in changes else Content(**{**said, "card": made.written()})


def draft(desa: str = DESA, **changes: Any) -> PreparedForm:
    return actions.prepare(actor=officer(desa), key=key(), service="ktp", content=content(**changes))


def sent(desa: str = DESA, **changes: Any) -> PreparedForm:
    return actions.send_ahead(actor=officer(desa), key=key(), code=draft(desa, **changes).code, seen=SEEN)


def take_in(row: PreparedForm, **options: Any) -> PreparedForm:
    said = {"answers": {"recording": "not_recorded"}, "present": ["village-letter", "photo"], **options}
    who = said.pop("actor", None) or actor("loket")
    return actions.take_in(actor=who, key=said.pop("key", None) or key(), code=row.code, **said)
