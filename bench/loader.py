"""Fills an office with finished applications: `python -m bench.loader COUNT BEFORE`, in an office that has BEFORE.

One life is lived through the verbs; every other is a copy of it with an identity, a register number, a code and moments
of its own, and its entries are hashed into the office's log as if they had been appended one by one: `pamong verify`
accepts them. Residents are not multiplied: those who are there have applied many times.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from bench.clerk import PAPERS
from bench.office import OFFICE, SERVICE

if TYPE_CHECKING:
    from pamong.applications.models import Application
    from pamong.ledger.rows import EntryRow
    from pamong.staff.rules import Actor

BLOCK = 2000
# So far apart were the lives: a year of a busy office has about 10,000 of them.
APART = timedelta(minutes=12)
BOOK_SIZE = 50_000


def load(count: int, before: int, tell: Callable[[str], None]) -> dict[str, float]:
    """Add `count` finished applications to those that were loaded `before`; answers how fast."""
    from pamong.ledger.actions import writing

    application, entries = _one_life(before)
    residents = _residents()
    began = time.perf_counter()
    lives = _copies(application, entries, residents, range(before, before + count))
    done = 0
    while block := list(islice(lives, BLOCK)):
        with writing(office=OFFICE):
            _write(block)
        done += len(block)
        if done % (10 * BLOCK) == 0 or done == count:
            tell(f"{done} of {count} applications")
    return {"seconds": time.perf_counter() - began, "count": count, "entries": len(entries)}


def _one_life(before: int) -> "tuple[Application, Sequence[EntryRow]]":
    """From intake to hand-over through the verbs, for a resident who has not applied yet."""
    from pamong.applications import actions
    from pamong.applications.models import Application
    from pamong.applications.rules import Examined, ItemState
    from pamong.ledger import queries as ledger
    from pamong.ledger.rules import Subject

    people = _people()
    keys = (f"load:{before}:{number}" for number in range(20))
    row = actions.submit(
        actor=people["loket"],
        key=next(keys),
        service=SERVICE,
        resident_id=_residents()[-1],
        answers={},
        present=list(PAPERS),
    )
    code = row.public_code
    examined = {paper: Examined(ItemState.PRESENT) for paper in PAPERS}
    actions.complete(actor=people["kasi"], key=next(keys), code=code, examined=examined)
    for step, post in (("send", "operator"), ("back", "loket"), ("ready", "loket")):
        actions.perform(actor=people[post], key=next(keys), code=code, step=step, reference="")
    actions.hand_over(
        actor=people["loket"],
        key=next(keys),
        code=code,
        collector="Contoh",
        relation="self",
        identity="receipt",
    )
    row = Application.objects.get(pk=row.pk)
    return row, tuple(ledger.timeline(Subject("application", str(row.pk))))


def _people() -> "dict[str, Actor]":
    from pamong.ledger import clock
    from pamong.offices import queries as offices
    from pamong.staff import queries as staff
    from pamong.staff.rules import Actor

    today = clock.today(offices.zone(OFFICE))
    return {
        row.post: Actor(row.person_id, row.person_name, OFFICE, row.post)
        for row in staff.people_of(OFFICE, today)
    }


def _residents() -> list[Any]:
    from pamong.residents.models import Resident

    return list(Resident.objects.order_by("pk").values_list("pk", flat=True))


Life = tuple["Application", list["EntryRow"]]


def _copies(
    application: "Application", entries: "Sequence[EntryRow]", residents: Sequence[Any], places: range
) -> Iterator[Life]:
    """Lives one after the other, the oldest first, all of them before the office's newest entry."""
    from pamong.applications.codes import new_code
    from pamong.applications.models import Application
    from pamong.ledger.identifiers import uuid7
    from pamong.ledger.rules import Subject

    fields = {
        field.attname: getattr(application, field.attname)
        for field in Application._meta.concrete_fields  # noqa: SLF001 (Django documents it)
    }
    moments = [name for name, value in fields.items() if name.endswith("_at") and value is not None]
    for place in places:
        earlier = APART * (places.stop - place)
        new = Application(**fields)
        new.pk = uuid7()
        new.resident_id = residents[place % len(residents)]
        new.public_code = new_code()
        new.book = f"{application.book}-{place // BOOK_SIZE}"
        new.number = place % BOOK_SIZE + 1
        for name in moments:
            setattr(new, name, fields[name] - earlier)
        subject = Subject("application", str(new.pk))
        yield (
            new,
            [
                replace(entry, id=uuid7(), subject=subject, key=f"load:{new.pk}:{entry.subject_sequence}")
                for entry in entries
            ],
        )


def _write(block: Sequence[Life]) -> None:
    """Rows of one block, and the office's log grown by its entries."""
    from pamong.applications.models import Application
    from pamong.ledger import queries, rules, tree
    from pamong.ledger.models import Entry, LogHead, Subtree

    head = queries.head(OFFICE)
    assert head is not None
    frontier, size, rows, subtrees = tree.unpack(head.frontier), head.size, [], []
    for _application, entries in block:
        for entry in entries:
            # A log never runs backwards: every copy was recorded when the newest entry was.
            placed = replace(entry, position=size, recorded_at=head.last_recorded_at or entry.recorded_at)
            placed = replace(placed, leaf_hash=rules.leaf_hash(placed))
            frontier, completed = tree.grow(size, frontier, placed.leaf_hash)
            subtrees += [
                Subtree(office=OFFICE, level=level, number=size >> level, root=completed[level])
                for level in tree.KEPT_HEIGHTS
                if level < len(completed)
            ]
            size += 1
            rows.append(_row(placed))
    Application.objects.bulk_create([application for application, _entries in block])
    Entry.objects.bulk_create(rows, batch_size=BLOCK)
    Subtree.objects.bulk_create(subtrees)
    LogHead.objects.filter(pk=OFFICE).update(
        size=size, frontier=tree.pack(frontier), root=tree.root(frontier)
    )


def _row(entry: "EntryRow") -> Any:
    from pamong.ledger.models import Entry

    return Entry(
        id=entry.id,
        office=entry.office,
        position=entry.position,
        subject_kind=entry.subject.kind,
        subject_id=entry.subject.id,
        subject_sequence=entry.subject_sequence,
        recorded_at=entry.recorded_at,
        occurred_at=entry.occurred_at,
        actor=entry.actor,
        actor_post=entry.actor_post,
        verb=entry.verb,
        clause=entry.clause,
        payload=dict(entry.payload),
        key=entry.key,
        leaf_hash=entry.leaf_hash,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django

    django.setup()
    print(
        json.dumps(
            load(int(sys.argv[1]), int(sys.argv[2]), lambda text: print(text, file=sys.stderr, flush=True))
        )
    )
