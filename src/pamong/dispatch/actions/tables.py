"""A table of results is taken in at once and worked through in portions: a lost connection loses no line."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from pamong.dispatch import lists, queries
from pamong.dispatch.actions import engine
from pamong.dispatch.actions.marking import mark
from pamong.dispatch.models import ResultList
from pamong.dispatch.rules import Mark
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.ledger.rules import Refused, Subject
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

PORTION = 100
"""So many lines are worked through in one transaction: no other desk waits longer for its turn."""


def take_list(*, actor: Actor, key: str, text: str) -> UUID:
    """Take in a table of results (see `lists`). Lines that cannot be read are reported at once, the others wait for
    `go_on`. The same key again answers the same list. Answers its id.
    """
    with writing(office=actor.office):
        engine.refuse_other(actor, office=actor.office, posts=engine.DISPENDUK)
        known = ResultList.objects.filter(key=key).first()
        if known is not None:
            return known.pk
        names = queries.papers_at_desk(actor=actor)
        read = lists.read(text, {paper.id.lower(): name for name, paper in names.items()})
        if isinstance(read, Refusal):
            raise Refused(read)
        row = ResultList.objects.create(
            office_id=actor.office,
            key=key,
            sent_at=clock.now(),
            waiting=[{"line": line.number, **asdict(line.mark)} for line in read if not line.wrong],
            wrong=[_wrong(line.number, line.code, line.wrong) for line in read if line.wrong],
            total=len(read),
        )
        engine.record(
            actor=actor,
            key=key,
            verb="take_list",
            subject=Subject("result_list", str(row.pk)),
            payload={"lines": row.total, "unreadable": len(row.wrong)},
        )
        return row.pk


def _wrong(line: int, code: str, why: str) -> dict[str, Any]:
    return {"line": line, "code": code, "why": why}


def go_on(*, actor: Actor, list_id: UUID, portion: int = PORTION) -> int:
    """Apply the next lines of a list, each by itself, and note which were not. Answers how many lines still wait."""
    with writing(office=actor.office):
        engine.refuse_other(actor, office=actor.office, posts=engine.DISPENDUK)
        found = ResultList.objects.select_for_update().filter(pk=list_id, office=actor.office)
        row = found.first()
        if row is None:
            raise Refused(Refusal(None, Message(N_("Daftar itu tidak ada di kantor ini.")), "not_found"))
        lines, rest = row.waiting[:portion], row.waiting[portion:]
        marks = [Mark(**{name: value for name, value in line.items() if name != "line"}) for line in lines]
        marked = mark(actor=actor, key=row.key, marks=marks) if marks else ()
        wrong = [
            _wrong(line["line"], each.code, each.refusal.code)
            for line, each in zip(lines, marked, strict=True)
            if each.refusal
        ]
        applied = sum(each.applied for each in marked)
        ResultList.objects.filter(pk=row.pk).update(
            waiting=rest,
            wrong=sorted([*row.wrong, *wrong], key=lambda each: each["line"]),
            applied=row.applied + applied,
            unchanged=row.unchanged + len(marked) - applied - len(wrong),
        )
        return len(rest)
