"""The lists of chapter 8 against the inventory: promised, present, working; and what stands still without it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pamong.standard.messages import N_, Message, Refusal

MOST = 9_999
FAULTS: Mapping[str, Message] = {"broken": Message(N_("Rusak")), "lent": Message(N_("Dipinjamkan"))}
"""Why a thing that the office has cannot be used."""


class Provision(StrEnum):
    """How an office stands to one line of its list of equipment."""

    MET = "met"
    UNCOUNTED = "uncounted"
    SHORT = "short"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Held:
    """What the office has of one thing: so many in all, so many of them out of use, and since which day."""

    code: str
    quantity: int
    out: int = 0
    since: date | None = None
    fault: str = ""

    @property
    def working(self) -> int:
        return max(0, self.quantity - self.out)


def provision(promised: int, held: Held | None) -> Provision:
    """Whether the promised quantity is there and works. What nobody counted is not known to be there."""
    if held is None:
        return Provision.UNCOUNTED
    if held.quantity < promised:
        return Provision.SHORT
    return Provision.BROKEN if held.working < promised else Provision.MET


def lacking(uses: Iterable[str], held: Mapping[str, Held]) -> tuple[Held, ...]:
    """Of the things a step uses those of which none works: without them the step cannot be done.

    A thing that nobody counted stops nothing: the office would stand still until its first stocktaking.
    """
    return tuple(held[code] for code in uses if code in held and held[code].working == 0)


def may_count(quantity: int, held: Held | None) -> Refusal | None:
    """Whether this can be the count of a thing: from none to MOST, and not less than is known to be out of use."""
    if not 0 <= quantity <= MOST:
        return Refusal(None, Message(N_("Jumlah barang tidak masuk akal.")), "quantity")
    if held is not None and quantity < held.out:
        return Refusal(
            None,
            Message(
                N_("Yang tercatat rusak atau dipinjamkan {out}; tutup dulu catatannya atau hitung ulang."),
                {"out": held.out},
            ),
            "fewer_than_out",
        )
    return None


def may_report(quantity: int, held: Held | None, *, fault: str, since: date, today: date) -> Refusal | None:
    """Whether so many of a thing can have fallen out of use on that day. What was never counted may be anything."""
    if fault not in FAULTS:
        return Refusal(None, Message(N_("Keadaan barang itu tidak dikenal.")), "unknown_fault")
    if since > today:
        return Refusal(None, Message(N_("Tanggal itu belum tiba.")), "future")
    if not 1 <= quantity <= (MOST if held is None else held.working):
        return Refusal(
            None, Message(N_("Barang yang masih berfungsi tidak sebanyak itu.")), "more_than_working"
        )
    return None


def may_end(*, since: date, on: date, today: date) -> Refusal | None:
    """Whether a thing can work again from a day on: not before it fell out of use, and not in days to come."""
    if on > today:
        return Refusal(None, Message(N_("Tanggal itu belum tiba.")), "future")
    if on < since:
        return Refusal(
            None, Message(N_("Barang tidak dapat berfungsi kembali sebelum ia rusak.")), "before_fault"
        )
    return None
