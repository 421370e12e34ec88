"""Scans: attach, open, withdraw. Each is an entry, opening too: on a scan of a card a number stands in the clear.

The entries have a subject of their own beside the application. A scan changes nothing in the application, and must not
stand between an act and its reversal.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pamong.applications import sealed
from pamong.applications.actions import engine
from pamong.applications.models import Scan
from pamong.applications.queries.scans import ATTACHERS, READERS, of_application
from pamong.applications.scans import PORTRAIT, may_attach, may_open, may_withdraw
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.identifiers import uuid7
from pamong.ledger.rules import EntryRow, Refused
from pamong.shell.pictures import Picture, PictureRefused, reencode
from pamong.staff.rules import Actor, may
from pamong.standard.chapters.requirements import ChecklistItem, Need, checklist
from pamong.standard.messages import N_, Message, Refusal

NO_PICTURE = "no_picture"
"""The code of a refusal that is about the file and not about the act."""


def attach_scan(*, actor: Actor, key: str, code: str, requirement: str, picture: bytes) -> UUID:
    """Keep a picture of the paper that `requirement` names ("" for another paper). `picture` is the file as it was sent:
    what is kept is made anew from it, sealed, and its digest stands in the entry.
    """
    loaded = engine.load(office=actor.office, code=code)
    earlier = _earlier(loaded, key=key, verb="attach_scan")
    if earlier is not None:
        return UUID(earlier.payload["scan"])
    engine.refuse(may(actor, office=loaded.row.office_id, posts=ATTACHERS, clause=None))
    # Before the office's log is locked: a picture takes a second, and nobody has to wait for it.
    made = _made(picture)
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        earlier = _earlier(loaded, key=key, verb="attach_scan")
        if earlier is not None:
            return UUID(earlier.payload["scan"])
        item = _item(loaded, requirement)
        kept = Scan.objects.filter(application=loaded.row).count()
        engine.refuse(may_attach(loaded.state, kept=kept))
        return _keep(loaded, made, item, actor=actor, key=key)


def open_scan(*, actor: Actor, key: str, code: str, scan_id: UUID) -> bytes:
    """The picture as JPEG, and an entry that says who had it when. The same key again leaves no second entry."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        scan = _scan(loaded, scan_id)
        engine.refuse(may(actor, office=loaded.row.office_id, posts=READERS, clause=None))
        engine.refuse(may_open(withdrawn=scan.withdrawn_at is not None))
        if _earlier(loaded, key=key, verb="open_scan", scan=scan) is None:
            _enter(loaded, actor=actor, key=key, verb="open_scan", payload={"scan": str(scan.pk)})
        return sealed.picture(scan)


def withdraw_scan(*, actor: Actor, key: str, code: str, scan_id: UUID, reason: str) -> None:
    """Show a scan no longer, with a reason. It is kept: what the office had before it must stay answerable."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        scan = _scan(loaded, scan_id)
        if _earlier(loaded, key=key, verb="withdraw_scan", scan=scan) is not None:
            return
        engine.refuse(may(actor, office=loaded.row.office_id, posts=ATTACHERS, clause=None))
        engine.refuse(may_withdraw(withdrawn=scan.withdrawn_at is not None, reason=reason))
        Scan.objects.filter(pk=scan.pk).update(
            withdrawn_at=clock.now(), withdrawn_by=actor.person_id, withdraw_reason=reason
        )
        said = {"scan": str(scan.pk), "reason": reason}
        _enter(loaded, actor=actor, key=key, verb="withdraw_scan", payload=said)


def _made(picture: bytes) -> Picture:
    try:
        return reencode(picture)
    except PictureRefused as refused:
        raise Refused(Refusal(None, refused.message, NO_PICTURE)) from None


def _item(loaded: engine.Loaded, requirement: str) -> ChecklistItem | None:
    """The line of the checklist that the scan belongs to; None for another paper."""
    if not requirement:
        return None
    items = checklist(loaded.standard, loaded.facts)
    for item in items:
        if item.id == requirement and item.need is not Need.NOT_APPLICABLE:
            return item
    raise Refused(
        Refusal(None, Message(N_("Persyaratan itu tidak berlaku untuk permohonan ini.")), "requirement")
    )


def _keep(
    loaded: engine.Loaded, made: Picture, item: ChecklistItem | None, *, actor: Actor, key: str
) -> UUID:
    portrait = item is not None and item.document == PORTRAIT
    identifier, salt = uuid7(), secrets.token_hex(16)
    scan = Scan.objects.create(
        id=identifier,
        application=loaded.row,
        requirement=item.id if item else "",
        salt=salt,
        background=made.background if portrait else "",
        size=len(made.jpeg),
        attached_at=clock.now(),
        attached_by=actor.person_id,
        **sealed.columns(row=identifier, picture=made.jpeg, small=made.small if portrait else None),
    )
    payload = {
        "scan": str(scan.pk),
        "requirement": scan.requirement,
        "digest": hashlib.sha256(salt.encode() + made.jpeg).hexdigest(),
    }
    clause = item.clause if item else None
    _enter(loaded, actor=actor, key=key, verb="attach_scan", payload=payload, clause=clause)
    return identifier


def _scan(loaded: engine.Loaded, scan_id: UUID) -> Scan:
    scan = Scan.objects.filter(pk=scan_id, application=loaded.row).first()
    if scan is None:
        raise Refused(Refusal(None, Message(N_("Pindaian itu tidak ada pada permohonan ini.")), "not_found"))
    return scan


def _earlier(loaded: engine.Loaded, *, key: str, verb: str, scan: Scan | None = None) -> EntryRow | None:
    """The entry this very act left before; the key of another act is refused, or this one would leave no trace."""
    entry = ledger.by_key(key)
    if entry is None:
        return None
    subject = of_application(str(loaded.row.pk))
    other_scan = scan is not None and entry.payload.get("scan") != str(scan.pk)
    if (entry.verb, entry.subject) != (verb, subject) or other_scan:
        raise Refused(ledger.KEY_USED)
    return entry


def _enter(
    loaded: engine.Loaded,
    *,
    actor: Actor,
    key: str,
    verb: str,
    payload: Mapping[str, Any],
    clause: str | None = None,
) -> None:
    append(
        office=loaded.row.office_id,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=of_application(str(loaded.row.pk)),
        clause=clause,
        payload=payload,
        key=key,
    )
