"""What may be done with a draft, by whom, in which state. Pure."""

import re
from datetime import datetime
from enum import StrEnum

from pamong.offices.rules import INSTALLATION
from pamong.staff.rules import Actor, may
from pamong.standard.controlled import NAMES
from pamong.standard.messages import N_, Message, Refusal
from pamong.standard.yamltree import MAX_BYTES

COVER = "cover"
KEPT_MINUTES = 10
"""Of the texts that one person saves one after the other, the newest of every ten minutes is kept."""
WRITERS = frozenset({"general_services"})
"""Who may write a draft: the section whose head signs that it is prepared."""


class DraftState(StrEnum):
    """Where a draft stands between the first word and the day it binds."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    DISCARDED = "discarded"


OPEN = frozenset({DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.AWAITING_APPROVAL})


class Kind(StrEnum):
    """What a controlled document is. A standard drives the counter; the others are what standards refer to."""

    STANDARD = "standard"
    DOCUMENT = "document"


def may_write(actor: Actor, *, office: str, state: DraftState) -> Refusal | None:
    """Text changes only in the state of a draft: what lies with the checker must be what the checker reads."""
    refusal = may(actor, office=office, posts=WRITERS, clause=COVER)
    if refusal is None and state is not DraftState.DRAFT:
        text = N_("Naskah ini sudah diajukan dan tidak dapat diubah sebelum dikembalikan ke konsep.")
        return Refusal(COVER, Message(text), "not_a_draft")
    return refusal


def may_begin_for(actor: Actor, *, office: str, managed: frozenset[str]) -> Refusal | None:
    """An office that begins to work gets its first drafts from whoever sets it up: IT of an office above it (`managed`
    are the offices below the actor's) or of the installation.
    """
    if actor.post == "it" and (actor.office == INSTALLATION or office in managed):
        return None
    text = N_("Konsep untuk kantor lain hanya disiapkan oleh petugas TI kantor di atasnya.")
    return Refusal(COVER, Message(text), "other_office")


def may_discard(actor: Actor, *, office: str, state: DraftState) -> Refusal | None:
    """A draft that nobody has signed can be thrown away by those who write it; its texts are kept."""
    return may_write(actor, office=office, state=state)


def usable_key(service: str, kind: Kind = Kind.STANDARD) -> Refusal | None:
    """The key of a service stands in addresses and in every application: small letters, digits, hyphens.

    The other documents have keys that are fixed: the standards refer to them by these.
    """
    if kind is Kind.DOCUMENT and service not in NAMES:
        return Refusal(COVER, Message(N_("Dokumen dengan kunci itu tidak dikenal.")), "document_key")
    if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,59}", service):
        return None
    text = N_(
        "Kunci layanan terdiri atas huruf kecil, angka, tanda hubung, atau garis bawah; paling panjang 60."
    )
    return Refusal(COVER, Message(text), "service_key")


def replaces(
    *, number: int, saved: tuple[str, datetime], now: tuple[str, datetime], signed_since: bool
) -> bool:
    """Whether the text before need not be kept once another one is saved; each is a person and a moment.

    The form saves itself after every field: what stood there a minute ago nobody asks for. Kept are the text a draft
    began with, every text that was signed, and the last one before another person saved.
    """
    (person, at), (next_person, next_at) = saved, now
    window = KEPT_MINUTES * 60
    same_window = at.timestamp() // window == next_at.timestamp() // window
    return number > 1 and not signed_since and person == next_person and same_window


def usable_text(text: str) -> Refusal | None:
    """A text that a database cannot keep, or that no reader would open, is refused before it is saved."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        message = Message(N_("Naskah lebih besar dari {limit} bita."), {"limit": MAX_BYTES})
        return Refusal(COVER, message, "too_large")
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        return Refusal(COVER, Message(N_("Naskah memuat karakter yang tidak dapat disimpan.")), "unkeepable")
    return None
