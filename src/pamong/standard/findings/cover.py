"""The cover against itself, against the head of the following pages, and against the calendar."""

import re
from collections.abc import Iterator
from datetime import date

from pamong.standard.document import Standard
from pamong.standard.findings.rule import Check, Circumstances, warn
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Path, Problem

REVIEW_EVERY_YEARS = 3
PARTS = ("prepared", "reviewed", "approved")
_HEADER: Path = ("document", "running_header")


def _header(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    document, header = standard.document, standard.document.running_header
    if header is None:
        return
    pairs = (
        ("header-number", "number", _bare(document.number), header.number and _bare(header.number)),
        ("header-revision", "revision", document.revision, header.revision),
        ("header-date", "issued_on", document.issued_on, header.issued_on),
    )
    for rule, key, on_cover, on_pages in pairs:
        if on_pages is not None and on_cover != on_pages:
            said = {"cover": on_cover or "–", "header": on_pages}
            yield warn(
                rule, (*_HEADER, key), "cover",
                Message(N_("Sampul menyebut “{cover}”, kepala halaman “{header}”."), said),
                Message(N_("Tetapkan mana yang benar, lalu samakan keduanya.")),
            )  # fmt: skip


def _bare(number: str) -> str:
    return re.sub(r"\s+", "", number)


def _dates(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    document = standard.document
    if document.revised_on and document.issued_on and document.revised_on > document.issued_on:
        yield warn(
            "dates-out-of-order", ("document", "revised_on"), "cover",
            Message(N_("Tanggal revisi {revised} sesudah tanggal terbit {issued}."),
                    {"revised": document.revised_on, "issued": document.issued_on}),
            Message(N_("Perbaiki tanggal yang salah; revisi ditetapkan sebelum atau pada hari terbit.")),
        )  # fmt: skip
    if document.revision.strip("0 ") and document.revised_on is None:
        yield warn(
            "revision-undated", ("document", "revision"), "cover",
            Message(N_("Revisi “{revision}” tidak bertanggal."), {"revision": document.revision}),
            Message(N_("Isi “revised_on” dengan hari revisi ini ditetapkan.")),
        )  # fmt: skip


def _signatures(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    signatures = standard.document.signatures
    missing = [part for part in PARTS if part not in {signature.part for signature in signatures}]
    if missing:
        yield warn(
            "signatures-incomplete", ("document", "signatures"), "cover",
            Message(N_("Sampul tidak menyebut penanda tangan untuk: {parts}."), {"parts": ", ".join(missing)}),
            Message(N_("Sebut jabatan yang membuat, memeriksa, dan menyetujui.")),
        )  # fmt: skip
    elif len({signature.post for signature in signatures}) < len(PARTS):
        yield warn(
            "signatures-incomplete", ("document", "signatures"), "cover",
            Message(N_("Satu jabatan menandatangani lebih dari satu bagian.")),
            Message(N_("Sebut tiga jabatan yang berbeda.")),
        )  # fmt: skip


def _review(standard: Standard, around: Circumstances) -> Iterator[Problem]:
    document = standard.document
    days = [day for day in (around.reviewed_on, document.revised_on, document.issued_on) if day]
    if around.today is None or not days:
        return
    due = years_after(max(days), REVIEW_EVERY_YEARS)
    if around.today > due:
        yield warn(
            "review-overdue", ("document",), "cover",
            Message(N_("Tinjauan ulang seharusnya selesai {due}."), {"due": due}),
            Message(N_("Tinjau standar ini, lalu terbitkan revisi atau catat bahwa isinya tetap.")),
        )  # fmt: skip


def years_after(day: date, years: int) -> date:
    """The same day some years later; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


CHECKS: tuple[Check, ...] = (_header, _dates, _signatures, _review)
