"""Making and revoking tokens, and counting their use."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from pamong.ledger import clock
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.offices import queries as offices
from pamong.partners import queries, rules
from pamong.partners.models import PartnerToken, PartnerUse
from pamong.partners.rules import Token
from pamong.staff import queries as staff
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

SUBJECT = "partner_token"


@dataclass(frozen=True)
class Made:
    """A new token and its text, which is told once and kept nowhere."""

    token: Token
    text: str


def make_token(
    *, actor: Actor, key: str, office: str, name: str, scopes: Collection[str], valid_until: date
) -> Made:
    """Give a program of an office a token for these scopes. Raises Refused, and AlreadyDone on a second sending."""
    _demand(rules.may_administer(actor, office=office, managed=staff.managed_by(actor.office)))
    row = offices.office(office)
    today = clock.today(row.zone)
    _demand(rules.usable(kind=row.kind, name=name, scopes=scopes, valid_until=valid_until, today=today))
    text = f"pamong_{secrets.token_urlsafe(32)}"
    with writing(office=office, key=key, verb="make_partner_token"):
        made = PartnerToken.objects.create(
            office_id=office,
            name=" ".join(name.split()),
            scopes=sorted(set(scopes)),
            digest=queries.digest(text),
            made_at=clock.now(),
            valid_until=valid_until,
        )
        said = {"name": made.name, "scopes": made.scopes, "valid_until": valid_until.isoformat()}
        _note(actor, key, "make_partner_token", made, said)
        return Made(queries.plain(made), text)


def revoke_token(*, actor: Actor, key: str, token_id: UUID) -> Token:
    """From now on the token opens nothing; what its program did stays. Revoked twice is revoked once."""
    row = PartnerToken.objects.filter(pk=token_id).first()
    if row is None:
        raise Refused(Refusal(None, Message(N_("Token itu tidak ada.")), "not_found"))
    _demand(rules.may_administer(actor, office=row.office_id, managed=staff.managed_by(actor.office)))
    with writing(office=row.office_id):
        if PartnerToken.objects.filter(pk=token_id, revoked_at=None).update(revoked_at=clock.now()):
            _note(actor, key, "revoke_partner_token", row, {})
    row.refresh_from_db()
    return queries.plain(row)


def count_use(*, token: Token) -> int:
    """Count one request of a token; answer how many it has sent in this minute, this one included."""
    minute = int(clock.now().timestamp()) // 60
    with writing():
        uses = PartnerUse.objects.filter(token_id=UUID(token.id))
        if not uses.filter(minute=minute).update(requests=F("requests") + 1):
            PartnerUse.objects.update_or_create(
                token_id=UUID(token.id), defaults={"minute": minute, "requests": 1}
            )
        return int(uses.values_list("requests", flat=True).get())


def _note(actor: Actor, key: str, verb: str, row: PartnerToken, payload: Mapping[str, Any]) -> None:
    append(
        office=row.office_id,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=Subject(SUBJECT, str(row.pk)),
        clause=None,
        payload=payload,
        key=key,
    )


def _demand(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)
