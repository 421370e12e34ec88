"""When a desa may collect for its residents, many at once: where the standard's hand-over says so (KTP 4.7, KK 4.4)."""

from collections.abc import Collection
from enum import StrEnum

from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message, Refusal


class CollectionState(StrEnum):
    """A list on its way, one that the counter has worked off, one that the desa took back."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


def collecting_clause(standard: Standard) -> str | None:
    """The clause by which the desa may collect for its residents; None where the standard does not let it."""
    return next((step.clause for step in standard.steps() if step.village_collects), None)


def may_list(
    chosen: Collection[str], *, allowed: Collection[str], offices: Collection[str], collector: str
) -> Refusal | None:
    """A list names ready applications of the desa's own residents at one office, and who collects."""
    if not chosen:
        return Refusal(None, Message(N_("Belum ada permohonan yang dipilih.")), "nothing_chosen")
    if set(chosen) - set(allowed):
        return Refusal(
            None,
            Message(
                N_("Ada permohonan yang belum siap, bukan milik warga desa ini, atau tidak boleh diambilkan.")
            ),
            "not_collectable",
        )
    if len(set(offices)) > 1:
        return Refusal(None, Message(N_("Satu daftar untuk satu kantor; pisahkan daftarnya.")), "two_offices")
    if not collector.strip():
        return Refusal(None, Message(N_("Tulis nama orang yang mengambil.")), "no_collector")
    return None


def may_end(state: CollectionState) -> Refusal | None:
    """Handed over or withdrawn once."""
    if state is CollectionState.OPEN:
        return None
    return Refusal(None, Message(N_("Daftar pengambilan ini sudah selesai atau ditarik.")), "ended")
