"""How long subjects stood where they stood, measured from the entries: half of them shorter, nine of ten shorter.

One statement for any number of offices. Where a period begins in an office's log is read from its checkpoints, so that
what lies before is not walked through; the moves of a subject are read along its own index.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

# The state an entry's act led to is `after`; a span lies between two entries after which something differs.
# CROSS JOIN keeps SQLite to this order, and the empty text keeps it from the index by subject: it would begin at the
# first entry of every application there ever was.
_PARTS = ("step", "holder_kind", "holder_name")
_SPANS = """
WITH touched AS (
    SELECT DISTINCT e.subject_id
    FROM (
        SELECT office, COALESCE((
            SELECT c.size FROM ledger_checkpoint c
            WHERE c.office = ledger_loghead.office AND c."on" < %s ORDER BY c."on" DESC LIMIT 1
        ), 0) AS begins
        FROM ledger_loghead WHERE office IN ({offices})
    ) h
    CROSS JOIN ledger_entry e
    WHERE e.office = h.office AND e.position >= h.begins
          AND e.subject_kind || '' = %s AND e.recorded_at >= %s
), moves AS (
    SELECT e.office, e.subject_id, e.subject_sequence, COALESCE(e.occurred_at, e.recorded_at) AS moment,
           {step} AS step, {kind} AS holder_kind, {name} AS holder_name, {service} AS service
    FROM touched t
    CROSS JOIN ledger_entry e
    WHERE e.subject_kind = %s AND e.subject_id = t.subject_id AND {step} IS NOT NULL
), ends AS (
    SELECT office, step, holder_kind, holder_name, moment AS began,
           MAX(service) OVER (PARTITION BY subject_id) AS service,
           LEAD(moment) OVER (PARTITION BY subject_id ORDER BY subject_sequence) AS ended
    FROM (
        SELECT m.*,
               LAG(step) OVER (PARTITION BY subject_id ORDER BY subject_sequence) AS step_before,
               LAG(holder_kind) OVER (PARTITION BY subject_id ORDER BY subject_sequence) AS kind_before,
               LAG(holder_name) OVER (PARTITION BY subject_id ORDER BY subject_sequence) AS name_before
        FROM moves m
    ) marked
    WHERE step_before IS NULL OR step_before <> step OR kind_before <> holder_kind OR name_before <> holder_name
), ranked AS (
    SELECT {wanted}, {seconds} AS seconds,
           ROW_NUMBER() OVER (PARTITION BY {wanted} ORDER BY {seconds}) AS place,
           COUNT(*) OVER (PARTITION BY {wanted}) AS spans
    FROM ends
    WHERE ended >= %s AND step <> ''
)
SELECT {wanted}, MAX(spans),
       MAX(CASE WHEN place = (spans + 1) / 2 THEN seconds END),
       MAX(CASE WHEN place = (9 * spans + 9) / 10 THEN seconds END)
FROM ranked
GROUP BY {wanted}
ORDER BY {wanted}
"""
COLUMNS = ("service", "step", "holder_kind", "holder_name")


@dataclass(frozen=True)
class SpanRow:
    """Spans that ended in a period, by what they were asked by.

    `median` and `ninth_tenth` are elapsed seconds, nights and holidays included: the smallest span that half, or nine
    tenths, of the spans do not exceed (nearest rank).
    """

    by: tuple[str, ...]
    spans: int
    median: int
    ninth_tenth: int


def spans(
    *, kind: str, offices: Collection[str], since: datetime, day: date, by: Sequence[str]
) -> tuple[SpanRow, ...]:
    """Measure what subjects of a `kind` stood at, in these offices, where it ended at or after `since`.

    `day` is the date of `since`, by which the checkpoints before it are found. `by` are some of `COLUMNS`.
    """
    if not offices or not set(by) <= set(COLUMNS):
        return ()
    moment = connection.ops.adapt_datetimefield_value(since)
    given = [connection.ops.adapt_datefield_value(day), *sorted(offices), kind, moment, kind, moment]
    with connection.cursor() as cursor:
        cursor.execute(statement(len(offices), by), given)
        rows = cursor.fetchall()
    parts = len(by)
    return tuple(
        SpanRow(tuple(str(each or "") for each in row[:parts]), int(row[parts]), *map(int, row[parts + 1 :]))
        for row in rows
    )


def statement(offices: int, by: Sequence[str]) -> str:
    """The statement for so many offices in the words of this database; for reading its plan too."""
    return _SPANS.format(
        offices=", ".join(["%s"] * offices),
        wanted=", ".join(by),
        seconds=_seconds(),
        service=_from_payload("service"),
        **{part.removeprefix("holder_"): _from_payload("after", part) for part in _PARTS},
    )


def _from_payload(*path: str) -> str:
    if connection.vendor == "postgresql":
        return f"(e.payload #>> '{{{','.join(path)}}}')"
    return f"JSON_EXTRACT(e.payload, '$.{'.'.join(path)}')"


def _seconds() -> str:
    if connection.vendor == "postgresql":
        return "CAST(EXTRACT(EPOCH FROM ended - began) AS bigint)"
    return "CAST(ROUND((JULIANDAY(ended) - JULIANDAY(began)) * 86400) AS integer)"
