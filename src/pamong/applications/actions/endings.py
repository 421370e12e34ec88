"""How an application ends: handed over, or withdrawn by the applicant."""

from dataclasses import replace

from pamong.applications.actions import engine
from pamong.applications.late import Late
from pamong.applications.models import Application
from pamong.applications.rules import (
    IDENTITIES,
    RELATIONS,
    WITHDRAWAL_REASONS,
    Outcome,
    advance,
    close,
    known_reason,
)
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused
from pamong.offices import queries as offices
from pamong.residents import actions as residents
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal


def hand_over(
    *,
    actor: Actor,
    key: str,
    code: str,
    collector: str,
    relation: str,
    identity: str,
    late: Late | None = None,
) -> Application:
    """Hand the product to whoever collects it (KTP 4.7, KK 4.4): name, relation to the applicant, identity seen."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="hand_over"):
            return loaded.row
        move = engine.decide(loaded, actor=actor, act="hand_over")
        engine.refuse(known_reason(relation, RELATIONS, move.clause))
        engine.refuse(known_reason(identity, IDENTITIES, move.clause))
        if not collector.strip():
            raise Refused(
                Refusal(move.clause, Message(N_("Tulis nama orang yang mengambil.")), "no_collector")
            )
        now = engine.moment_of(loaded, late)
        after = advance(loaded.state, move, now)
        if move.closes:
            after = replace(close(after, Outcome.HANDED_OVER, now), holder=after.holder)
        before = None
        if loaded.issues_card:
            # The card is in the resident's hands: the register can answer "recorded, card issued" from now on.
            day = now.astimezone(offices.zone(loaded.row.office_id)).date()
            before = residents.mark_card_issued(resident_id=loaded.row.resident_id, on=day)
        return engine.commit(
            loaded,
            actor=actor,
            key=key,
            verb="hand_over",
            clause=move.clause,
            after=after,
            payload={"step": move.step, "relation": relation, "identity": identity},
            detail={
                "collector": collector.strip(),
                **({"card_issued_before": before.isoformat()} if before else {}),
            },
            late=late,
        )


def withdraw(*, actor: Actor, key: str, code: str, reason: str, note: str = "") -> Application:
    """The applicant withdraws an open application; the register keeps it."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="withdraw"):
            return loaded.row
        move = engine.decide(loaded, actor=actor, act="withdraw")
        engine.refuse(known_reason(reason, WITHDRAWAL_REASONS, None))
        return engine.commit(
            loaded,
            actor=actor,
            key=key,
            verb="withdraw",
            clause=None,
            after=close(loaded.state, Outcome.WITHDRAWN, clock.now()),
            payload={"step": move.step, "reason": reason},
            detail={"note": note} if note else None,
        )
