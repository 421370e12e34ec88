"""The steps of one application as the standard prints them, each with where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pamong.applications.rules import State
from pamong.ledger.rules import EntryRow
from pamong.standard.chapters.procedure import Holder, Procedure
from pamong.standard.conditions import FactValue, Truth, evaluate
from pamong.standard.parts import Label


class StepState(StrEnum):
    """Where a step stands in one application."""

    DONE = "done"
    CURRENT = "current"
    AWAITED = "awaited"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class StepRow:
    """One step: its clause, its name in both languages, whose hands it lies in, and when it was done."""

    id: str
    clause: str
    name: Label
    act: str
    state: StepState
    holder: Holder
    done_at: datetime | None


# What is prepared before the office is involved lies in the applicant's hands.
_BEFORE = Holder("applicant", "applicant")


def step_rows(
    table: Procedure, state: State, entries: Sequence[EntryRow], facts: Mapping[str, FactValue]
) -> tuple[StepRow, ...]:
    """The steps in the standard's order. What came before the office was involved counts as done at intake."""
    done, skipped = _history(table, entries)
    # What was recorded before a return stays recorded: it is not done again, and it was not left out either.
    earlier = _performed(table, entries)
    rows = []
    for step in table.steps:
        if step.id == state.step:
            where = StepState.CURRENT
        elif step.id in done or (step.act == "prepare" and entries):
            where = StepState.DONE
        elif step.id in skipped or evaluate(step.when, facts) is Truth.NO:
            where = StepState.DONE if step.id in earlier else StepState.SKIPPED
        else:
            where = StepState.AWAITED
        rows.append(
            StepRow(
                id=step.id,
                clause=step.clause,
                name=step.name,
                act=step.act,
                state=where,
                holder=_BEFORE if step.act == "prepare" else table.holder(step.id),
                done_at=done.get(step.id, earlier.get(step.id)) if where is StepState.DONE else None,
            )
        )
    return tuple(rows)


# Acts at a step that do not perform it.
_LEFT_UNDONE = frozenset({"skip", "return", "withdraw"})


def _performed(table: Procedure, entries: Sequence[EntryRow]) -> dict[str, datetime]:
    """When each step was last performed, whatever was returned since; what was reversed never happened."""
    reversed_ = {entry.payload.get("reversed") for entry in entries}
    return {
        performed: entry.occurred_at or entry.recorded_at
        for entry in entries
        if (performed := _step_of(table, entry)) and str(entry.id) not in reversed_
    }


def _step_of(table: Procedure, entry: EntryRow) -> str:
    """The step that this entry performed; empty for an act that performs none."""
    if entry.verb in _LEFT_UNDONE:
        return ""
    if entry.verb in {"submit", "resubmit"}:
        return table.submit_step
    return str(entry.payload.get("step", ""))


def _history(table: Procedure, entries: Sequence[EntryRow]) -> tuple[dict[str, datetime], set[str]]:
    """Which steps are done (and since when) and which were skipped, counted from the entries.

    A return to an earlier step, or a reversal, makes the later ones undone again.
    """
    order = [step.id for step in table.steps]
    done: dict[str, datetime] = {}
    skipped: set[str] = set()
    for entry in entries:
        performed = _step_of(table, entry)
        if performed in order:
            done[performed] = entry.occurred_at or entry.recorded_at
        skipped |= {passed["step"] for passed in entry.payload.get("skipped", ())}
        awaited = entry.payload.get("after", {}).get("step", "")
        if awaited in order:
            undone = set(order[order.index(awaited) :])
            done = {step: at for step, at in done.items() if step not in undone}
            skipped -= undone
    return done, skipped
