"""The figures as a page shows them and as cells for other programs."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from pamong.applications.paper.tables import plain_cell
from pamong.applications.present.words import actor_name
from pamong.kabupaten.present.charts import Chart, Measured, chart
from pamong.kabupaten.queries import Figures, OfficeFigures, StepWords
from pamong.ledger.spans import SpanRow
from pamong.shell.words import day, label, number

HOUR, DAY = 3600, 86400
# From this on hours are no longer what anybody counts in.
_IN_DAYS = 2 * DAY
TABLES = ("kantor", "tunggakan", "tepat-waktu", "pihak", "langkah")
"""The tables that can be taken along, by the name in their address."""


def page(found: Figures, words: StepWords, *, office: str = "") -> dict[str, Any]:
    """Everything on the page. `office` is the one whose times are shown, empty for all."""
    return {
        "period": (day(found.since), day(found.until)),
        "offices": [_office_line(row) for row in found.offices],
        "choices": [(row.code, row.name, row.code == office) for row in found.offices],
        "office": next((row.name for row in found.offices if row.code == office), ""),
        "shares": [
            (row.name, share.service.upper(), number(share.ready), number(share.on_time), _share(share))
            for row in found.offices
            for share in row.punctuality
        ],
        "backlog": [
            (
                row.name,
                each.service.upper(),
                _party(each.holder),
                number(each.open),
                number(each.late),
                day(each.oldest),
            )
            for row in found.offices
            for each in row.backlog
        ],
        "parties": [(_party(row.by[1]), *_spans(row)) for row in found.parties],
        "steps": [
            (row.by[0].upper(), _step(words, row), _party(row.by[3]), *_spans(row)) for row in found.steps
        ],
        "charts": (_punctual(found.offices), _waiting(found.offices)),
        "tables": TABLES,
    }


def cells(found: Figures, table: str) -> list[Sequence[Any]]:
    """The cells of one of `TABLES`, its headings first: codes and whole numbers (seconds), for programs to read."""
    makers: Mapping[str, Callable[[Figures], list[Sequence[Any]]]] = {
        "kantor": _office_cells,
        "tunggakan": _backlog_cells,
        "tepat-waktu": _punctual_cells,
        "pihak": lambda found: _span_cells(("holder_kind", "holder"), found.parties),
        "langkah": lambda found: _span_cells(("service", "step", "holder_kind", "holder"), found.steps),
    }
    return makers[table](found)


def as_csv(rows: Sequence[Sequence[Any]]) -> bytes:
    """Comma-separated values in UTF-8 with its mark; the same bytes in every language."""
    out = io.StringIO()
    with override("id"):
        csv.writer(out, lineterminator="\r\n").writerows([plain_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def duration(seconds: int) -> str:
    """Hours up to two days, then days; both with one decimal, for a median is no appointment."""
    if seconds < _IN_DAYS:
        return _("%(n)s jam") % {"n": number(seconds / HOUR, 1)}
    return _("%(n)s hari") % {"n": number(seconds / DAY, 1)}


def _office_line(row: OfficeFigures) -> tuple[str, ...]:
    today = row.today
    numbers = (today.taken_in, today.ready, today.handed_over, row.open, row.late)
    return (row.name, *map(number, numbers), _share(row))


def _share(row: Any) -> str:
    """On time of what became ready, rounded down: 99.6 % is not all."""
    return f"{number(100 * row.on_time // row.ready)} %" if row.ready else "–"


def _spans(row: SpanRow) -> tuple[str, str, str]:
    return number(row.spans), duration(row.median), duration(row.ninth_tenth)


def _party(name: str) -> str:
    return actor_name(name, {})


def _step(words: StepWords, row: SpanRow) -> str:
    name = words.get((row.by[0], row.by[1]))
    return label(name) if name is not None else row.by[1]


def _punctual(rows: Sequence[OfficeFigures]) -> Chart:
    measured = [
        Measured(
            row.name,
            _("%(share)s (%(on_time)s dari %(ready)s)")
            % {"share": _share(row), "on_time": number(row.on_time), "ready": number(row.ready)},
            row.on_time,
        )
        for row in rows
    ]
    title = _("Siap dalam waktu, bagian dari semua yang siap")
    return chart("tepat", title, measured, whole=[row.ready for row in rows])


def _waiting(rows: Sequence[OfficeFigures]) -> Chart:
    measured = [
        Measured(
            row.name,
            _("%(open)s berjalan, %(late)s lewat waktu")
            % {"open": number(row.open), "late": number(row.late)},
            row.open,
            row.late,
        )
        for row in rows
    ]
    return chart("berjalan", _("Permohonan yang berjalan sekarang"), measured)


def _office_cells(found: Figures) -> list[Sequence[Any]]:
    head = (
        "office",
        "name",
        "date",
        "taken_in",
        "ready",
        "handed_over",
        "open",
        "late",
        "ready_in_period",
        "on_time",
    )
    return [
        head,
        *(
            (row.code, row.name, found.until, row.today.taken_in, row.today.ready, row.today.handed_over, row.open,
             row.late, row.ready, row.on_time)
            for row in found.offices
        ),
    ]  # fmt: skip


def _backlog_cells(found: Figures) -> list[Sequence[Any]]:
    head = ("office", "service", "holder_kind", "holder", "open", "late", "oldest")
    return [
        head,
        *(
            (
                each.office,
                each.service,
                each.holder_kind,
                each.holder,
                each.open,
                each.late,
                each.oldest.date(),
            )
            for row in found.offices
            for each in row.backlog
        ),
    ]


def _punctual_cells(found: Figures) -> list[Sequence[Any]]:
    head = ("office", "service", "since", "until", "ready", "on_time")
    return [
        head,
        *(
            (each.office, each.service, found.since, found.until, each.ready, each.on_time)
            for row in found.offices
            for each in row.punctuality
        ),
    ]


def _span_cells(by: Sequence[str], rows: Sequence[SpanRow]) -> list[Sequence[Any]]:
    head = (*by, "spans", "median_seconds", "ninth_tenth_seconds")
    return [head, *((*row.by, row.spans, row.median, row.ninth_tenth) for row in rows)]
