"""What is promised and what is there, in words and small drawings."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pamong.library.queries import VersionRow
from pamong.readiness.present.equipment import inventory, promise, stopped, things
from pamong.readiness.present.people import acts, card, colleague, months_before, person
from pamong.readiness.present.words import ASPECTS, gap_count
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


@dataclass(frozen=True, slots=True)
class LackingLine:
    """One clause that the office does not keep today: its id, what it is about (`quoted` from the text), how it stands."""

    clause: str
    title: str
    quoted: bool
    states: tuple[str, ...]


def gaps(found: Gaps) -> list[LackingLine]:
    """What the office lacks today of what its standards promise, one line a clause."""
    lines = []
    for row in found.cards:
        heads = _("%(n)s orang dari %(promised)s") % {"n": row.present, "promised": row.card.count}
        people = (f"{holder.name} ({gap_count(len(holder.gaps))})" for holder in row.holders if holder.gaps)
        clause = f"{row.version.service.upper()} {row.clause}"
        lines.append(LackingLine(clause, row.card.printed_title, True, (heads, *people)))
    for promised in found.promises:
        thing = promise(promised)
        clause = f"{promised.version.service.upper()} {thing.clause}"
        states = tuple(filter(None, (thing.state[0], thing.since)))
        lines.append(LackingLine(clause, thing.item, False, states))
    return lines
