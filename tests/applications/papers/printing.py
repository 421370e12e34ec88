"""Papers printed through the verb, and read back as an officer reads them: by their text."""

import io
from datetime import date
from typing import Any

from pypdf import PdfReader

from pamong.applications import queries
from pamong.applications.actions.printing import print_paper
from pamong.applications.models import Application
from pamong.applications.paper import Print, paper
from pamong.applications.printable import Paper
from tests.applications.installation import actor, answer, key, resident, take_in

LONG_NAME = (
    "Raden Ajeng Sekar Rekaan Contohwati Permisalan Kusumaningratan Andaikan Ibaratnya binti Perumpamaan"
)
ALL_REASONS = ("lost_card", "marital_status", "new_child", "new_member", "adoption", "data_change")


def printed(row: Application, kind: Paper, *, post: str = "loket") -> bytes:
    """The paper as it comes out of the printer, its entry written."""
    who = actor(post, row.office_id)
    made = print_paper(actor=who, key=key(), code=row.public_code, paper=kind)
    page = queries.page(actor=who, code=row.public_code)
    assert page is not None
    return paper(page, kind, Print(who, made.at, made.copy))


def pages(file: bytes) -> list[str]:
    """The text of each page, every run of white space one blank."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file)).pages]


def text(file: bytes) -> str:
    return " ".join(pages(file))


def read(row: Application, kind: Paper) -> str:
    """What stands on the paper of this kind, printed now."""
    return text(printed(row, kind))


def said(found: str, *lines: str) -> list[str]:
    """The lines an officer looks for that the paper does not say, and the paper itself so that one sees why."""
    return [line for line in lines if line not in found] and [
        *(line for line in lines if line not in found),
        found,
    ]


def size(file: bytes) -> tuple[int, int]:
    """Width and height of the first page in millimetres."""
    box = PdfReader(io.BytesIO(file)).pages[0].mediabox
    return round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)


def named(name: str, recording: str | None = "not_recorded", **options: Any) -> Application:
    """A KTP application of somebody with this name, born in 1990."""
    person = resident(name=name, born=date(1990, 5, 17))
    if recording:
        answer(person, recording)
    return take_in(person, **options)
