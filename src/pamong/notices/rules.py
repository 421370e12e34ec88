"""What a notice may say, by which way it goes, and when a failed one is tried again. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from pamong.standard.messages import N_, Message, Refusal
from pamong.vault.numbers import holds_number

CHANNELS: Mapping[str, Message] = {
    "email": Message(N_("E-mail")),
    "whatsapp": Message(N_("WhatsApp (dikirim petugas dengan satu klik)")),
    "sms": Message(N_("SMS")),
}
"""What an applicant may wish for."""

BY_HAND = frozenset({"whatsapp"})
"""A person of the office presses send; the program only writes the text."""

LOG = "log"
"""Written to a file of the server and sent to nobody: how the morning briefing of a trial goes."""

LANGUAGES = ("id", "en")


class State(StrEnum):
    """How a notice stands. Nothing is ever lost in silence: each end has its name."""

    WAITING = "waiting"
    BY_HAND = "by_hand"
    RETRYING = "retrying"
    SENT = "sent"
    FAILED = "failed"
    OVERTAKEN = "overtaken"
    SILENT = "silent"


TRIED_BY_ITSELF = frozenset({State.WAITING, State.RETRYING})
UNSENT = frozenset({State.WAITING, State.RETRYING, State.BY_HAND, State.FAILED})
NEEDS_SOMEBODY = frozenset({State.BY_HAND, State.FAILED})

BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""How long after each failure the next attempt waits; after the last one a person has to look."""

LEASE = timedelta(minutes=5)
"""So long belongs a notice to the worker that took it. Longer than any adapter waits for an answer."""

ERRORS: Mapping[str, Message] = {
    "unreachable": Message(N_("Layanan pengirim tidak dapat dihubungi")),
    "refused": Message(N_("Ditolak oleh layanan pengirim")),
    "no_address": Message(N_("Alamat tujuan sudah tidak ada")),
    "no_adapter": Message(N_("Cara kirim ini belum dipasang di server")),
    "holds_number": Message(N_("Teksnya memuat nomor identitas, maka tidak dikirim")),
    "unexpected": Message(N_("Kesalahan pada program; lihat catatan server")),
    "interrupted": Message(N_("Pengiriman berulang kali terputus")),
    "by_hand": Message(N_("Petugas tidak dapat mengirimnya")),
}
"""Why an attempt failed. A closed list: what a server answers may repeat the address it was given."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent. `short` stands alone where every character costs; `address` never shows in a log line."""

    subject: str
    text: str
    short: str
    address: str = field(default="", repr=False)


class DeliveryError(Exception):
    """An attempt failed. `code` is one of ERRORS; `final` says that trying again changes nothing."""

    def __init__(self, code: str, *, final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.final = final


def why_not_letter(letter: Letter, *, addressed: bool) -> str:
    """The code of what keeps this letter from leaving; empty when nothing does.

    The last refusal, not the first: no writer puts an identity number into a text. `addressed` is False for a channel
    that needs no address.
    """
    if any(holds_number(text) for text in (letter.subject, letter.text, letter.short)):
        return "holds_number"
    return "no_address" if addressed and not letter.address else ""


def next_try(*, tries: int, now: datetime) -> datetime | None:
    """When the next attempt is due after so many tries; None when a person has to look at it first."""
    return now + BACKOFF[tries - 1] if tries <= len(BACKOFF) else None


def may_retry(state: str) -> Refusal | None:
    """Only what was given up is tried again by hand; the rest is on its way or has arrived."""
    if state == State.FAILED:
        return None
    return Refusal(
        None, Message(N_("Pemberitahuan ini tidak sedang gagal; lihat keadaannya dulu.")), "not_failed"
    )


def may_mark_sent(state: str) -> Refusal | None:
    """A person says that the applicant knows: of what waits for a hand, and of what was given up and told another way."""
    if state in NEEDS_SOMEBODY:
        return None
    return Refusal(None, Message(N_("Pemberitahuan ini tidak menunggu petugas.")), "not_needing_somebody")


def may_mark_failed(state: str) -> Refusal | None:
    """Only what waits for a person's hand can fail in it."""
    if state == State.BY_HAND:
        return None
    return Refusal(None, Message(N_("Pemberitahuan ini tidak menunggu dikirim oleh petugas.")), "not_by_hand")
