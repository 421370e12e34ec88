"""What may happen to an application, decided without a database (chapters 2, 4 and 5).

The workflow itself is the standard's transition table; these rules carry its moves out on the state of one
application and guard the acts that stand beside the table: hold, withdrawal, reversal.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pamong.standard.chapters.procedure import Holder, Move
from pamong.standard.messages import N_, Message, Refusal
from pamong.workdays.answers import Pause


class ItemState(StrEnum):
    """The four states of a requirement on the checklist."""

    NOT_EXAMINED = "not_examined"
    PRESENT = "present"
    DEFICIENT = "deficient"
    NOT_APPLICABLE = "not_applicable"


class Outcome(StrEnum):
    """How an application ended; OPEN while it has not."""

    OPEN = ""
    HANDED_OVER = "handed_over"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# A hold never stops the clock, it only explains (clock rule 4): so its reasons are few and public.
HOLD_REASONS: Mapping[str, Message] = {
    "national_system_down": Message(N_("Sistem kependudukan nasional tidak dapat dihubungi")),
    "no_blanks": Message(N_("Blangko habis")),
    "equipment_broken": Message(N_("Peralatan rusak")),
    "record_under_repair": Message(N_("Data pemohon sedang diperbaiki di pusat")),
    "power_cut": Message(N_("Listrik padam")),
}
RELATIONS: Mapping[str, Message] = {
    "self": Message(N_("Pemohon sendiri")),
    "family": Message(N_("Anggota keluarga")),
    "proxy": Message(N_("Kuasa dengan surat kuasa")),
    "village": Message(N_("Petugas desa")),
}
IDENTITIES: Mapping[str, Message] = {
    "ktp": Message(N_("KTP")),
    "kk": Message(N_("Kartu Keluarga")),
    "receipt": Message(N_("Tanda terima permohonan")),
    "known": Message(N_("Dikenal langsung oleh petugas")),
}
REFUSAL_REASONS: Mapping[str, Message] = {
    "not_entitled": Message(N_("Pemohon tidak berhak atas layanan ini")),
    "not_this_office": Message(N_("Bukan kewenangan kantor ini")),
    "forged_evidence": Message(N_("Bukti tidak asli")),
    "already_served": Message(N_("Sudah dilayani dengan permohonan lain")),
}
WITHDRAWAL_REASONS: Mapping[str, Message] = {
    "applicant_wish": Message(N_("Atas kehendak pemohon")),
    "applied_elsewhere": Message(N_("Diajukan di kantor lain")),
    "deceased": Message(N_("Pemohon meninggal dunia")),
    "already_served": Message(N_("Sudah dilayani dengan permohonan lain")),
}
REVERSAL_REASONS: Mapping[str, Message] = {
    "wrong_application": Message(N_("Tindakan tercatat pada permohonan yang keliru")),
    "wrong_act": Message(N_("Tindakan yang dicatat keliru")),
    "not_done": Message(N_("Tindakan ternyata belum dilaksanakan")),
}
# What cannot be taken back by a reversal, and what to do instead.
_NOT_REVERSIBLE: Mapping[str, Message] = {
    "submit": Message(N_("Permohonan yang sudah diterima tidak dibatalkan; catat penarikan oleh pemohon.")),
    "record_biometrics": Message(
        N_("Perekaman tidak dibatalkan dari permohonan; ajukan pembatalan perekaman pada data warga.")
    ),
    "reverse": Message(N_("Pembatalan tidak dibatalkan lagi; catat kembali tindakan yang benar.")),
    "undo": Message(N_("Pembatalan tidak dibatalkan lagi; catat kembali tindakan yang benar.")),
}
# The acts after which somebody who waits wants to know; the rest is work in between, and stands on the status page.
_TOLD = frozenset(
    {"submit", "complete", "return", "refuse", "ready", "hand_over", "withdraw", "recompute_due"}
)
# Long enough to see that the wrong row was chosen, too short for anybody to have relied on the act.
UNDO_WITHIN = timedelta(seconds=10)


@dataclass(frozen=True)
class State:
    """Where one application stands. Times are aware moments; `pauses` are the times the applicant held it
    after completeness (clock rule 4).
    """

    step: str
    holder: Holder
    complete_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    ready_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: Outcome = Outcome.OPEN
    hold_reason: str = ""

    @property
    def clock_runs(self) -> bool:
        """Whether working days are being counted against the office now (clock rules 1, 3, 4)."""
        return self.complete_at is not None and self.ready_at is None and not self._with_applicant

    @property
    def stopped(self) -> bool:
        """Whether the clock has ended for good: the product is ready, or the application is closed (clock rule 3)."""
        return self.ready_at is not None or self.closed_at is not None

    @property
    def _with_applicant(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].end is None


@dataclass(frozen=True)
class InvalidField:
    """One datum that does not match: which one, what was given, what the evidence says (clause 4.4 / 4.2)."""

    field: str
    given: str
    evidence: str


@dataclass(frozen=True)
class Examined:
    """What the examination found about one requirement. `note` says what is wrong with it; `named` is the document
    that was accepted for an open-ended requirement.
    """

    state: ItemState
    note: str = ""
    named: str = ""

    def data(self) -> dict[str, str]:
        """As the checklist column keeps it: empty parts are left out."""
        parts = {"state": str(self.state), "note": self.note, "named": self.named}
        return {name: part for name, part in parts.items() if part}


def tells_applicant(verb: str, *, reversed_verb: str = "") -> bool:
    """Whether the applicant is told of this act. Taking back is told where what is taken back was."""
    return (reversed_verb if verb in {"reverse", "undo"} else verb) in _TOLD


def advance(state: State, move: Move, at: datetime) -> State:
    """The state after a move of the transition table, clock effects included."""
    after = replace(state, step=move.to or "", holder=move.holder or state.holder, hold_reason="")
    if move.clock == "start" and state.complete_at is None:
        after = replace(after, complete_at=at)
    if move.clock == "pause" and state.clock_runs:
        after = replace(after, pauses=(*state.pauses, Pause(at, None)))
    if move.clock == "stop" and state.ready_at is None:
        after = replace(after, ready_at=at)
    if move.clock in {"resume", "start"}:
        after = _resume(after, at)
    return after


def _resume(state: State, at: datetime) -> State:
    """The applicant has handed the application back: the clock goes on where it stopped, it never begins anew."""
    if not state.pauses or state.pauses[-1].end is not None:
        return state
    return replace(state, pauses=(*state.pauses[:-1], Pause(state.pauses[-1].start, at)))


def close(state: State, outcome: Outcome, at: datetime) -> State:
    """The state of an application that has ended."""
    return replace(_resume(state, at), step="", outcome=outcome, closed_at=at, hold_reason="")


def agrees(register: str | None, answered: object, clause: str) -> Refusal | None:
    """Register and answer must not contradict each other: the recording is done once in a life, so one is a mistake."""
    if register is None or answered in {None, register}:
        return None
    return Refusal(
        clause,
        Message(
            N_("Jawaban itu berbeda dari buku perekaman. Periksa lagi orangnya sebelum menerima berkasnya.")
        ),
        "disagreement",
    )


def may_complete(
    *, unmet: Collection[str], unnamed: Collection[str], invalid: Collection[InvalidField], clause: str
) -> Refusal | None:
    """Complete and valid means: nothing required is missing or undetermined, and no datum contradicts the evidence.

    `unnamed` are open-ended requirements that count as present without saying which paper was accepted for them.
    """
    if unmet:
        return Refusal(
            clause,
            Message(
                N_("Belum lengkap: masih ada persyaratan yang belum terpenuhi atau belum dapat ditentukan.")
            ),
            "incomplete",
        )
    if unnamed:
        return Refusal(clause, Message(N_("Sebutkan berkas apa yang diserahkan untuk butir ini.")), "unnamed")
    if invalid:
        return Refusal(
            clause,
            Message(N_("Tidak valid: ada isian yang berbeda dari buktinya. Kembalikan kepada pemohon.")),
            "invalid",
        )
    return None


def may_return(
    state: State, *, deficient: Collection[str], invalid: Collection[InvalidField], clause: str
) -> Refusal | None:
    """The applicant must learn what to bring: a return names at least one unmet requirement or invalid field.

    What is ready at the counter is handed over; if it should not be, the act that made it ready is reversed first.
    """
    if state.ready_at is not None:
        return Refusal(
            clause,
            Message(
                N_("Hasilnya sudah siap diambil. Batalkan dulu tindakan terakhir bila hasil itu keliru.")
            ),
            "ready",
        )
    if deficient or invalid:
        return None
    return Refusal(
        clause,
        Message(N_("Sebutkan sekurangnya satu persyaratan yang kurang atau isian yang tidak sesuai.")),
        "nothing_named",
    )


def may_hold(state: State, reason: str) -> Refusal | None:
    """Only an open application in the hands of an office can be put on hold, with a reason from the closed list."""
    if reason not in HOLD_REASONS:
        return Refusal(None, Message(N_("Pilih alasan penundaan dari daftar.")), "unknown_reason")
    if state.closed_at is not None or state.holder.kind == "applicant":
        return Refusal(
            None, Message(N_("Permohonan ini tidak sedang dikerjakan, jadi tidak dapat ditunda.")), "not_open"
        )
    if state.hold_reason:
        return Refusal(None, Message(N_("Permohonan ini sudah ditunda.")), "already_on_hold")
    return None


def may_release(state: State) -> Refusal | None:
    """Only what is on hold can be released."""
    if state.hold_reason:
        return None
    return Refusal(None, Message(N_("Permohonan ini tidak sedang ditunda.")), "not_on_hold")


def may_reverse(verb: str, *, post: str, reason: str) -> Refusal | None:
    """A section head or the secretary takes back the last act, with a reason; both acts stay in the log."""
    if post not in {"kasi", "sekretaris"}:
        return Refusal(None, Message(N_("Pembatalan dicatat oleh Kasi atau Sekretaris.")), "post")
    if reason not in REVERSAL_REASONS:
        return Refusal(None, Message(N_("Pilih alasan pembatalan dari daftar.")), "unknown_reason")
    if verb in _NOT_REVERSIBLE:
        return Refusal(None, _NOT_REVERSIBLE[verb], "not_reversible")
    return None


def may_undo(verb: str, *, own: bool, elapsed: timedelta) -> Refusal | None:
    """Whoever just did the act takes it back at once, without a reason. Later, or by another, it is a reversal."""
    if verb in _NOT_REVERSIBLE:
        return Refusal(None, _NOT_REVERSIBLE[verb], "not_reversible")
    if not own:
        return Refusal(
            None, Message(N_("Hanya yang baru saja mencatat tindakan itu dapat mengurungkannya.")), "person"
        )
    if elapsed > UNDO_WITHIN:
        return Refusal(
            None,
            Message(
                N_(
                    "Sudah lewat sepuluh detik. Kasi atau Sekretaris masih dapat membatalkannya dengan alasan."
                )
            ),
            "too_late",
        )
    return None


def known_reason(reason: str, reasons: Mapping[str, Message], clause: str | None) -> Refusal | None:
    """A reason must come from its closed list."""
    if reason in reasons:
        return None
    return Refusal(clause, Message(N_("Pilih alasan dari daftar.")), "unknown_reason")
