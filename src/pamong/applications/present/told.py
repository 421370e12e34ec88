"""The text of a notice: what the act was, what it means for the applicant, where to look. No name, no number of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.applications.paper.parts import status_url
from pamong.applications.present import words
from pamong.applications.queries.page import SUBJECT, ApplicationPage
from pamong.applications.queries.told import Told, numbers, told
from pamong.applications.rules import HOLD_REASONS, REFUSAL_REASONS
from pamong.notices import queries as notices
from pamong.notices.present import NoticeLine, lines
from pamong.notices.queries import Job
from pamong.notices.rules import Letter
from pamong.shell.words import label, message, weekday_date
from pamong.staff import queries as staff
from pamong.staff.rules import Actor, posts_of
from pamong.standard.acts import ACTS
from pamong.standard.messages import N_, Message

_UNIT = posts_of(frozenset({"general_services"}))
_EVENTS: Mapping[str, Message] = {
    "submit": Message(N_("Permohonan Anda sudah diterima dan akan diperiksa.")),
    "complete": Message(N_("Permohonan Anda dinyatakan lengkap dan valid.")),
    "return": ACTS["return"].tells_applicant,
    "refuse": Message(N_("Permohonan Anda tidak dapat dilayani.")),
    "ready": Message(N_("Hasil permohonan Anda siap diambil di loket.")),
    "hand_over": Message(N_("Hasil permohonan Anda sudah diserahkan.")),
    "withdraw": ACTS["withdraw"].tells_applicant,
    "recompute_due": Message(N_("Tanggal selesai permohonan Anda berubah karena kalender kantor berubah.")),
}
_TAKEN_BACK = Message(
    N_("Pemberitahuan kami sebelumnya tidak berlaku lagi; tindakannya dibatalkan oleh kantor.")
)
_WARNING = Message(
    N_(
        "Petugas tidak pernah meminta uang, kata sandi atau NIK lewat pesan. Laporkan kepada kantor bila ada yang memintanya."
    )
)


def letter(job: Job) -> Letter | None:
    """The letter about one entry, in the language of the job; None when there is nothing (left) to say."""
    found = told(entry=job.entry, channel=job.channel) if job.entry else None
    if found is None or _never_heard_of(found):
        return None
    with override(job.language):
        lines = [_event(found), *_details(found)]
        head = _("Permohonan %(number)s di %(office)s") % {
            "number": found.number,
            "office": found.office.name,
        }
        look = _("Perkembangan: %(address)s") % {"address": status_url(found.code)}
        return Letter(
            subject=f"{found.number}: {message(words.verb(found.entry.verb))}",
            text="\n\n".join([f"{head}.", "\n".join(lines), look, message(_WARNING)]) + "\n",
            short=f"{found.number}: {lines[0]} {status_url(found.code)}",
            address=found.address,
        )


def names(subjects: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Register number and page of applications by their id, for lists of notices."""
    return {
        identifier: (number, reverse("applications:page", args=[code]))
        for identifier, (number, code) in numbers(subjects).items()
    }


def section(page: ApplicationPage, actor: Actor, zone: ZoneInfo) -> list[NoticeLine]:
    """What the applicant of this application was told and is to be told, the newest first."""
    found = notices.about(subject_kind=SUBJECT, subject_id=str(page.id))
    people = staff.names_of({row.sent_by for row in found if row.sent_by})
    names_of_acts = {str(row.entry.id): message(words.verb(row.entry.verb)) for row in page.timeline}
    return [
        replace(line, about=names_of_acts.get(str(row.job.entry), ""))
        for row, line in zip(found, lines(found, zone, people, {}, acting=actor.post in _UNIT), strict=True)
    ]


def _never_heard_of(found: Told) -> bool:
    """Whether something is taken back that the applicant was not told: then there is nothing to correct."""
    taken_back = found.entry.payload.get("reversed")
    return taken_back is not None and not notices.was_sent(entry=UUID(taken_back))


def _event(found: Told) -> str:
    if "reversed" in found.entry.payload:
        return message(_TAKEN_BACK)
    return message(_EVENTS[found.entry.verb])


def _details(found: Told) -> list[str]:
    """What follows from the act: reason, what is unmet, the day it is due, what is awaited now."""
    lines: list[str] = []
    if found.entry.verb == "refuse":
        reason = message(REFUSAL_REASONS[found.entry.payload["reason"]])
        lines.append(_("Alasannya: %(reason)s.") % {"reason": reason})
    if found.entry.verb == "return":
        lines += _unmet(found)
    if found.due_at and found.state.ready_at is None and found.state.closed_at is None:
        day = weekday_date(found.due_at, found.office.zone)
        lines.append(_("Selesai paling lambat %(day)s.") % {"day": day})
    if found.state.hold_reason:
        lines.append(
            _("Saat ini tertunda: %(reason)s.") % {"reason": message(HOLD_REASONS[found.state.hold_reason])}
        )
    if found.act and found.entry.verb not in {"submit", "return", "ready"}:
        lines.append(message(ACTS[found.act].tells_applicant))
    return lines


def _unmet(found: Told) -> list[str]:
    """The unmet requirements by name, and which data do not match; what exactly is wrong stands in the letter of return
    and on the status page, because officers write it in free text.
    """
    lines = [_("Yang perlu dilengkapi:")]
    lines += [f"- {label(name)}" for name in found.unmet]
    lines += [
        "- " + _("isian %(field)s berbeda dari buktinya") % {"field": message(words.FIELDS[name])}
        for name in found.invalid
        if name in words.FIELDS
    ]
    if found.state.complete_at is not None:
        lines.append(_("Waktu tidak dihitung selama permohonan ada pada Anda."))
    return lines
