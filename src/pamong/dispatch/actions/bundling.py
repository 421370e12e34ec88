"""Making bundles: out of everything that is ready, and back with what was done (KTP 4.6, 4.7)."""

from collections.abc import Sequence
from uuid import UUID

from pamong.dispatch import queries
from pamong.dispatch.actions import engine
from pamong.dispatch.models import Bundle, BundleItem
from pamong.dispatch.rules import GOES_HOME, Direction, Ending, may_change, may_make
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.staff.rules import Actor


def make(*, actor: Actor, key: str, codes: Sequence[str] | None = None) -> Bundle:
    """Put what waits to be sent into a numbered bundle for the Dispenduk of the kabupaten: everything that is ready, or
    only these `codes`. Nothing has left yet; the applications stay with the office until `send`.
    """
    with writing(office=actor.office):
        made = engine.done(key, actor=actor, verb="make_bundle")
        if made:
            return Bundle.objects.get(pk=made)
        engine.refuse_other(actor, office=actor.office, posts=engine.SECTION)
        ready = {row.code: row for row in queries.ready(office=actor.office)}
        chosen = list(ready) if codes is None else list(dict.fromkeys(codes))
        engine.refuse(may_make(chosen, ready))
        receiver = queries.dispenduk_of(actor.office)
        row = engine.new_bundle(actor=actor, receiver=receiver, direction=Direction.OUT)
        BundleItem.objects.bulk_create(
            BundleItem(bundle=row, application_id=ready[code].id, place=place)
            for place, code in enumerate(chosen, start=1)
        )
        engine.record_bundle(
            row,
            actor=actor,
            key=key,
            verb="make_bundle",
            clause=ready[chosen[0]].clause,
            payload={"count": len(chosen), "applications": [str(ready[code].id) for code in chosen]},
        )
        return row


def make_return(*, actor: Actor, key: str, office: str, codes: Sequence[str] | None = None) -> Bundle:
    """Put what was printed, refused or found double into a bundle for the kecamatan it came from: everything of that
    office, or only these `codes`. What is still in process or waits for blanks stays, and is outstanding.
    """
    with writing(office=actor.office):
        made = engine.done(key, actor=actor, verb="make_return")
        if made:
            return Bundle.objects.get(pk=made)
        engine.refuse_other(actor, office=actor.office, posts=engine.DISPENDUK)
        ready = {item.application.public_code: item for item in _finished(actor, office)}
        chosen = list(ready) if codes is None else list(dict.fromkeys(codes))
        engine.refuse(may_make(chosen, ready))
        row = engine.new_bundle(actor=actor, receiver=office, direction=Direction.BACK)
        items = [ready[code] for code in chosen]
        BundleItem.objects.filter(pk__in=[item.pk for item in items]).update(home=row)
        engine.record_bundle(
            row,
            actor=actor,
            key=key,
            verb="make_return",
            payload={"count": len(items), "items": engine.places(items)},
        )
        return row


def _finished(actor: Actor, office: str) -> list[BundleItem]:
    found = BundleItem.objects.filter(
        bundle__receiver=actor.office,
        bundle__sender=office,
        received_at__isnull=False,
        home__isnull=True,
        closed_at__isnull=True,
        result__in=[str(result) for result in GOES_HOME],
    )
    return list(found.select_related("application", "bundle").order_by("bundle_id", "place"))


def take_out(*, actor: Actor, key: str, bundle_id: UUID, code: str) -> Bundle:
    """Take one application out of a bundle that has not left; it waits for the next one."""
    return _empty(actor=actor, key=key, bundle_id=bundle_id, verb="take_out", code=code)


def cancel(*, actor: Actor, key: str, bundle_id: UUID) -> Bundle:
    """Give up a bundle that has not left. Its number stays taken, so that no number is missing from the book."""
    return _empty(actor=actor, key=key, bundle_id=bundle_id, verb="cancel_bundle", code=None)


def _empty(*, actor: Actor, key: str, bundle_id: UUID, verb: str, code: str | None) -> Bundle:
    with writing(office=actor.office):
        row = engine.bundle(actor=actor, bundle_id=bundle_id)
        if engine.done(key, actor=actor, verb=verb, row=row):
            return row
        posts = engine.SECTION if row.direction == Direction.OUT else engine.DISPENDUK
        engine.refuse_other(actor, office=row.sender_id, posts=posts)
        engine.refuse(may_change(sent=row.sent_at is not None, cancelled=row.cancelled_at is not None))
        inside = engine.open_items(row)
        items = [item for item in inside if code in {None, item.application.public_code}]
        if code is not None:
            engine.refuse(may_make([code], [item.application.public_code for item in items]))
        emptied = code is None or len(items) == len(inside)
        engine.change(row, **({"cancelled_at": clock.now()} if emptied else {}))
        if row.direction == Direction.OUT:
            engine.close(items, Ending.TAKEN_OUT, clock.now())
        else:
            BundleItem.objects.filter(pk__in=[item.pk for item in items]).update(home=None)
        engine.record_bundle(
            row, actor=actor, key=key, verb=verb, payload={"items": engine.places(items), "emptied": emptied}
        )
        return row
