"""The prepared form on paper, in a layout of our own: the resident's data, the card beside it, two signatures, the photo."""

from django.utils.translation import gettext as _

from pamong.applications.codes import spaced
from pamong.applications.paper.frame import Print, document_line, frame, printed_line
from pamong.applications.paper.parts import clauses, in_both, service_name
from pamong.applications.present import words
from pamong.desa.actions import Printed
from pamong.desa.queries import FormPage
from pamong.offices import queries as offices
from pamong.residents.rules import CITIZENSHIPS, MISSING_REASONS, SEXES
from pamong.shell.paper import Pair, both, pdf, qr
from pamong.shell.words import message, weekday_date
from pamong.staff.rules import Actor


def prepared_form(page: FormPage, actor: Actor, printed: Printed) -> bytes:
    """The form as PDF. It carries the whole number, and no QR code does."""
    made = Print(actor, printed.at, printed.copy)
    desa = offices.office(page.desa)
    title = both(lambda: _("Formulir %(form)s") % {"form": page.preparation.form})
    data = {
        **frame(title, page.standard, made),
        "head": {
            "authority": list(page.standard.letterhead.authority),
            "office": desa.name,
            "lines": [page.row.office],
        },
        "foot": [document_line(page.standard), printed_line(made, desa)],
        "service": service_name(page.standard),
        "name": in_both(page.preparation.name),
        "person": _person(page),
        "clauses": clauses(page.standard, [page.preparation.clause, page.preparation.signing]),
        "code": {
            "label": both(lambda: _("Kode formulir")),
            "text": spaced(page.row.code),
            "qr": qr(page.row.code),
        },
        "photo": [in_both(each.name) for each in page.preparation.attached],
        "place": f"{desa.place}, {weekday_date(printed.at, desa.zone)}",
        "signatures": [
            {"above": "", "role": _signer(name), "name": page.row.name if number == 0 else ""}
            for number, name in enumerate(page.preparation.signatures)
        ],
    }
    return pdf("desa/typst/form.typ", data, at=printed.at)


def _person(page: FormPage) -> list[tuple[Pair, Pair | str]]:
    said = page.content
    missing = MISSING_REASONS.get(said.number_missing_reason)
    found: list[tuple[Pair, Pair | str]] = [
        (both(lambda: _("Nama lengkap")), said.name),
        (both(lambda: _("NIK")), said.number or (both(lambda: message(missing)) if missing else "")),
        (both(lambda: _("Nomor KK")), said.kk_number),
        (
            both(lambda: _("Tempat, tanggal lahir")),
            f"{said.birth_place}, {said.birth_date:%d-%m-%Y}",
        ),
        (both(lambda: _("Jenis kelamin")), both(lambda: message(SEXES[said.sex]))),
        (both(lambda: _("Kewarganegaraan")), both(lambda: message(CITIZENSHIPS[said.citizenship]))),
        (both(lambda: _("Alamat")), said.address),
        (both(lambda: _("Desa atau kelurahan")), page.row.desa),
        (both(lambda: _("Kecamatan")), page.row.office),
        (both(lambda: _("Telepon")), said.phone),
    ]
    return found


def _signer(name: str) -> Pair:
    """Whose signature it is: "tanda tangan pemohon" stands below the line as it is demanded above."""
    return both(lambda: message(words.demand(name)).capitalize())
