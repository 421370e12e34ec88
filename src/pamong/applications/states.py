"""An application's state as rules see it, as the row stores it, and as the ledger's payload keeps it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pamong.applications.models import Application
from pamong.applications.rules import Outcome, State
from pamong.standard.chapters.procedure import Holder
from pamong.workdays.answers import Pause

_MOMENTS = ("complete_at", "ready_at", "closed_at")


def state_of(row: Application) -> State:
    """The state the row holds."""
    return State(
        step=row.step,
        holder=Holder(row.holder_kind, row.holder_name),  # type: ignore[arg-type]  # only engine.commit writes it
        complete_at=row.complete_at,
        pauses=_pauses(row.pauses),
        ready_at=row.ready_at,
        closed_at=row.closed_at,
        outcome=Outcome(row.outcome),
        hold_reason=row.hold_reason,
    )


def columns(state: State) -> dict[str, Any]:
    """The state as columns of the row."""
    return {
        "step": state.step,
        "holder_kind": state.holder.kind,
        "holder_name": state.holder.name,
        "complete_at": state.complete_at,
        "pauses": [[p.start.isoformat(), p.end.isoformat() if p.end else None] for p in state.pauses],
        "ready_at": state.ready_at,
        "closed_at": state.closed_at,
        "outcome": str(state.outcome),
        "hold_reason": state.hold_reason,
    }


def data(state: State) -> dict[str, Any]:
    """The state as JSON for the ledger: what a reversal goes back to, and what anyone can recount the clock from."""
    stored = columns(state)
    for name in _MOMENTS:
        stored[name] = stored[name].isoformat() if stored[name] else None
    return stored


def state_from(stored: Mapping[str, Any]) -> State:
    """The state an entry's payload recorded."""
    moments = {name: datetime.fromisoformat(stored[name]) if stored[name] else None for name in _MOMENTS}
    return State(
        step=stored["step"],
        holder=Holder(stored["holder_kind"], stored["holder_name"]),
        pauses=_pauses(stored["pauses"]),
        outcome=Outcome(stored["outcome"]),
        hold_reason=stored["hold_reason"],
        **moments,
    )


def _pauses(stored: list[list[str | None]]) -> tuple[Pause, ...]:
    return tuple(
        Pause(datetime.fromisoformat(str(start)), datetime.fromisoformat(end) if end else None)
        for start, end in stored
    )
