"""When a person counts as recorded, and why a second recording, an answer or a voiding is refused."""

from dataclasses import dataclass
from datetime import date, datetime

from pamong.residents.rules.lists import VOID_REASONS
from pamong.standard.messages import N_, Message, Refusal

_NOT_RECORDED = "not_recorded"
_PENDING = "recorded_card_pending"
_ISSUED = "recorded_card_issued"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The recording in force: when (a moment, and the day at its office), at which office, whether the card is out."""

    recorded_at: datetime
    on: date
    office_name: str
    card_issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The newest answer of the national system that no voiding has overtaken."""

    state: str
    answered_at: datetime


def recording_state(
    earlier: Earlier | None, answer: Answer | None, *, card_issued_on: date | None
) -> str | None:
    """The value of the fact `recording`, or None when neither the register nor the national system has said anything.

    The register comes first. ``card_issued_on`` is a hand-over here to somebody recorded elsewhere. A recording that
    is double or stuck in the national system is still a recording: a second one would make it worse.
    """
    if earlier:
        later = answer is not None and answer.answered_at >= earlier.recorded_at
        issued = earlier.card_issued_on or (later and answer is not None and answer.state == _ISSUED)
        return _ISSUED if issued else _PENDING
    if card_issued_on:
        return _ISSUED
    if answer is None:
        return None
    return answer.state if answer.state in {_NOT_RECORDED, _ISSUED} else _PENDING


def recorded_already(
    earlier: Earlier | None, state: str | None, *, number_known: bool, clause: str | None
) -> Refusal | None:
    """Why this person cannot be recorded now (KTP 4.5), naming date and office of the first recording; else None."""
    if earlier:
        return Refusal(
            clause,
            Message(
                N_("Sudah direkam pada {on} di {office}. Perekaman hanya satu kali."),
                {"on": f"{earlier.on:%d-%m-%Y}", "office": earlier.office_name},
            ),
            "already_recorded",
        )
    if state not in {None, _NOT_RECORDED}:
        return Refusal(
            clause,
            Message(N_("Menurut sistem nasional orang ini sudah direkam. Perekaman hanya satu kali.")),
            "recorded_elsewhere",
        )
    if not number_known:
        return Refusal(
            clause,
            Message(N_("NIK belum diketahui. Perekaman hanya untuk orang dengan NIK.")),
            "number_unknown",
        )
    return None


def disagreement(earlier: Earlier | None, state: str, answered_at: datetime) -> Refusal | None:
    """Why an answer of the national system cannot be taken: it denies what our own register says; else None."""
    if earlier is None or answered_at < earlier.recorded_at:
        return None
    if state == _NOT_RECORDED:
        return Refusal(
            None,
            Message(
                N_(
                    "Buku perekaman mencatat perekaman pada {on} di {office}. Periksa lagi orangnya; bila perekaman itu"
                    " memang tidak berlaku, ajukan pembatalannya."
                ),
                {"on": f"{earlier.on:%d-%m-%Y}", "office": earlier.office_name},
            ),
            "answer_disagrees",
        )
    if state == _PENDING and earlier.card_issued_on:
        return Refusal(
            None,
            Message(
                N_("Menurut buku kami KTP sudah diserahkan pada {on}. Periksa lagi orangnya."),
                {"on": f"{earlier.card_issued_on:%d-%m-%Y}"},
            ),
            "answer_disagrees",
        )
    return None


def why_not_void(*, reason: str, already_asked: bool, voided: bool) -> Refusal | None:
    """Why the voiding of a recording cannot be asked for; else None."""
    if voided:
        return Refusal(None, Message(N_("Perekaman ini sudah dibatalkan.")), "already_voided")
    if already_asked:
        return Refusal(
            None, Message(N_("Pembatalan sudah diajukan dan menunggu Kasi.")), "void_already_asked"
        )
    if reason not in VOID_REASONS:
        return Refusal(None, Message(N_("Pilih salah satu alasan dari daftar.")), "not_on_list")
    return None


def why_not_approve(*, asked: bool, voided: bool, asked_by: str, approver: str) -> Refusal | None:
    """Why a voiding cannot be decided: nothing is asked, or the same person asked; else None."""
    if voided:
        return Refusal(None, Message(N_("Perekaman ini sudah dibatalkan.")), "already_voided")
    if not asked:
        return Refusal(None, Message(N_("Belum ada pembatalan yang diajukan.")), "void_not_asked")
    if asked_by == approver:
        return Refusal(
            None, Message(N_("Yang mengajukan pembatalan tidak boleh menyetujuinya sendiri.")), "same_person"
        )
    return None
