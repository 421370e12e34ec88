"""The start page and the search results in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.applications.present import rows, words
from pamong.applications.queries import Group, Part, Queue, RunningRow
from pamong.desa.present import lines as form_lines
from pamong.desa.present import list_lines
from pamong.desa.queries import FormRow, ListPage
from pamong.desk.present import lists
from pamong.desk.queries import Found, ServiceRights, Texts
from pamong.library.queries import VersionRow
from pamong.offices import queries as offices
from pamong.readiness import present as ready
from pamong.readiness.queries import Gaps, Stopped
from pamong.residents.queries import RecordingRow
from pamong.shell.addresses import reverse
from pamong.shell.words import day, label, message
from pamong.staff.rules import POSTS, Actor
from pamong.standard.acts import ACTS


def start(
    queue: Queue,
    actor: Actor,
    waiting: Sequence[RecordingRow],
    counts: Mapping[Part, int],
    new_key: Callable[[], str],
) -> dict[str, Any]:
    """The queue in its parts, each with its count; what this post can do itself comes first."""
    zone = offices.zone(actor.office)
    parts = [
        (
            f"{message(words.GROUPS[group])} ({lists.count(queue.counts[group])})",
            [
                rows.queue(row, zone, new_key=new_key)
                for row in sorted(queue.of(group), key=lambda row: not row.mine)
            ],
        )
        for group in Group
    ]
    return {
        "ways_of": lists.parts(counts, None),
        "parts": parts,
        "may_take_in": actor.post in _COUNTER,
        "waiting": [
            (reverse("residents:page", args=[row.resident_id]), day(row.recorded_at, zone)) for row in waiting
        ],
    }


def from_desa(found: Sequence[FormRow], collected: Sequence[ListPage], actor: Actor) -> dict[str, Any]:
    """The forms that desa sent ahead, each leading to where it is taken in."""
    zone = offices.zone(actor.office)
    return {
        "from_desa": form_lines(found, zone, counter=True),
        "lists_from_desa": list_lines(collected, zone, counter=True),
    }


def texts(found: Texts) -> dict[str, Any]:
    """What document control has for this post, each with its address."""
    return {
        "texts": [(reverse("library:draft", args=[row.id]), row.title) for row in found.waiting],
        "due": [(reverse("library:version", args=[row.id]), row.title, day(on)) for row, on in found.due],
    }


def readiness(lacking: Gaps, stopped: Sequence[Stopped]) -> dict[str, Any]:
    """What the office lacks of chapters 8 and 9, and the steps that stand still because of it."""
    return {
        "lacking": ready.gaps(lacking),
        "stopped": [ready.stopped(one) for one in stopped],
    }


def running(found: Sequence[tuple[VersionRow, RunningRow]], zone: ZoneInfo) -> dict[str, Any]:
    """One line a version: its number and first day, what runs under it, since when the oldest."""
    return {
        "lines": [
            (
                version.title,
                f"{version.number} rev. {version.revision}",
                day(version.in_force_from),
                lists.count(row.running),
                lists.count(row.ended),
                day(row.oldest, zone) if row.oldest else "",
                reverse("library:version", args=[version.id]),
            )
            for version, row in found
        ]
    }


_COUNTER = frozenset({"loket", "operator", "kasi"})


def found(result: Found, actor: Actor) -> dict[str, Any]:
    """Applications first, then the people they belong to."""
    zone = offices.zone(actor.office)
    people = [
        (
            person.name,
            person.birth_year,
            person.number_masked,
            person.village_name,
            reverse("residents:page", args=[person.id]),
            f"{reverse('applications:start')}?warga={person.id}" if actor.post in _COUNTER else "",
        )
        for person in result.residents
    ]
    return {
        "rows": [rows.queue(row, zone) for row in result.applications],
        "prepared": form_lines(result.prepared, zone, counter=actor.post != "desa"),
        "people": people,
        "text": result.text,
        "caption": _("Permohonan yang ditemukan (%(n)s)") % {"n": len(result.applications)},
    }


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search field: what it is, what tells it from the others, and where it leads."""

    text: str
    hint: str
    url: str


def suggestions(result: Found, actor: Actor) -> dict[str, Any]:
    """What was found so far, applications first; a person leads whoever takes in to a new application."""
    new = reverse("applications:start") if actor.post in _COUNTER else ""
    lines = [
        Suggestion(
            f"{row.service.upper()} {row.number}",
            f"{row.resident} ({row.birth_year}) · {label(row.step_name)}",
            reverse("applications:page", args=[row.code]),
        )
        for row in result.applications
    ]
    lines += [
        Suggestion(
            person.name,
            " · ".join(filter(None, (str(person.birth_year), person.village_name, person.number_masked))),
            f"{new}?warga={person.id}" if new else reverse("residents:page", args=[person.id]),
        )
        for person in result.residents
    ]
    prepared = form_lines(result.prepared, offices.zone(actor.office), counter=actor.post != "desa")
    lines += [
        Suggestion(line.name, f"{line.birth_year} · {line.desa} · {line.status_text}", line.url)
        for line in prepared
    ]
    count = ngettext("%(n)s hasil", "%(n)s hasil", len(lines)) % {"n": len(lines)}
    return {"lines": lines, "said": count if lines else _("Tidak ada yang cocok.")}


@dataclass(frozen=True, slots=True)
class RightLine:
    """One step and act: who may, by post, with the people who hold the post today; substitutes are marked."""

    clause: str
    step: str
    act: str
    posts: tuple[tuple[str, str], ...]


def rights(found: Sequence[ServiceRights]) -> dict[str, Any]:
    """The matrix as an officer reads it: one line a step and act, the posts beside it."""
    return {"services": [(service.version, _lines(service)) for service in found]}


def _lines(service: ServiceRights) -> list[RightLine]:
    names = {step.id: label(step.name) for step in service.standard.steps()}
    lines: dict[tuple[str, str], list[tuple[str, str]]] = {}
    clauses: dict[str, str] = {}
    for row in service.rows:
        right = row.right
        people = [*row.people, *(_("%(name)s (pengganti)") % {"name": name} for name in row.substitutes)]
        lines.setdefault((right.step, right.act), []).append(
            (message(POSTS[right.post].label), ", ".join(people) or _("belum ada orangnya"))
        )
        clauses[right.step] = right.clause or ""
    return [
        RightLine(clauses[step], names[step], message(ACTS[act].label), tuple(posts))
        for (step, act), posts in lines.items()
    ]
