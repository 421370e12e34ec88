"""What every paper of the counter carries: letterhead, marks, foot."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.offices import queries as offices
from pamong.offices.queries import OfficeRow
from pamong.shell.paper import Pair, both
from pamong.shell.words import message, weekday_moment
from pamong.staff.rules import Actor
from pamong.staff.rules import label as post_label
from pamong.standard.document import Standard


@dataclass(frozen=True)
class Print:
    """Who prints, when, and the how many-th copy of this paper it is."""

    actor: Actor
    at: datetime
    copy: int = 1


def frame(title: Pair, standard: Standard, made: Print) -> dict[str, Any]:
    """The data that the frame of every paper draws; only of what was printed before the reader learns that it was."""
    office = offices.office(made.actor.office)
    foot = [document_line(standard), printed_line(made, office)]
    return {**blank_frame(title, standard, office, foot), "reprint": reprint(made.copy)}


def blank_frame(title: Pair, standard: Standard, office: OfficeRow, foot: list[str]) -> dict[str, Any]:
    """The frame of a paper that belongs to no act."""
    return {
        "title": title,
        "head": letterhead(office, standard),
        "marks": marks(standard),
        "reprint": None,
        "foot": foot,
        "page-words": page_words(),
    }


def letterhead(office: OfficeRow, standard: Standard) -> dict[str, Any]:
    """The head of the office's paper: its address of today; where the office has none, the one of the standard."""
    own = standard.letterhead
    phone, fax = office.phone or own.phone, own.fax
    line = [
        office.address or own.address,
        f"Telp. {phone}" if phone else "",
        f"Faks. {fax}" if fax and fax != phone else "",
    ]
    reach = [
        office.email or own.email,
        office.website or own.website,
        f"{office.city or own.city or ''} {office.postal_code or own.postal_code or ''}".strip(),
    ]
    lines = [" · ".join(part for part in parts if part) for parts in (line, reach)]
    return {
        "authority": list(own.authority),
        "office": office.name,
        "lines": [line for line in lines if line],
    }


def marks(standard: Standard) -> list[str]:
    """What stands behind the text: an example must never pass for a standard in force, nor the demo for an office."""
    return [
        mark for mark, holds in (("CONTOH", standard.status == "example"), ("DEMO", settings.DEMO)) if holds
    ]


def reprint(copy: int) -> Pair | None:
    """The mark of every print after the first."""
    if copy == 1:
        return None
    return both(lambda: _("CETAK ULANG (cetakan ke-%(n)s)") % {"n": copy})


def document_line(standard: Standard) -> str:
    """The standard the paper rests on, with its revision."""
    with override("id"):
        revision = _("revisi %(revision)s") % {"revision": standard.document.revision}
    return f"{standard.document.number} · {revision}"


def printed_line(made: Print, office: OfficeRow) -> str:
    """When and by whom it was printed."""
    with override("id"):
        return _("Dicetak %(moment)s oleh %(name)s (%(post)s)") % {
            "moment": weekday_moment(made.at, office.zone),
            "name": made.actor.name,
            "post": message(post_label(made.actor.post)),
        }


def page_words() -> list[str]:
    """`Hal … dari …`."""
    with override("id"):
        return [_("Hal"), _("dari")]
