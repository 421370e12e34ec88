"""What every verb of the counter shares: load under the actor's office, decide, write guarded, append one entry."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from pamong.applications import states
from pamong.applications.late import Late, may_enter_late
from pamong.applications.models import Application, LateEntry, Remark
from pamong.applications.queries.facts import facts_for
from pamong.applications.rules import State, advance, tells_applicant
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append
from pamong.ledger.prepared import Prepared, PreparedWrites
from pamong.ledger.rules import EntryRow, Refused, Subject
from pamong.library import queries as library
from pamong.notices import actions as notices
from pamong.offices import queries as offices
from pamong.residents import queries as residents
from pamong.staff import queries as staff
from pamong.staff.rules import Actor, Deed, may, separate
from pamong.standard.chapters.procedure import Move, Procedure
from pamong.standard.chapters.time_limit import limit
from pamong.standard.conditions import FactValue
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message, Refusal
from pamong.workdays.clock import due

SUBJECT = "application"


@dataclass(frozen=True)
class Loaded:
    """One application inside an act's transaction, with everything the rules need to decide about it."""

    row: Application
    standard: Standard
    procedure: Procedure
    facts: Mapping[str, FactValue]
    state: State

    @property
    def issues_card(self) -> bool:
        """Whether handing the product over puts a card into the hands of somebody who is recorded."""
        return any(step.act == "record_biometrics" for step in self.procedure.steps)


def load(*, office: str, code: str) -> Loaded:
    """The application as its own office sees it; another office's is as unknown as one that never was."""
    row = _BY_CODE.first(office=office, code=code)
    if row is None:
        raise Refused(
            Refusal(None, Message(N_("Permohonan dengan kode itu tidak ada di kantor ini.")), "not_found")
        )
    standard = library.standard(row.standard_id)
    return Loaded(
        row=row,
        standard=standard,
        procedure=library.procedure(row.standard_id),
        facts=facts_for(
            standard=standard, resident_id=row.resident_id, answers=row.answers, office=row.office_id
        ),
        state=states.state_of(row),
    )


_BY_CODE = Prepared(lambda office, code: Application.objects.filter(office_id=office, public_code=code))


def repeated(loaded: Loaded, *, key: str, verb: str) -> bool:
    """Whether this very act was done already; a key that served another act or another application is refused."""
    subject = Subject(SUBJECT, str(loaded.row.pk))
    return ledger.done_before(key, office=loaded.row.office_id, verb=verb, subject=subject) is not None


def refuse(refusal: Refusal | None) -> None:
    """Turn a rule's refusal into the end of the act; nothing has been written yet."""
    if refusal is not None:
        raise Refused(refusal)


def refuse_closed(loaded: Loaded) -> None:
    """A closed application takes no further act but a reversal."""
    if loaded.state.closed_at is not None:
        raise Refused(Refusal(None, Message(N_("Permohonan ini sudah ditutup.")), "closed"))


def decide(loaded: Loaded, *, actor: Actor, act: str, outcome: str | None = None) -> Move:
    """The move the standard's table gives for this act by this post at the awaited step."""
    refuse_closed(loaded)
    step = loaded.state.step
    clause = loaded.procedure.step(step).clause
    if act == loaded.procedure.step(step).act:
        # Whoever comes after another has done the step hears that something else is awaited now, and not that it is
        # none of their business.
        refuse(may(actor, office=loaded.row.office_id, posts=loaded.procedure.posts(step), clause=clause))
        refuse_same_person(loaded, actor=actor, step=step)
    decision = loaded.procedure.decide(
        step=step, act=act, post=actor.post, outcome=outcome, facts=loaded.facts
    )
    if isinstance(decision, Refusal):
        raise Refused(decision)
    return decision


def refuse_same_person(loaded: Loaded, *, actor: Actor, step: str) -> None:
    """Two pairs of eyes: who performed a step that the standard gives to another post does not perform this one,
    unless a dated appointment as substitute lends the post.
    """
    entries = ledger.timeline(Subject(SUBJECT, str(loaded.row.pk)))
    undone = {entry.payload.get("reversed") for entry in entries}
    own = [entry for entry in entries if entry.actor == actor.person_id and str(entry.id) not in undone]
    if not own:
        return
    lent = {act.entry.id for act in staff.substitute_acts(loaded.row.office_id, own)}
    first = loaded.procedure.submit_step
    deeds = tuple(
        Deed(
            person_id=entry.actor,
            step=first if entry.verb in {"submit", "resubmit"} else str(entry.payload.get("step", "")),
            substitute=entry.id in lent,
        )
        for entry in own
    )
    posts = {known.id: loaded.procedure.posts(known.id) for known in loaded.procedure.office_steps}
    clause = loaded.procedure.step(step).clause
    refuse(separate(actor, step=step, posts=posts, earlier=deeds, clause=clause))


def carry_out(
    loaded: Loaded,
    *,
    actor: Actor,
    key: str,
    verb: str,
    move: Move,
    late: Late | None = None,
    payload: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Application:
    """Write the move: guarded row, entry, remark. `late` declares when the act truly happened (default: now)."""
    after = advance(loaded.state, move, moment_of(loaded, late))
    skipped = [{"step": skipped.step, "clause": skipped.clause} for skipped in move.skipped]
    return commit(
        loaded,
        actor=actor,
        key=key,
        verb=verb,
        clause=move.clause,
        after=after,
        payload={"step": move.step, "outcome": move.outcome, "skipped": skipped, **(payload or {})},
        detail=detail,
        changes=changes,
        late=late,
    )


def moment_of(loaded: Loaded, late: Late | None) -> datetime:
    """When the act happened: now, or the declared moment, which is refused when it cannot be true."""
    now = clock.now()
    if late is None:
        return now
    entries = ledger.timeline(Subject(SUBJECT, str(loaded.row.pk)))
    # A date that moved with the calendar is no act of a person, and may well be entered before the paper is.
    acts = (entry for entry in entries if entry.verb != "recompute_due")
    last = max((entry.occurred_at or entry.recorded_at for entry in acts), default=None)
    refuse(may_enter_late(late, now=now, last=last))
    return late.at


def commit(
    loaded: Loaded,
    *,
    actor: Actor,
    key: str,
    verb: str,
    clause: str | None,
    after: State,
    payload: Mapping[str, Any],
    detail: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    late: Late | None = None,
) -> Application:
    """The one place where an application changes: guarded update, ledger entry, remark, in the caller's transaction.

    What `changes` overwrites beside the state is kept in the remark, so that a reversal can put it back.
    """
    row = loaded.row
    values = {**states.columns(after), "due_at": row.due_at}
    if _counts_anew(loaded.state, after):
        # Otherwise the date stands: only `recompute_due`, which gives a reason, follows a changed calendar.
        values["due_at"] = due_moment(loaded.standard, row.office_id, after, loaded.facts)
    values |= changes or {}
    overwritten = {name: getattr(row, name) for name in UNDOABLE if name in (changes or {})}
    detail = {**(detail or {}), **({"overwritten": overwritten} if overwritten else {})}
    reopened = loaded.state.closed_at is not None and after.closed_at is None
    with one_open_run(row.resident_id, row.service) if reopened else nullcontext():
        updated = ROWS.update({"id": row.pk, "version": row.version}, {**values, "version": row.version + 1})
    if updated != 1:
        raise Refused(
            Refusal(
                None,
                Message(
                    N_("Permohonan ini baru saja diubah orang lain; lihat keadaannya dulu, lalu ulangi.")
                ),
                "stale",
            )
        )
    body = {"before": states.data(loaded.state), "after": states.data(after), **payload}
    body["due_at"] = values["due_at"].isoformat() if values["due_at"] else None
    record(row=row, actor=actor, key=key, verb=verb, clause=clause, payload=body, detail=detail, late=late)
    for name, value in {**values, "version": row.version + 1}.items():
        setattr(row, name, value)
    return row


ROWS = PreparedWrites(Application)
_REMARKS = PreparedWrites(Remark)


def _counts_anew(before: State, after: State) -> bool:
    """Whether an act changes what is counted. A clock that a reversal lets run again may have missed a change of the
    calendar: only running clocks follow one.
    """
    started_again = before.stopped and not after.stopped
    return started_again or (after.complete_at, after.pauses) != (before.complete_at, before.pauses)


@contextmanager
def one_open_run(resident_id: UUID, service: str) -> Iterator[None]:
    """Whoever takes in or reopens what the same person has pending already is refused, with its office and number.

    The constraint decides, and not a look beforehand: the other application may be taken in at another office now.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        pending = Application.objects.filter(
            resident_id=resident_id, service=service, closed_at__isnull=True
        ).first()
        if pending is None:
            raise
        said = {
            "office": offices.office(pending.office_id).name,
            "number": f"{pending.number}/{pending.year}",
        }
        text = N_("Permohonan yang sama masih berjalan di {office} dengan nomor {number}.")
        raise Refused(Refusal(None, Message(text, said), "pending")) from None


# What a reversal puts back beside the state.
UNDOABLE = ("checklist", "invalid_fields", "reference")


def overwritten(key: str) -> dict[str, Any]:
    """What the act with this key wrote over."""
    return dict(remark(key).get("overwritten", {}))


def remark(key: str) -> dict[str, Any]:
    """The detail of the act with this key; nothing when it left no remark, or the remark was erased."""
    return dict(Remark.objects.filter(entry_key=key).values_list("detail", flat=True).first() or {})


def record(
    *,
    row: Application,
    actor: Actor,
    key: str,
    verb: str,
    clause: str | None,
    payload: Mapping[str, Any],
    detail: Mapping[str, Any] | None = None,
    late: Late | None = None,
) -> None:
    """Append the act's entry, and order a notice where the applicant wishes one and the act tells something.

    Personal detail goes into an erasable remark; the entry keeps its salted digest. `late` has been allowed by the rule already; the entry declares its moment, and the Sekretaris finds it listed.
    """
    body = dict(payload)
    if late is not None:
        body["late_reason"] = late.reason
    if detail:
        salt = secrets.token_hex(16)
        canonical = json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        body["detail_digest"] = hashlib.sha256(f"{salt}:{canonical}".encode()).hexdigest()
        _REMARKS.insert(Remark(application_id=row.pk, entry_key=key, detail=dict(detail), salt=salt))
    entry = append(
        office=row.office_id,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=Subject(SUBJECT, str(row.pk)),
        clause=clause,
        payload=body,
        key=key,
        occurred_at=late.at if late else None,
    )
    if late is not None:
        _list_late(row, entry, late)
    if tells_applicant(verb, reversed_verb=str(payload.get("reversed_verb", ""))):
        wish = residents.wish(resident_id=row.resident_id)
        if wish is not None:
            notices.order(entry=entry, channel=wish.channel, language=wish.language)


def _list_late(row: Application, entry: EntryRow, late: Late) -> None:
    LateEntry.objects.create(
        application=row,
        entry_key=entry.key,
        verb=entry.verb,
        occurred_at=late.at,
        recorded_at=entry.recorded_at,
        reason=late.reason,
        person=entry.actor,
    )


def due_moment(
    standard: Standard, office: str, state: State, facts: Mapping[str, FactValue]
) -> datetime | None:
    """When the product must be ready under the standard's limit (chapter 5); None before completeness and while the
    applicant holds the application.
    """
    if state.complete_at is None:
        return None
    allowed = limit(standard, facts)
    reckoned = due(
        offices.calendar(office),
        complete_at=state.complete_at,
        amount=allowed.at_most,
        unit=allowed.unit,
        pauses=state.pauses,
    )
    return reckoned.moment
