"""The statements of one append, written out.

Every act of every room goes through them. Put together by the ORM each time, they took three quarters of what an
act costs; the columns and their conversion are still the model's.
"""

from functools import cache
from typing import TYPE_CHECKING

from django.db import connection

from pamong.ledger.models import Entry
from pamong.ledger.rows import EntryRow, HeadRow, Subject

if TYPE_CHECKING:
    from django.db.models import Field

_CHECK = """
    SELECT EXISTS (SELECT 1 FROM ledger_entry WHERE key = %s),
           (SELECT MAX(subject_sequence) FROM ledger_entry WHERE subject_kind = %s AND subject_id = %s)
"""
_ADVANCE = """
    UPDATE ledger_loghead SET size = %s, frontier = %s, root = %s, last_recorded_at = %s WHERE office = %s AND size = %s
"""
_LOCK_SUBJECT = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def is_done_and_last_sequence(key: str, subject: Subject) -> tuple[bool, int]:
    """Whether an entry has this key, and the number of the subject's last entry (0: none).

    On PostgreSQL the subject is locked first: an office's head orders that office only, and a person may be the
    subject of two. On SQLite there is one writer.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_LOCK_SUBJECT, [f"{subject.kind}/{subject.id}"])
        cursor.execute(_CHECK, [key, subject.kind, subject.id])
        done, last = cursor.fetchone()
    return bool(done), int(last or 0)


def insert(entry: EntryRow) -> None:
    """Write one entry; IntegrityError when its position, its sequence or its key is taken."""
    statement, fields = _insert()
    given = {**vars(entry), "subject_kind": entry.subject.kind, "subject_id": entry.subject.id}
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [field.get_db_prep_save(given[field.attname], connection) for field in fields]
        )


def advance(old_size: int, head: HeadRow) -> bool:
    """Move an office's head to `head` if it still stands at `old_size`; answers whether it did."""
    moment = connection.ops.adapt_datetimefield_value(head.last_recorded_at)
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [head.size, head.frontier, head.root, moment, head.office, old_size])
        return bool(cursor.rowcount == 1)


@cache
def _insert() -> tuple[str, tuple["Field[object, object]", ...]]:
    fields = tuple(Entry._meta.concrete_fields)  # noqa: SLF001 (Django documents it)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join("%s" for _ in fields)
    return f"INSERT INTO ledger_entry ({names}) VALUES ({places})", fields  # noqa: S608 (the model's own names)
