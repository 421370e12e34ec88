"""The papers a page offers to print, and what they are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pamong.applications import forms
from pamong.applications.printable import Export, Paper, papers_of
from pamong.applications.queries import printing
from pamong.applications.queries.page import ApplicationPage
from pamong.library.queries import VersionRow
from pamong.shell.addresses import reverse
from pamong.shell.words import message
from pamong.staff.rules import Actor, posts_of
from pamong.standard.messages import N_, Message

NAMES: Mapping[Paper, Message] = {
    Paper.RECEIPT: Message(N_("Tanda terima")),
    Paper.COMPLETE: Message(N_("Bukti lengkap")),
    Paper.RETURN: Message(N_("Surat pengembalian")),
    Paper.REFUSAL: Message(N_("Surat penolakan")),
    Paper.HAND_OVER: Message(N_("Bukti serah terima")),
    Paper.LABEL: Message(N_("Label map")),
}
EXPORTS: Mapping[Export, Message] = {
    Export.PDF: Message(N_("Cetak halaman buku")),
    Export.XLSX: Message(N_("Unduh tabel (XLSX)")),
    Export.CSV: Message(N_("Unduh tabel (CSV)")),
}
FIRST_KEY = "F9"


@dataclass(frozen=True)
class PaperOffer:
    """One paper the page can print: where the form goes, its idempotency key, how often it was printed before."""

    label: str
    url: str
    form: forms.ActForm
    copies: int
    key: str


def offered(page: ApplicationPage, actor: Actor, new_key: Callable[[], str]) -> tuple[PaperOffer, ...]:
    """The papers that make sense now, the most needed first; none for a post that prints none."""
    if actor.post not in posts_of(frozenset({"general_services"})):
        return ()
    copies = printing.copies_of(office=actor.office, code=page.code)
    return tuple(
        PaperOffer(
            label=message(NAMES[paper]),
            url=reverse("applications:print_paper", args=[page.code, paper]),
            form=forms.ActForm(initial={"key": new_key()}, auto_id=False),
            copies=copies.get(paper, 0),
            key="" if place else FIRST_KEY,
        )
        for place, paper in enumerate(papers_of(page.state))
    )


def register_context(form: forms.ActForm, versions: tuple[VersionRow, ...]) -> dict[str, Any]:
    """The page of the register books: a form for a month of a book, and the blank forms of what is offered now."""
    return {
        "form": form,
        "exports": [(str(export), message(name)) for export, name in EXPORTS.items()],
        "blanks": [
            (
                _("Formulir kosong %(service)s") % {"service": version.service.upper()},
                reverse("applications:blank_form", args=[version.service]),
            )
            for version in versions
        ],
    }
