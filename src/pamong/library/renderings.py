"""A standard in every form it is published in, each as a finished file. Command and public pages ask here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings

from pamong.library.paper import poster_paper, standard_paper
from pamong.shell.catalogue import translator
from pamong.standard.document import Standard
from pamong.standard.renderings.edition import Edition
from pamong.standard.renderings.linked import json_ld
from pamong.standard.renderings.page import page
from pamong.standard.renderings.reader import Reader
from pamong.standard.renderings.sippn import sheet
from pamong.standard.renderings.svg import flow_chart


@dataclass(frozen=True)
class Form:
    """One form: the ending of its file name, its media type, and what makes it."""

    suffix: str
    media_type: str
    make: Callable[[Standard, Edition, Reader], str | bytes]


FORMS: Mapping[str, Form] = {
    "pdf": Form("pdf", "application/pdf", standard_paper),
    "html": Form("html", "text/html; charset=utf-8", page),
    "poster": Form("poster.pdf", "application/pdf", poster_paper),
    "svg": Form(
        "svg", "image/svg+xml; charset=utf-8", lambda standard, _edition, reader: flow_chart(standard, reader)
    ),
    "jsonld": Form(
        "jsonld", "application/ld+json", lambda standard, edition, _reader: json_ld(standard, edition)
    ),
    "sippn": Form("txt", "text/plain; charset=utf-8", sheet),
}


def as_draft(standard: Standard, language: str = "id") -> bytes:
    """The printed page of a text that does not bind yet, as a web page marked DRAF, also when it was already submitted."""
    marked = Standard.from_canonical(standard.model_copy(update={"status": "draft"}).canonical())
    return rendered(marked, "html", Edition(demo=settings.DEMO), language)


def rendered(standard: Standard, form: str, edition: Edition, language: str = "id") -> bytes:
    """The finished file. KeyError for a form or a language that is none."""
    made = FORMS[form].make(standard, edition, Reader(language, translator(language)))
    return made if isinstance(made, bytes) else made.encode()
