"""A bundle arrives and is counted: what is there, and what is missing (KTP 4.6, 4.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pamong.applications import actions as applications
from pamong.applications import queries as application_queries
from pamong.dispatch.actions import engine
from pamong.dispatch.models import Bundle, BundleItem
from pamong.dispatch.queries.custody import standing
from pamong.dispatch.rules import Direction, Ending, may_receive, may_take_back
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused, Subject
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal


@dataclass(frozen=True)
class Received:
    """What became of a count: `new` were counted in now, `already` before by somebody, `missing` are still to be found."""

    bundle: Bundle
    new: int
    already: int
    missing: int


def receive(*, actor: Actor, key: str, bundle_id: UUID, codes: Sequence[str] | None = None) -> Received:
    """Count in what a bundle from a kecamatan brought: everything, or only these `codes`. What is not counted is missing
    until somebody counts it too; two who count the same bundle count nothing twice.
    """
    with writing(office=actor.office):
        row = engine.bundle(actor=actor, bundle_id=bundle_id, direction=Direction.OUT)
        engine.refuse_other(actor, office=row.receiver_id, posts=engine.DISPENDUK)
        count = _count(actor, key, row, codes, verb="receive_bundle")
        if count.new:
            now = clock.now()
            engine.change(row, received_at=row.received_at or now)
            # The sender may have taken back what it found at home meanwhile: that one did not arrive.
            for item in count.new:
                same = BundleItem.objects.filter(pk=item.pk, closed_at__isnull=True, received_at__isnull=True)
                engine.refuse(None if same.update(received_at=now) else _STALE)
            _note(count, actor, key, row, "receive_bundle")
        return count.answer(row)


def receive_home(*, actor: Actor, key: str, bundle_id: UUID, codes: Sequence[str] | None = None) -> Received:
    """Count in what came back: each application takes its step of the standard, with the number of the manifest. What
    is not counted stays on its way. One that was closed meanwhile comes home as a paper only.
    """
    with writing(office=actor.office):
        row = engine.bundle(actor=actor, bundle_id=bundle_id, direction=Direction.BACK)
        engine.refuse_other(actor, office=row.receiver_id, posts=engine.SECTION)
        count = _count(actor, key, row, codes, verb="receive_return")
        if count.new:
            now = clock.now()
            engine.change(row, received_at=row.received_at or now)
            engine.close(count.new, Ending.HOME, now)
            _move(actor, key, row, count.new)
            _note(count, actor, key, row, "receive_return")
        return count.answer(row)


@dataclass(frozen=True)
class _Count:
    new: Sequence[BundleItem]
    already: Sequence[BundleItem]
    missing: Sequence[BundleItem]

    def answer(self, row: Bundle) -> Received:
        return Received(row, len(self.new), len(self.already), len(self.missing))


def _count(actor: Actor, key: str, row: Bundle, codes: Sequence[str] | None, *, verb: str) -> _Count:
    """Tell what is counted now from what was counted before. Sent again with the same key, nothing is new."""
    inside = {item.application.public_code: item for item in engine.sent_items(row)}
    counted = list(inside) if codes is None else list(dict.fromkeys(codes))
    engine.refuse(may_receive(sent=row.sent_at is not None, counted=counted, inside=inside))
    repeated = engine.done(key, actor=actor, verb=verb, row=row) is not None
    chosen = [] if repeated else [inside[code] for code in counted]
    new = [item for item in chosen if not _is_counted(row, item)]
    seen = {item.pk for item in new}
    return _Count(
        new=new,
        already=[item for item in chosen if item.pk not in seen],
        missing=[item for item in inside.values() if item.pk not in seen and not _is_counted(row, item)],
    )


def _is_counted(row: Bundle, item: BundleItem) -> bool:
    return item.received_at is not None if row.direction == Direction.OUT else item.ending == Ending.HOME


def _move(actor: Actor, key: str, row: Bundle, items: Sequence[BundleItem]) -> None:
    awaited = application_queries.awaiting(offices=[actor.office], act="receive_back", party="dispenduk")
    steps = {found.id: found.step for found in awaited}
    for item in items:
        if item.application_id in steps:
            applications.perform(
                actor=actor,
                key=f"{key}:{item.application.public_code}",
                code=item.application.public_code,
                step=steps[item.application_id],
                reference=engine.reference(row),
                guarded=False,
            )


def _note(count: _Count, actor: Actor, key: str, row: Bundle, verb: str) -> None:
    payload = {"counted": engine.places(count.new), "missing": engine.places(count.missing)}
    engine.record_bundle(row, actor=actor, key=key, verb=verb, payload=payload)


_STALE = Refusal(
    None,
    Message(N_("Bundel ini baru saja diubah orang lain; lihat keadaannya dulu, lalu ulangi.")),
    "stale",
)


def take_back(*, actor: Actor, key: str, item_id: UUID) -> BundleItem:
    """The Kasi takes back what was counted wrongly: an application that was never in the bag going out stays here again;
    one that was counted in but was not in the bag coming home is on its way again.
    """
    with writing(office=actor.office):
        item = _own_item(actor, item_id)
        engine.bundle(actor=actor, bundle_id=item.bundle_id)
        subject = Subject(engine.SUBJECT, str(item.bundle_id))
        if ledger.done_before(key, office=actor.office, verb="take_back", subject=subject):
            return item
        engine.refuse(may_take_back(standing(item), ending=item.ending))
        home = item.ending == Ending.HOME
        _refuse_moved_on(item, "receive_back" if home else "dispatch")
        values = (
            {"closed_at": None, "ending": ""} if home else {"closed_at": clock.now(), "ending": Ending.STAYED}
        )
        same = BundleItem.objects.filter(
            pk=item.pk, closed_at=item.closed_at, received_at=item.received_at, ending=item.ending
        )
        engine.refuse(None if same.update(**values) else _STALE)
        applications.reverse(
            actor=actor,
            key=f"{key}:reverse",
            code=item.application.public_code,
            reason="not_done",
            guarded=False,
        )
        engine.record_bundle(
            item.bundle,
            actor=actor,
            key=key,
            verb="take_back",
            payload={"items": engine.places([item]), "ending": "" if home else str(Ending.STAYED)},
        )
        item.refresh_from_db()
        return item


def _own_item(actor: Actor, item_id: UUID) -> BundleItem:
    found = BundleItem.objects.filter(pk=item_id, bundle__sender=actor.office).select_related(
        "application", "bundle"
    )
    item = found.first()
    if item is None:
        raise Refused(Refusal(None, Message(N_("Berkas itu tidak ada di kantor ini.")), "not_found"))
    return item


def _refuse_moved_on(item: BundleItem, verb: str) -> None:
    """What is taken back is the count, and nothing that was done with the application since."""
    entries = ledger.timeline(Subject("application", str(item.application_id)))
    last = next(entry for entry in reversed(entries) if entry.verb != "recompute_due")
    if last.verb != verb:
        text = N_("Sesudah itu sudah ada tindakan lain pada permohonan ini; tidak ada yang dibatalkan.")
        raise Refused(Refusal(None, Message(text), "moved_on"))
