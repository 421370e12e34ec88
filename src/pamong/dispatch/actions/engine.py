"""What the verbs of bundles share: load under the actor's office, decide, write guarded, append one entry."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from pamong.dispatch.models import Bundle, BundleItem, BundleRemark
from pamong.dispatch.rules import Direction, Ending
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append
from pamong.ledger.rules import Refused, Subject
from pamong.offices import actions as office_actions
from pamong.offices import queries as offices
from pamong.staff.rules import Actor, may
from pamong.standard.messages import N_, Message, Refusal

SUBJECT = "bundle"
BOOK = "pengantar"
SECTION = frozenset({"general_services"})
DISPENDUK = frozenset({"dispenduk"})


def refuse(refusal: Refusal | None) -> None:
    """Turn a rule's refusal into the end of the act; nothing has been written yet."""
    if refusal is not None:
        raise Refused(refusal)


def refuse_other(actor: Actor, *, office: str, posts: frozenset[str]) -> None:
    """Only these posts of this office do it."""
    refuse(may(actor, office=office, posts=posts, clause=None))


def bundle(*, actor: Actor, bundle_id: UUID, direction: Direction | None = None) -> Bundle:
    """A bundle as its two offices know it; what has not left is known to its sender only."""
    known = Q(sender=actor.office) | Q(receiver=actor.office, sent_at__isnull=False)
    # Locked: both offices may write about it at once, and each locks only its own log.
    found = Bundle.objects.select_for_update().filter(known, pk=bundle_id)
    row = found.filter(direction=direction).first() if direction else found.first()
    if row is None:
        raise Refused(Refusal(None, Message(N_("Bundel itu tidak ada di kantor ini.")), "not_found"))
    return row


def done(key: str, *, actor: Actor, verb: str, row: Bundle | None = None) -> str | None:
    """The id of what this very act was done with before; None when it was not done."""
    subject = Subject(SUBJECT, str(row.pk)) if row else None
    entry = ledger.done_before(key, office=actor.office, verb=verb, subject=subject)
    return entry.subject.id if entry else None


def new_bundle(*, actor: Actor, receiver: str, direction: Direction) -> Bundle:
    """An empty bundle of the actor's office with the next number of its book."""
    now = clock.now()
    year = now.astimezone(offices.zone(actor.office)).year
    return Bundle.objects.create(
        sender_id=actor.office,
        receiver_id=receiver,
        direction=str(direction),
        year=year,
        number=office_actions.take_number(office=actor.office, book=BOOK, year=year),
        made_at=now,
    )


def _inside(row: Bundle) -> "QuerySet[BundleItem]":
    inside = BundleItem.objects.filter(home=row) if row.direction == Direction.BACK else row.items.all()
    return inside.select_related("application", "bundle").order_by("bundle_id", "place")


def open_items(row: Bundle) -> list[BundleItem]:
    """What lies in a bundle and has not ended, in the order of its manifest."""
    return list(_inside(row).filter(closed_at__isnull=True))


def sent_items(row: Bundle) -> list[BundleItem]:
    """What left with a bundle, wherever it is now; what was taken out before, or never lay in it, is not."""
    return list(_inside(row).exclude(ending__in=[str(Ending.TAKEN_OUT), str(Ending.STAYED)]))


def change(row: Bundle, **values: Any) -> None:
    """Write the bundle, unless somebody of the other office did so meanwhile."""
    updated = Bundle.objects.filter(pk=row.pk, version=row.version).update(version=row.version + 1, **values)
    if updated != 1:
        text = N_("Bundel ini baru saja diubah orang lain; lihat keadaannya dulu, lalu ulangi.")
        raise Refused(Refusal(None, Message(text), "stale"))
    row.refresh_from_db()


def close(items: Iterable[BundleItem], ending: str, at: datetime) -> None:
    """End the way of these items; those that ended meanwhile stay as they are."""
    ids = [item.pk for item in items]
    BundleItem.objects.filter(pk__in=ids, closed_at__isnull=True).update(closed_at=at, ending=ending)


def reference(row: Bundle) -> str:
    """What an application's entry calls the manifest it went by."""
    return f"Daftar pengantar {row.number}/{row.year}"


def record(
    *,
    actor: Actor,
    key: str,
    verb: str,
    subject: Subject,
    payload: Mapping[str, Any],
    clause: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append the act's entry to the acting office's log. Names and free text go into an erasable remark; the entry
    keeps its salted digest.
    """
    body = dict(payload)
    if detail:
        salt = secrets.token_hex(16)
        canonical = json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        body["detail_digest"] = hashlib.sha256(f"{salt}:{canonical}".encode()).hexdigest()
        BundleRemark.objects.create(subject=subject.id, entry_key=key, detail=dict(detail), salt=salt)
    append(
        office=actor.office,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=subject,
        clause=clause,
        payload=body,
        key=key,
    )


def record_bundle(
    row: Bundle,
    *,
    actor: Actor,
    key: str,
    verb: str,
    payload: Mapping[str, Any] | None = None,
    clause: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append an entry about a bundle; its number and its two offices always stand in it."""
    body = {"number": f"{row.number}/{row.year}", "sender": row.sender_id, "receiver": row.receiver_id}
    subject = Subject(SUBJECT, str(row.pk))
    record(
        actor=actor,
        key=key,
        verb=verb,
        subject=subject,
        payload={**body, **(payload or {})},
        clause=clause,
        detail=detail,
    )


def places(items: Iterable[BundleItem]) -> list[str]:
    """Items as an entry names them: number of the manifest they went out by, and their line there."""
    return [f"{item.bundle.number}/{item.bundle.year}:{item.place}" for item in items]
