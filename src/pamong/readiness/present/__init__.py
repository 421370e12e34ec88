"""What is promised and what is there, in words and small drawings."""

from typing import Any

from django.utils.translation import gettext as _

from pamong.library.queries import VersionRow
from pamong.readiness.present.equipment import inventory, promise, stopped, things
from pamong.readiness.present.people import acts, card, colleague, months_before, person
from pamong.readiness.present.words import ASPECTS
from pamong.readiness.queries import Gaps, Overview
from pamong.shell.words import weekday_date

__all__ = ["ASPECTS", "acts", "gaps", "inventory", "months_before", "overview", "person", "stopped", "things"]


def overview(found: Overview) -> dict[str, Any]:
    """Chapter 9 and chapter 8 of each standard in force, side by side."""
    versions = {row.version.id: row.version for row in found.cards}
    versions |= {row.version.id: row.version for row in found.promises}
    return {
        "on": weekday_date(found.on),
        "services": [_service(version, found) for version in versions.values()],
        "people": [colleague(row) for row in found.people],
    }


def _service(version: VersionRow, found: Overview) -> dict[str, Any]:
    return {
        "version": version,
        "cards": [card(row) for row in found.cards if row.version.id == version.id],
        "equipment": [promise(row) for row in found.promises if row.version.id == version.id],
    }


def gaps(found: Gaps) -> list[str]:
    """What the office lacks today of what its standards promise, one line a clause."""
    lines = []
    for row in found.cards:
        line = card(row)
        said = [_("%(n)s orang dari %(promised)s") % {"n": line.present, "promised": line.promised}]
        said += [f"{holder.name}: {'; '.join(holder.gaps)}" for holder in line.holders if holder.gaps]
        lines.append(f"{row.version.service.upper()} {row.clause} {line.title}: {' · '.join(said)}")
    for promised in found.promises:
        thing = promise(promised)
        state = " · ".join(filter(None, (thing.state[0], thing.since)))
        lines.append(f"{promised.version.service.upper()} {thing.clause} {thing.item}: {state}")
    return lines
