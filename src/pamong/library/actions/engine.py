"""What the verbs of document control share: load under the actor's office, know a repetition, keep a text."""

from uuid import UUID

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused, Subject
from pamong.library import queries, rules
from pamong.library.models import Draft, SavedText, SigningAct
from pamong.library.queries import DraftRow
from pamong.staff.rules import Actor
from pamong.standard.messages import N_, Message, Refusal

SUBJECT = "standard_draft"
KEY_USED = Refusal(None, Message(N_("Kunci tindakan ini sudah dipakai untuk hal lain.")), "key")
NOT_FOUND = Refusal(None, Message(N_("Konsep itu tidak ada di kantor ini.")), "not_found")


def load(actor: Actor, draft: UUID) -> DraftRow:
    """The draft, if it is one of the actor's office; Refused with the code `not_found` otherwise."""
    row = queries.draft(actor=actor, draft=draft)
    if row is None:
        raise Refused(NOT_FOUND)
    return row


def repeated(key: str, draft: UUID, verb: str) -> bool:
    """Whether this very act was done before; Refused when its key served another."""
    entry = ledger.by_key(key)
    if entry is not None and (entry.verb, entry.subject) != (verb, Subject(SUBJECT, str(draft))):
        raise Refused(KEY_USED)
    return entry is not None


def refuse(refusal: Refusal | None) -> None:
    """Raise what a rule decided."""
    if refusal is not None:
        raise Refused(refusal)


def replace_text(draft: UUID, *, actor: Actor, number: int) -> None:
    """Empty the text before version `number`, if the rules let it go. Its row stays: who saved, when, under which key."""
    before = SavedText.objects.filter(draft_id=draft, number=number - 1).defer("text").first()
    if before is None:
        return
    signed = SigningAct.objects.filter(draft_id=draft, done_at__gte=before.saved_at).exists()
    if rules.replaces(
        number=number - 1,
        saved=(before.person, before.saved_at),
        now=(actor.person_id, clock.now()),
        signed_since=signed,
    ):
        SavedText.objects.filter(pk=before.pk).update(text="")


def keep(
    draft: Draft, *, actor: Actor, key: str, began_with: int, number: int | None, text: str
) -> SavedText:
    """One more text in the draft's history; without a number it is laid aside."""
    return SavedText.objects.create(
        draft=draft,
        number=number,
        began_with=began_with,
        text=text,
        person=actor.person_id,
        person_name=actor.name,
        saved_at=clock.now(),
        key=key,
    )
