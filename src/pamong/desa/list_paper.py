"""The list with which a desa collects: every resident signs that the desa may, then the three who give and take."""

from django.utils.translation import gettext as _

from pamong.applications.codes import spaced
from pamong.applications.paper.frame import Print, frame, printed_line
from pamong.applications.paper.parts import clauses
from pamong.desa.actions import Printed
from pamong.desa.queries import ListPage
from pamong.desa.rules import collecting_clause
from pamong.offices import queries as offices
from pamong.shell.paper import both, pdf, qr
from pamong.shell.words import weekday_date
from pamong.staff.rules import Actor


def collection_list(page: ListPage, actor: Actor, printed: Printed) -> bytes:
    """The list as PDF. No identity number is on it: name, birth year and register number are enough."""
    made = Print(actor, printed.at, printed.copy)
    desa = offices.office(page.desa)
    authority = list(page.standard.letterhead.authority)
    data = {
        **frame(both(lambda: _("Daftar pengambilan oleh desa")), page.standard, made),
        "head": {"authority": authority, "office": desa.name, "lines": [page.office_name]},
        "foot": [printed_line(made, desa)],
        "collector": (both(lambda: _("Yang mengambil")), page.collector),
        "headings": [
            both(lambda: _("No.")),
            both(lambda: _("Nomor register")),
            both(lambda: _("Warga")),
            both(lambda: _("Tanda tangan warga yang menguasakan")),
            both(lambda: _("Diserahkan")),
        ],
        "rows": [
            [f"{item.service.upper()} {item.number}", f"{item.resident} ({item.birth_year})"]
            for item in page.items
        ],
        "clauses": clauses(page.standard, [collecting_clause(page.standard)]),
        "code": {"label": both(lambda: _("Kode daftar")), "text": spaced(page.code), "qr": qr(page.code)},
        "place": f"{desa.place}, {weekday_date(printed.at, desa.zone)}",
        "signatures": [
            {"above": "", "role": both(lambda: _("Kepala desa")), "name": ""},
            {"above": "", "role": both(lambda: _("Yang mengambil")), "name": page.collector},
            {"above": "", "role": both(lambda: _("Petugas loket")), "name": ""},
        ],
    }
    return pdf("desa/typst/list.typ", data, at=printed.at)
