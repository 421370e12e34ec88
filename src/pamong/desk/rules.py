"""What may be done with many applications at once, and which names a list may have."""

from collections.abc import Sequence

from pamong.standard.messages import N_, Message, Refusal
from pamong.vault.numbers import holds_number

IN_HEAPS = frozenset({"dispatch", "receive_back", "ready"})
"""A bag of applications goes out, a bag of cards comes in, a row of cards is put ready."""

MOST_FILTERS = 20
NAME_LENGTH = 40


def one_act(acts: Sequence[str]) -> Refusal | None:
    """Many at once means the same plain act for each, or somebody signs for what they did not see."""
    if not acts:
        return Refusal(None, Message(N_("Belum ada permohonan yang dipilih.")), "nothing_chosen")
    if len(set(acts)) > 1:
        return Refusal(
            None,
            Message(
                N_("Permohonan yang dipilih menunggu langkah yang berbeda-beda; pilih yang langkahnya sama.")
            ),
            "different_acts",
        )
    if acts[0] not in IN_HEAPS:
        return Refusal(
            None,
            Message(N_("Langkah ini dicatat satu per satu, tidak untuk banyak permohonan sekaligus.")),
            "not_in_heaps",
        )
    return None


def why_not_filter(name: str, *, full: bool) -> Refusal | None:
    """A kept list has a short name, and there are not so many that nobody finds one."""
    if not 0 < len(name) <= NAME_LENGTH:
        return Refusal(None, Message(N_("Beri nama daftar itu, paling panjang 40 huruf.")), "name")
    if holds_number(name):
        return Refusal(None, Message(N_("Nama daftar tidak memuat nomor identitas.")), "name_has_number")
    if full:
        return Refusal(None, Message(N_("Sudah ada 20 daftar tersimpan; buang dulu salah satunya.")), "full")
    return None
