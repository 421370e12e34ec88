"""The printed document of a shipped standard, without paper: what the pure room says stands on it."""

from datetime import date

from pamong.standard.renderings.edition import Edition, Signer
from pamong.standard.renderings.full import Grid, Paragraph, Printed, printed
from pamong.standard.renderings.reader import INDONESIAN
from tests.clauses.shipped import shipped

SIGNED = Edition(
    signers={
        "prepared": Signer("Sekar Rekaan", "NIP contoh", date(2026, 12, 1)),
        "reviewed": Signer("Bima Andaikan"),
    }
)


def document(service: str, edition: Edition = SIGNED) -> Printed:
    return printed(shipped(service), edition, INDONESIAN)


def paragraph(service: str, clause: str) -> Paragraph:
    """The clause as it is printed; LookupError if the document leaves it out."""
    paragraphs = {one.id: one for chapter in document(service).chapters for one in chapter.paragraphs}
    return paragraphs[clause]


def instruments(service: str) -> Grid:
    """The table of chapter 1."""
    return document(service).chapters[0].grids[0]
