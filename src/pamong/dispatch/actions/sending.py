"""A bundle leaves with a courier: every application in it moves, or none does (KTP 4.6)."""

from collections.abc import Sequence
from uuid import UUID

from pamong.applications import actions as applications
from pamong.applications import queries as application_queries
from pamong.dispatch.actions import engine
from pamong.dispatch.actions.bundling import make, make_return
from pamong.dispatch.models import Bundle, BundleItem
from pamong.dispatch.rules import Direction, Ending, may_send
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.staff.rules import Actor


def send(*, actor: Actor, key: str, bundle_id: UUID, courier: str) -> Bundle:
    """Hand the bundle to the courier. From an office each application takes its step of the standard, with the number of
    the manifest as its reference; what no longer waits to be sent (withdrawn or returned meanwhile, or on hold) is left
    behind and named in the entry.
    """
    with writing(office=actor.office):
        row = engine.bundle(actor=actor, bundle_id=bundle_id)
        if engine.done(key, actor=actor, verb="send_bundle", row=row):
            return row
        outward = row.direction == Direction.OUT
        posts = engine.SECTION if outward else engine.DISPENDUK
        engine.refuse_other(actor, office=row.sender_id, posts=posts)
        items = engine.open_items(row)
        steps = _steps(actor) if outward else {}
        leaving = [item for item in items if item.application_id in steps] if outward else items
        sent, cancelled = row.sent_at is not None, row.cancelled_at is not None
        engine.refuse(may_send(sent=sent, cancelled=cancelled, items=len(leaving), courier=courier))
        now = clock.now()
        engine.change(row, sent_at=now, courier=courier.strip())
        behind = [item for item in items if item not in leaving]
        engine.close(behind, Ending.TAKEN_OUT, now)
        if outward:
            _move(actor, key, row, leaving, steps)
        _note(row, actor, key, leaving, behind)
        return row


def _steps(actor: Actor) -> dict[UUID, str]:
    """The step of every application of the office that may leave now."""
    found = application_queries.awaiting(offices=[actor.office], act="dispatch", party="dispenduk")
    return {row.id: row.step for row in found if not row.hold_reason}


def _move(actor: Actor, key: str, row: Bundle, items: Sequence[BundleItem], steps: dict[UUID, str]) -> None:
    for item in items:
        applications.perform(
            actor=actor,
            key=f"{key}:{item.application.public_code}",
            code=item.application.public_code,
            step=steps[item.application_id],
            reference=engine.reference(row),
            guarded=False,
        )


def _note(
    row: Bundle, actor: Actor, key: str, items: Sequence[BundleItem], behind: Sequence[BundleItem]
) -> None:
    left = {"left_behind": engine.places(behind)} if behind else {}
    engine.record_bundle(
        row,
        actor=actor,
        key=key,
        verb="send_bundle",
        payload={"count": len(items), **left},
        detail={"courier": row.courier},
    )


def send_all(
    *, actor: Actor, key: str, courier: str, codes: Sequence[str] | None = None, office: str | None = None
) -> Bundle:
    """Make a bundle of everything that is ready (or of `codes`) and send it at once; `office` names the kecamatan a
    bundle goes back to.
    """
    with writing(office=actor.office):
        if office is None:
            made = make(actor=actor, key=f"{key}:make", codes=codes)
        else:
            made = make_return(actor=actor, key=f"{key}:make", office=office, codes=codes)
        return send(actor=actor, key=key, bundle_id=made.pk, courier=courier)
