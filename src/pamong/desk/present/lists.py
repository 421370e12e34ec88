"""A list of open applications in words: its parts with their counts, how it is narrowed, its lines, its next page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pamong.applications.present import rows
from pamong.applications.queries import MANY, ListPage, Part, Wanted
from pamong.desk.actions import RowResult
from pamong.desk.queries import FilterRow
from pamong.desk.rules import IN_HEAPS
from pamong.offices import queries as offices
from pamong.shell.addresses import reverse
from pamong.shell.words import label, message
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal
from pamong.standard.parts import Label

PARTS: Mapping[Part, Message] = {
    Part.OWN: Message(N_("Langkah saya")),
    Part.LATE: Message(N_("Lewat waktu")),
    Part.TODAY: Message(N_("Jatuh tempo hari ini")),
    Part.RETURNED: Message(N_("Dikembalikan")),
    Part.READY: Message(N_("Siap diambil")),
    Part.HOLD: Message(N_("Ditunda")),
    Part.OUTSIDE: Message(N_("Di pihak lain")),
    Part.ALL: Message(N_("Semua yang berjalan")),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a list; `here` when it is the one shown, `number` its count or ""."""

    text: str
    url: str
    here: bool = False
    number: str = ""


def address(wanted: Wanted, *, after: str = "", before: str = "") -> str:
    """The address of a list; what is not asked for stays out of it."""
    asked = {"bagian": str(wanted.part), "layanan": wanted.service, "langkah": wanted.step}
    asked |= {"sesudah": after, "sebelum": before}
    return f"{reverse('desk:list')}?{urlencode({name: value for name, value in asked.items() if value})}"


def count(number: int) -> str:
    """A count as it is shown: exact below a hundred."""
    return str(number) if number < MANY else f"{MANY - 1}+"


def parts(counts: Mapping[Part, int], shown: Wanted | None) -> list[Way]:
    """The parts as links with their counts; an empty one is shown too, so that nobody looks for it."""
    return [
        Way(
            text=message(text),
            url=address(Wanted(part)),
            here=shown is not None and shown.part is part,
            number=count(counts[part]) if part in counts else "",
        )
        for part, text in PARTS.items()
    ]


def context(
    actor: Actor,
    wanted: Wanted,
    page: ListPage,
    counts: Mapping[Part, int],
    *,
    steps: Sequence[tuple[str, Label]],
    services: Sequence[str],
    kept: Sequence[FilterRow],
    new_key: Callable[[], str],
) -> dict[str, Any]:
    """Everything the list page draws."""
    zone = offices.zone(actor.office)
    lines = [rows.queue(row, zone, new_key=new_key, heaps=IN_HEAPS) for row in page.rows]
    return {
        "parts": parts(counts, wanted),
        "services": [
            Way(name.upper(), address(Wanted(wanted.part, name)), here=name == wanted.service)
            for name in services
        ],
        "steps": [
            Way(label(name), address(Wanted(wanted.part, wanted.service, step)), here=step == wanted.step)
            for step, name in steps
        ],
        "every": address(Wanted(wanted.part)),
        "narrowed": bool(wanted.service or wanted.step),
        "rows": lines,
        "caption": message(PARTS[wanted.part]),
        "next_url": address(wanted, after=page.after) if page.after else "",
        "previous_url": address(wanted, before=page.before) if page.before else "",
        "kept": [(Way(each.name, f"{reverse('desk:list')}?{each.query}"), each.id) for each in kept],
        "query": address(wanted).partition("?")[2],
        "heap": any(line.choose for line in lines),
        "key": new_key(),
    }


def results(found: Sequence[RowResult], refusal: Refusal | None, actor: Actor) -> dict[str, Any]:
    """What became of every chosen line."""
    zone = offices.zone(actor.office)
    return {
        "lines": [
            (rows.queue(each.row, zone), message(each.refusal.message) if each.refusal else "")
            for each in found
        ],
        "done": sum(each.refusal is None for each in found),
        "refusal": message(refusal.message) if refusal else "",
    }
