"""What the public reads, in words: services, their standards, and the status of one application."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import Any, Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from pamong.applications.codes import spaced
from pamong.applications.present import rows, words
from pamong.applications.queries import PublicStatus
from pamong.ledger import clock
from pamong.ledger.proofs import Reason, Verdict, write_proof
from pamong.ledger.queries import ReceiptRow
from pamong.library.queries import VersionRow, Written
from pamong.noticeboard import rules
from pamong.noticeboard.queries import Needs, OfferedServices, PublicService, Term
from pamong.offices import queries as offices
from pamong.readiness import present as readiness
from pamong.shell.catalogue import translator
from pamong.shell.words import label, message, weekday_date, weekday_moment
from pamong.standard.chapters.time_limit import LimitUnknown, limit
from pamong.standard.document import NumberedClause, Standard, Table
from pamong.standard.messages import N_, Message
from pamong.standard.renderings.comparison import comparison
from pamong.standard.renderings.reader import Reader
from pamong.standard.renderings.words import interpretations

_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause as it is printed, and what a person decided where it is silent."""

    id: str
    text: SafeString
    continuation: SafeString
    table: Table | None
    interpretations: tuple[str, ...]


def marked(text: str) -> SafeString:
    """A clause's text as markup: `**word**` is bold, everything else is shown as it is written."""
    return mark_safe(_BOLD.sub(r"<b>\1</b>", escape(text)))  # noqa: S308 - escaped first, only <b> is added


def services(offered: tuple[OfferedServices, ...]) -> list[dict[str, Any]]:
    """Every office with its services: name, the longest it takes, what it costs."""
    return [
        {
            "office": office.office,
            "name": office.name,
            "services": [
                (version.service, name(standard), promise(standard)) for version, standard in office.services
            ],
        }
        for office in offered
    ]


def name(standard: Standard) -> str:
    """The service in the reader's language; the title of the document where it has no name of its own."""
    return label(standard.name) if standard.name else standard.title


def promise(standard: Standard) -> str:
    """Time limit and fee in one line, where the standard names a limit that holds for everybody."""
    try:
        allowed = limit(standard, {})
    except LimitUnknown:
        return ""
    if allowed.unit != "working_days":
        return ""
    days = ngettext("paling lama %(n)s hari kerja", "paling lama %(n)s hari kerja", allowed.at_most)
    return days % {"n": allowed.at_most}


def service(found: PublicService) -> dict[str, Any]:
    """The six public components of one standard, clause by clause."""
    return {
        "found": found,
        "name": name(found.standard),
        "stopped": [readiness.stopped(one) for one in found.stopped],
        "out_of_force": [(clause, spoken(names)) for clause, names in found.out_of_force.items()],
        "sections": [
            (section.heading, [_clause(clause) for clause in clauses]) for section, clauses in found.sections
        ],
        "definitions": [_clause(clause) for clause in found.definitions],
        "forms": [(form, message(said)) for form, said in FORMS.items()],
        "elsewhere": len(found.offices) > 1,
        "takes_over": weekday_date(found.coming.in_force_from) if found.coming else "",
    }


FORMS: Final[Mapping[str, Message]] = {
    "pdf": Message(N_("Naskah lengkap untuk dicetak (PDF)")),
    "html": Message(N_("Naskah lengkap sebagai halaman web")),
    "poster": Message(N_("Poster enam komponen, A3 (PDF)")),
    "svg": Message(N_("Bagan alur (SVG)")),
    "jsonld": Message(N_("Data terbuka (JSON-LD, CPSV-AP)")),
    "sippn": Message(N_("Lembar salin untuk SIPPN (teks)")),
}


def glossary(terms: Sequence[Term]) -> list[dict[str, Any]]:
    """Words and what they mean, each with the standard that says so."""
    return [
        {
            "term": one.term,
            "office": one.office_name,
            "version": one.version,
            "clause": _clause(one.clause),
        }
        for one in terms
    ]


def compared(standards: Sequence[Standard]) -> dict[str, Any]:
    """One service in several offices, side by side, in the reader's language."""
    language = get_language() or "id"
    return {
        "name": name(standards[0]),
        "comparison": comparison(standards, Reader(language, translator(language))),
    }


def spoken(names: Message | str) -> str:
    """What stands in the place of an instrument, in the reader's language; empty where nothing does."""
    return message(names) if isinstance(names, Message) else names


def _clause(numbered: NumberedClause) -> ClauseText:
    return ClauseText(
        id=numbered.id,
        text=marked(numbered.text),
        continuation=marked(numbered.clause.continuation or ""),
        table=numbered.clause.table,
        interpretations=interpretations(numbered),
    )


def status(found: PublicStatus) -> dict[str, Any]:
    """What the public status page draws: who holds it, until when, which steps, and what the applicant must bring."""
    zone = offices.zone(found.office)
    returned = found.state.closed_at is None and found.state.holder.kind == "applicant"
    return {
        "found": found,
        "title": name(found.standard),
        "code": spaced(found.code),
        "status": (rows.state_kind(found.state, found.clock.urgency), rows.state_text(found.state)),
        "holder": _("Anda")
        if returned
        else words.held_by(
            found.state.holder,
            found.whereabouts,
            found.held_since,
            actors=found.standard.actors,
            said=weekday_date,
            zone=zone,
        ),
        "due": _("waktu tidak dihitung selama permohonan ada pada Anda")
        if returned and found.clock.binding
        else rows.due_text(found.clock, found.state, zone),
        "advice": _advice(found),
        "submitted": _submitted(found, zone),
        "moved": rows.moved(found.moved, zone),
        "steps": rows.steps(found.steps, found.standard.actors, zone, public=True),
        "missing": [
            (row.item.clause, label(row.item.name), ", ".join(rows.attributes(row.item)))
            for row in found.missing
        ],
        "invalid": [message(words.FIELDS[field]) for field in found.invalid if field in words.FIELDS],
        "explanation": rows.explanation(found.clock, zone) if found.clock.binding else (),
    }


def _submitted(found: PublicStatus, zone: tzinfo) -> str:
    """The day the applicant came; when it was entered from paper afterwards, that too."""
    came = weekday_date(found.submitted_at, zone)
    if found.entered_late_at is None:
        return came
    entered = weekday_date(found.entered_late_at, zone)
    return _("%(date)s (di atas kertas; masuk ke sistem %(entered)s)") % {"date": came, "entered": entered}


def _advice(found: PublicStatus) -> str:
    """What the applicant does now, in one sentence."""
    if found.state.closed_at is not None:
        return ""
    place = ", ".join(part for part in (found.office_name, found.standard.letterhead.address) if part)
    if found.state.ready_at is not None:
        return _("Ambil hasilnya di %(place)s. Bawa tanda terima dan bukti diri Anda.") % {"place": place}
    if found.state.holder.kind == "applicant":
        return _("Lengkapi yang kurang, lalu bawa kembali ke %(place)s.") % {"place": place}
    return _("Anda tidak perlu melakukan apa pun sekarang. Perkembangannya tampil di halaman ini.")


def needs(found: Needs) -> dict[str, Any]:
    """The next question, or the finished list."""
    question = found.question
    return {
        "found": found,
        "name": name(found.standard),
        "label": label(question.label) if question else "",
        "choices": [(key, label(name)) for key, name in question.choices] if question else [],
        "requirements": rows.requirements(found.items, found.standard),
    }


VERDICTS: Mapping[Verdict, Message] = {
    Verdict.INSIDE: Message(N_("Tercatat")),
    Verdict.NOT_INSIDE: Message(N_("Tidak tercatat")),
    Verdict.UNKNOWN_CHECKPOINT: Message(N_("Belum dapat dipastikan")),
}
REASONS: Mapping[Reason, Message] = {
    Reason.PROVEN: Message(
        N_("Catatan pada tanda terima ini ada dalam buku jejak yang diumumkan kantor dan tidak berubah.")
    ),
    Reason.NOT_SIGNED_HERE: Message(
        N_("Tanda terima ini tidak ditandatangani oleh kantor yang tertulis padanya.")
    ),
    Reason.NO_SUCH_ENTRY: Message(
        N_("Di buku jejak kantor itu tidak ada catatan seperti pada tanda terima ini.")
    ),
    Reason.CHANGED: Message(
        N_("Catatannya ada, tetapi isinya bukan lagi yang dahulu ditandatangani. Laporkan hal ini.")
    ),
    Reason.NOT_PROVEN: Message(
        N_("Catatannya tidak menyambung ke titik periksa yang diumumkan. Laporkan hal ini.")
    ),
    Reason.NOT_YET: Message(
        N_("Catatannya ada, tetapi hari itu belum ditutup dengan titik periksa. Periksa kembali besok.")
    ),
    Reason.CHECKPOINT_UNKNOWN: Message(N_("Titik periksa itu tidak dikenal di sini.")),
}
_LOOKS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.INSIDE: ("safe", "check"),
    Verdict.NOT_INSIDE: ("late", "cross"),
    Verdict.UNKNOWN_CHECKPOINT: ("warn", "clock"),
}


def receipt(found: ReceiptRow) -> dict[str, Any]:
    """The answer about a receipt, for a citizen; with the proof for whoever wants to check it elsewhere."""
    tone, icon = _LOOKS[found.check.verdict]
    return {
        "verdict": message(VERDICTS[found.check.verdict]),
        "tone": tone,
        "icon": icon,
        "reason": message(REASONS[found.check.reason]),
        "office": found.office,
        "position": found.position,
        "recorded": weekday_date(found.entry.recorded_at) if found.entry else "",
        "checkpoint": found.checkpoint,
        "checkpoint_day": weekday_date(found.checkpoint.on) if found.checkpoint else "",
        "proof": write_proof(found.proof) if found.proof else "",
    }


def document(version: VersionRow, text: Written) -> dict[str, Any]:
    """A controlled document chapter by chapter."""
    clauses = text.clauses()
    return {
        "version": version,
        "text": text,
        "sections": [
            (
                heading,
                [
                    (clause.id if clause.numbered else "", marked(clause.text))
                    for clause in clauses
                    if clause.chapter == chapter
                ],
            )
            for chapter, heading in enumerate([section.heading for section in text.sections], start=1)
        ],
    }


def wait(seconds: int) -> dict[str, Any]:
    """When a source that asked for too many unknown codes is answered again."""
    return {
        "most": rules.UNKNOWN_CODES_AN_HOUR,
        "until": weekday_moment(clock.now() + timedelta(seconds=seconds)),
    }
