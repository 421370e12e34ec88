"""The morning briefing in words, for its page and as a letter. Register numbers and services; nobody's name."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.applications.queries import Part, QueueRow, Wanted
from pamong.desk import queries
from pamong.desk.present import lists
from pamong.desk.queries import Briefing
from pamong.ledger import clock
from pamong.notices.queries import Job
from pamong.notices.rules import Letter
from pamong.offices import queries as offices
from pamong.shell.words import label, message, weekday_date
from pamong.staff import queries as staff
from pamong.staff.rules import Actor


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """One application: its register number, and what is awaited or by when."""

    number: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class BriefingPart:
    """One part with its count, its first lines, and the list that has them all."""

    caption: str
    count: str
    lines: tuple[BriefingLine, ...]
    url: str


def context(found: Briefing, actor: Actor) -> dict[str, Any]:
    """What the page draws."""
    zone = offices.zone(actor.office)
    return {
        "day": weekday_date(clock.now(), zone),
        "own": lists.count(found.counts[Part.OWN]),
        "own_url": lists.address(Wanted(Part.OWN)),
        "parts": [_part(found, part, actor) for part in queries.BRIEFING_PARTS],
        "notices": lists.count(found.notices) if found.notices else "",
    }


def _part(found: Briefing, part: Part, actor: Actor) -> BriefingPart:
    return BriefingPart(
        caption=message(lists.PARTS[part]),
        count=lists.count(found.counts[part]),
        lines=tuple(_line(row, actor) for row in found.rows.get(part, ())),
        url=lists.address(Wanted(part)),
    )


def _line(row: QueueRow, actor: Actor) -> BriefingLine:
    due = weekday_date(row.due_at, offices.zone(actor.office)) if row.due_at and not row.ready_at else ""
    return BriefingLine(
        number=f"{row.service.upper()} {row.number}",
        said=" · ".join(part for part in (label(row.step_name), due) if part),
        url=reverse("applications:page", args=[row.code]),
    )


def letter(job: Job) -> Letter | None:
    """The briefing of one appointment as mail; None when the appointment has ended."""
    row = staff.appointment(UUID(job.subject_id.partition(":")[0]))
    if row is None:
        return None
    actor = Actor(row.person_id, row.person_name, row.office, row.post, row.substitute)
    with override(job.language):
        said = context(queries.briefing(actor=actor), actor)
        subject = _("Ringkasan pagi %(office)s, %(day)s") % {"office": row.office_name, "day": said["day"]}
        short = _("Menunggu Anda: %(n)s") % {"n": said["own"]}
        address = staff.emails_of([row.person_id]).get(row.person_id, "")
        return Letter(subject, _text(said, short), short, address)


def _text(said: dict[str, Any], own: str) -> str:
    """The briefing as plain text, with the address of the page that shows it as it stands when it is read."""
    blocks = [own]
    for part in said["parts"]:
        lines = [f"{part.caption}: {part.count}"]
        lines += [f"- {line.number} · {line.said}" for line in part.lines]
        blocks.append("\n".join(lines))
    if said["notices"]:
        blocks.append(_("Pemberitahuan yang perlu ditangani: %(n)s") % {"n": said["notices"]})
    with override("id"):
        blocks.append(settings.PUBLIC_URL + reverse("desk:briefing"))
    return "\n\n".join(blocks) + "\n"
