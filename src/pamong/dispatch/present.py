"""Bundles in words: for the pages of both offices, and for the manifest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pamong.applications.codes import spaced
from pamong.applications.queries import AwaitingRow
from pamong.dispatch import queries
from pamong.dispatch.lists import FAULTS
from pamong.dispatch.queries import Ages, Backlog, BundlePage, BundleRow, ItemRow, ListRow, Outside, Queued
from pamong.dispatch.rules import AGES, REASONS, RESULT_WORDS, Count, Direction, Result
from pamong.offices import queries as offices
from pamong.shell.words import day, label, message, moment
from pamong.staff.rules import Actor

TONES: Mapping[str, tuple[str, str]] = {
    "": ("", "circle"),
    "in_process": ("new", "clock"),
    "printed": ("safe", "check"),
    "refused": ("late", "cross"),
    "no_blanks": ("warn", "pause"),
    "duplicate": ("warn", "minus"),
}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One application of a list between two offices, as a row."""

    id: str
    code: str
    code_text: str
    url: str
    number: str
    service: str
    name: str
    office: str
    manifest: str
    since: str
    state: str
    tone: str
    icon: str
    detail: str
    choose: bool
    take_back: str


def result_text(item: ItemRow, *, short: bool = False) -> str:
    """What was said of an item, with its reason and paper unless `short`."""
    if not item.result:
        return _("Belum ada hasil")
    said = message(RESULT_WORDS[item.result])
    return said if short or not item.reason else f"{said}: {_why(item)}"


def _why(item: ItemRow) -> str:
    reason = message(REASONS[item.reason]) if item.reason else ""
    paper = label(item.requirement) if item.requirement else ""
    return ", ".join(part for part in (reason, paper, item.note) if part)


def lines(
    items: Sequence[ItemRow], actor: Actor, *, choose: Callable[[ItemRow], bool] = lambda _item: False
) -> list[ItemLine]:
    """Items as rows; the sender's own lead to the application."""
    zone = offices.zone(actor.office)
    return [_line(item, actor, zone, choose(item)) for item in items]


def _line(item: ItemRow, actor: Actor, zone: ZoneInfo, choose: bool) -> ItemLine:
    own = item.office == actor.office
    since = item.received_at or item.sent_at
    tone, icon = TONES[item.result]
    count = item.count
    wrongly = actor.post == "kasi" and own and (count.missing or count.on_the_way or item.ending == "home")
    return ItemLine(
        id=str(item.id),
        code=item.code,
        code_text=spaced(item.code),
        url=reverse("applications:page", args=[item.code]) if own else "",
        number=item.number,
        service=item.service.upper(),
        name=f"{item.resident} ({item.birth_year})",
        office=item.office_name,
        manifest=item.manifest,
        since=day(since, zone) if since else "",
        state=_place(count) if not item.result else message(RESULT_WORDS[item.result]),
        tone=tone,
        icon=icon,
        detail=" · ".join(part for part in (_why(item), _place(count) if item.result else "") if part),
        choose=choose,
        take_back=reverse("dispatch:take_back", args=[item.id]) if wrongly and not item.closed else "",
    )


def _place(count: Count) -> str:
    """Where one application is, by its count of one."""
    said = (
        (count.home, _("Sudah kembali")),
        (count.coming, _("Dalam perjalanan kembali")),
        (count.there, _("Di Dispenduk")),
        (count.missing, _("Belum ditemukan")),
        (count.on_the_way, _("Dibawa kurir")),
        (count.stayed, _("Ternyata tidak dikirim")),
    )
    return next((text for number, text in said if number), _("Belum dikirim"))


def counting(count: Count) -> list[tuple[str, int]]:
    """The reconciliation: what went out, and every place it can be in."""
    return [
        (_("Keluar"), count.sent),
        (_("Kembali"), count.home),
        (_("Dibawa kurir ke Dispenduk"), count.on_the_way),
        (_("Belum ditemukan"), count.missing),
        (_("Di Dispenduk"), count.there),
        (_("Dibawa kurir kembali"), count.coming),
        (_("Ternyata tidak dikirim"), count.stayed),
        (_("Belum kembali seluruhnya"), count.outstanding),
    ]


def age_names() -> list[str]:
    """The heads of the age groups."""
    ends = (0, *(end + 1 for end in AGES))
    found = [
        _("%(first)s–%(last)s hari") % {"first": first, "last": last}
        for first, last in zip(ends, AGES, strict=False)
    ]
    return [*found, _("lebih dari %(last)s hari") % {"last": AGES[-1]}]


def ages(found: Ages) -> list[tuple[str, int]]:
    """How long, and how many."""
    return list(zip(age_names(), found.groups, strict=True))


@dataclass(frozen=True, slots=True)
class BundleLine:
    """One bundle as a row."""

    url: str
    number: str
    way: SafeString
    when: str
    state: str
    tone: str
    icon: str
    items: int
    counted: str
    outstanding: str


def in_indonesian(name: str) -> SafeString:
    """The name of an office, said to be Indonesian also on an English page."""
    return format_html('<span lang="id">{}</span>', name)


def bundle_lines(found: Sequence[BundleRow], actor: Actor) -> list[BundleLine]:
    """Bundles, the newest first, as the actor's office sees them."""
    zone = offices.zone(actor.office)
    return [_bundle_line(row, actor, zone) for row in found]


def _bundle_line(row: BundleRow, actor: Actor, zone: ZoneInfo) -> BundleLine:
    state, tone, icon = bundle_state(row)
    other = row.receiver_name if row.sender == actor.office else row.sender_name
    way = _("ke {office}") if row.sender == actor.office else _("dari {office}")
    return BundleLine(
        url=reverse("dispatch:bundle", args=[row.id]),
        number=row.number,
        way=format_html(way, office=in_indonesian(other)),
        when=day(row.sent_at or row.made_at, zone),
        state=state,
        tone=tone,
        icon=icon,
        items=row.items,
        counted=f"{row.counted}/{row.items}" if row.sent_at else "–",
        outstanding=str(row.count.outstanding) if row.direction is Direction.OUT and row.sent_at else "–",
    )


def bundle_state(row: BundleRow) -> tuple[str, str, str]:
    """How a bundle stands: words, tone, icon."""
    if row.cancelled:
        return _("Dibatalkan"), "", "minus"
    if row.sent_at is None:
        return _("Disiapkan"), "", "circle"
    if row.received_at is None:
        return _("Dibawa kurir"), "new", "out"
    if row.counted < row.items:
        missing = row.items - row.counted
        return (
            ngettext("Kurang %(n)s berkas", "Kurang %(n)s berkas", missing) % {"n": missing},
            "late",
            "alert",
        )
    return _("Diterima lengkap"), "safe", "check"


def awaiting(found: Sequence[AwaitingRow], names: Mapping[str, str], zone: ZoneInfo) -> list[dict[str, Any]]:
    """Applications that wait for an act between two offices."""
    return [
        {
            "code": row.code,
            "code_text": spaced(row.code),
            "number": row.number,
            "service": row.service.upper(),
            "name": f"{row.resident} ({row.birth_year})",
            "office": names.get(row.office, ""),
            "since": day(row.complete_at, zone) if row.complete_at else "",
        }
        for row in found
    ]


def office_page(
    actor: Actor,
    *,
    ready: Sequence[AwaitingRow],
    outside: Outside,
    unsettled: Sequence[ItemRow],
    announced: Sequence[AwaitingRow],
    bundles: Sequence[BundleRow],
) -> dict[str, Any]:
    """Everything the kecamatan sees of its bundles."""
    zone = offices.zone(actor.office)
    return {
        "ready": len(ready),
        "counting": counting(outside.count),
        "ages": ages(outside.ages),
        "outside": lines(outside.items, actor),
        "without": outside.without,
        "unsettled": [
            (
                line,
                item.result == Result.REFUSED,
                reverse(
                    f"dispatch:{'give_back' if item.result == Result.REFUSED else 'end_duplicate'}",
                    args=[item.id],
                ),
            )
            for item, line in zip(unsettled, lines(unsettled, actor), strict=True)
        ],
        "announced": awaiting(announced, {}, zone),
        "bundles": bundle_lines(bundles, actor),
    }


def bundle_page(page: BundlePage, actor: Actor) -> dict[str, Any]:
    """One bundle, and what this office may do with it now."""
    row = page.row
    zone = offices.zone(actor.office)
    back = row.direction is Direction.BACK
    mine = actor.post == "dispenduk" if back == (row.sender == actor.office) else actor.post in _SECTION
    incoming = row.receiver == actor.office and row.sent_at is not None and mine

    def waiting(item: ItemRow) -> bool:
        return incoming and not (item.ending == "home" if back else item.received_at)

    unsent = row.sender == actor.office and row.sent_at is None and not row.cancelled and mine
    return {
        "row": row,
        "state": bundle_state(row),
        "facts": [
            (_("Dari"), in_indonesian(row.sender_name)),
            (_("Kepada"), in_indonesian(row.receiver_name)),
            (_("Dikirim"), moment(row.sent_at, zone) if row.sent_at else ""),
            (_("Dibawa oleh"), row.courier),
            (_("Diterima"), moment(row.received_at, zone) if row.received_at else ""),
            (_("Jumlah berkas"), row.items),
            (_("Sudah dihitung penerima"), row.counted if row.sent_at else ""),
        ],
        "counting": counting(row.count) if not back and row.sent_at else (),
        "lines": lines(page.items, actor, choose=waiting),
        "receiving": incoming and row.counted < row.items,
        "unsent": unsent,
        "printed": page.copies,
        "results": _results(page.items) if back else (),
    }


_SECTION = frozenset({"kasi", "operator", "loket"})


def _results(items: Sequence[ItemRow]) -> list[tuple[str, int]]:
    """How many of each result."""
    found: dict[str, int] = {}
    for item in items:
        name = result_text(item, short=True)
        found[name] = found.get(name, 0) + 1
    return list(found.items())


def dispenduk_page(
    actor: Actor, backlog: Sequence[Backlog], bundles: Sequence[BundleRow], unsigned: int
) -> dict[str, Any]:
    """The one desk of Dispenduk: what is coming, what lies here by kecamatan and age, what goes home."""
    incoming = [
        row for row in bundles if row.receiver == actor.office and row.sent_at and row.counted < row.items
    ]
    return {
        "incoming": bundle_lines(incoming, actor),
        "backlog": [_backlog_line(one) for one in backlog],
        "age_names": age_names(),
        "everything": sum(one.ages.all for one in backlog),
        "finished": sum(one.finished for one in backlog),
        "unsigned": unsigned,
        "bundles": bundle_lines([row for row in bundles if row not in incoming], actor),
    }


def _backlog_line(one: Backlog) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": f"{reverse('dispatch:queue')}?kantor={one.office}",
        "ages": one.ages.groups,
        "all": one.ages.all,
        "finished": one.finished,
        "coming": one.on_the_way,
        "return_url": reverse("dispatch:return", args=[one.office]) if one.finished else "",
    }


def queue_page(found: Queued, actor: Actor, *, office: str, result: str | None) -> dict[str, Any]:
    """A page of the print queue, and the ways to narrow it."""
    names = queries.served(actor.office)
    address = reverse("dispatch:queue")
    asked = f"&hasil={result or '-'}" if result is not None else ""
    here = f"{address}?kantor={office}{asked}"
    step = queries.PAGE
    return {
        "lines": lines(found.items, actor, choose=lambda _item: True),
        "number": found.number,
        "offices": [
            (_("Semua kecamatan"), f"{address}?kantor={asked}", not office),
            *((name, f"{address}?kantor={code}{asked}", code == office) for code, name in names.items()),
        ],
        "results": [
            (_("Semua hasil"), f"{address}?kantor={office}", result is None),
            (_("Belum ada hasil"), f"{address}?kantor={office}&hasil=-", result == ""),
            *(
                (message(text), f"{address}?kantor={office}&hasil={key}", key == result)
                for key, text in RESULT_WORDS.items()
            ),
        ],
        "next_url": f"{here}&mulai={found.first + step}" if found.first + step < found.number else "",
        "previous_url": f"{here}&mulai={max(0, found.first - step)}" if found.first else "",
        "export_url": f"{reverse('dispatch:export')}?kantor={office}",
    }


def list_page(row: ListRow) -> dict[str, Any]:
    """How far a table of results was worked through, and each line that was not applied: what, why, and the mend."""
    return {
        "row": row,
        "wrong": [
            (
                each["line"],
                each["code"],
                message(FAULTS[str(each["why"])].why),
                message(FAULTS[str(each["why"])].mend),
            )
            for each in row.wrong
        ],
    }
