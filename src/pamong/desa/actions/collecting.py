"""A desa collects for its residents, with a list they signed; the counter hands over, one application at a time.

The desa hands nothing over: it prepares the list. Who acts at the counter is the counter's own officer, and the entry of
each hand-over names the relation and whoever collected.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from pamong.applications import actions as applications
from pamong.applications import codes as public
from pamong.desa import queries, rules
from pamong.desa.actions.engine import refuse, refuse_others
from pamong.desa.actions.printing import Printed, printed
from pamong.desa.models import CollectionItem, CollectionList
from pamong.desa.rules import CollectionState
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal


def prepare_collection(*, actor: Actor, key: str, codes: Collection[str], collector: str) -> CollectionList:
    """A list of ready applications of the desa's own residents at one office. The same key again answers the same list."""
    with writing(office=actor.office):
        refuse_others(actor)
        earlier = ledger.done_before(key, office=actor.office, verb="prepare_collection")
        if earlier is not None:
            return CollectionList.objects.get(pk=UUID(earlier.subject.id))
        ready = {row.code: row for row in queries.collectable(actor=actor)}
        chosen = [ready[code] for code in dict.fromkeys(codes) if code in ready]
        offices = [row.office for row in chosen]
        refuse(rules.may_list(codes, allowed=ready, offices=offices, collector=collector))
        row = CollectionList.objects.create(
            code=public.new_code(),
            desa_id=actor.office,
            office_id=offices[0],
            state=CollectionState.OPEN,
            collector=collector.strip(),
            prepared_at=clock.now(),
            prepared_by=actor.person_id,
        )
        _listed(row, [each.id for each in chosen])
        payload = {"to": row.office_id, "applications": sorted(str(each.id) for each in chosen)}
        _enter(actor, actor.office, row, key, "prepare_collection", payload)
        _enter(actor, row.office_id, row, f"{key}:there", "expect_collection", {"from": row.desa_id})
        return row


def withdraw_collection(*, actor: Actor, key: str, code: str) -> CollectionList:
    """The desa takes its list back; what stood on it may stand on another."""
    with writing(office=actor.office):
        refuse_others(actor)
        row = _load(actor, code)
        if _done(actor, key, "withdraw_collection", row):
            return row
        refuse(rules.may_end(CollectionState(row.state)))
        _end(row, CollectionState.WITHDRAWN)
        _enter(actor, actor.office, row, key, "withdraw_collection", {})
        _enter(
            actor, row.office_id, row, f"{key}:there", "no_longer_expect_collection", {"from": row.desa_id}
        )
        return row


def hand_over_collection(
    *, actor: Actor, key: str, code: str, handed: Collection[str], identity: str
) -> CollectionList:
    """Hand over what is ticked, each by its own act with the relation `village`, and close the list.

    One that is refused stops no other and stays to be collected, as does what is not ticked. Refused as a whole when
    nothing could be handed over.
    """
    with writing(office=actor.office):
        row = _load(actor, code)
        if _done(actor, key, "hand_over_collection", row):
            return row
        refuse(rules.may_end(CollectionState(row.state)))
        items = list(row.items.select_related("application").order_by("id"))
        chosen = [item for item in items if item.application.public_code in handed]
        refused = [_handed(actor, key, row, item, identity) for item in chosen]
        if all(refused):
            refuse(next(iter(refused), None) or rules.may_list((), allowed=(), offices=(), collector=""))
        _end(row, CollectionState.DONE)
        given = [item for item, why in zip(chosen, refused, strict=True) if why is None]
        CollectionItem.objects.filter(pk__in=[item.pk for item in given]).update(handed=True)
        payload = {
            "desa": row.desa_id,
            "handed": sorted(str(item.application_id) for item in given),
            "left": sorted(str(item.application_id) for item in items if item not in given),
        }
        _enter(actor, actor.office, row, key, "hand_over_collection", payload)
        return row


def print_collection(*, actor: Actor, key: str, code: str) -> Printed:
    """Note that the list is printed now: it names people. The same key again answers the same print."""
    with writing(office=actor.office):
        refuse_others(actor)
        row = _load(actor, code)
        earlier = ledger.done_before(key, office=actor.office, verb="print_collection", subject=_subject(row))
        if earlier is not None:
            return printed(entry=earlier)
        before = [entry for entry in ledger.timeline(_subject(row)) if entry.verb == "print_collection"]
        _enter(actor, actor.office, row, key, "print_collection", {"copy": len(before) + 1})
        entry = ledger.by_key(key)
        assert entry is not None
        return printed(entry=entry)


def _handed(
    actor: Actor, key: str, row: CollectionList, item: CollectionItem, identity: str
) -> Refusal | None:
    try:
        applications.hand_over(
            actor=actor,
            key=f"{key}:{item.pk}",
            code=item.application.public_code,
            collector=row.collector,
            relation="village",
            identity=identity,
        )
    except Refused as refused:
        return refused.refusal
    return None


def _listed(row: CollectionList, identifiers: list[UUID]) -> None:
    try:
        with transaction.atomic():
            CollectionItem.objects.bulk_create(
                CollectionItem(of=row, application_id=identifier) for identifier in identifiers
            )
    except IntegrityError:
        raise Refused(
            Refusal(None, Message(N_("Salah satunya baru saja masuk ke daftar lain.")), "listed_already")
        ) from None


def _load(actor: Actor, code: str) -> CollectionList:
    try:
        return queries.visible_list(actor, code)
    except queries.UnknownList:
        raise Refused(
            Refusal(None, Message(N_("Daftar dengan kode itu tidak ada di sini.")), "not_found")
        ) from None


def _end(row: CollectionList, state: CollectionState) -> None:
    """Close the list as it was read; who comes second is told so."""
    changed = CollectionList.objects.filter(pk=row.pk, version=row.version).update(
        version=row.version + 1, state=state, ended_at=clock.now()
    )
    if changed != 1:
        refuse(rules.may_end(CollectionState.DONE))
    row.items.update(is_open=False)
    row.refresh_from_db()


def _done(actor: Actor, key: str, verb: str, row: CollectionList) -> bool:
    return ledger.done_before(key, office=actor.office, verb=verb, subject=_subject(row)) is not None


def _subject(row: CollectionList) -> Subject:
    return Subject("collection_list", str(row.pk))


def _enter(
    actor: Actor, office: str, row: CollectionList, key: str, verb: str, payload: Mapping[str, Any]
) -> None:
    append(
        office=office,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=_subject(row),
        clause=None,
        payload=payload,
        key=key,
    )
