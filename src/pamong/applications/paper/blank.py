"""The intake form on paper, for the day the power is out: what will be asked, and room to write."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _

from pamong.applications.paper.frame import blank_frame, document_line
from pamong.applications.paper.parts import clause, fee_line, in_both, lines, product_line, service_name
from pamong.library.queries import VersionRow
from pamong.offices import queries as offices
from pamong.shell.paper import both, pdf
from pamong.standard.chapters.requirements import ChecklistItem, checklist
from pamong.standard.document import Standard
from pamong.standard.facts import AskedFact, asked


def blank_form(standard: Standard, version: VersionRow) -> bytes:
    """The blank intake form of one version of a standard. It belongs to no act, so its file carries the day the version
    came into force: the same version always gives the same bytes.
    """
    office = offices.office(version.office)
    begins = datetime.combine(version.in_force_from, time(), office.zone)
    data = {
        **blank_frame(
            both(lambda: _("Formulir permohonan")), standard, office, [document_line(standard), ""]
        ),
        "service": service_name(standard),
        "opening": both(
            lambda: _(
                "Untuk saat listrik atau sistem tidak dapat dipakai. Tulis dengan huruf cetak; petugas memasukkannya "
                "ke dalam sistem sesudahnya."
            )
        ),
        "person-title": both(lambda: _("Pemohon")),
        "person": _person_lines(),
        "facts-title": both(lambda: _("Yang ditanyakan")),
        "facts": [_question(fact) for fact in asked(standard)],
        "requirements-title": both(lambda: _("Persyaratan")),
        "requirements": _requirements(standard),
        "office-title": both(lambda: _("Diisi petugas")),
        "office": _office_lines(),
        "fee": fee_line(standard),
        "product": product_line(standard),
        "signatures": [
            {"above": "", "role": both(lambda: _("Pemohon")), "name": ""},
            {"above": "", "role": both(lambda: _("Petugas loket")), "name": ""},
        ],
    }
    return pdf("applications/typst/blank.typ", data, at=begins)


def _person_lines() -> list[dict[str, Any]]:
    return [
        _line(lambda: _("Nama lengkap")),
        _line(lambda: _("NIK"), boxes=16),
        _line(lambda: _("Tempat lahir")),
        _line(lambda: _("Tanggal lahir (hari, bulan, tahun)"), boxes=8),
        _line(lambda: _("Jenis kelamin")),
        _line(lambda: _("Kewarganegaraan")),
        _line(lambda: _("Desa atau kelurahan")),
        _line(lambda: _("Telepon")),
    ]


def _office_lines() -> list[dict[str, Any]]:
    """What makes the late entry possible: when it truly came in, and when it was entered."""
    return [
        _line(lambda: _("Diterima hari, tanggal, pukul")),
        _line(lambda: _("Diterima oleh (nama, jabatan)")),
        _line(lambda: _("Nomor urut formulir hari itu")),
        _line(lambda: _("Dimasukkan ke sistem hari, tanggal, pukul")),
        _line(lambda: _("Dimasukkan oleh (nama, jabatan)")),
        _line(lambda: _("Nomor register")),
        _line(lambda: _("Kode publik"), boxes=14),
    ]


def _line(say: Callable[[], str], boxes: int = 0) -> dict[str, Any]:
    """A line to write on, or a box for every character."""
    return {"name": both(say), "boxes": boxes}


def _question(fact: AskedFact) -> dict[str, Any]:
    """A question with a box for every choice; without choices a line to write on."""
    choices = [in_both(fact.labels[choice]) for choice in fact.choices]
    if fact.kind == "truth":
        choices = [both(lambda: _("Ya")), both(lambda: _("Tidak"))]
    hint = both(lambda: _("boleh lebih dari satu")) if fact.several else None
    return {"label": in_both(fact.label), "hint": hint, "choices": choices}


def _requirements(standard: Standard) -> list[dict[str, Any]]:
    """Every clause of the requirements as it is printed, below it a box for each paper it names."""
    found: dict[str, list[ChecklistItem]] = {}
    for item in checklist(standard, {}):
        found.setdefault(item.clause, []).append(item)
    return [
        {**clause(standard, clause_id), "papers": [line["name"] for line in lines(items, standard)]}
        for clause_id, items in found.items()
    ]
