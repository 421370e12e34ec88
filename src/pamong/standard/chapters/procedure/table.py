"""The transition table for reading: every move the procedure allows, as rows and as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamong.standard.acts import ACTS, Clock
from pamong.standard.conditions import wording

if TYPE_CHECKING:
    from pamong.standard.chapters.procedure.moves import Holder, Procedure
    from pamong.standard.document import Step


@dataclass(frozen=True)
class TransitionRow:
    """At `step` a `post` performs `act`, and `outcome` leads to the step `to`, which `holder` then holds.

    `condition` says when the step is done at all; where it does not hold the step is skipped.
    """

    step: str
    act: str
    post: str
    condition: str
    outcome: str | None
    to: str | None
    clock: Clock
    holder: "Holder | None"


_HEADINGS = ("Langkah", "Butir", "Perbuatan", "Oleh", "Bila", "Hasil", "Lalu ke", "Jam", "Lalu dipegang")
_CLOCKS: dict[Clock, str] = {
    "start": "mulai",
    "stop": "berhenti",
    "none": "-",
    "pause": "jeda",
    "resume": "lanjut",
}


def rows(procedure: "Procedure") -> tuple[TransitionRow, ...]:
    """Step by step: what is awaited there, handing back where that is possible, and withdrawing."""
    return tuple(
        row
        for step in procedure.office_steps
        for row in (*_own(procedure, step), *_return(procedure, step), *_withdraw(step))
    )


def _own(procedure: "Procedure", step: "Step") -> Iterator[TransitionRow]:
    condition = wording(step.when)
    for lead in procedure.leads(step.id):
        holder = procedure.holder(lead.to) if lead.to else None
        for post in sorted(procedure.posts(step.id)):
            yield TransitionRow(step.id, step.act, post, condition, lead.outcome, lead.to, lead.clock, holder)


def _return(procedure: "Procedure", step: "Step") -> Iterator[TransitionRow]:
    if procedure.returnable(step.id):
        to = procedure.submit_step
        for post in sorted(procedure.posts(step.id)):
            yield TransitionRow(step.id, "return", post, "", None, to, "pause", procedure.holder(to))


def _withdraw(step: "Step") -> Iterator[TransitionRow]:
    for post in sorted(ACTS["withdraw"].posts):
        yield TransitionRow(step.id, "withdraw", post, "", None, None, "stop", None)


def as_text(procedure: "Procedure") -> str:
    """One line for each step, act and outcome; posts that may do the same share a line.

    Withdrawing is the same everywhere and stands once, at the end.
    """
    merged: dict[TransitionRow, list[str]] = {}
    for row in rows(procedure):
        step = "setiap langkah" if row.act == "withdraw" else row.step
        line = TransitionRow(step, row.act, "", row.condition, row.outcome, row.to, row.clock, row.holder)
        posts = merged.setdefault(line, [])
        posts += [row.post] if row.post not in posts else []
    last = [line for line in merged if line.act == "withdraw"]
    ordered = [line for line in merged if line.act != "withdraw"] + last
    clauses = {step.id: step.clause for step in procedure.office_steps}
    return _aligned([_HEADINGS, *(_cells(line, merged[line], clauses) for line in ordered)])


def _cells(row: TransitionRow, posts: list[str], clauses: dict[str, str]) -> tuple[str, ...]:
    condition = f"{row.condition}; bila tidak, dilewati" if row.condition else "-"
    return (
        row.step,
        clauses.get(row.step, "-"),
        row.act,
        ", ".join(posts),
        condition,
        row.outcome or "-",
        row.to or "selesai",
        _CLOCKS[row.clock],
        row.holder.name if row.holder else "-",
    )


def _aligned(table: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = (" | ".join(map(str.ljust, row, widths)).rstrip() for row in table)
    return "\n".join(lines) + "\n"
