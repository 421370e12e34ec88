"""What an office would be if it were set up now. The act does what is shown here, because it asks here too."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from pamong.kabupaten import rules
from pamong.kabupaten.rules import NewOffice, as_first, copied
from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.offices.queries import OfficeRow
from pamong.offices.rules import INSTALLATION
from pamong.staff import queries as staff
from pamong.staff.rules import Actor
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message, Refusal
from pamong.standard.read import files_of, read_file
from pamong.workdays.calendar import WeekPattern


@dataclass(frozen=True)
class Preview:
    """An office as it would be: `listed` says that its name stands in the list of the region already, `standards` are
    the texts it would begin with, and its own `hours` are in `wanted` where it gets any.
    """

    wanted: NewOffice
    listed: bool
    standards: tuple[Standard, ...]


def prepared(*, actor: Actor, wanted: NewOffice) -> Preview:
    """What setting this office up would do. Raises Refused where it would be refused."""
    known = {row.code: row for row in offices.every()}
    there = known.get(wanted.code)
    if there is not None:
        wanted = replace(wanted, kind=there.kind, name=there.name)
    _refuse(rules.may_set_up(actor, parent=wanted.parent, managed=below(actor=actor)))
    _refuse(rules.usable(wanted, parents=known, at_work=staff.offices_at_work()))
    return Preview(
        wanted=replace(wanted, hours=wanted.hours or _hours_of(wanted.template)),
        listed=there is not None,
        standards=tuple(_standard(wanted, service) for service in wanted.services),
    )


def below(*, actor: Actor) -> frozenset[str]:
    """The offices below the actor's; below whoever runs commands on the server, every one."""
    if actor.office == INSTALLATION:
        return frozenset(row.code for row in offices.every())
    return staff.managed_by(actor.office)


def listed(*, actor: Actor, chosen: str = "") -> tuple[OfficeRow, ...]:
    """The offices below the actor's that stand in a list, have a counter and have nobody yet; any other is named by its code.

    The one that was `chosen` stays in it, so that a form sent twice is told that it was done, and not that it is wrong.
    """
    known = below(actor=actor)
    waiting = known - staff.offices_at_work() | known & {chosen}
    return tuple(row for row in offices.every() if row.code in waiting and row.kind in rules.WITH_COUNTER)


def templates(*, actor: Actor) -> Mapping[str, tuple[str, ...]]:
    """Where standards can be copied from, with the services there: the shipped examples under the empty code, and each
    office below the actor's that has standards in force today.
    """
    known = below(actor=actor)
    found: dict[str, tuple[str, ...]] = {"": tuple(shipped())}
    for version in library.published(on=_today()):
        if version.office in known:
            found[version.office] = (*found.get(version.office, ()), version.service)
    return found


def ordinary_week() -> WeekPattern:
    """The week of every office that has set none for itself. Raises LookupError where no region was ever loaded."""
    found = offices.week_of(None, _today())
    if found is None:
        raise LookupError("No week pattern holds for the installation: load a region first.")
    return found


def shipped() -> Mapping[str, Standard]:
    """The shipped examples by service."""
    return _shipped(Path(settings.STANDARDS_FOLDER))


@lru_cache(maxsize=2)
def _shipped(folder: Path) -> Mapping[str, Standard]:
    found = (read_file(path) for path in files_of(folder))
    return {standard.service: standard for standard in sorted(found, key=lambda each: each.service)}


def _standard(wanted: NewOffice, service: str) -> Standard:
    """The text of this service, under the new office's name."""
    source = _sources(wanted.template).get(service)
    if source is None:
        text = N_("Tidak ada standar «{service}» untuk disalin dari {template}.")
        told = {"service": service, "template": wanted.template or Message(N_("contoh bawaan"))}
        raise Refused(Refusal(None, Message(text, told), "no_source"))
    try:
        made = copied(source, code=wanted.code, place=wanted.place, letterhead=wanted.letterhead)
        return as_first(made, status="example" if wanted.in_force_from else "draft")
    except ValueError as problem:
        text = N_("Standar «{service}» tidak dapat disalin: {problem}")
        told = {"service": service, "problem": str(problem)}
        raise Refused(Refusal(None, Message(text, told), "not_copied")) from problem


def _sources(template: str) -> Mapping[str, Standard]:
    if not template:
        return shipped()
    versions = library.services(office=template, on=_today())
    return {version.service: library.standard(version.id) for version in versions}


def _hours_of(template: str) -> WeekPattern | None:
    return offices.week_of(template, _today()) if template else None


def _today() -> date:
    return clock.today(ZoneInfo(settings.TIME_ZONE))


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise Refused(refusal)
