"""One version."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pamong.library.present import words
from pamong.library.queries import VersionPage
from pamong.library.rules import WRITERS, Part
from pamong.offices import queries as offices
from pamong.shell.words import day, message, moment
from pamong.staff.rules import Actor, posts_of

_SIGNERS = frozenset({"kasi", "sekretaris", "camat"})


def version(found: VersionPage, actor: Actor, today: date) -> dict[str, Any]:
    """Stamp, cover, signatures, text."""
    row = found.row
    zone = offices.zone(row.office)
    pairs = [
        (_("Nomor"), row.number),
        (_("Revisi"), row.revision),
        (_("Berlaku mulai"), day(row.in_force_from)),
        (_("Digantikan mulai"), day(found.ends) if found.ends else ""),
        (_("Tinjauan ulang paling lambat"), day(found.due)),
        (_("Ditandatangani basah pada"), day(row.signed_paper_on) if row.signed_paper_on else ""),
        (_("Keputusan penetapan"), _decree(row.decree, row.decree_on)),
        (_("Sidik SHA-256"), row.digest),
    ]
    return {
        "found": found,
        "title": row.title,
        "state": words.in_force(row, found.ends, today),
        "pairs": pairs,
        "signatures": [
            (message(words.PARTS[Part(act.act)]), words.signer(act), moment(act.done_at, zone))
            for act in found.signatures
        ],
        "sections": _sections(found),
        "may_write": actor.post in posts_of(WRITERS) and row.in_force_from <= today,
        "may_note": actor.post in _SIGNERS,
    }


def _decree(number: str, on: date | None) -> str:
    return ", ".join(part for part in (number, day(on) if on else "") if part)


def _sections(found: VersionPage) -> list[tuple[str, list[tuple[str, str]]]]:
    """The chapters with their clauses; the rows of a table stand in the printed document."""
    headings = [section.heading for section in found.text.sections]
    clauses: dict[int, list[tuple[str, str]]] = {}
    for clause in found.text.clauses():
        if ".row" not in clause.id:
            clauses.setdefault(clause.chapter, []).append((clause.id, clause.text))
    return [(heading, clauses.get(chapter, [])) for chapter, heading in enumerate(headings, start=1)]
