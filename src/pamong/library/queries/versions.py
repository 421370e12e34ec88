"""Which text binds whom, and when."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from pamong.ledger.prepared import Prepared
from pamong.library.models import StandardVersion
from pamong.library.rules import Kind, Written
from pamong.staff.rules import Actor
from pamong.standard.chapters import procedure as chapter
from pamong.standard.chapters.procedure import Procedure
from pamong.standard.controlled import ControlledDocument
from pamong.standard.document import Standard


class BentText(RuntimeError):  # noqa: N818 - reads as what it says
    """A published text is no longer the one whose digest was kept; nothing may be done by it until that is understood."""


@dataclass(frozen=True)
class VersionRow:
    """A version as lists show it; `standard(id)` gives its text.

    `signed_paper_on` is the day somebody signed its paper by hand, `decree` the decree that enacts it; both may be open.
    """

    id: UUID
    office: str
    kind: Kind
    service: str
    title: str
    number: str
    revision: str
    digest: str
    in_force_from: date
    installed_at: datetime
    signed_paper_on: date | None
    decree: str
    decree_on: date | None


@lru_cache(maxsize=256)
def standard(version_id: UUID) -> Standard:
    """The text of a version. Versions never change, so a process parses each of them once.

    Raises BentText when what is stored no longer has its digest: the counter must not work by such a text.
    """
    return Standard.from_canonical(_text(version_id))


def text_of(row: VersionRow) -> Written:
    """The text of a version of any kind; BentText as for `standard`."""
    return standard(row.id) if row.kind is Kind.STANDARD else parse(row.kind, _text(row.id))


def parse(kind: Kind, text: str) -> Written:
    """The standard or other document behind a canonical text."""
    return Standard.from_canonical(text) if kind is Kind.STANDARD else ControlledDocument.from_canonical(text)


def _text(version_id: UUID) -> str:
    text, digest = StandardVersion.objects.values_list("text", "digest").get(pk=version_id)
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        raise BentText(f"The text of version {version_id} does not have its digest; run `pamong verify`.")
    return str(text)


@lru_cache(maxsize=256)
def procedure(version_id: UUID) -> Procedure:
    """The transition table of a version. Kept by its id: comparing whole texts costs more than a queue's row may."""
    return chapter.procedure(standard(version_id))


def version(version_id: UUID) -> VersionRow:
    """One version by its id; StandardVersion.DoesNotExist for an id that is none."""
    return _row(StandardVersion.objects.defer("text").get(pk=version_id))


def own_version(*, actor: Actor, version_id: UUID) -> VersionRow | None:
    """A version of the actor's own office; None for one of another office and for an id that is none."""
    found = StandardVersion.objects.filter(pk=version_id, office_id=actor.office).defer("text").first()
    return None if found is None else _row(found)


def in_force(*, office: str, service: str, on: date, kind: Kind = Kind.STANDARD) -> VersionRow | None:
    """The version that binds this office for this service (or the document of this key) on that day, if any."""
    newest = _IN_FORCE.first(office=office, kind=kind, service=service, on=on)
    return None if newest is None else _row(newest)


_IN_FORCE = Prepared(
    lambda office, kind, service, on: (
        StandardVersion.objects.filter(office_id=office, kind=kind, service=service, in_force_from__lte=on)
        .defer("text")
        .order_by("-in_force_from")[:1]
    )
)


def services(*, office: str, on: date) -> tuple[VersionRow, ...]:
    """What this office offers on that day: the version in force of each of its services, by number."""
    newest: dict[str, VersionRow] = {}
    for each in _BEGUN.rows(office=office, on=on):
        newest[each.service] = _row(each)
    return tuple(sorted(newest.values(), key=lambda row: row.number))


_BEGUN = Prepared(
    lambda office, on: (
        StandardVersion.objects.filter(office_id=office, kind=Kind.STANDARD, in_force_from__lte=on)
        .defer("text")
        .order_by("in_force_from")
    )
)


def published(*, on: date) -> tuple[VersionRow, ...]:
    """Every version in force on that day in the whole installation, by office and number."""
    newest: dict[tuple[str, str], VersionRow] = {}
    versions = StandardVersion.objects.filter(kind=Kind.STANDARD, in_force_from__lte=on).defer("text")
    for each in versions.order_by("in_force_from"):
        newest[each.office_id, each.service] = _row(each)
    return tuple(sorted(newest.values(), key=lambda row: (row.office, row.number)))


def versions_of(*, office: str) -> tuple[VersionRow, ...]:
    """Every version this office ever worked by: applications taken in under an old one still run under it."""
    return tuple(_row(each) for each in _OF_OFFICE.rows(office=office))


_OF_OFFICE = Prepared(
    lambda office: (
        StandardVersion.objects.filter(office_id=office, kind=Kind.STANDARD)
        .defer("text")
        .order_by("service", "in_force_from")
    )
)


def texts_of(*, office: str) -> tuple[VersionRow, ...]:
    """Every version of every kind this office has or will have, standards first, each service's newest first."""
    versions = StandardVersion.objects.filter(office_id=office).defer("text")
    rows = (_row(each) for each in versions.order_by("service", "-in_force_from"))
    return tuple(sorted(rows, key=lambda row: row.kind is not Kind.STANDARD))


def newest(*, office: str, kind: Kind, service: str) -> VersionRow | None:
    """The version that began to bind last or will begin last: the one a new text comes after."""
    versions = StandardVersion.objects.filter(office_id=office, kind=kind, service=service).defer("text")
    found = versions.order_by("-in_force_from").first()
    return None if found is None else _row(found)


def begins(*, office: str, kind: Kind, service: str) -> frozenset[date]:
    """The days from which the versions of a service bind."""
    versions = StandardVersion.objects.filter(office_id=office, kind=kind, service=service)
    return frozenset(versions.values_list("in_force_from", flat=True))


def coming(*, office: str, service: str, on: date, kind: Kind = Kind.STANDARD) -> VersionRow | None:
    """The version that takes over next after that day; None while none is to come."""
    versions = StandardVersion.objects.filter(
        office_id=office, kind=kind, service=service, in_force_from__gt=on
    )
    first = versions.defer("text").order_by("in_force_from").first()
    return None if first is None else _row(first)


def ends(row: VersionRow) -> date | None:
    """The first day on which another version of the service binds instead; None while none is to come."""
    later = (
        day
        for day in begins(office=row.office, kind=row.kind, service=row.service)
        if day > row.in_force_from
    )
    return min(later, default=None)


def _row(found: StandardVersion) -> VersionRow:
    return VersionRow(
        id=found.pk,
        office=found.office_id,
        kind=Kind(found.kind),
        service=found.service,
        title=found.title,
        number=found.number,
        revision=found.revision,
        digest=found.digest,
        in_force_from=found.in_force_from,
        installed_at=found.installed_at,
        signed_paper_on=found.signed_paper_on,
        decree=found.decree,
        decree_on=found.decree_on,
    )
