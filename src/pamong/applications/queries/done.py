"""What somebody did a moment ago, for the line that says so and offers to undo it."""

from dataclasses import dataclass

from pamong.applications.models import Application
from pamong.applications.rules import may_undo
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.staff.rules import Actor


@dataclass(frozen=True)
class Done:
    """One act of one's own: on which application, at which step, and whether it may still be undone now."""

    code: str
    number: str
    service: str
    verb: str
    step: str
    entry: str
    undoable: bool


def done(*, actor: Actor, key: str) -> Done | None:
    """The actor's own act with this key, if it was done to an application of the actor's office."""
    entry = ledger.by_key(key) if key else None
    if entry is None or entry.subject.kind not in {"application", "scan"} or entry.actor != actor.person_id:
        return None
    row = Application.objects.filter(pk=entry.subject.id, office_id=actor.office).first()
    if row is None:
        return None
    newest = ledger.newest(entry.subject)
    refusal = may_undo(entry.verb, own=True, elapsed=clock.now() - entry.recorded_at)
    # A scan is beside the application, and is withdrawn with a reason.
    moves_on = entry.subject.kind == "application"
    return Done(
        code=row.public_code,
        number=f"{row.number}/{row.year}",
        service=row.service,
        verb=entry.verb,
        step=str(entry.payload.get("step", "")),
        entry=str(entry.id),
        undoable=moves_on and refusal is None and newest is not None and newest.id == entry.id,
    )
