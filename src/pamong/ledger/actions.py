"""The one way into the ledger. An act and its entry are written in the same transaction, or neither is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from threading import local
from typing import Any

from django.db import connection, transaction

from pamong.ledger import clock, notes, proofs, queries, rules, statements, tree
from pamong.ledger.identifiers import uuid7
from pamong.ledger.models import Checkpoint, LogHead, Subtree
from pamong.ledger.prepared import Prepared
from pamong.ledger.queue import FairQueue
from pamong.ledger.rules import AlreadyDone, BrokenLogError, CheckpointRow, EntryRow, HeadRow, Subject
from pamong.vault import signing

# Longer than SQLite's own wait for another process, so that the nearer cause is the one reported.
PATIENCE_SECONDS = 30.0


class _Act(local):
    """What this thread is in the middle of: how deep, and the heads it has locked."""

    depth = 0

    def __init__(self) -> None:
        self.heads: dict[str, HeadRow] = {}


_writers = FairQueue()
_act = _Act()


@contextmanager
def writing(
    *,
    office: str | None = None,
    key: str | None = None,
    verb: str | None = None,
    subject: Subject | None = None,
) -> Iterator[None]:
    """One act: everything written inside is kept, or nothing.

    With `office`, that office's log is locked first: acts of one office then follow each other, and offices do not
    wait for each other. With `key` (and office), raises AlreadyDone if the act was done before, also when the
    same act is being sent twice at this moment; with `verb` (and `subject`) as well, a key that served another act is
    Refused, for "done already" would be said of something that was not. Inside another `writing` of the same thread it is a part of it.
    """
    depth = _act.depth
    # In a transaction already (a test's): waiting for a turn now could wait for somebody who waits for us.
    in_line = connection.vendor == "sqlite" and not connection.in_atomic_block
    if in_line:
        _writers.take(patience=PATIENCE_SECONDS)
    _act.depth = depth + 1
    try:
        # durable: when the outermost block ends the act is committed, not merely part of a larger transaction.
        with transaction.atomic(durable=depth == 0):
            if office is not None:
                _lock(office)
            if key is not None:
                _refuse_other_act(key, office, verb, subject)
                _refuse_repetition(key)
            yield
    except BaseException:
        # What was undone took the heads back with it, and a savepoint's locks.
        _act.heads.clear()
        raise
    finally:
        _act.depth = depth
        if depth == 0:
            _act.heads.clear()
        if in_line:
            _writers.give_back()


def append(
    *,
    office: str,
    actor: str,
    post: str,
    verb: str,
    subject: Subject,
    clause: str | None,
    payload: Mapping[str, Any],
    key: str,
    occurred_at: datetime | None = None,
) -> EntryRow:
    """Write one entry at the end of the office's log; only inside `writing`.

    `actor` and `post` are opaque identifiers, `clause` the id of the clause that governs the act, `occurred_at` the
    declared moment of a paper form that is entered late. Raises AlreadyDone when the key was used before and
    PayloadError when the payload is not plain JSON or holds an identity number.
    """
    if _act.depth == 0:
        raise RuntimeError(
            "append() is called inside writing(): no entry without its act, no act without its entry."
        )
    rules.check_payload({"actor": actor, "subject": subject.id, "key": key, "payload": payload})
    head = _lock(office)
    done, last_sequence = statements.is_done_and_last_sequence(key, subject)
    if done:
        _refuse_repetition(key)
    draft = EntryRow(
        id=uuid7(),
        office=office,
        position=head.size,
        subject=subject,
        subject_sequence=last_sequence + 1,
        recorded_at=_not_before(head.last_recorded_at),
        occurred_at=occurred_at,
        actor=actor,
        actor_post=post,
        verb=verb,
        clause=clause,
        payload=payload,
        key=key,
        leaf_hash=b"",
    )
    entry = replace(draft, leaf_hash=rules.leaf_hash(draft))
    statements.insert(entry)
    _advance(head, entry)
    return entry


def close_day(*, office: str, on: date) -> CheckpointRow:
    """Sign where the office's log stands as the checkpoint of the day `on`; a day closed before keeps its checkpoint.

    Everything written so far is inside, also when the day is closed late. Raises DayPassedError when a later day
    is closed already, and BrokenLogError when the log no longer contains what was signed before: a second history
    is never signed.
    """
    with writing(office=office):
        head = _lock(office)
        kept = queries.checkpoint(office, on)
        if kept is not None:
            return kept
        _refuse_second_history(head, queries.newest_checkpoint(office), on)
        signer = queries.verifier(office)
        text = notes.checkpoint_text(notes.Head(signer.name, head.size, head.root))
        note = notes.seal(text, signer, signing.sign)
        made = Checkpoint.objects.create(office=office, on=on, size=head.size, root=head.root, text=note)
        return queries.checkpoint_row(made)


def receipt_statement(*, entry: EntryRow) -> str:
    """The signed line for the QR code of a receipt: this office wrote this entry at this position."""
    return proofs.write_statement(proofs.state(entry.office, entry.position, entry.leaf_hash, signing.sign))


class DayPassedError(ValueError):
    """A later day was closed before this one; a checkpoint is never made in hindsight."""


def _refuse_second_history(head: HeadRow, last: CheckpointRow | None, on: date) -> None:
    root_of = queries.root_of(head.office)
    if last is not None and last.on > on:
        raise DayPassedError(f"Office {head.office} has closed {last.on}; {on} can no longer be closed.")
    if last is not None and last.size > head.size:
        raise BrokenLogError(f"The log of office {head.office} is shorter than its checkpoint of {last.on}.")
    if root_of(0, head.size) != head.root:
        raise BrokenLogError(f"The entries of office {head.office} are not those its log was built from.")
    if last is None:
        return
    path = tree.consistency_path(last.size, head.size, root_of)
    if not tree.is_consistent(last.size, last.root, head.size, head.root, path):
        raise BrokenLogError(
            f"The log of office {head.office} does not continue its checkpoint of {last.on}."
        )


def _not_before(last: datetime | None) -> datetime:
    """Now, or the moment of the last entry: after a restart with a wrong clock the log must still not run backwards."""
    moment = clock.now()
    return moment if last is None else max(moment, last)


def _lock(office: str) -> HeadRow:
    """The office's head, locked until the transaction ends; made at the office's first act."""
    if office not in _act.heads:
        head = _HEAD_LOCKED.first(office=office)
        if head is None:
            # Two first acts at once: one row is made, both go on with it.
            LogHead.objects.bulk_create([LogHead(office=office, root=tree.EMPTY_ROOT)], ignore_conflicts=True)
            head = LogHead.objects.select_for_update().get(pk=office)
        _act.heads[office] = queries.head_row(head)
    return _act.heads[office]


_HEAD_LOCKED = Prepared(lambda office: LogHead.objects.filter(pk=office).select_for_update())


def _refuse_other_act(key: str, office: str | None, verb: str | None, subject: Subject | None) -> None:
    if office is not None and verb is not None:
        queries.done_before(key, office=office, verb=verb, subject=subject)


def _refuse_repetition(key: str) -> None:
    done = queries.by_key(key)
    if done is not None:
        raise AlreadyDone(done)


def _advance(head: HeadRow, entry: EntryRow) -> None:
    frontier, completed = tree.grow(head.size, tree.unpack(head.frontier), entry.leaf_hash)
    moved = HeadRow(head.office, head.size + 1, tree.pack(frontier), tree.root(frontier), entry.recorded_at)
    if not statements.advance(head.size, moved):
        raise BrokenLogError(f"The log of office {head.office} moved while it was locked.")
    _act.heads[head.office] = moved
    levels = [level for level in tree.KEPT_HEIGHTS if level < len(completed)]
    if levels:
        Subtree.objects.bulk_create(
            Subtree(office=head.office, level=level, number=entry.position >> level, root=completed[level])
            for level in levels
        )
