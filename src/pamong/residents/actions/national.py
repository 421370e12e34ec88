"""What the national system answered, typed in by an officer."""

from datetime import datetime
from uuid import UUID

from pamong.ledger import clock
from pamong.residents import queries, rules
from pamong.residents.acts import acting, refuse
from pamong.residents.models import NationalAnswer
from pamong.residents.queries import AnswerRow
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal


def state_national_answer(
    *, actor: Actor, key: str, resident_id: UUID, state: str, answered_at: datetime
) -> AnswerRow:
    """Keep one answer of `rules.ANSWERS` with its moment. One that denies our own recording register is refused.

    Raises `UnknownResident`.
    """
    with acting(actor=actor, key=key, verb="state_national_answer", resident_id=resident_id) as act:
        queries.visible(actor, resident_id)
        if act.earlier:
            return AnswerRow(
                act.earlier.payload["state"], datetime.fromisoformat(act.earlier.payload["answered_at"])
            )
        refuse(rules.known(state, rules.ANSWERS))
        if answered_at > clock.now():
            refuse(Refusal(None, Message(N_("Waktu jawaban belum terjadi.")), "answer_in_future"))
        refuse(rules.disagreement(queries.earlier(resident_id), state, answered_at))
        NationalAnswer.objects.create(
            resident_id=resident_id, state=state, answered_at=answered_at, typed_by=actor.person_id
        )
        act.enter(resident_id, {"state": state, "answered_at": answered_at.isoformat()})
        return AnswerRow(state, answered_at)
