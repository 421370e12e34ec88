"""Holds, releases and reversals. None of them is an edit: each is an entry."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pamong.applications import states
from pamong.applications.actions import engine
from pamong.applications.models import Application
from pamong.applications.neighbours import why_not
from pamong.applications.rules import may_hold, may_release, may_reverse, may_undo
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import writing
from pamong.ledger.rules import EntryRow, Refused, Subject
from pamong.residents import actions as residents
from pamong.staff.rules import Actor, may
from pamong.standard.messages import N_, Message, Refusal


def hold(*, actor: Actor, key: str, code: str, reason: str) -> Application:
    """Say why nothing moves, with a reason from the closed list. The clock goes on (clock rule 4)."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="hold"):
            return loaded.row
        _refuse_other_posts(actor)
        engine.refuse(may_hold(loaded.state, reason))
        after = replace(loaded.state, hold_reason=reason)
        return engine.commit(
            loaded, actor=actor, key=key, verb="hold", clause=None, after=after, payload={"reason": reason}
        )


def release(*, actor: Actor, key: str, code: str) -> Application:
    """The reason for the hold is gone; the awaited step can be done."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="release"):
            return loaded.row
        _refuse_other_posts(actor)
        engine.refuse(may_release(loaded.state))
        after = replace(loaded.state, hold_reason="")
        return engine.commit(
            loaded, actor=actor, key=key, verb="release", clause=None, after=after, payload={}
        )


def _refuse_other_posts(actor: Actor) -> None:
    """Whether work stands still is said by those who do it: the unit at the counter."""
    engine.refuse(may(actor, office=actor.office, posts=frozenset({"general_services"}), clause=None))


def reverse(
    *,
    actor: Actor,
    key: str,
    code: str,
    reason: str,
    note: str = "",
    entry: str | None = None,
    guarded: bool = True,
) -> Application:
    """Take the last act back, with a reason: the state before it returns, both entries stay.

    A due date that moved with the calendar is no act of a person and is looked through. `entry` is the id of the entry
    the person saw (every form carries it): when something happened since, nothing is taken back. `guarded=False` is for
    the room that guards: it has settled its own side already.
    """
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="reverse"):
            return loaded.row
        last = _last_act(loaded)
        _refuse_moved_on(last, entry or str(last.id))
        engine.refuse(may_reverse(last.verb, post=actor.post, reason=reason))
        engine.refuse(_guard(loaded, last) if guarded else None)
        detail = {"note": note} if note else None
        return _take_back(loaded, last, actor=actor, key=key, verb="reverse", reason=reason, detail=detail)


def undo(*, actor: Actor, key: str, code: str, entry: str) -> Application:
    """Take one's own act back within seconds, by a compensating entry without a reason.

    `entry` is the id of the entry the person saw; when something happened since, nothing is undone.
    """
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="undo"):
            return loaded.row
        last = _last_act(loaded)
        _refuse_moved_on(last, entry)
        own = last.actor == actor.person_id
        engine.refuse(may_undo(last.verb, own=own, elapsed=clock.now() - last.recorded_at))
        engine.refuse(_guard(loaded, last))
        return _take_back(loaded, last, actor=actor, key=key, verb="undo")


def _guard(loaded: engine.Loaded, last: EntryRow) -> Refusal | None:
    return why_not(loaded.row.pk, f"reverse {last.verb}")


def _refuse_moved_on(last: EntryRow, seen: str) -> None:
    """What is taken back is what the person saw; a form left open must not take back somebody else's act."""
    if str(last.id) != seen:
        text = N_("Sesudah tindakan itu sudah ada tindakan lain; tidak ada yang diurungkan.")
        raise Refused(Refusal(None, Message(text), "moved_on"))


def _take_back(
    loaded: engine.Loaded,
    last: EntryRow,
    *,
    actor: Actor,
    key: str,
    verb: str,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> Application:
    if last.verb == "hand_over" and loaded.issues_card:
        before = engine.remark(last.key).get("card_issued_before")
        residents.mark_card_issued(
            resident_id=loaded.row.resident_id, on=date.fromisoformat(before) if before else None
        )
    given = {"reason": reason} if reason else {}
    return engine.commit(
        loaded,
        actor=actor,
        key=key,
        verb=verb,
        clause=last.clause,
        after=states.state_from(last.payload["before"]),
        payload={"reversed": str(last.id), "reversed_verb": last.verb, **given},
        detail=detail,
        changes=engine.overwritten(last.key),
    )


def _last_act(loaded: engine.Loaded) -> EntryRow:
    entries = ledger.timeline(Subject(engine.SUBJECT, str(loaded.row.pk)))
    return next(entry for entry in reversed(entries) if entry.verb != "recompute_due")
