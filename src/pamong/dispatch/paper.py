"""The manifest of a bundle: two copies on A4, one for the office it goes to, one for the office it came from."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.applications.codes import spaced
from pamong.dispatch.present import result_text
from pamong.dispatch.queries import BundlePage, ItemRow
from pamong.dispatch.rules import Direction
from pamong.offices import queries as offices
from pamong.shell.paper import Pair, both, pdf
from pamong.shell.words import message, weekday_moment
from pamong.staff.rules import Actor
from pamong.staff.rules import label as post_label


def manifest(page: BundlePage, *, actor: Actor, at: datetime, copy: int) -> bytes:
    """The manifest as PDF/A, printed by `actor` at `at` for the how many-th time."""
    return pdf("dispatch/typst/manifest.typ", contents(page, actor=actor, at=at, copy=copy), at=at)


def contents(page: BundlePage, *, actor: Actor, at: datetime, copy: int) -> dict[str, Any]:
    """What stands on it."""
    row = page.row
    back = row.direction is Direction.BACK
    with override("id"):
        body = [_cells(place, item, back) for place, item in enumerate(page.items, start=1)]
        heads = [_("No."), _("Register"), _("Kode"), _("Layanan"), _("Nama pemohon"), _("Lahir")]
        heads.append(_("Hasil") if back else _("Diterima"))
        totals = _totals(page)
        printed = _("Dicetak %(moment)s oleh %(name)s (%(post)s)") % {
            "moment": weekday_moment(at, offices.zone(actor.office)),
            "name": actor.name,
            "post": message(post_label(actor.post)),
        }
        words = [_("Hal"), _("dari")]
    return {
        "head": _letterhead(row.sender),
        "title": both(lambda: _("Daftar pengantar %(number)s") % {"number": row.number}),
        "copies": _copies(),
        "facts": _facts(page),
        "heads": heads,
        "rows": body,
        "totals": totals,
        "signatures": _signatures(page),
        "marks": ["DEMO"] if settings.DEMO else [],
        "reprint": _reprint(copy),
        "foot": [f"{row.sender} · {row.number}", printed],
        "page-words": words,
    }


def _letterhead(code: str) -> dict[str, Any]:
    office = offices.office(code)
    above = offices.office(office.parent).name if office.parent else ""
    line = " · ".join(part for part in (office.address, office.phone, office.email, office.city) if part)
    return {
        "authority": [f"Pemerintah {above}"] if above else [],
        "office": office.name,
        "lines": [line] if line else [],
    }


def _copies() -> list[Pair]:
    return [
        both(lambda: _("Lembar 1: untuk kantor penerima")),
        both(lambda: _("Lembar 2: untuk kantor pengirim, kembali dengan tanda tangan")),
    ]


def _facts(page: BundlePage) -> list[list[Any]]:
    row = page.row
    zone = offices.zone(row.sender)
    sent = row.sent_at
    with override("id"):
        moment = weekday_moment(sent, zone) if sent else "–"
    return [
        [both(lambda: _("Dari")), row.sender_name],
        [both(lambda: _("Kepada")), row.receiver_name],
        [both(lambda: _("Dikirim")), moment],
        [both(lambda: _("Dibawa oleh")), row.courier or "–"],
    ]


def _cells(place: int, item: ItemRow, back: bool) -> list[str]:
    said = result_text(item) if back else ""
    return [
        str(place),
        item.number,
        spaced(item.code),
        item.service.upper(),
        item.resident,
        str(item.birth_year),
        said,
    ]


def _totals(page: BundlePage) -> list[str]:
    """How many in all, of each service, and on the way back of each result: whoever signs counts against these."""
    back = page.row.direction is Direction.BACK
    kinds: dict[str, int] = {}
    for item in page.items:
        names = [item.service.upper(), *([result_text(item, short=True)] if back else [])]
        for name in names:
            kinds[name] = kinds.get(name, 0) + 1
    everything = _("Jumlah berkas: %(n)s") % {"n": len(page.items)}
    return [everything, *(f"{name}: {count}" for name, count in kinds.items())]


def _signatures(page: BundlePage) -> list[dict[str, Any]]:
    return [
        {"above": page.row.sender_name, "role": both(lambda: _("Yang mengirim")), "name": ""},
        {"above": "", "role": both(lambda: _("Yang membawa")), "name": page.row.courier},
        {"above": page.row.receiver_name, "role": both(lambda: _("Yang menerima")), "name": ""},
    ]


def _reprint(copy: int) -> Pair | None:
    return None if copy == 1 else both(lambda: _("CETAK ULANG (cetakan ke-%(n)s)") % {"n": copy})
