"""Late entries as the Sekretaris reads them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from pamong.applications.late import LATE_REASONS, may_acknowledge
from pamong.applications.present import words
from pamong.applications.queries import LateRow
from pamong.offices import queries as offices
from pamong.shell.words import message, moment
from pamong.staff import queries as staff
from pamong.staff.rules import Actor


@dataclass(frozen=True, slots=True)
class LateLine:
    """One late entry in words; `acknowledge` is the address to take note at, empty for whoever may not."""

    url: str
    number: str
    act: str
    occurred: str
    recorded: str
    reason: str
    person: str
    acknowledged: str
    acknowledge: str
    key: str


def context(rows: Sequence[LateRow], actor: Actor, new_key: Callable[[], str]) -> dict[str, Any]:
    """What the list draws: first what waits, then what was seen."""
    zone = offices.zone(actor.office)
    people = staff.names_of({row.person for row in rows} | {row.acknowledged_by for row in rows} - {""})

    def line(row: LateRow) -> LateLine:
        refusal = may_acknowledge(
            post=actor.post, own=row.person == actor.person_id, acknowledged=row.acknowledged_at is not None
        )
        seen = ""
        if row.acknowledged_at is not None:
            who = people.get(row.acknowledged_by, "")
            seen = f"{moment(row.acknowledged_at, zone)} {who}".strip()
        return LateLine(
            url=reverse("applications:page", args=[row.code]),
            number=row.number,
            act=message(words.verb(row.verb)),
            occurred=moment(row.occurred_at, zone),
            recorded=moment(row.recorded_at, zone),
            reason=message(LATE_REASONS[row.reason]),
            person=people.get(row.person, ""),
            acknowledged=seen,
            acknowledge="" if refusal else reverse("applications:acknowledge_late", args=[row.id]),
            key=new_key(),
        )

    return {
        "waiting": [line(row) for row in rows if row.acknowledged_at is None],
        "seen": [line(row) for row in rows if row.acknowledged_at is not None],
    }
