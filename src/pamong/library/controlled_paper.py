"""The paper of a controlled document that is no standard: the charter for the wall, a policy, a procedure."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.library.queries import SigningActRow, VersionPage
from pamong.shell.paper import both, law, pdf
from pamong.shell.words import day, message
from pamong.staff.rules import label as post_label


def document(found: VersionPage, *, at: datetime) -> bytes:
    """The document as PDF/A on one page where it fits, with its number, revision and the three who sign it by hand."""
    text, row = found.text, found.row
    with override("id"):
        revision = _("revisi %(revision)s") % {"revision": row.revision}
        since = _("Berlaku mulai %(date)s") % {"date": day(row.in_force_from)}
        page_words = [_("Hal"), _("dari")]
    data: dict[str, Any] = {
        "title": {"id": text.title, "en": text.title},
        "head": {
            "authority": list(text.letterhead.authority),
            "office": text.letterhead.office,
            "lines": _lines(found),
        },
        "marks": ["DEMO"] if settings.DEMO else [],
        "foot": [f"{row.number} · {revision}", f"{since} · SHA-256 {row.digest}"],
        "page-words": page_words,
        "sections": _sections(found),
        "signatures": [_signature(act) for act in found.signatures],
    }
    return pdf("library/typst/document.typ", data, at=at)


def _lines(found: VersionPage) -> list[str]:
    head = found.text.letterhead
    return [line for line in (head.address, head.phone, head.email) if line]


def _sections(found: VersionPage) -> list[dict[str, Any]]:
    clauses = found.text.clauses()
    return [
        {
            "heading": heading,
            "clauses": [
                (clause.id if clause.numbered else "", law(clause.text))
                for clause in clauses
                if clause.chapter == chapter
            ],
        }
        for chapter, heading in enumerate([section.heading for section in found.text.sections], start=1)
    ]


def _signature(act: SigningActRow) -> dict[str, Any]:
    return {"above": "", "role": both(lambda: message(post_label(act.post))), "name": act.person_name}
