"""Late entry: what was done on paper while the program could not be used, entered afterwards with its true time. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pamong.standard.messages import N_, Message, Refusal

# Only what keeps a whole office from its program: whoever was merely busy enters the act when it is done.
LATE_REASONS: Final[Mapping[str, Message]] = {
    "power_cut": Message(N_("Listrik padam")),
    "no_connection": Message(N_("Sambungan jaringan putus")),
    "national_system_down": Message(N_("Sistem kependudukan nasional tidak dapat dihubungi")),
}
LATE_WITHIN: Final = timedelta(days=7)
"""So far back a declared moment may lie: long enough for a week without power, too short to mend a missed deadline."""


@dataclass(frozen=True)
class Late:
    """The declared moment of an act (aware) and why it is entered only now."""

    at: datetime
    reason: str


def may_enter_late(late: Late, *, now: datetime, last: datetime | None) -> Refusal | None:
    """A declared moment lies in the past, within the limit, and not before what happened to the application last.

    `last` is the true moment of the act before it; None at the intake.
    """
    problem: tuple[str, Message] | None = None
    if late.reason not in LATE_REASONS:
        problem = ("late_reason", Message(N_("Pilih alasan entri susulan dari daftar.")))
    elif late.at > now:
        problem = ("late_future", Message(N_("Waktu kejadian itu belum tiba; periksa tanggal dan jamnya.")))
    elif now - late.at > LATE_WITHIN:
        problem = (
            "late_too_old",
            Message(N_("Entri susulan paling lama 7 hari sesudah kejadiannya. Catat dengan waktu sekarang.")),
        )
    elif last is not None and late.at < last:
        problem = (
            "late_before_last",
            Message(N_("Waktu itu mendahului tindakan terakhir pada permohonan ini.")),
        )
    return None if problem is None else Refusal(None, problem[1], problem[0])


def may_acknowledge(*, post: str, own: bool, acknowledged: bool) -> Refusal | None:
    """The Sekretaris takes note of each late entry once (internal oversight, clause 10.1); nobody of their own."""
    if post != "sekretaris":
        return Refusal("10.1", Message(N_("Entri susulan diketahui oleh Sekretaris.")), "post")
    if own:
        return Refusal("10.1", Message(N_("Entri susulan sendiri diketahui oleh orang lain.")), "same_person")
    if acknowledged:
        return Refusal("10.1", Message(N_("Entri susulan ini sudah diketahui.")), "acknowledged")
    return None
