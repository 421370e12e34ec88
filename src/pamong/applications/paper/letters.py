"""The letters of the counter: returned for completion, refused."""

from typing import Any

from django.utils.translation import gettext as _

from pamong.applications.paper.frame import Print, frame
from pamong.applications.paper.parts import (
    clause,
    clauses,
    code_block,
    fee_line,
    handed_over,
    identity,
    last,
    lines,
    missing,
    name_of,
    post_of,
    reason,
)
from pamong.applications.present import words
from pamong.applications.queries.page import ApplicationPage, TimelineRow
from pamong.applications.rules import ItemState
from pamong.offices import queries as offices
from pamong.shell.paper import Pair, both
from pamong.shell.words import message, weekday_date, weekday_moment
from pamong.standard.chapters.requirements import Need
from pamong.standard.document import Standard


def return_letter(page: ApplicationPage, made: Print) -> dict[str, Any]:
    """Back to the applicant: every deficiency by number, with its clause, and every datum that does not match.

    What was never handed in stands there too: whoever comes back should not have to come a third time.
    """
    zone = offices.zone(made.actor.office)
    done = last(page, "return")
    found = [row for row in page.checklist if row.state is ItemState.DEFICIENT]
    numbered = [
        {**line, "remark": row.note, "law": clause(page.standard, row.item.clause)}
        for row, line in zip(found, lines([row.item for row in found], page.standard), strict=True)
    ]
    return {
        **frame(both(lambda: _("Surat pengembalian permohonan")), page.standard, made),
        "facts": [
            *identity(page),
            (both(lambda: _("Dikembalikan")), both(lambda: weekday_moment(done.entry.recorded_at, zone))),
        ],
        "opening": both(
            lambda: _(
                "Permohonan ini belum dapat diproses. Lengkapi yang tertulis di bawah ini, lalu bawa kembali "
                "bersama surat ini; nomor registernya tetap."
            )
        ),
        "deficient-title": both(lambda: _("Berkas yang kurang atau tidak sesuai")),
        "deficient": numbered,
        "invalid-title": both(lambda: _("Isian yang berbeda dari buktinya")),
        "invalid-heads": [
            both(lambda: _("Isian")),
            both(lambda: _("Tertulis")),
            both(lambda: _("Menurut bukti")),
        ],
        "invalid": [
            [_field(row["field"]), row["given"], row["evidence"]]
            for row in page.invalid_fields
            if row["field"] in words.FIELDS
        ],
        "missing-title": both(lambda: _("Belum diserahkan")),
        "missing": _not_brought(page),
        "note-title": both(lambda: _("Pesan petugas")),
        "note": str(done.detail.get("note", "")),
        "basis-title": both(lambda: _("Dasar")),
        "clauses": clauses(page.standard, [done.entry.clause]),
        "clock": _about_the_clock(page),
        "fee": fee_line(page.standard),
        "code": code_block(page),
        "signatures": [_signed(made, done)],
    }


def refusal_letter(page: ApplicationPage, made: Print) -> dict[str, Any]:
    """Why the office does not serve this application, with the clause, and where to complain."""
    zone = offices.zone(made.actor.office)
    done = last(page, "refuse")
    return {
        **frame(both(lambda: _("Surat penolakan permohonan")), page.standard, made),
        "facts": [
            *identity(page),
            (both(lambda: _("Ditolak")), both(lambda: weekday_moment(done.entry.recorded_at, zone))),
        ],
        "opening": both(lambda: _("Permohonan ini tidak dapat dilayani, dengan alasan:")),
        "reason": reason(done.entry.payload["reason"]),
        "note-title": both(lambda: _("Pesan petugas")),
        "note": str(done.detail.get("note", "")),
        "basis-title": both(lambda: _("Dasar")),
        "clauses": clauses(page.standard, [done.entry.clause]),
        "complaints-title": both(lambda: _("Bila Anda berkeberatan")),
        "complaints": clauses(page.standard, _complaint_clauses(page.standard)),
        "fee": fee_line(page.standard),
        "code": code_block(page),
        "signatures": [_signed(made, done)],
    }


def _field(name: str) -> Pair:
    return both(lambda: message(words.FIELDS[name]))


def _not_brought(page: ApplicationPage) -> list[dict[str, Any]]:
    """What is required, was not handed in, and is not named among the deficiencies already."""
    named = {row.item.id for row in page.checklist if row.state is ItemState.DEFICIENT}
    here = handed_over(page) | {row.item.id for row in page.checklist if row.state is ItemState.PRESENT}
    items = [row.item for row in page.checklist if row.item.need is not Need.NOT_APPLICABLE]
    return list(missing(items, here | named, page.standard))


def _about_the_clock(page: ApplicationPage) -> Pair:
    """What the return does to the promised time (clock rules 1 and 4)."""
    if page.state.complete_at is None:
        return both(
            lambda: _("Jangka waktu layanan mulai dihitung setelah berkas dinyatakan lengkap dan valid.")
        )
    return both(
        lambda: _(
            "Penghitungan jangka waktu berhenti selama berkas ada pada Anda, dan dilanjutkan setelah diserahkan kembali."
        )
    )


def _complaint_clauses(standard: Standard) -> list[str]:
    """The first clauses of the chapter on complaints; one that only leads to a table says nothing without it."""
    chapter = [
        found.id
        for found in standard.clauses()
        if "complaints" in found.section.components and found.numbered and found.clause.table is None
    ]
    return chapter[:2]


def _signed(made: Print, done: TimelineRow) -> dict[str, Any]:
    """Place and day of the decision, and who made it."""
    office = offices.office(made.actor.office)
    on = both(lambda: weekday_date(done.entry.recorded_at, office.zone))["id"]
    return {"above": f"{office.place}, {on}", "role": post_of(done.entry), "name": name_of(done.entry)}
