"""Invented people, and the short way to enter one where the act itself is not what is tested."""

import secrets
from datetime import date
from typing import Any

from pamong.ledger.identifiers import uuid7
from pamong.residents import actions, sealed
from pamong.residents.models import Resident
from pamong.residents.queries import ResidentRow
from pamong.staff.rules import Actor
from pamong.vault.numbers import IdentityNumber

KECAMATAN = "35.08.07"
ELSEWHERE = "35.08.17"
VILLAGE = "35.08.07.2001"
BORN = date(1990, 1, 1)


def nik(serial: int = 1, *, born: date = BORN, sex: str = "m") -> str:
    """An invented number of Yosowilangun that agrees with birth date and sex."""
    day = born.day + (40 if sex == "f" else 0)
    return f"350807{day:02}{born:%m%y}{serial:04}"


def enter_directly(*, serial: int = 1, **changes: Any) -> Resident:
    """A resident's row without act and entry; the village must exist."""
    identifier = uuid7()
    return Resident.objects.create(
        id=identifier,
        **{
            "name": "Sutrisno Contoh",
            "sex": "m",
            "birth_place": "Lumajang",
            "birth_date": BORN,
            "citizenship": "wni",
            "village_id": VILLAGE,
            **sealed.columns(row=identifier, number=IdentityNumber(nik(serial))),
            **changes,
        },
    )


def enter(actor: Actor, *, key: str | None = None, **changes: Any) -> ResidentRow:
    """One resident entered through the act, with what the form would send."""
    return actions.register(
        actor=actor,
        key=key or secrets.token_urlsafe(12),
        **{
            "name": "Sutrisno Contoh",
            "sex": "m",
            "birth_place": "Lumajang",
            "birth_date": BORN,
            "citizenship": "wni",
            "village": VILLAGE,
            "number": nik(),
            "number_missing_reason": None,
            **changes,
        },
    )


def fresh() -> str:
    """A key for one act."""
    return secrets.token_urlsafe(12)
