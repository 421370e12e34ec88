"""Writing a draft: begin, save, throw away. Saving is no act of the office and leaves no entry; beginning and ending are."""

from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import Refused, Subject
from pamong.library import queries, rules
from pamong.library.actions import engine
from pamong.library.models import Draft, SavedText
from pamong.library.queries import DraftRow, Saved, VersionRow
from pamong.library.rules import DraftState, Kind
from pamong.offices import queries as offices
from pamong.staff import queries as staff
from pamong.staff.rules import Actor
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message, Refusal
from pamong.standard.write import document_to_yaml, to_yaml


def begin_draft(
    *,
    actor: Actor,
    key: str,
    service: str,
    title: str = "",
    base: UUID | None = None,
    text: str | None = None,
    kind: Kind = Kind.STANDARD,
) -> DraftRow:
    """Begin a draft of a service's standard at the actor's office.

    It starts from the version `base` (its text written as YAML, blocks as `use:`, the revision counted up), from a
    `text` that somebody brings, or from the empty form with the headings of the law. Refused for whoever may not write,
    for a base of another office or service, and while the service has an open draft already. Of the other documents
    (`kind` DOCUMENT) `service` is the key, one of `controlled.NAMES`.
    """
    with writing(office=actor.office):
        earlier = _earlier(actor, key)
        if earlier is not None:
            return earlier
        engine.refuse(rules.may_write(actor, office=actor.office, state=DraftState.DRAFT))
        engine.refuse(rules.usable_key(service, kind))
        return _begin(actor, key, _begun(actor, kind, service, title, base, text))


def begin_draft_for(*, actor: Actor, key: str, office: str, service: str, title: str, text: str) -> DraftRow:
    """Lay the draft of a standard before an office that begins to work: its own people finish, check and approve it.

    `text` is the YAML. Refused for whoever does not administer the office, and while the service has an open draft.
    """
    engine.refuse(rules.may_begin_for(actor, office=office, managed=staff.managed_by(actor.office)))
    there = replace(actor, office=office)
    with writing(office=office):
        earlier = _earlier(there, key)
        if earlier is not None:
            return earlier
        engine.refuse(rules.usable_key(service, Kind.STANDARD))
        return _begin(there, key, _begun(there, Kind.STANDARD, service, title, None, text))


def _earlier(actor: Actor, key: str) -> DraftRow | None:
    """The draft this very act began before, if it is being sent a second time."""
    entry = ledger.by_key(key)
    if entry is None:
        return None
    if (entry.subject.kind, entry.verb) != (engine.SUBJECT, "begin_draft"):
        raise Refused(engine.KEY_USED)
    return engine.load(actor, UUID(entry.subject.id))


def _begin(actor: Actor, key: str, draft: Draft) -> DraftRow:
    """Keep a draft with its first text and its entry; inside `writing`."""
    engine.refuse(rules.usable_text(draft.text))
    _insert(draft)
    engine.keep(draft, actor=actor, key=f"{key}:1", began_with=0, number=1, text=draft.text)
    append(
        office=actor.office,
        actor=actor.person_id,
        post=actor.post,
        verb="begin_draft",
        subject=Subject(engine.SUBJECT, str(draft.pk)),
        clause=rules.COVER,
        payload={"service": draft.service, "base": draft.base.digest if draft.base else None},
        key=key,
    )
    return engine.load(actor, draft.pk)


def save_draft(*, actor: Actor, key: str, draft: UUID, text: str, expected_version: int) -> Saved:
    """Save the text of a draft, if nobody has saved since `expected_version`.

    Otherwise nothing is overwritten: the answer has `conflict`, the text that stands (`current`) and the one both
    started from (`began_with`), and the text given here is laid aside under the draft. The same text again is no new
    version. Raises Refused for whoever may not write and for a draft that lies with its checkers.
    """
    with writing():
        row = engine.load(actor, draft)
        engine.refuse(rules.may_write(actor, office=row.office, state=row.state))
        engine.refuse(rules.usable_text(text))
        if SavedText.objects.filter(key=key).exclude(draft_id=draft).exists():
            raise Refused(engine.KEY_USED)
        if text == row.text:
            return Saved(draft=row, conflict=False, given=text)
        repeated = SavedText.objects.filter(key=key).first()
        if repeated is not None:
            return queries.saved(row, repeated, text)
        now = clock.now()
        moved = Draft.objects.filter(pk=draft, version=expected_version, state=DraftState.DRAFT).update(
            text=text,
            version=expected_version + 1,
            saved_by=actor.person_id,
            saved_by_name=actor.name,
            saved_at=now,
        )
        kept = engine.keep(
            Draft(pk=draft),
            actor=actor,
            key=key,
            began_with=expected_version,
            number=expected_version + 1 if moved else None,
            text=text,
        )
        if moved:
            engine.replace_text(draft, actor=actor, number=expected_version + 1)
        return queries.saved(engine.load(actor, draft), kept, text)


def discard_draft(*, actor: Actor, key: str, draft: UUID) -> DraftRow:
    """Throw a draft away. Its texts stay in the database, and the service is free for a new draft."""
    with writing(office=actor.office):
        row = engine.load(actor, draft)
        if engine.repeated(key, draft, "discard_draft"):
            return row
        engine.refuse(rules.may_discard(actor, office=row.office, state=row.state))
        Draft.objects.filter(pk=draft, state=row.state).update(state=DraftState.DISCARDED)
        append(
            office=row.office,
            actor=actor.person_id,
            post=actor.post,
            verb="discard_draft",
            subject=Subject(engine.SUBJECT, str(draft)),
            clause=rules.COVER,
            payload={"version": row.version},
            key=key,
        )
        return replace(row, state=DraftState.DISCARDED)


def _begun(actor: Actor, kind: Kind, service: str, title: str, base: UUID | None, text: str | None) -> Draft:
    version = None if base is None else queries.own_version(actor=actor, version_id=base)
    if base is not None and (version is None or (version.kind, version.service) != (kind, service)):
        raise Refused(
            Refusal(rules.COVER, Message(N_("Versi asal itu bukan milik layanan ini di kantor ini.")), "base")
        )
    if text is None:
        text = _from_version(version) if version else _from_nothing(actor, kind, service, title)
    now = clock.now()
    return Draft(
        office_id=actor.office,
        kind=kind,
        service=service,
        title=title or (version.title if version else service),
        text=text,
        base_id=base,
        begun_by=actor.person_id,
        begun_at=now,
        saved_by=actor.person_id,
        saved_by_name=actor.name,
        saved_at=now,
    )


def _from_version(version: VersionRow) -> str:
    today = clock.today(offices.zone(version.office))
    text = queries.text_of(version)
    if isinstance(text, Standard):
        return to_yaml(rules.next_revision(text, on=today), queries.blocks())
    return document_to_yaml(rules.next_revision(text, on=today))


def _from_nothing(actor: Actor, kind: Kind, service: str, title: str) -> str:
    letterhead = queries.letterhead_of(actor.office)
    if kind is Kind.DOCUMENT:
        return rules.empty_document(letterhead, key=service)
    return rules.empty_text(letterhead, service=service, title=title)


def _insert(draft: Draft) -> None:
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            Refusal(
                rules.COVER,
                Message(N_("Layanan ini sudah mempunyai konsep yang belum selesai; lanjutkan konsep itu.")),
                "open_draft",
            )
        ) from None
