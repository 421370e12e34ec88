"""What lies outside, for the office that sent it, and what lies at Dispenduk, for its one desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from pamong.applications import queries as application_queries
from pamong.applications.queries import AwaitingRow
from pamong.dispatch.models import BundleItem, ResultList, Signature
from pamong.dispatch.queries.bundles import PARTY, ItemRow, item_rows, requirements, served, total
from pamong.dispatch.queries.custody import why_not
from pamong.dispatch.rules import AGES, GOES_HOME, Count, Direction, Ending, Result, age_group
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal
from pamong.standard.parts import Label

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 100
"""So many lines of the queue stand on one page."""


@dataclass(frozen=True)
class Ages:
    """How long what lies somewhere has been lying there: a number for each group of days (rules.AGES)."""

    groups: tuple[int, ...]

    @property
    def all(self) -> int:
        return sum(self.groups)


@dataclass(frozen=True)
class Outside:
    """What an office has outside: the reconciliation of all its bundles that are not settled, and its ages in days since
    they were sent; `without` went out before there were manifests, or past them.
    """

    count: Count
    ages: Ages
    items: tuple[ItemRow, ...]
    without: int


def outside(*, office: str) -> Outside:
    """Everything of this office that has gone out and is not home, the longest outside first."""
    found = BundleItem.objects.filter(
        bundle__sender=office, bundle__sent_at__isnull=False, closed_at__isnull=True
    )
    items = list(_whole(found).order_by("bundle__sent_at", "place"))
    awaited = application_queries.awaiting(offices=[office], act="receive_back", party=PARTY)
    inside = {item.application_id for item in items}
    return Outside(
        count=total(items),
        ages=_ages(item.bundle.sent_at for item in items),
        items=item_rows(items),
        without=sum(row.id not in inside for row in awaited),
    )


def unsettled(*, office: str) -> tuple[ItemRow, ...]:
    """What came home without a card and still lies in the office: to be given back to the applicant, or ended."""
    found = BundleItem.objects.filter(
        bundle__sender=office,
        ending=Ending.HOME,
        result__in=[Result.REFUSED, Result.DUPLICATE],
        application__closed_at__isnull=True,
        application__holder_kind="office",
    )
    rows = item_rows(_whole(found).order_by("closed_at"))
    # The same rule that keeps it from being declared ready says that it is still to be settled.
    ids = dict(found.values_list("id", "application_id"))
    return tuple(row for row in rows if why_not(ids[row.id], "ready") is not None)


@dataclass(frozen=True)
class Backlog:
    """What one kecamatan has lying at Dispenduk: counted in, by age in days since then and by what was said of it;
    `finished` may go home.
    """

    office: str
    name: str
    ages: Ages
    results: Mapping[str, int]
    finished: int
    on_the_way: int


def backlog(*, actor: Actor) -> tuple[Backlog, ...]:
    """Every kecamatan with something on the way to or at this Dispenduk."""
    found = BundleItem.objects.filter(
        bundle__receiver=actor.office,
        bundle__sent_at__isnull=False,
        closed_at__isnull=True,
        home__isnull=True,
    ).select_related("bundle")
    by_office: dict[str, list[BundleItem]] = {}
    for item in found:
        by_office.setdefault(item.bundle.sender_id, []).append(item)
    names = served(actor.office)
    return tuple(_backlog(code, name, by_office[code]) for code, name in names.items() if code in by_office)


def _backlog(office: str, name: str, items: list[BundleItem]) -> Backlog:
    here = [item for item in items if item.received_at is not None]
    results: dict[str, int] = {}
    for item in here:
        results[item.result] = results.get(item.result, 0) + 1
    return Backlog(
        office=office,
        name=name,
        ages=_ages(item.received_at for item in here),
        results=results,
        finished=sum(count for result, count in results.items() if result in GOES_HOME),
        on_the_way=len(items) - len(here),
    )


@dataclass(frozen=True)
class Queued:
    """A page of the print queue, and how long the whole is."""

    items: tuple[ItemRow, ...]
    number: int
    first: int


def queue(*, actor: Actor, office: str = "", result: str | None = None, first: int = 0) -> Queued:
    """What lies at this Dispenduk and does not go home yet, the longest there first; narrowed to one kecamatan, or to
    one result ("" for what nothing was said of). From the line `first` on (from 0), at most `PAGE` lines.
    """
    found = _at_desk(actor, office)
    if result is not None:
        found = found.filter(result=result)
    rows = _whole(found).order_by("received_at", "bundle_id", "place")
    return Queued(item_rows(rows[first : first + PAGE]), found.count(), first)


def queue_after(
    *, actor: Actor, office: str = "", after: UUID | None = None, limit: int
) -> tuple[ItemRow, ...]:
    """The lines of the queue that come after the line `after` (the first without one), at most `limit`: read onwards
    from there, so the thousandth page costs what the first did. Refused for a line this Dispenduk never had.
    """
    found = _at_desk(actor, office)
    if after is not None:
        last = BundleItem.objects.filter(pk=after, bundle__receiver=actor.office).first()
        if last is None or last.received_at is None:
            raise Refused(Refusal(None, Message(N_("Baris itu tidak ada dalam antrean ini.")), "not_found"))
        same_moment = Q(received_at=last.received_at)
        same_bundle = Q(bundle_id=last.bundle_id, place__gt=last.place)
        later = Q(received_at__gt=last.received_at) | same_moment & (
            Q(bundle_id__gt=last.bundle_id) | same_bundle
        )
        found = found.filter(received_at__gte=last.received_at).filter(later)
    return item_rows(_whole(found).order_by("received_at", "bundle_id", "place")[:limit])


def whole_queue(*, actor: Actor, office: str = "") -> tuple[ItemRow, ...]:
    """The same without pages, for the table that leaves the program."""
    return item_rows(_whole(_at_desk(actor, office)).order_by("received_at", "bundle_id", "place"))


def _at_desk(actor: Actor, office: str) -> "QuerySet[BundleItem]":
    found = BundleItem.objects.filter(
        bundle__receiver=actor.office,
        bundle__direction=str(Direction.OUT),
        received_at__isnull=False,
        home__isnull=True,
        closed_at__isnull=True,
    )
    return found.filter(bundle__sender=office) if office else found


def papers_at_desk(*, actor: Actor) -> Mapping[str, Label]:
    """The papers a refusal may be about, by id: those of the standards under which something lies here."""
    versions = _at_desk(actor, "").values_list("application__standard_id", flat=True).distinct()
    return {name: text for version in versions for name, text in requirements(version).items()}


def unsigned(*, actor: Actor) -> tuple[AwaitingRow, ...]:
    """What waits at this Dispenduk for its head's signature, of all kecamatan, the longest first (KK 4.3)."""
    found = application_queries.awaiting(
        offices=list(served(actor.office)), act="await_signature", party=PARTY
    )
    signed = _signed(row.id for row in found)
    return tuple(row for row in found if row.id not in signed)


def announced(*, office: str) -> tuple[AwaitingRow, ...]:
    """What Dispenduk says is signed and this office has not confirmed yet."""
    found = application_queries.awaiting(offices=[office], act="await_signature", party=PARTY)
    signed = _signed(row.id for row in found)
    return tuple(row for row in found if row.id in signed)


def _signed(applications: Iterable[UUID]) -> set[UUID]:
    found = Signature.objects.filter(application_id__in=list(applications), confirmed_at__isnull=True)
    return set(found.values_list("application_id", flat=True))


@dataclass(frozen=True)
class ListRow:
    """How far a table of results has been worked through, and the lines that were not applied."""

    id: UUID
    total: int
    applied: int
    unchanged: int
    wrong: tuple[Mapping[str, object], ...]
    waiting: int

    @property
    def done(self) -> int:
        return self.total - self.waiting


def result_list(*, actor: Actor, list_id: UUID) -> ListRow | None:
    """A table of results of the actor's office; None for another's."""
    row = ResultList.objects.filter(pk=list_id, office=actor.office).first()
    if row is None:
        return None
    return ListRow(row.pk, row.total, row.applied, row.unchanged, tuple(row.wrong), len(row.waiting))


def _whole(found: "QuerySet[BundleItem]") -> "QuerySet[BundleItem]":
    return found.select_related("application__resident", "bundle", "home")


def _ages(moments: Iterable[datetime | None]) -> Ages:
    now = clock.now()
    groups = [0] * (len(AGES) + 1)
    for moment in moments:
        if moment is not None:
            groups[age_group((now - moment).days)] += 1
    return Ages(tuple(groups))
