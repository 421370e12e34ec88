"""Reads of the ledger. Timeline, statistics and notices of every room above come from here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from pamong.ledger import notes, proofs, rules, tree
from pamong.ledger.models import Checkpoint, Entry, LogHead, Subtree
from pamong.ledger.notes import Verifier
from pamong.ledger.prepared import Prepared
from pamong.ledger.proofs import Check, Proof, Reason, Statement, Verdict
from pamong.ledger.rules import BrokenLogError, CheckpointRow, EntryRow, HeadRow, Refused, Subject
from pamong.standard.messages import N_, Message, Refusal
from pamong.vault import signing


@dataclass(frozen=True)
class ReceiptRow:
    """The answer of the public page to a receipt.

    `entry` is what stands at the receipt's position, whether or not it is what was signed; `checkpoint` the newest
    one, and `proof` the way to it, both there only when the entry is inside.
    """

    office: str
    position: int
    check: Check
    entry: EntryRow | None = None
    checkpoint: CheckpointRow | None = None
    proof: Proof | None = None


def row(entry: Entry) -> EntryRow:
    """The stored entry as plain values."""
    return EntryRow(
        id=entry.id,
        office=entry.office,
        position=entry.position,
        subject=Subject(entry.subject_kind, entry.subject_id),
        subject_sequence=entry.subject_sequence,
        recorded_at=entry.recorded_at,
        occurred_at=entry.occurred_at,
        actor=entry.actor,
        actor_post=entry.actor_post,
        verb=entry.verb,
        clause=entry.clause,
        payload=entry.payload,
        key=entry.key,
        leaf_hash=bytes(entry.leaf_hash),
    )


def by_id(identifier: UUID) -> EntryRow | None:
    """One entry by its UUID."""
    found = Entry.objects.filter(pk=identifier).first()
    return None if found is None else row(found)


KEY_USED = Refusal(
    None, Message(N_("Formulir ini sudah dipakai untuk tindakan lain; buka kembali halamannya.")), "key"
)


def done_before(key: str, *, office: str, verb: str, subject: Subject | None = None) -> EntryRow | None:
    """The entry of this very act, if it was done before: the same key a second time answers the first result.

    The same key for another act, office or subject is a mistake of the caller and is refused, or the second act would
    vanish silently. `subject` is left out where the act makes it.
    """
    entry = by_key(key)
    if entry is None:
        return None
    if (entry.office, entry.verb) != (office, verb) or subject not in {None, entry.subject}:
        raise Refused(KEY_USED)
    return entry


def by_key(key: str) -> EntryRow | None:
    """The entry an act with this idempotency key left behind, if it was done."""
    found = _BY_KEY.first(key=key)
    return None if found is None else row(found)


_BY_KEY = Prepared(lambda key: Entry.objects.filter(key=key))


def timeline(subject: Subject) -> tuple[EntryRow, ...]:
    """Everything that happened to a subject, oldest first."""
    return tuple(row(entry) for entry in _TIMELINE.rows(kind=subject.kind, subject=subject.id))


_TIMELINE = Prepared(
    lambda kind, subject: Entry.objects.filter(subject_kind=kind, subject_id=subject).order_by(
        "subject_sequence"
    )
)


def newest(subject: Subject) -> EntryRow | None:
    """The last thing that happened to a subject; None before the first."""
    found = Entry.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    last = found.order_by("-subject_sequence").first()
    return None if last is None else row(last)


def entry_at(office: str, position: int) -> EntryRow | None:
    """The entry at a position of an office's log (from 0)."""
    found = Entry.objects.filter(office=office, position=position).first()
    return None if found is None else row(found)


def entries(office: str, *, start: int = 0, end: int, batch: int = 2000) -> Iterator[EntryRow]:
    """The entries of an office from position `start` up to, not including, `end`; never more than a batch in memory."""
    while start < end:
        found = Entry.objects.filter(office=office, position__gte=start, position__lt=end).order_by(
            "position"
        )[:batch]
        rows = [row(entry) for entry in found]
        yield from rows
        start = rows[-1].position + 1 if rows else end


def end_of_entries(office: str) -> int:
    """One more than the highest position an entry of this office has."""
    highest = Entry.objects.filter(office=office).aggregate(last=Max("position"))["last"]
    return 0 if highest is None else int(highest) + 1


def offices() -> tuple[str, ...]:
    """Every office of which anything is written, also when its head or its entries are gone."""
    named = {
        office
        for model in (LogHead, Entry, Checkpoint)
        for office in model.objects.values_list("office", flat=True).distinct()
    }
    return tuple(sorted(named))


def head(office: str) -> HeadRow | None:
    """Where an office's log ends now; None before its first act."""
    found = _HEAD.first(office=office)
    return None if found is None else head_row(found)


_HEAD = Prepared(lambda office: LogHead.objects.filter(pk=office))


def head_row(found: LogHead) -> HeadRow:
    """The stored head as plain values."""
    return HeadRow(found.office, found.size, bytes(found.frontier), bytes(found.root), found.last_recorded_at)


def checkpoint_row(found: Checkpoint) -> CheckpointRow:
    """The stored checkpoint as plain values."""
    return CheckpointRow(found.office, found.on, found.size, bytes(found.root), found.text)


def checkpoints(office: str) -> tuple[CheckpointRow, ...]:
    """All checkpoints of an office, the newest first: what the notice board publishes."""
    return tuple(checkpoint_row(found) for found in Checkpoint.objects.filter(office=office).order_by("-on"))


def checkpoint(office: str, on: date) -> CheckpointRow | None:
    """The one of an office day, if the day was closed."""
    found = Checkpoint.objects.filter(office=office, on=on).first()
    return None if found is None else checkpoint_row(found)


def newest_checkpoint(office: str) -> CheckpointRow | None:
    """The last one an office signed."""
    found = Checkpoint.objects.filter(office=office).order_by("-on").first()
    return None if found is None else checkpoint_row(found)


def verifier(office: str) -> Verifier:
    """The key by which everybody can check what this office signs; `text()` is the form to publish."""
    return notes.verifier(proofs.origin(office), signing.public_key())


def root_of(office: str) -> tree.RootOf:
    """Roots of ranges of the office's log, from the kept subtrees and at most 256 leaves each."""

    def of(start: int, end: int) -> bytes:
        return tree.root([_subtree(office, height, number) for height, number in tree.pieces(start, end)])

    return of


def subtrees(office: str) -> dict[tuple[int, int], bytes]:
    """The kept subtrees by height and number: one for every 256 entries."""
    found = Subtree.objects.filter(office=office).values_list("level", "number", "root")
    return {(level, number): bytes(root) for level, number, root in found}


def receipt(text: str) -> ReceiptRow:
    """Is the entry of this receipt (a scanned statement or a typed code) inside the published log?

    Raises proofs.Misread when the text is no receipt: that is a slip, and must not be answered with "not inside".
    """
    statement, beginning = _claim(text)
    office, position = statement.office, statement.position
    if statement.signature and not proofs.is_signed(statement, [verifier(office)]):
        return ReceiptRow(office, position, Check(Verdict.NOT_INSIDE, Reason.NOT_SIGNED_HERE))
    entry = entry_at(office, position)
    if entry is None or not entry.leaf_hash.startswith(beginning):
        return ReceiptRow(office, position, Check(Verdict.NOT_INSIDE, Reason.NO_SUCH_ENTRY), entry)
    if rules.leaf_hash(entry) != entry.leaf_hash:
        return ReceiptRow(office, position, Check(Verdict.NOT_INSIDE, Reason.CHANGED), entry)
    newest = newest_checkpoint(office)
    if newest is None or newest.size <= position:
        return ReceiptRow(office, position, Check(Verdict.UNKNOWN_CHECKPOINT, Reason.NOT_YET), entry)
    return _proven(entry, newest)


def _claim(text: str) -> tuple[Statement, bytes]:
    """What a receipt claims, and the part of the leaf hash it names: a code has no signature and only a part."""
    if "/" in text:
        statement = proofs.read_statement(text)
        return statement, statement.leaf_hash
    code = proofs.read_code(text)
    return Statement(code.office, code.position, b"", b""), code.beginning


def _proven(entry: EntryRow, newest: CheckpointRow) -> ReceiptRow:
    statement = Statement(entry.office, entry.position, entry.leaf_hash, b"")
    try:
        text, _ = notes.open_note(newest.text, [verifier(entry.office)])
        path = tree.inclusion_path(entry.position, newest.size, root_of(entry.office))
    except (notes.NoteError, BrokenLogError):
        check = Check(Verdict.NOT_INSIDE, Reason.NOT_PROVEN)
        return ReceiptRow(entry.office, entry.position, check, entry)
    proof = Proof(entry.position, path, newest.text)
    check = proofs.check_receipt(statement, [notes.read_checkpoint(text)], proof)
    if check.verdict is not Verdict.INSIDE:
        return ReceiptRow(entry.office, entry.position, check, entry)
    return ReceiptRow(entry.office, entry.position, check, entry, newest, proof)


def _subtree(office: str, height: int, number: int) -> bytes:
    level = max((kept for kept in tree.KEPT_HEIGHTS if kept <= height), default=0)
    first, count = number << (height - level), 1 << (height - level)
    if level:
        kept = Subtree.objects.filter(office=office, level=level, number__gte=first, number__lt=first + count)
        found = [bytes(one) for one in kept.order_by("number").values_list("root", flat=True)]
    else:
        leaves = Entry.objects.filter(office=office, position__gte=first, position__lt=first + count)
        found = [bytes(one) for one in leaves.order_by("position").values_list("leaf_hash", flat=True)]
    if len(found) != count:
        raise BrokenLogError(
            f"The log of office {office} has holes between {number << height} and {(number + 1) << height}."
        )
    return tree.root_of_leaves(found)
