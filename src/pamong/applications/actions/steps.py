"""The steps between examination and hand-over: record, send, receive back, wait for the signature, print, ready.

Which of them a service has, in which order and by whose hands, is the standard's business; these verbs know acts.
"""

from pamong.applications.actions import engine
from pamong.applications.late import Late
from pamong.applications.models import Application
from pamong.applications.neighbours import why_not
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused
from pamong.residents import actions as residents
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

# Acts with a verb of their own elsewhere: performing them here would skip what they must check and record.
_ELSEWHERE = frozenset(
    {"submit", "examine", "record_biometrics", "hand_over", "prepare", "return", "withdraw"}
)


def perform(
    *,
    actor: Actor,
    key: str,
    code: str,
    step: str,
    reference: str = "",
    guarded: bool = True,
    late: Late | None = None,
) -> Application:
    """Do the awaited step of the standard: send, receive back, note the signature, print, declare ready, …

    `step` names the step the caller saw; when the application has moved on meanwhile the act is refused.
    `reference` is the number of the letter or list the step refers to, if there is one. `guarded=False` is for the room
    that guards: it has settled its own side of the act already.
    """
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        verb = next((known.act for known in loaded.procedure.office_steps if known.id == step), "")
        if engine.repeated(loaded, key=key, verb=verb):
            return loaded.row
        _still_awaited(loaded, step)
        if verb in _ELSEWHERE:
            raise Refused(
                Refusal(None, Message(N_("Langkah ini dicatat dengan formulirnya sendiri.")), "own_verb")
            )
        move = engine.decide(loaded, actor=actor, act=verb)
        engine.refuse(why_not(loaded.row.pk, verb) if guarded else None)
        return engine.carry_out(
            loaded,
            actor=actor,
            key=key,
            verb=verb,
            move=move,
            late=late,
            payload={"reference": reference} if reference else None,
            changes={"reference": reference} if reference else None,
        )


def record_biometrics(*, actor: Actor, key: str, code: str, step: str) -> Application:
    """Note that the resident was recorded now, at this office (KTP 4.5). Once in a life: a second one is refused with
    the date and office of the first. What the devices captured stays in the national system; nothing of it is kept.
    """
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="record_biometrics"):
            return loaded.row
        _still_awaited(loaded, step)
        move = engine.decide(loaded, actor=actor, act="record_biometrics")
        recording = residents.record_biometrics(
            actor=actor,
            key=f"{key}:recording",
            resident_id=loaded.row.resident_id,
            reference=loaded.row.public_code,
            clause=move.clause,
        )
        return engine.carry_out(
            loaded,
            actor=actor,
            key=key,
            verb="record_biometrics",
            move=move,
            payload={"recording": str(recording.id)},
        )


def skip(*, actor: Actor, key: str, code: str, step: str) -> Application:
    """Pass over the awaited step because its condition no longer holds: the resident turned out to be recorded."""
    with writing(office=actor.office):
        loaded = engine.load(office=actor.office, code=code)
        if engine.repeated(loaded, key=key, verb="skip"):
            return loaded.row
        engine.refuse_closed(loaded)
        _still_awaited(loaded, step)
        move = loaded.procedure.pass_over(step=step, post=actor.post, facts=loaded.facts)
        if isinstance(move, Refusal):
            raise Refused(move)
        return engine.carry_out(loaded, actor=actor, key=key, verb="skip", move=move)


def _still_awaited(loaded: engine.Loaded, step: str) -> None:
    if loaded.state.step != step:
        raise Refused(
            Refusal(
                None,
                Message(N_("Langkah itu tidak sedang ditunggu lagi; lihat keadaan permohonan ini dulu.")),
                "not_awaited",
            )
        )
