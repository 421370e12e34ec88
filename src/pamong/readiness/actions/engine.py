"""What the verbs of this room share: turn a refusal into the end of an act, and keep personal text out of the ledger."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from pamong.ledger.actions import append
from pamong.ledger.rules import Refused, Subject
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

NOT_FOUND = Refusal(None, Message(N_("Keterangan itu tidak ada di kantor ini.")), "not_found")


def refuse(refusal: Refusal | None) -> None:
    """Turn a rule's refusal into the end of the act; nothing has been written yet."""
    if refusal is not None:
        raise Refused(refusal)


def new_salt() -> str:
    """What makes a digest of a short text impossible to guess; it lies beside the text and is erased with it."""
    return secrets.token_hex(16)


def digest(salt: str, detail: Mapping[str, str]) -> str:
    """SHA-256 over the salt and the detail that stays out of the ledger, in hexadecimal."""
    text = json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def record(
    *,
    actor: Actor,
    key: str,
    verb: str,
    subject: Subject,
    clause: str | None,
    payload: Mapping[str, Any],
) -> None:
    """Append the act's entry to the log of the actor's office."""
    append(
        office=actor.office,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=subject,
        clause=clause,
        payload=payload,
        key=key,
    )
