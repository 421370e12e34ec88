"""The life of a prepared form: a draft of the desa, sent ahead, then taken in by the kecamatan or withdrawn."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from pamong.standard.messages import N_, Message, Refusal


class FormState(StrEnum):
    """Where a prepared form is: with the desa, on its way, or at its end."""

    DRAFT = "draft"
    SENT = "sent"
    TAKEN_IN = "taken_in"
    WITHDRAWN = "withdrawn"


WITHDRAWAL_REASONS: Mapping[str, Message] = {
    "wrong_data": Message(N_("Isiannya keliru, akan disiapkan lagi")),
    "applicant_wish": Message(N_("Atas kehendak pemohon")),
    "moved": Message(N_("Pemohon pindah dari desa ini")),
    "prepared_twice": Message(N_("Sudah ada formulir lain untuk orang ini")),
}
AGED_DAYS = 7
"""Calendar days after which a form that nobody took in is pointed at, on both sides."""


def days_waited(sent_on: date, today: date) -> int:
    """Calendar days since a form was sent ahead; 0 on the day itself."""
    return max(0, (today - sent_on).days)


def may_correct(state: FormState) -> Refusal | None:
    """Only a draft can change: what was sent ahead is being looked at elsewhere."""
    if state is FormState.DRAFT:
        return None
    return Refusal(
        None,
        Message(N_("Formulir ini sudah tidak berupa konsep; tarik dahulu, lalu siapkan yang baru.")),
        "not_draft",
    )


def may_send(
    state: FormState, *, wanted: Collection[str], seen: Collection[str], clause: str | None
) -> Refusal | None:
    """Sent ahead once it is a draft no longer in the making: signatures and attachments were seen (KTP 4.2)."""
    if state is not FormState.DRAFT:
        return Refusal(None, Message(N_("Formulir ini sudah pernah dikirim atau ditarik.")), "not_draft")
    if set(wanted) - set(seen):
        return Refusal(
            clause,
            Message(N_("Centang dahulu tanda tangan dan lampiran yang sudah Anda lihat pada formulirnya.")),
            "not_seen",
        )
    return None


def may_withdraw(state: FormState, reason: str) -> Refusal | None:
    """The desa withdraws what the kecamatan has not taken in, with a reason from the closed list."""
    if state not in {FormState.DRAFT, FormState.SENT}:
        return Refusal(
            None, Message(N_("Formulir ini sudah diterima kecamatan atau sudah ditarik.")), "ended"
        )
    if reason not in WITHDRAWAL_REASONS:
        return Refusal(None, Message(N_("Pilih salah satu alasan dari daftar.")), "not_on_list")
    return None


def may_take_in(state: FormState) -> Refusal | None:
    """Taken in once, and only while it is on its way."""
    if state is FormState.SENT:
        return None
    if state is FormState.TAKEN_IN:
        return Refusal(None, Message(N_("Formulir ini sudah diterima menjadi permohonan.")), "taken_in")
    return Refusal(None, Message(N_("Formulir ini tidak sedang dikirim oleh desa.")), "not_sent")
