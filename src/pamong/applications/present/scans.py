"""The scans as the application page shows them, and what the program advises about a photo."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pamong.applications import forms
from pamong.applications.present import words
from pamong.applications.queries.page import ApplicationPage, ItemRow
from pamong.applications.queries.scans import ATTACHERS, ScanRow, scans
from pamong.applications.scans import SCAN_REASONS, Advice, advise
from pamong.shell.addresses import reverse
from pamong.shell.words import label, message, moment
from pamong.staff import queries as staff
from pamong.staff.rules import Actor, posts_of

FORM = "scan"
"""The place of the attaching form among the forms of the page."""
TONES: Mapping[Advice, str] = {Advice.DIFFERENT: "warn", Advice.UNCLEAR: "", Advice.SAME: "safe"}


@dataclass(frozen=True)
class ScanLine:
    """One scan on the page. Empty `open_url`: it was withdrawn; `withdrawal` None: not for this person to withdraw."""

    name: str
    said: str
    advice: str
    tone: str
    small_url: str
    open_url: str
    open_form: forms.ActForm
    withdraw_url: str
    withdrawal: forms.ActForm | None


@dataclass(frozen=True)
class ScanSection:
    """All of them, and the form that attaches another; None where this person or this application takes none."""

    lines: tuple[ScanLine, ...]
    attach_url: str
    form: forms.ActForm | None


def place_of(scan_id: UUID) -> str:
    """The place of one scan's withdrawal among the forms of the page."""
    return f"{FORM}-{scan_id}"


def section(
    page: ApplicationPage,
    actor: Actor,
    zone: ZoneInfo,
    bound: Mapping[str, forms.ActForm],
    new_key: Callable[[], str],
) -> ScanSection:
    """What this person sees of the scans."""
    found = scans(actor=actor, code=page.code)
    attaches = actor.post in posts_of(ATTACHERS)
    people = staff.names_of({who for row in found for who in (row.attached_by, row.withdrawn_by) if who})
    form: forms.ActForm | None = None
    if attaches and page.state.closed_at is None:
        items = [row.item for row in page.checklist]
        form = bound.get(FORM) or forms.ScanForm(items, initial={"key": new_key()})
    return ScanSection(
        lines=tuple(_line(page, row, attaches, people, zone, bound, new_key) for row in found),
        attach_url=reverse("applications:attach_scan", args=[page.code]),
        form=form,
    )


def _line(
    page: ApplicationPage,
    row: ScanRow,
    attaches: bool,
    people: Mapping[str, str],
    zone: ZoneInfo,
    bound: Mapping[str, forms.ActForm],
    new_key: Callable[[], str],
) -> ScanLine:
    item = next((each for each in page.checklist if each.item.id == row.requirement), None)
    address: Mapping[str, Any] = {"args": [page.code, row.id]}
    gone = row.withdrawn_at is not None
    advice, tone = ("", "") if gone else _advice(row, item)
    withdrawal = bound.get(place_of(row.id)) or forms.ScanReasonForm(
        SCAN_REASONS, initial={"key": new_key()}, auto_id=f"{place_of(row.id)}-%s"
    )
    return ScanLine(
        name=f"{item.item.clause} {label(item.item.name)}" if item else _("Berkas lain"),
        said=_said(row, people, zone),
        advice=advice,
        tone=tone,
        small_url=reverse("applications:small_scan", **address) if row.small and not gone else "",
        open_url="" if gone else reverse("applications:open_scan", **address),
        open_form=forms.ActForm(initial={"key": new_key()}, auto_id=False),
        withdraw_url=reverse("applications:withdraw_scan", **address),
        withdrawal=withdrawal if attaches and not gone else None,
    )


def _said(row: ScanRow, people: Mapping[str, str], zone: ZoneInfo) -> str:
    """When and by whom it was attached, or why it is no longer shown."""
    if row.withdrawn_at is not None:
        return _("ditarik %(when)s, %(who)s: %(reason)s") % {
            "when": moment(row.withdrawn_at, zone),
            "who": people.get(row.withdrawn_by, ""),
            "reason": message(SCAN_REASONS[row.withdraw_reason]),
        }
    return _("dilampirkan %(when)s, %(who)s (%(size)s kB)") % {
        "when": moment(row.attached_at, zone),
        "who": people.get(row.attached_by, ""),
        "size": -(-row.size // 1024),
    }


def _advice(row: ScanRow, item: ItemRow | None) -> tuple[str, str]:
    """What is said about the colour behind the person, and how loudly; nothing where the standard asks for no colour."""
    wanted = dict(item.item.attributes).get("background") if item else None
    advice = advise(seen=row.background, wanted=wanted)
    if wanted is None:
        return "", ""
    colours = {"seen": words.colour(row.background), "wanted": words.colour(wanted)}
    text = {
        Advice.SAME: _("Latar tampak %(seen)s, seperti yang diharapkan."),
        Advice.DIFFERENT: _(
            "Latar tampak %(seen)s, diharapkan %(wanted)s. Ini hanya saran; periksa sendiri."
        ),
        Advice.UNCLEAR: _("Warna latar tidak dapat dikenali, diharapkan %(wanted)s; periksa sendiri."),
    }[advice]
    return text % colours, TONES[advice]
