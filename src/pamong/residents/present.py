"""Residents and recordings in words, for the pages of this room."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pamong.notices.rules import CHANNELS
from pamong.residents import rules
from pamong.residents.queries import AnswerRow, ContactRow, RecordingRow, ResidentRow
from pamong.shell.words import day, message, moment
from pamong.staff.rules import Actor

Pair = tuple[str, str] | tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class RecordingCard:
    """One recording on the resident's page; the three flags say which forms this person gets."""

    id: UUID
    when: str
    where: str
    reference: str
    state: str
    in_force: bool
    may_ask: bool
    may_decide: bool
    asked_reason: str


def person(resident: ResidentRow, contact: ContactRow) -> list[Pair]:
    """The facts of one resident. Beside a masked number stands the birth year, not the date."""
    number: Pair = (
        (_("NIK"), resident.number_masked)
        if resident.number_known
        else (_("NIK"), _("belum diketahui"), message(rules.MISSING_REASONS[resident.number_missing_reason]))
    )
    return [
        number,
        (_("Tahun lahir"), str(resident.birth_year)),
        (_("Tempat lahir"), resident.birth_place),
        (_("Jenis kelamin"), message(rules.SEXES[resident.sex])),
        (_("Kewarganegaraan"), message(rules.CITIZENSHIPS[resident.citizenship])),
        (_("Desa"), resident.village_name),
        (_("Nomor KK"), contact.kk_number_masked),
        (_("Alamat"), contact.address),
        (_("Telepon"), contact.phone),
        (_("E-mail"), contact.email),
        (_("Pemberitahuan"), _wish(contact)),
    ]


def _wish(contact: ContactRow) -> str:
    """How the person wishes to be told; nothing is sent to whoever did not ask."""
    if not contact.notice_channel:
        return _("tidak diminta")
    return message(CHANNELS[contact.notice_channel])


def state(fact: str | None) -> str:
    """The fact `recording` in words."""
    return message(rules.ANSWERS[fact]) if fact else _("Belum diketahui: tanyakan ke sistem nasional")


def answered(answer: AnswerRow | None, zone: ZoneInfo) -> str:
    """The newest answer of the national system with its time, or an empty text."""
    if answer is None:
        return ""
    return f"{message(rules.ANSWERS[answer.state])} ({moment(answer.answered_at, zone)})"


def recording_card(row: RecordingRow, actor: Actor) -> RecordingCard:
    """One recording for this reader: asking is the operator's and the Kasi's, deciding another's than the asker."""
    own = row.office_code == actor.office and row.voided_at is None
    return RecordingCard(
        id=row.id,
        when=day(row.recorded_on),
        where=row.office_name,
        reference=row.reference,
        state=_recording_state(row),
        in_force=row.voided_at is None,
        may_ask=own and not row.void_asked_by and actor.post in {"operator", "kasi"},
        may_decide=own
        and bool(row.void_asked_by)
        and actor.post == "kasi"
        and row.void_asked_by != actor.person_id,
        asked_reason=message(rules.VOID_REASONS[row.void_reason]) if row.void_reason else "",
    )


def _recording_state(row: RecordingRow) -> str:
    if row.voided_at:
        return _("dibatalkan")
    if row.void_asked_by:
        return _("berlaku; pembatalan menunggu Kasi")
    if row.card_issued_on:
        return _("berlaku; KTP diserahkan %(on)s") % {"on": day(row.card_issued_on)}
    return _("berlaku")
