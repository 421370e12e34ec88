"""Which text binds whom, and when."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from pamong.library.models import StandardVersion
from pamong.staff.rules import Actor
from pamong.standard.chapters import procedure as chapter
from pamong.standard.chapters.procedure import Procedure
from pamong.standard.document import Standard


@dataclass(frozen=True)
class VersionRow:
    """A version as lists show it; `standard(id)` gives its text."""

    id: UUID
    office: str
    service: str
    title: str
    number: str
    revision: str
    digest: str
    in_force_from: date


@lru_cache(maxsize=256)
def standard(version_id: UUID) -> Standard:
    """The text of a version. Versions never change, so a process parses each of them once."""
    return Standard.from_canonical(StandardVersion.objects.values_list("text", flat=True).get(pk=version_id))


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


def in_force(*, office: str, service: str, on: date) -> VersionRow | None:
    """The version that binds this office for this service on that day, if any."""
    versions = StandardVersion.objects.filter(office_id=office, service=service, in_force_from__lte=on)
    newest = versions.defer("text").order_by("-in_force_from").first()
    return None if newest is None else _row(newest)


def services(*, office: str, on: date) -> tuple[VersionRow, ...]:
    """What this office offers on that day: the version in force of each of its services, by number."""
    newest: dict[str, VersionRow] = {}
    versions = StandardVersion.objects.filter(office_id=office, in_force_from__lte=on).defer("text")
    for each in versions.order_by("in_force_from"):
        newest[each.service] = _row(each)
    return tuple(sorted(newest.values(), key=lambda row: row.number))


def published(*, on: date) -> tuple[VersionRow, ...]:
    """Every version in force on that day in the whole installation, by office and number."""
    newest: dict[tuple[str, str], VersionRow] = {}
    versions = StandardVersion.objects.filter(in_force_from__lte=on).defer("text")
    for each in versions.order_by("in_force_from"):
        newest[each.office_id, each.service] = _row(each)
    return tuple(sorted(newest.values(), key=lambda row: (row.office, row.number)))


def versions_of(*, office: str) -> tuple[VersionRow, ...]:
    """Every version this office ever worked by: applications taken in under an old one still run under it."""
    versions = StandardVersion.objects.filter(office_id=office).defer("text")
    return tuple(_row(each) for each in versions.order_by("service", "in_force_from"))


def _row(found: StandardVersion) -> VersionRow:
    return VersionRow(
        id=found.pk,
        office=found.office_id,
        service=found.service,
        title=found.title,
        number=found.number,
        revision=found.revision,
        digest=found.digest,
        in_force_from=found.in_force_from,
    )
