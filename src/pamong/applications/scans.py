"""What may happen to the scans of an application, and what the program advises about a photo. Pure, like `rules`."""

from collections.abc import Mapping
from enum import StrEnum

from pamong.applications.rules import State
from pamong.standard.messages import N_, Message, Refusal

MOST_SCANS = 20
"""Withdrawn ones count: they are kept."""
SCAN_REASONS: Mapping[str, Message] = {
    "other_person": Message(N_("Milik orang atau permohonan lain")),
    "unreadable": Message(N_("Tidak terbaca")),
    "replaced": Message(N_("Diganti dengan pindaian yang lebih baik")),
    "not_needed": Message(N_("Tidak diperlukan")),
}
PORTRAIT = "photo"
"""The document, as standards call it, on which the colour behind the person is looked at."""


class Advice(StrEnum):
    """What the program says about the colour behind a person. It never stands in the way of an act."""

    NONE = "none"
    SAME = "same"
    DIFFERENT = "different"
    UNCLEAR = "unclear"


def advise(*, seen: str, wanted: str | None) -> Advice:
    """`seen` is the colour found on the photo, "" where none stood out; `wanted` what the standard asks of this person,
    None where it asks for none or a fact is missing that decides it.
    """
    if wanted is None:
        return Advice.NONE
    if not seen:
        return Advice.UNCLEAR
    return Advice.SAME if seen == wanted else Advice.DIFFERENT


def may_attach(state: State, *, kept: int) -> Refusal | None:
    """To an application that is still open, and not without end; `kept` is how many it has."""
    if state.closed_at is not None:
        return Refusal(
            None, Message(N_("Permohonan ini sudah ditutup; pindaian tidak ditambahkan lagi.")), "closed"
        )
    if kept >= MOST_SCANS:
        return Refusal(
            None,
            Message(
                N_("Permohonan ini sudah mempunyai {most} pindaian; yang ditarik ikut dihitung."),
                {"most": MOST_SCANS},
            ),
            "too_many",
        )
    return None


def may_withdraw(*, withdrawn: bool, reason: str) -> Refusal | None:
    """Once, with a reason from the closed list; the picture is kept and no longer shown."""
    if reason not in SCAN_REASONS:
        return Refusal(None, Message(N_("Pilih alasan dari daftar.")), "unknown_reason")
    return _gone() if withdrawn else None


def may_open(*, withdrawn: bool) -> Refusal | None:
    """What was withdrawn is shown to nobody."""
    return _gone() if withdrawn else None


def _gone() -> Refusal:
    return Refusal(None, Message(N_("Pindaian ini sudah ditarik dan tidak ditampilkan lagi.")), "withdrawn")
