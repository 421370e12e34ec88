"""The examination: complete and valid, returned for completion, or refused (KTP 4.4, KK 4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pamong.applications.actions import engine
from pamong.applications.late import Late
from pamong.applications.models import Application
from pamong.applications.rules import (
    REFUSAL_REASONS,
    Examined,
    InvalidField,
    ItemState,
    Outcome,
    close,
    known_reason,
    may_complete,
    may_return,
)
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.staff.rules import Actor
from pamong.standard.chapters.requirements import Need, checklist, unmet


def complete(
    *,
    actor: Actor,
    key: str,
    code: str,
    examined: Mapping[str, Examined],
    invalid: Sequence[InvalidField] = (),
    late: Late | None = None,
) -> Application:
    """Find the application complete and valid: the clock starts (chapter 5) and the work goes on.

    The entry names every requirement that the examiner affirms. Refused while a required item is not present, while a fact that decides about an item is unknown, or while a datum
    contradicts its evidence. With `late` the clock starts at the declared moment: the applicant did not cut the power.
    """
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="complete"):
            return loaded.row
        move = engine.decide(loaded, actor=actor, act="examine", outcome="complete_and_valid")
        merged = _checklist(loaded, examined)
        items = checklist(loaded.standard, loaded.facts)
        missing = unmet(items, {name: item["state"] for name, item in merged.items()})
        unnamed = [item.id for item in items if item.open_ended and _unnamed(merged[item.id])]
        engine.refuse(may_complete(unmet=missing, unnamed=unnamed, invalid=invalid, clause=move.clause))
        return engine.carry_out(
            loaded,
            actor=actor,
            key=key,
            verb="complete",
            move=move,
            late=late,
            payload={"present": _found_present(merged)},
            changes={"checklist": merged, "invalid_fields": []},
        )


def return_for_completion(
    *,
    actor: Actor,
    key: str,
    code: str,
    examined: Mapping[str, Examined],
    invalid: Sequence[InvalidField] = (),
    note: str = "",
    late: Late | None = None,
) -> Application:
    """Give the application back to the applicant, naming what is missing and what does not match.

    At the examination this is its second outcome; at a later step of the office it pauses the running clock.
    """
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="return"):
            return loaded.row
        act, outcome = _act_of_return(loaded)
        move = engine.decide(loaded, actor=actor, act=act, outcome=outcome)
        merged = _checklist(loaded, examined)
        missing = sorted(name for name, item in merged.items() if item["state"] == ItemState.DEFICIENT)
        engine.refuse(may_return(loaded.state, deficient=missing, invalid=invalid, clause=move.clause))
        fields = [asdict(field) for field in invalid]
        return engine.carry_out(
            loaded,
            actor=actor,
            key=key,
            verb="return",
            move=move,
            late=late,
            payload={"deficient": missing, "invalid": sorted(field.field for field in invalid)},
            detail={
                "deficient": {name: merged[name] for name in missing},
                "invalid": fields,
                "note": note,
            },
            changes={"checklist": merged, "invalid_fields": fields},
        )


def refuse(*, actor: Actor, key: str, code: str, reason: str, note: str = "") -> Application:
    """Refuse the application, with a reason from the closed list; it is closed."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="refuse"):
            return loaded.row
        move = engine.decide(loaded, actor=actor, act="examine", outcome="refused")
        engine.refuse(known_reason(reason, REFUSAL_REASONS, move.clause))
        return engine.commit(
            loaded,
            actor=actor,
            key=key,
            verb="refuse",
            clause=move.clause,
            after=close(loaded.state, Outcome.REFUSED, clock.now()),
            payload={"step": move.step, "reason": reason},
            detail={"note": note} if note else None,
        )


def _found_present(checklist: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return sorted(name for name, item in checklist.items() if item["state"] == ItemState.PRESENT)


def _unnamed(found: Mapping[str, Any]) -> bool:
    return found["state"] == ItemState.PRESENT and not found.get("named")


def _act_of_return(loaded: engine.Loaded) -> tuple[str, str | None]:
    engine.refuse_closed(loaded)
    if loaded.procedure.step(loaded.state.step).act == "examine":
        return "examine", "deficient"
    return "return", None


def _checklist(loaded: engine.Loaded, examined: Mapping[str, Examined]) -> dict[str, dict[str, Any]]:
    """The stored checklist with what this examination found, for the items that apply to this person."""
    merged: dict[str, dict[str, Any]] = {}
    for item in checklist(loaded.standard, loaded.facts):
        if item.need is Need.NOT_APPLICABLE:
            merged[item.id] = {"state": str(ItemState.NOT_APPLICABLE)}
        elif item.id in examined:
            merged[item.id] = examined[item.id].data()
        else:
            merged[item.id] = loaded.row.checklist.get(item.id, {"state": str(ItemState.NOT_EXAMINED)})
    return merged
