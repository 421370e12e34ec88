"""A resident's data are corrected: the new row, and a trace of what stood there before."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pamong.ledger import clock
from pamong.ledger.identifiers import uuid7
from pamong.offices import queries as offices
from pamong.residents import queries, rules, sealed
from pamong.residents.acts import acting, refuse
from pamong.residents.checks import (
    checked_kk_number,
    checked_number,
    save_unless_taken,
    why_not_village,
)
from pamong.residents.models import Correction, Resident, ResidentOffice
from pamong.residents.queries import ResidentRow
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

_PLAIN = (
    "name",
    "sex",
    "birth_place",
    "birth_date",
    "citizenship",
    "village_id",
    "number_missing_reason",
    "notice_channel",
    "notice_language",
)


@dataclass(frozen=True)
class _Wanted:
    """The row after the correction."""

    plain: Mapping[str, Any]
    secret: Mapping[str, str]
    warnings: int
    columns: Mapping[str, Any]


def correct(  # noqa: PLR0913 - one argument a column of the form
    *,
    actor: Actor,
    key: str,
    resident_id: UUID,
    name: str | None = None,
    sex: str | None = None,
    birth_place: str | None = None,
    birth_date: date | None = None,
    citizenship: str | None = None,
    village: str | None = None,
    number: str | None = None,
    kk_number: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    email: str | None = None,
    notice_channel: str | None = None,
    notice_language: str | None = None,
) -> ResidentRow:
    """Correct a resident's data. None leaves a value as it is; "" removes nomor KK, telephone, address, e-mail or the wish to be told.

    The entry names the fields and holds a digest of the values before; the values stand sealed in an erasable row.
    A number once known can be corrected, not removed. A correction that changes nothing is refused.
    """
    plain = {
        "name": name,
        "sex": sex,
        "birth_place": birth_place,
        "birth_date": birth_date,
        "citizenship": citizenship,
        "village_id": village,
        "notice_channel": notice_channel,
        "notice_language": notice_language,
    }
    secret = {"number": number, "kk_number": kk_number, "phone": phone, "address": address, "email": email}
    with acting(actor=actor, key=key, verb="correct_resident", resident_id=resident_id) as act:
        resident = queries.visible(actor, resident_id)
        if act.earlier:
            return queries.row(resident)
        before = {**{column: getattr(resident, column) for column in _PLAIN}, **_secrets(resident)}
        wanted = _wanted(actor, resident, plain, secret)
        changed = sorted(
            field for field, value in {**wanted.plain, **wanted.secret}.items() if before[field] != value
        )
        if not changed:
            refuse(Refusal(None, Message(N_("Tidak ada yang diubah.")), "nothing_changed"))
        digest = _keep(resident, {field: before[field] for field in changed})
        _write(actor, resident, wanted)
        act.enter(resident_id, {"fields": changed, "before": digest, "warnings": wanted.warnings})
        return queries.get(actor=actor, resident_id=resident_id)


def _wanted(
    actor: Actor, resident: Resident, plain: Mapping[str, Any], secret: Mapping[str, str | None]
) -> _Wanted:
    values = {column: _cleaned(plain.get(column), getattr(resident, column)) for column in _PLAIN}
    kept = {
        **_secrets(resident),
        **{name: rules.tidy(text) for name, text in secret.items() if text is not None},
    }
    if kept["number"]:
        values["number_missing_reason"] = ""
    refuse(rules.why_not_person(_person(values, kept), today=clock.today(offices.zone(actor.office))))
    refuse(rules.why_not_phone(kept["phone"]))
    refuse(
        rules.why_not_wish(
            rules.NoticeWish(
                values["notice_channel"], values["notice_language"], kept["phone"], kept["email"]
            )
        )
    )
    refuse(why_not_village(values["village_id"]))
    identity, warnings = checked_number(kept["number"], birth_date=values["birth_date"], sex=values["sex"])
    family_card = checked_kk_number(kept["kk_number"])
    kept |= {
        "number": identity.reveal() if identity else "",
        "kk_number": family_card.reveal() if family_card else "",
        "phone": rules.normalised_phone(kept["phone"]) or "",
    }
    sealed_columns = sealed.columns(
        row=resident.pk,
        number=identity,
        kk_number=family_card,
        phone=kept["phone"],
        address=kept["address"],
        email=kept["email"],
    )
    return _Wanted(plain=values, secret=kept, warnings=warnings, columns=sealed_columns)


def _cleaned(wanted: Any, present: Any) -> Any:
    if wanted is None:
        return present
    return rules.tidy(wanted) if isinstance(wanted, str) else wanted


def _person(values: Mapping[str, Any], secret: Mapping[str, str]) -> rules.Person:
    return rules.Person(
        name=values["name"],
        sex=values["sex"],
        birth_place=values["birth_place"],
        birth_date=values["birth_date"],
        citizenship=values["citizenship"],
        number_known=bool(secret["number"]),
        number_missing_reason=values["number_missing_reason"],
        address=secret["address"],
    )


def _secrets(resident: Resident) -> dict[str, str]:
    number, kk_number = sealed.number(resident), sealed.kk_number(resident)
    return {
        "number": number.reveal() if number else "",
        "kk_number": kk_number.reveal() if kk_number else "",
        "phone": sealed.phone(resident),
        "address": sealed.address(resident),
        "email": sealed.email(resident),
    }


def _keep(resident: Resident, before: Mapping[str, Any]) -> str:
    """Seal what stood there and answer the digest for the entry: salted, so that it tells nothing once erased."""
    text = json.dumps(before, sort_keys=True, ensure_ascii=False, default=str)
    identifier, salt = uuid7(), secrets.token_bytes(16)
    Correction.objects.create(
        id=identifier, resident=resident, salt=salt, before_sealed=sealed.seal_before(identifier, text)
    )
    return hashlib.sha256(salt + text.encode()).hexdigest()


def _write(actor: Actor, resident: Resident, wanted: _Wanted) -> None:
    for column, value in {**wanted.plain, **wanted.columns}.items():
        setattr(resident, column, value)
    save_unless_taken(actor, resident, sealed.number(resident))
    ResidentOffice.objects.filter(resident=resident).update(name_key=rules.name_key(resident.name))
