"""What the rows of the desa need: a draft, a form on its way, and a form as somebody would fill it in."""

from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pamong.desa import actions
from pamong.desa.models import CollectionItem
from tests.applications import installation as office
from tests.desa.prepared import BORN, DESA, NEIGHBOUR, SEEN, draft, officer, sent

if TYPE_CHECKING:
    from tests.trust.rows import World

__all__ = ["DESA", "NEIGHBOUR", "SEEN", "collected", "drafted", "filled", "handed", "listed", "sent_ahead"]
_serials = count(6000)


def drafted(_world: "World") -> tuple[Any, ...]:
    return (draft().code,)


def sent_ahead(_world: "World") -> tuple[Any, ...]:
    return (sent().code,)


def filled(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    number = office.nik(next(_serials), BORN)
    return {
        "key": str(uuid4()),
        "name": "Melati Karangan",
        "number": number,
        "sex": "m",
        "birth_place": "Lumajang",
        "birth_date": "17-05-1990",
        "citizenship": "wni",
        "card_name": "Melati Karang",
        "card_number": number,
    }


def collected(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    code = office.ktp_at("hand-over").public_code
    return {"key": str(uuid4()), "chosen": [code], "collector": "Puspa Contohsari"}


def listed(_world: "World") -> tuple[Any, ...]:
    made = actions.prepare_collection(
        actor=officer(),
        key=office.key(),
        codes=[office.ktp_at("hand-over").public_code],
        collector="Puspa Contohsari",
    )
    return (made.code,)


def handed(_world: "World", made: tuple[Any, ...]) -> dict[str, Any]:
    item = CollectionItem.objects.select_related("application").get(of__code=made[0])
    return {"key": str(uuid4()), "handed": [item.application.public_code], "identity": "ktp"}
