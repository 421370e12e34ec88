"""Due dates that a changed calendar moves: none is edited, each leaves an entry with the old date and the reason."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from pamong.applications.actions import engine
from pamong.applications.models import Application
from pamong.applications.queries.running import misdated
from pamong.ledger.actions import writing
from pamong.offices import queries as offices
from pamong.offices.rules import may_change
from pamong.staff.rules import Actor


def recompute_due(
    *,
    actor: Actor,
    key: str,
    reason: str,
    office: str | None = None,
    dates: Collection[date] = (),
    most: int | None = None,
) -> tuple[Application, ...]:
    """Count the due moments of an office's open applications anew after its calendar changed (clock rule 5).

    `office` is the actor's own when it is not named; IT may name any. Answers those that moved; each got an entry with
    the old and the new moment, the reason, and those of the changed `dates` that lie between its completeness and the
    later of both. With `most`, no more than so many move in this call, so that a counter does not wait for a thousand:
    the next call goes on. Sent again with the same key, none moves twice.
    """
    office = office or actor.office
    engine.refuse(may_change(actor, office=office))
    with writing(office=office):
        return tuple(islice(_moved(actor, key, reason, office, frozenset(dates)), most))


def _moved(actor: Actor, key: str, reason: str, office: str, dates: frozenset[date]) -> Iterator[Application]:
    # The list is made first: rows are written while it is walked.
    for each, after in list(misdated(office=office)):
        loaded = engine.load(office=office, code=each.code)
        entry_key = f"{key}:{each.code}"
        if engine.repeated(loaded, key=entry_key, verb="recompute_due"):
            continue
        before = loaded.row.due_at
        payload: dict[str, Any] = {
            "due_before": before.isoformat() if before else None,
            "reason": reason,
            "dates": _between(dates, office, loaded, after),
        }
        yield engine.commit(
            loaded,
            actor=actor,
            key=entry_key,
            verb="recompute_due",
            clause=None,
            after=loaded.state,
            payload=payload,
            changes={"due_at": after},
        )


def _between(dates: frozenset[date], office: str, loaded: engine.Loaded, after: datetime | None) -> list[str]:
    """The changed dates inside this application's counting, as the entry keeps them."""
    moments = [moment for moment in (loaded.state.complete_at, loaded.row.due_at, after) if moment]
    days = [moment.astimezone(offices.zone(office)).date() for moment in moments]
    return [on.isoformat() for on in sorted(dates) if min(days) <= on <= max(days)]
