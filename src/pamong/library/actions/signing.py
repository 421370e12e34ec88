"""Three signatures by three people: submit what is prepared, review it, approve it; or send it back to draft."""

import hashlib
import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.actions import append, writing
from pamong.ledger.rules import EntryRow, Refused, Subject
from pamong.library import queries, rules
from pamong.library.actions import engine, installing
from pamong.library.models import Acknowledgement, Draft, SigningAct, StandardVersion
from pamong.library.queries import DraftRow, VersionRow, Written
from pamong.library.rules import DraftState, Part
from pamong.offices import queries as offices
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

RETURN = "return"


def submit_draft(*, actor: Actor, key: str, draft: UUID, expected_version: int) -> DraftRow:
    """The first signature: this text is prepared. It is frozen as canonical JSON, and only a return opens it again.

    Refused while the text has an error, names other signers than the version before it, or repeats its revision; and
    when somebody saved since `expected_version`, because nobody signs what they have not seen.
    """
    with writing(office=actor.office):
        row = engine.load(actor, draft)
        if engine.repeated(key, draft, "submit_draft"):
            return row
        base = queries.newest(office=row.office, kind=row.kind, service=row.service)
        _may_sign(actor, row, Part.PREPARED)
        engine.refuse(rules.same_version(expected_version, row.version))
        text = _prepared(row, base)
        Draft.objects.filter(pk=draft, state=DraftState.DRAFT, version=row.version).update(
            state=DraftState.IN_REVIEW,
            submitted=text.canonical(),
            digest=text.digest,
            submissions=row.submissions + 1,
            base=None if base is None else base.id,
            title=text.title,
        )
        row = engine.load(actor, draft)
        _signed(row, actor, Part.PREPARED)
        _entry(row, actor, key, "submit_draft", {"digest": row.digest, "submission": row.submissions})
        return row


def review_draft(*, actor: Actor, key: str, draft: UUID, digest: str) -> DraftRow:
    """The second signature: checked. `digest` is that of the text the checker saw.

    Refused while a finding has nobody's name beside it.
    """
    with writing(office=actor.office):
        row = engine.load(actor, draft)
        if engine.repeated(key, draft, "review_draft"):
            return row
        _may_sign(actor, row, Part.REVIEWED)
        _refuse_other_text(row, digest)
        Draft.objects.filter(pk=draft, state=DraftState.IN_REVIEW).update(state=DraftState.AWAITING_APPROVAL)
        _signed(row, actor, Part.REVIEWED)
        _entry(row, actor, key, "review_draft", {"digest": row.digest, "submission": row.submissions})
        return engine.load(actor, draft)


def approve_draft(*, actor: Actor, key: str, draft: UUID, digest: str, in_force_from: date) -> VersionRow:
    """The third signature: the text becomes a version that binds from a coming day on, and never changes again.

    Refused when the day is taken or past, when a version came in between that nobody compared with, and when the text
    is not byte for byte what was prepared and checked. The entry on the version holds digest, day and signers.
    """
    with writing(office=actor.office):
        earlier = ledger.by_key(key)
        if earlier is not None:
            return _approved_before(earlier, draft)
        row = engine.load(actor, draft)
        _may_sign(actor, row, Part.APPROVED)
        _refuse_other_text(row, digest)
        newest = queries.newest(office=row.office, kind=row.kind, service=row.service)
        if (newest.id if newest else None) != row.base:
            raise Refused(_BASE_MOVED)
        begins = queries.begins(office=row.office, kind=row.kind, service=row.service)
        today = clock.today(offices.zone(row.office))
        engine.refuse(rules.usable_day(in_force_from, today=today, begins=begins))
        version = _became(row, in_force_from)
        Draft.objects.filter(pk=draft, state=DraftState.AWAITING_APPROVAL).update(
            state=DraftState.APPROVED, became=version
        )
        _signed(row, actor, Part.APPROVED)
        _approval_entry(row, version, actor, key)
        return queries.version(version.pk)


def return_draft(*, actor: Actor, key: str, draft: UUID, remark: str) -> DraftRow:
    """Send a submitted text back to draft instead of signing it, with what must change."""
    with writing(office=actor.office):
        row = engine.load(actor, draft)
        if engine.repeated(key, draft, "return_draft"):
            return row
        posts = queries.posts_of(row)
        engine.refuse(rules.may_return(actor, office=row.office, state=row.state, posts=posts, remark=remark))
        Draft.objects.filter(pk=draft, state=row.state).update(state=DraftState.DRAFT)
        made = _acted(row, actor, RETURN, remark)
        payload = {"submission": row.submissions, "remark": _salted(made.salt, remark)}
        _entry(row, actor, key, "return_draft", payload)
        return engine.load(actor, draft)


def acknowledge_finding(*, actor: Actor, key: str, draft: UUID, finding: str, reason: str) -> DraftRow:
    """Answer by name for a finding that stays in the text. `finding` is its `rules.finding_key`."""
    with writing(office=actor.office):
        row = engine.load(actor, draft)
        if engine.repeated(key, draft, "acknowledge_finding"):
            return row
        posts = queries.posts_of(row)
        engine.refuse(
            rules.may_acknowledge(actor, office=row.office, state=row.state, posts=posts, reason=reason)
        )
        _, problems = queries.read_draft(row)
        found = next((each for each in problems if rules.finding_key(each) == finding), None)
        if found is None or found.severity == "error":
            raise Refused(_NO_FINDING)
        salt = secrets.token_hex(16)
        with transaction.atomic():
            _, new = Acknowledgement.objects.get_or_create(
                draft_id=draft,
                finding=finding,
                defaults={
                    "rule": found.rule,
                    "clause": found.clause or "",
                    "person": actor.person_id,
                    "person_name": actor.name,
                    "reason": reason,
                    "salt": salt,
                    "made_at": clock.now(),
                },
            )
        if new:
            payload = {"finding": finding, "rule": found.rule, "reason": _salted(salt, reason)}
            _entry(row, actor, key, "acknowledge_finding", payload)
        return row


_BASE_MOVED = Refusal(
    rules.COVER,
    Message(
        N_(
            "Sesudah naskah ini diajukan ada versi lain yang ditetapkan; kembalikan ke konsep dan ajukan lagi."
        )
    ),
    "base_moved",
)
_NO_FINDING = Refusal(
    rules.COVER, Message(N_("Temuan itu tidak ada pada naskah ini, atau harus diperbaiki.")), "no_finding"
)


def _may_sign(actor: Actor, row: DraftRow, part: Part) -> None:
    engine.refuse(
        rules.may_sign(
            actor,
            office=row.office,
            part=part,
            state=row.state,
            posts=queries.posts_of(row),
            signed=queries.signed(row),
            writers=queries.writers(row),
        )
    )


def _prepared(row: DraftRow, base: VersionRow | None) -> Written:
    """The text as it will bind, if nothing stands against it."""
    text, problems = queries.read_draft(row)
    engine.refuse(rules.readable(problems))
    assert text is not None
    if (text.office, text.service) != (row.office, row.service):
        message = Message(N_("Naskah ini menyebut kantor atau layanan lain daripada konsepnya."))
        raise Refused(Refusal(rules.COVER, message, "other_service"))
    binding = queries.text_of(base).document.signatures if base else ()
    posts = rules.signers(text.document.signatures, binding)
    if isinstance(posts, Refusal):
        raise Refused(posts)
    if queries.has_revision(row, text.document.revision):
        message = Message(
            N_("Revisi {revision} sudah ada; naikkan nomor revisi."), {"revision": text.document.revision}
        )
        raise Refused(Refusal(rules.COVER, message, "revision_known"))
    return rules.adopted(text, queries.letterhead_of(row.office))


def _refuse_other_text(row: DraftRow, digest: str) -> None:
    acts = queries.signing_acts(row)
    signed = [act.digest for act in acts if act.submission == row.submissions]
    is_now = hashlib.sha256(row.submitted.encode()).hexdigest()
    engine.refuse(rules.same_text(digest, row.digest, is_now, *signed))
    _, problems = queries.read_draft(row)
    acknowledged = {each.finding for each in queries.acknowledgements(row)}
    engine.refuse(rules.answered_for(problems, acknowledged))


def _became(row: DraftRow, in_force_from: date) -> StandardVersion:
    text = queries.parse(row.kind, row.submitted)
    try:
        with transaction.atomic():
            return StandardVersion.objects.create(
                office_id=row.office,
                kind=row.kind,
                service=row.service,
                title=text.title,
                number=text.document.number,
                revision=text.document.revision,
                text=row.submitted,
                digest=row.digest,
                in_force_from=in_force_from,
                installed_at=clock.now(),
            )
    except IntegrityError:
        raise Refused(installing.TEXT_KNOWN) from None


def _signed(row: DraftRow, actor: Actor, part: Part) -> None:
    _acted(row, actor, part, "")


def _acted(row: DraftRow, actor: Actor, act: str, remark: str) -> SigningAct:
    return SigningAct.objects.create(
        draft_id=row.id,
        submission=row.submissions,
        act=str(act),
        digest=row.digest,
        person=actor.person_id,
        person_name=actor.name,
        post=actor.post,
        substitute=actor.substitute,
        remark=remark,
        salt=secrets.token_hex(16),
        done_at=clock.now(),
    )


def _entry(row: DraftRow, actor: Actor, key: str, verb: str, payload: dict[str, Any]) -> None:
    append(
        office=row.office,
        actor=actor.person_id,
        post=actor.post,
        verb=verb,
        subject=Subject(engine.SUBJECT, str(row.id)),
        clause=rules.COVER,
        payload=payload,
        key=key,
    )


def _approval_entry(row: DraftRow, version: StandardVersion, actor: Actor, key: str) -> None:
    append(
        office=row.office,
        actor=actor.person_id,
        post=actor.post,
        verb="approve_draft",
        subject=Subject(installing.SUBJECT, str(version.pk)),
        clause=rules.COVER,
        payload={
            "digest": version.digest,
            "in_force_from": version.in_force_from.isoformat(),
            "draft": str(row.id),
            "signed": [
                {"part": act.act, "person": act.person, "post": act.post, "substitute": act.substitute}
                for act in queries.signing_acts(row)
                if act.submission == row.submissions
            ],
        },
        key=key,
    )


def _approved_before(entry: EntryRow, draft: UUID) -> VersionRow:
    if (entry.verb, entry.payload.get("draft")) != ("approve_draft", str(draft)):
        raise Refused(engine.KEY_USED)
    return queries.version(UUID(entry.subject.id))


def _salted(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()
