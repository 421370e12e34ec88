"""Lists of what a desa collects, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.applications.codes import spaced
from pamong.applications.queries import VillageRow
from pamong.desa.queries import ItemLine, ListPage
from pamong.desa.rules import CollectionState, collecting_clause
from pamong.shell.rows import StatusKind
from pamong.shell.words import message, moment
from pamong.standard.messages import N_, Message

STATES: Mapping[CollectionState, tuple[StatusKind, Message]] = {
    CollectionState.OPEN: ("waiting", Message(N_("Belum diambil"))),
    CollectionState.DONE: ("closed", Message(N_("Selesai"))),
    CollectionState.WITHDRAWN: ("withdrawn", Message(N_("Ditarik"))),
}


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list in a list of lists."""

    url: str
    code: str
    text: str
    status: StatusKind
    status_text: str


def list_lines(found: Sequence[ListPage], zone: ZoneInfo, *, counter: bool = False) -> list[ListLine]:
    """Lists, each leading to its page at the desa or at the counter."""
    return [_line(page, zone, "desa:hand_over" if counter else "desa:collection") for page in found]


def _line(page: ListPage, zone: ZoneInfo, name: str) -> ListLine:
    kind, text = STATES[page.state]
    amount = ngettext("%(n)s permohonan", "%(n)s permohonan", len(page.items)) % {"n": len(page.items)}
    return ListLine(
        url=reverse(name, args=[page.code]),
        code=spaced(page.code),
        text=f"{page.desa_name} · {page.collector} · {amount} · {moment(page.prepared_at, zone)}",
        status=kind,
        status_text=message(text),
    )


def collection(page: ListPage, zone: ZoneInfo) -> dict[str, Any]:
    """What the page of one list draws."""
    kind, text = STATES[page.state]
    return {
        "page": page,
        "code": page.code,
        "code_spaced": spaced(page.code),
        "status": kind,
        "status_text": message(text),
        "clause": collecting_clause(page.standard) or "",
        "prepared": moment(page.prepared_at, zone),
        "lines": [
            (f"{item.service.upper()} {item.number}", named(item), _state(item, page)) for item in page.items
        ],
    }


def choices_of(rows: Sequence[VillageRow]) -> list[tuple[str, str]]:
    """Ready applications as boxes to tick."""
    return [
        (
            row.code,
            f"{row.resident} ({row.birth_year}) · {row.service.upper()} {row.number} · {row.office_name}",
        )
        for row in rows
    ]


def items_of(page: ListPage) -> list[tuple[str, str]]:
    """What can still be handed over of a list, as boxes to tick."""
    return [
        (item.code, f"{named(item)} · {item.service.upper()} {item.number}")
        for item in page.items
        if item.ready
    ]


def named(item: ItemLine) -> str:
    """`Sekar Rekaan (1990)`."""
    return f"{item.resident} ({item.birth_year})"


def _state(item: ItemLine, page: ListPage) -> str:
    if item.handed:
        return _("diserahkan")
    if item.ready:
        return (
            _("siap diambil")
            if page.state is CollectionState.OPEN
            else _("tidak diserahkan, tetap siap diambil")
        )
    return _("sudah tidak di loket")
