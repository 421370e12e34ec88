"""The standard on paper: the full document and the poster, as PDF/A. What they say comes from `standard.renderings`.

Nothing here asks the settings or the database, so that a file can be printed where there is no office.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from typing import Any

from pamong.shell.paper import pdf, qr
from pamong.standard.document import Standard
from pamong.standard.messages import N_
from pamong.standard.renderings import full, public, words
from pamong.standard.renderings.edition import Edition
from pamong.standard.renderings.reader import Reader

_WORDS: Mapping[str, str] = {
    "interpretation": N_("Tafsiran:"),
    "drawn-up": full.DRAWN_UP,
    "read-here": N_("Standar ini juga dapat dibaca di:"),
    "findings-title": full.FINDINGS_TITLE,
    "findings-lead": full.FINDINGS_LEAD,
}


def standard_paper(standard: Standard, edition: Edition, reader: Reader) -> bytes:
    """The full document, A4. The same standard, edition and reader give the same bytes."""
    printed = full.printed(standard, edition, reader)
    data = asdict(printed) | {
        "chapters": [_chapter(chapter) for chapter in printed.chapters],
        "findings": _grid(_findings(printed, reader)),
        "foot": [_foot(standard, reader), *_legend(printed, reader)],
        "page-label": reader.say(N_("Halaman")),
        "page-words": [reader.say(N_("Hal")), reader.say(N_("dari"))],
        "words": {key: reader.say(text) for key, text in _WORDS.items()},
        "qr": qr(printed.url) if printed.url else "",
    }
    return pdf("library/typst/standard.typ", data, at=moment(standard, edition))


def poster_paper(standard: Standard, edition: Edition, reader: Reader) -> bytes:
    """The six public components on one sheet, A3, for the notice board."""
    data = {
        "cover": asdict(full.cover(standard, edition, reader)),
        "service": words.service_name(standard, reader),
        "panels": _panels(public.panels(standard, reader)),
        "marks": edition.marks(standard),
        "foot": _foot(standard, reader),
        "url": edition.url or "",
        "qr": qr(edition.url) if edition.url else "",
        "words": {key: reader.say(text) for key, text in _WORDS.items()},
    }
    return pdf("library/typst/poster.typ", data, at=moment(standard, edition))


def _panels(found: Sequence[public.Panel]) -> list[dict[str, Any]]:
    """The panels with their column: each goes where less is written so far, the last one across both."""
    written = [0, 0]
    drawn = []
    for panel in found[:-1]:
        column = 0 if written[0] <= written[1] else 1
        written[column] += _HEAD + sum(len(clause.text) for clause in panel.clauses)
        drawn.append(_panel(panel) | {"column": column})
    return [*drawn, _panel(found[-1]) | {"column": 2}]


# What the heading of a panel takes up, in letters of its text.
_HEAD = 130


def _panel(panel: public.Panel) -> dict[str, Any]:
    return {
        "number": panel.number,
        "name": panel.name,
        "answer": panel.answer,
        "clauses": [
            {
                "number": clause.id if clause.numbered else "",
                "text": words.pieces(clause.text),
                "continuation": words.pieces(clause.clause.continuation or ""),
                "rows": [" · ".join(row) for row in clause.clause.table.rows] if clause.clause.table else [],
            }
            for clause in panel.clauses
        ],
    }


def moment(standard: Standard, edition: Edition) -> datetime:
    """The moment the file says it was made: the day the text is of, never the day it is printed."""
    control = standard.document
    day = edition.in_force_from or control.issued_on or control.revised_on or date(2000, 1, 1)
    return datetime.combine(day, time(), UTC)


def _foot(standard: Standard, reader: Reader) -> str:
    revision = reader.say(N_("revisi {revision}"), revision=standard.document.revision)
    return f"{standard.document.number} · {revision} · {standard.title}"


def _legend(printed: full.Printed, reader: Reader) -> list[str]:
    """What the dagger beside a clause means, where there is one."""
    if not any(chapter.found() for chapter in printed.chapters):
        return []
    return [reader.say(N_("† ada temuan; lihat catatan tentang naskah asal di akhir dokumen"))]


def _chapter(chapter: full.Chapter) -> dict[str, Any]:
    paragraphs = [
        asdict(one)
        | {
            "text": words.pieces(one.text),
            "continuation": words.pieces(one.continuation),
            "grid": _grid(one.grid) if one.grid else None,
        }
        for one in chapter.paragraphs
    ]
    return asdict(chapter) | {"paragraphs": paragraphs, "grids": [_grid(one) for one in chapter.grids]}


def _grid(grid: full.Grid) -> dict[str, Any]:
    """The table with the share of the width each column needs, from the longest text in it; 0: as wide as its text is.

    A share could be narrower than the heading of a short column, which would then be printed over its neighbour.
    """
    columns = zip(grid.columns, *grid.rows, strict=True)
    longest = [max(map(len, column)) for column in columns]
    short = min(_SHORT, max(longest) - 1)
    return asdict(grid) | {"widths": [0 if length <= short else min(length, 60) for length in longest]}


_SHORT = 14
"""Letters of a column that is not worth breaking into lines."""


def _findings(printed: full.Printed, reader: Reader) -> full.Grid:
    columns = (reader.say(N_("Butir")), reader.say(N_("Temuan")))
    return full.Grid("", columns, printed.findings(reader.say(N_("Sampul"))))
