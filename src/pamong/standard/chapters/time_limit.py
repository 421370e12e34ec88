"""Chapter 5: how long it may take. The clock itself is counted in the room `workdays`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pamong.standard.acts import COMPLETE
from pamong.standard.annotations.delivery import LimitAnnotation
from pamong.standard.conditions import FactValue, Truth, evaluate, facts_of
from pamong.standard.document import Placed, Standard
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Unit
from pamong.standard.problems import Problem, found


@dataclass(frozen=True)
class Limit:
    """At most this long, from `starts` ("complete", "submitted") to `ends` ("ready", "handed_over").

    `approximate`: the text says "about". `at_least` is the lower end where the text gives a range.
    """

    at_most: int
    unit: Unit
    starts: str
    ends: str
    clause: str
    approximate: bool = False
    at_least: int | None = None


class LimitUnknown(LookupError):  # noqa: N818 - a fact is missing, nothing is broken
    """No limit can be named: `facts` must be known first, or, if there are none, no limit fits this person."""

    def __init__(self, facts: tuple[str, ...]) -> None:
        super().__init__(", ".join(facts))
        self.facts = facts


def limit(standard: Standard, facts: Mapping[str, FactValue]) -> Limit:
    """The first limit that holds for these facts; raises LimitUnknown."""
    for placed in standard.placed(LimitAnnotation):
        truth = evaluate(placed.value.when, facts)
        if truth is Truth.UNDETERMINED:
            asked = facts_of(placed.value.when)
            raise LimitUnknown(tuple(sorted(fact for fact in asked if facts.get(fact) is None)))
        if truth is Truth.YES:
            return _limit(placed)
    raise LimitUnknown(())


def _limit(placed: Placed[LimitAnnotation]) -> Limit:
    value = placed.value
    most = value.range.most if value.range else value.at_most or value.about
    assert most is not None
    return Limit(
        at_most=most,
        unit=value.unit,
        starts=value.from_,
        ends=value.until,
        clause=placed.clause.id,
        approximate=value.about is not None,
        at_least=value.range.least if value.range else None,
    )


def problems(standard: Standard) -> tuple[Problem, ...]:
    """No limit at all, one after one that holds always, one that says nothing or too much, one that starts at an
    examination nobody makes.
    """
    placed = standard.placed(LimitAnnotation)
    if not placed:
        return (
            found(
                ("sections",), None, "limit-missing",
                Message(N_("Standar ini tidak menyebut jangka waktu.")),
                Message(N_("Tambahkan “limit:” pada butir jangka waktu.")),
            ),
        )  # fmt: skip
    always = next((place for place, one in enumerate(placed) if one.value.when is None), len(placed))
    unheard = [
        found(
            one.path, one.clause.id, "limit-never-holds",
            Message(N_("Jangka waktu ini tidak pernah dipakai: butir {clause} sudah berlaku bagi semua orang."), {"clause": placed[always].clause.id}),
            Message(N_("Sisakan satu jangka waktu, atau beri yang lebih dahulu syarat “when:”.")),
        )
        for one in placed[always + 1 :]
    ]  # fmt: skip
    examined = any(step.act == "examine" for step in standard.steps())
    return (*unheard, *(problem for one in placed for problem in _problems(one, examined)))


def _problems(placed: Placed[LimitAnnotation], examined: bool) -> Iterator[Problem]:
    value = placed.value
    given = [amount for amount in (value.at_most, value.about, value.range) if amount is not None]
    if len(given) != 1 or (value.range and value.range.least > value.range.most):
        yield found(
            placed.path, placed.clause.id, "limit-shape",
            Message(N_("Jangka waktu harus menyebut tepat satu dari at_most, about, atau range (least ≤ most).")),
            Message(N_("Tulis misalnya “limit: {{at_most: 12, unit: working_days}}”.")),
        )  # fmt: skip
    if value.from_ == "complete" and not examined:
        yield found(
            placed.path, placed.clause.id, "limit-never-starts",
            Message(N_("Jangka waktu mulai ketika berkas lengkap, tetapi tidak ada langkah pemeriksaan.")),
            Message(N_("Tambahkan langkah dengan “act: examine” dan hasil “{outcome}”."), {"outcome": COMPLETE}),
        )  # fmt: skip
