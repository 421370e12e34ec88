"""Chapter 6: what it costs."""

from dataclasses import dataclass
from typing import Literal

from pamong.standard.annotations.delivery import FeeAnnotation
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Problem, found


@dataclass(frozen=True)
class Fee:
    """`amount` in whole rupiah, None unless fixed. `not_stated`: the standard says nothing, which is not "free"."""

    kind: Literal["free", "fixed", "not_stated"]
    amount: int | None
    clause: str | None


def fee(standard: Standard) -> Fee:
    """What the applicant pays; the first clause that names a fee, and `problems` sees to it that it is the only one."""
    placed = standard.placed(FeeAnnotation)
    if not placed:
        return Fee("not_stated", None, None)
    return Fee(placed[0].value.kind, placed[0].value.amount, placed[0].clause.id)


def problems(standard: Standard) -> tuple[Problem, ...]:
    """An amount that does not go with the kind of the fee; two clauses that both name a fee."""
    placed = standard.placed(FeeAnnotation)
    shape = [
        found(
            one.path, one.clause.id, "fee-shape",
            Message(N_("Biaya “fixed” memerlukan jumlah; biaya “free” tidak boleh berjumlah.")),
            Message(N_("Tulis “fee: {{kind: free}}” atau “fee: {{kind: fixed, amount: 30000}}”.")),
        )
        for one in placed
        if (one.value.kind == "fixed") != (one.value.amount is not None)
    ]  # fmt: skip
    second = [
        found(
            one.path, one.clause.id, "two-fees",
            Message(N_("Biaya sudah disebut pada butir {clause}."), {"clause": placed[0].clause.id}),
            Message(N_("Sebut biaya pada satu butir saja.")),
        )
        for one in placed[1:]
    ]  # fmt: skip
    return (*shape, *second)
