"""What the rows of the desa need: a draft, a form on its way, and a form as somebody would fill it in."""

from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.applications import installation as office
from tests.desa.prepared import BORN, DESA, NEIGHBOUR, SEEN, draft, sent

if TYPE_CHECKING:
    from tests.trust.rows import World

__all__ = ["DESA", "NEIGHBOUR", "SEEN", "drafted", "filled", "sent_ahead"]
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
