"""What somebody with the database, and perhaps the key, can do to a log: by hand, or carefully rebuilt."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pamong.ledger import notes, queries, rules, statements, tree
from pamong.ledger.identifiers import uuid7
from pamong.ledger.models import Checkpoint, Entry, LogHead, Subtree
from pamong.ledger.notes import Head
from pamong.ledger.rules import EntryRow
from pamong.vault import signing
from tests.ledger.emptying import triggers_lifted
from tests.ledger.support import OFFICE

Change = Callable[[Sequence[EntryRow]], list[EntryRow]]


def edit(at: int) -> Change:
    def change(rows: Sequence[EntryRow]) -> list[EntryRow]:
        return [*rows[:at], replace(rows[at], payload={"outcome": "edited"}), *rows[at + 1 :]]

    return change


def backdate(at: int) -> Change:
    def change(rows: Sequence[EntryRow]) -> list[EntryRow]:
        return [*rows[:at], replace(rows[at], recorded_at=rows[0].recorded_at), *rows[at + 1 :]]

    return change


def delete(at: int) -> Change:
    return lambda rows: [*rows[:at], *rows[at + 1 :]]


def cut(at: int) -> Change:
    return lambda rows: list(rows[:at])


def insert(at: int) -> Change:
    """A new entry between two old ones, which move on by one."""

    def change(rows: Sequence[EntryRow]) -> list[EntryRow]:
        new = replace(rows[at], id=uuid7(), key="inserted", payload={"outcome": "inserted"})
        moved = [replace(row, position=row.position + 1) for row in rows[at:]]
        return [
            *rows[:at],
            replace(new, subject=rules.Subject("application", "inserted"), subject_sequence=1),
            *moved,
        ]

    return change


def reorder(at: int) -> Change:
    """Two entries change places."""

    def change(rows: Sequence[EntryRow]) -> list[EntryRow]:
        first, second = rows[at], rows[at + 1]
        swapped = [replace(second, position=first.position), replace(first, position=second.position)]
        return [*rows[:at], *swapped, *rows[at + 2 :]]

    return change


def swap(at: int) -> Change:
    """Two entries exchange what they say."""

    def change(rows: Sequence[EntryRow]) -> list[EntryRow]:
        first, second = rows[at], rows[at + 1]
        swapped = [replace(first, payload=second.payload), replace(second, payload=first.payload)]
        return [*rows[:at], *swapped, *rows[at + 2 :]]

    return change


def by_hand(change: Change) -> None:
    """Only the rows: what somebody does who knows SQL."""
    _put(change(_rows()))


def rebuilt(change: Change) -> None:
    """With every hash, subtree and head computed anew: what somebody does who has read this program."""
    rows = _renumbered(change(_rows()))
    _put(rows)
    frontier: tree.Frontier = ()
    for size, row in enumerate(rows):
        frontier, _ = tree.grow(size, frontier, row.leaf_hash)
    with triggers_lifted():
        LogHead.objects.filter(office=OFFICE).update(
            size=len(rows),
            frontier=tree.pack(frontier),
            root=tree.root(frontier),
            last_recorded_at=rows[-1].recorded_at,
        )
        Subtree.objects.filter(office=OFFICE).delete()


def rebuilt_without_checkpoints(change: Change) -> None:
    """And the checkpoints, which cannot be signed without the key, are thrown away."""
    rebuilt(change)
    with triggers_lifted():
        Checkpoint.objects.filter(office=OFFICE).delete()


def rebuilt_with_the_key(change: Change) -> None:
    """And every checkpoint is signed anew."""
    rebuilt(change)
    rows, signer = _rows(), queries.verifier(OFFICE)
    with triggers_lifted():
        for checkpoint in Checkpoint.objects.filter(office=OFFICE):
            size = min(checkpoint.size, len(rows))
            root = tree.root_of_leaves(row.leaf_hash for row in rows[:size])
            text = notes.seal(notes.checkpoint_text(Head(signer.name, size, root)), signer, signing.sign)
            Checkpoint.objects.filter(pk=checkpoint.pk).update(size=size, root=root, text=text)


def _rows() -> list[EntryRow]:
    return list(queries.entries(OFFICE, end=queries.end_of_entries(OFFICE)))


def _put(rows: Sequence[EntryRow]) -> None:
    with triggers_lifted():
        Entry.objects.filter(office=OFFICE).delete()
        for row in rows:
            statements.insert(row)


def _renumbered(rows: Sequence[EntryRow]) -> list[EntryRow]:
    sequences: dict[rules.Subject, int] = {}
    fresh: list[EntryRow] = []
    for position, row in enumerate(rows):
        sequences[row.subject] = sequences.get(row.subject, 0) + 1
        moved = replace(row, position=position, subject_sequence=sequences[row.subject])
        fresh.append(replace(moved, leaf_hash=rules.leaf_hash(moved)))
    return fresh
