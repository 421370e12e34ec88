"""The desa's start page: what came back, what is ready, what it prepares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from pamong.applications.present import words
from pamong.applications.queries import Group, VillageRow
from pamong.desa.present.forms import lines
from pamong.desa.queries import FormRow
from pamong.desa.rules import Preparation
from pamong.library.queries import VersionRow
from pamong.shell.words import day, label, message


@dataclass(frozen=True, slots=True)
class VillageLine:
    """One application of a resident of the desa in words."""

    url: str
    number: str
    name: str
    birth_year: int
    office: str
    missing: tuple[str, ...]
    ready: str
    code: str


def desk(
    services: Sequence[tuple[VersionRow, Preparation]],
    drafts: Sequence[FormRow],
    sent: Sequence[FormRow],
    ended: Sequence[FormRow],
    residents: Mapping[Group, Sequence[VillageRow]],
    zone: ZoneInfo,
) -> dict[str, Any]:
    """What the page draws."""
    return {
        "services": [
            (reverse("desa:prepare", args=[version.service]), prepared.form, version.service.upper())
            for version, prepared in services
        ],
        "drafts": lines(drafts, zone),
        "sent": lines(sent, zone),
        "ended": lines(ended, zone),
        "returned": [_line(row, zone) for row in residents[Group.RETURNED]],
        "ready": [_line(row, zone) for row in residents[Group.READY]],
    }


def _line(row: VillageRow, zone: ZoneInfo) -> VillageLine:
    missing = [
        f"{label(each.item.name)}: {each.note}" if each.note else label(each.item.name)
        for each in row.missing
    ]
    missing += [message(words.FIELDS[name]) if name in words.FIELDS else name for name in row.invalid]
    return VillageLine(
        url=reverse(settings.STATUS_PAGE, args=[row.code]),
        number=f"{row.service.upper()} {row.number}",
        name=row.resident,
        birth_year=row.birth_year,
        office=row.office_name,
        missing=tuple(missing),
        ready=day(row.ready_at, zone) if row.ready_at else "",
        code=row.code,
    )
