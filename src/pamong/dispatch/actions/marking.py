"""What Dispenduk says of each application, one by one or many at once (KTP 4.6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pamong.applications.rules import ItemState
from pamong.dispatch.actions import engine
from pamong.dispatch.models import BundleItem
from pamong.dispatch.queries.custody import standing
from pamong.dispatch.rules import Mark, may_mark
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused, Subject
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

ITEM = "bundle_item"
_UNKNOWN = Refusal(
    None, Message(N_("Tidak ada berkas dengan kode itu dalam bundel yang dikirim ke sini.")), "unknown"
)


@dataclass(frozen=True)
class Marked:
    """What became of one mark: applied now (or by this very key before), unchanged because the same was said already,
    or refused.
    """

    code: str
    applied: bool
    refusal: Refusal | None = None


def mark(*, actor: Actor, key: str, marks: Sequence[Mark]) -> tuple[Marked, ...]:
    """Write down results, each by itself: one that is refused stops no other. Answers one `Marked` for each mark, in
    order.

    This is the door for every list of results: page, table and program. Each application has a key of its own, made of
    `key` and its code, so that a list sent again with the same key applies nothing twice and answers the same; said again
    with another key, what was said already leaves no second entry and answers `applied=False` without a refusal.
    """
    with writing(office=actor.office):
        engine.refuse_other(actor, office=actor.office, posts=engine.DISPENDUK)
        items = _items(actor, marks)
        return tuple(_one(actor, f"{key}:{each.code}", each, items) for each in marks)


def _items(actor: Actor, marks: Sequence[Mark]) -> dict[str, BundleItem]:
    """The newest way of each application that came to this office; an open one before an ended one."""
    found = BundleItem.objects.filter(
        bundle__receiver=actor.office,
        bundle__sent_at__isnull=False,
        application__public_code__in={each.code for each in marks},
    ).select_related("application", "bundle")
    return {item.application.public_code: item for item in found.order_by("id")}


def _one(actor: Actor, key: str, mark: Mark, items: Mapping[str, BundleItem]) -> Marked:
    item = items.get(mark.code)
    if item is None:
        return Marked(mark.code, applied=False, refusal=_UNKNOWN)
    try:
        subject = Subject(ITEM, str(item.pk))
        if ledger.done_before(key, office=actor.office, verb="mark", subject=subject):
            return Marked(mark.code, applied=True)
        said = (item.result, item.reason, item.requirement)
        if said == mark.says and item.result:
            return Marked(mark.code, applied=False)
        engine.refuse(may_mark(mark, standing(item), requirements=_requirements(item)))
    except Refused as refused:
        return Marked(mark.code, applied=False, refusal=refused.refusal)
    _write(actor, key, mark, item)
    return Marked(mark.code, applied=True)


def _requirements(item: BundleItem) -> set[str]:
    """The papers that count for this applicant."""
    checklist = item.application.checklist.items()
    return {name for name, found in checklist if found.get("state") != ItemState.NOT_APPLICABLE}


def _write(actor: Actor, key: str, mark: Mark, item: BundleItem) -> None:
    before = item.result
    item.result, item.reason, item.requirement = mark.says
    item.result_at = clock.now()
    BundleItem.objects.filter(pk=item.pk).update(
        result=item.result, reason=item.reason, requirement=item.requirement, result_at=item.result_at
    )
    engine.record(
        actor=actor,
        key=key,
        verb="mark",
        subject=Subject(ITEM, str(item.pk)),
        payload={
            "item": engine.places([item])[0],
            "sender": item.bundle.sender_id,
            "before": before,
            "result": item.result,
            "reason": item.reason,
            "requirement": item.requirement,
        },
        detail={"note": mark.note} if mark.note else None,
    )
