"""The acts the engine knows. A standard composes them; it cannot invent one.

Each act fixes four things: which posts perform it where the step names none, what must be recorded, who holds the
application while a step with this act is awaited, and what it does to the clock. And it knows what the applicant
may be told while waiting.

The clock words are wishes, and harmless when there is nothing to do: `pause` stops a running clock only, `resume`
runs a paused one on, `start` starts one that never ran and runs a paused one on. A clock is never set back and
never started again from the beginning: only the applicant's own time is left out of the count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pamong.standard.actors import GENERAL_SERVICES, UNITS
from pamong.standard.messages import N_, Message

Clock = Literal["start", "stop", "none", "pause", "resume"]
Waiting = Literal["actor", "applicant", "outside"]

_COUNTER = UNITS[GENERAL_SERVICES]

COMPLETE = "complete_and_valid"
DEFICIENT = "deficient"
REFUSED = "refused"
EXAMINATION_OUTCOMES = (COMPLETE, DEFICIENT, REFUSED)


@dataclass(frozen=True)
class Act:
    """What one act means, for every standard alike."""

    name: str
    posts: frozenset[str]
    records: tuple[str, ...]
    waiting_holder: Waiting
    clock: Clock
    tells_applicant: Message
    closes: bool
    label: Message


def _act(
    name: str,
    label: str,
    tells: str,
    *,
    records: tuple[str, ...] = (),
    posts: frozenset[str] = _COUNTER,
    waiting: Waiting = "actor",
    clock: Clock = "none",
    closes: bool = False,
) -> Act:
    return Act(name, posts, records, waiting, clock, Message(tells), closes, Message(label))


_LIST = (
    _act(
        "prepare", N_("siapkan"),
        N_("Siapkan persyaratan sebelum datang ke kantor."),
        posts=frozenset(), waiting="applicant",
    ),
    _act(
        "submit", N_("ajukan"),
        N_("Lengkapi permohonan Anda, lalu ajukan di loket."),
        records=("received_from", "papers"), waiting="applicant", clock="resume",
    ),
    _act(
        "examine", N_("periksa"),
        N_("Permohonan Anda sedang diperiksa."),
        records=("checklist", "outcome"),
    ),
    _act(
        "return", N_("kembalikan"),
        N_("Permohonan dikembalikan kepada Anda untuk dilengkapi."),
        records=("unmet_requirements", "invalid_fields"), clock="pause",
    ),
    _act(
        "record_biometrics", N_("rekam"),
        N_("Anda perlu direkam di kantor."),
        records=("recorded_on", "recorded_at", "national_system_state"), posts=frozenset({"operator"}),
    ),
    _act(
        "dispatch", N_("kirim"),
        N_("Permohonan Anda sedang disiapkan untuk dikirim."),
        records=("to", "reference"),
    ),
    _act(
        "receive_back", N_("terima kembali"),
        N_("Permohonan Anda berada di kantor lain dan akan kembali ke sini."),
        records=("received_on", "from"), waiting="outside",
    ),
    _act(
        "await_signature", N_("tunggu tanda tangan"),
        N_("Dokumen Anda menunggu tanda tangan pejabat yang berwenang."),
        records=("signed_on", "signer"), waiting="outside",
    ),
    _act(
        "print", N_("cetak"),
        N_("Dokumen Anda sedang dicetak."),
        records=("printed_on", "blank_number"), posts=frozenset({"operator"}),
    ),
    _act(
        "endorse", N_("paraf"),
        N_("Dokumen Anda menunggu paraf."),
        records=("endorsed_on",), posts=frozenset({"kasi", "sekretaris"}),
    ),
    _act(
        "sign", N_("tanda tangani"),
        N_("Dokumen Anda menunggu tanda tangan."),
        records=("signed_on", "signer", "substitute_for"), posts=frozenset({"camat"}),
    ),
    _act(
        "visit", N_("kunjungi"),
        N_("Petugas akan berkunjung ke tempat Anda."),
        records=("visited_on", "findings"),
    ),
    _act(
        "ready", N_("siap"),
        N_("Permohonan Anda sedang diselesaikan."),
        records=("ready_on",), clock="stop",
    ),
    _act(
        "hand_over", N_("serahkan"),
        N_("Sudah selesai. Silakan mengambilnya di loket."),
        records=("collected_by", "relation", "identity_seen"), closes=True,
    ),
    _act(
        "withdraw", N_("tarik"),
        N_("Permohonan ini sudah Anda tarik."),
        records=("withdrawn_by", "reason"), clock="stop", closes=True,
    ),
    _act(
        "do", N_("kerjakan"),
        N_("Permohonan Anda sedang dikerjakan."),
        records=("note",),
    ),
)  # fmt: skip

ACTS: Mapping[str, Act] = {act.name: act for act in _LIST}

# These two happen to an application wherever it is; a standard does not place them as steps.
EVERYWHERE: tuple[str, ...] = ("return", "withdraw")
