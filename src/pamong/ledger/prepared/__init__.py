"""Statements whose SQL is put together once in a process, not anew at every request.

The ORM takes five to ten times as long to write a statement as the database takes to answer it. A read of a hot path is
therefore written as a queryset once, with names where the values will stand; what it makes of its rows, and how a value
is handed to the database, stays the ORM's own.

    _newest = Prepared(lambda resident: Answer.objects.filter(resident_id=resident).order_by("-answered_at")[:1])
    _newest.first(resident=resident_id)

Only values may differ from call to call. What changes the statement itself (a column, an order, how many rows, None for
a value) needs a Prepared of its own.
"""

from pamong.ledger.prepared.reads import Prepared, PreparedCounts, PreparedGroups
from pamong.ledger.prepared.writes import PreparedWrites

__all__ = ["Prepared", "PreparedCounts", "PreparedGroups", "PreparedWrites"]
