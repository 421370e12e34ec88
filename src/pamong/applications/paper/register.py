"""A month of the register book as the office keeps it in the cupboard: A4 landscape, every number, nothing between."""

from collections.abc import Sequence
from datetime import date, tzinfo

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.applications.codes import spaced
from pamong.applications.paper.frame import Print, frame
from pamong.applications.present import words
from pamong.applications.queries.register import RegisterRow
from pamong.applications.rules import Outcome
from pamong.offices import queries as offices
from pamong.shell.paper import both, pdf
from pamong.shell.words import day, message, weekday_date
from pamong.standard.document import Standard

Month = tuple[int, int]
"""Year and month."""


def register_book(
    rows: Sequence[RegisterRow], *, standard: Standard, book: str, month: Month, made: Print
) -> bytes:
    """The rows as a paged list with a line for the signature of the head of the section."""
    office = offices.office(made.actor.office)
    with override("id"):
        heads, body = headings(), [cells(row, made) for row in rows]
        counted = _("Jumlah permohonan: %(n)s") % {"n": len(rows)}
        closing = f"{office.place}, {weekday_date(made.at, office.zone)}"
    title = both(lambda: _("Buku register %(book)s") % {"book": book.upper()})
    data = frame(title, standard, made)
    period = month_name(month)
    # A loose page must say which book and month it belongs to.
    data["foot"] = [f"{title['id']} · {period}", *data["foot"]]
    data |= {
        "period": period,
        "heads": heads,
        "rows": body,
        "count": counted,
        "signatures": [{"above": closing, "role": both(lambda: _("Kasi Pelayanan Umum")), "name": ""}],
    }
    return pdf("applications/typst/register.typ", data, at=made.at)


def month_name(month: Month) -> str:
    """`Desember 2026`."""
    with override("id"):
        return format_date(date(*month, 1), "F Y")


def headings() -> list[str]:
    """The heads of the columns; the spreadsheet has the same."""
    return [
        _("Nomor"),
        _("Diterima"),
        _("Nama pemohon"),
        _("Tahun lahir"),
        _("NIK (disamarkan)"),
        _("Desa atau kelurahan"),
        _("Kode publik"),
        _("Lengkap"),
        _("Jatuh tempo"),
        _("Siap"),
        _("Ditutup"),
        _("Keadaan"),
    ]


def cells(row: RegisterRow, made: Print) -> list[str]:
    """One line of the book in words."""
    zone = offices.zone(made.actor.office)
    state = row.state
    moments = (state.complete_at, row.due_at, state.ready_at, state.closed_at)
    return [
        f"{row.number}/{row.year}",
        came(row, zone),
        row.resident.name,
        str(row.resident.birth_year),
        number(row),
        row.resident.village_name,
        spaced(row.code),
        *(day(moment, zone) if moment else "–" for moment in moments),
        condition(row),
    ]


def came(row: RegisterRow, zone: tzinfo) -> str:
    """The day the applicant came; of a paper form also the day it was entered."""
    true = day(row.submitted_at, zone)
    if row.entered_late_at is None:
        return true
    return _("%(date)s (entri susulan %(entered)s)") % {
        "date": true,
        "entered": day(row.entered_late_at, zone),
    }


def number(row: RegisterRow) -> str:
    """The masked identity number, or that it is not known."""
    return row.resident.number_masked if row.resident.number_known else _("belum diketahui")


def condition(row: RegisterRow) -> str:
    """Where the application stands or how it ended."""
    if row.state.outcome is Outcome.OPEN and row.state.ready_at is not None:
        return _("Siap diambil")
    if row.state.outcome is Outcome.OPEN and row.state.holder.kind == "applicant":
        return _("Dikembalikan")
    return message(words.OUTCOMES[row.state.outcome])
