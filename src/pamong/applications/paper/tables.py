"""A month of the register as a table for other programs. What a person typed stays text: it never becomes a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import override

from pamong.applications.codes import spaced
from pamong.applications.paper.frame import Print
from pamong.applications.paper.register import condition, headings, number
from pamong.applications.queries.register import RegisterRow
from pamong.offices import queries as offices
from pamong.shell.late import late

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = late("xlsxwriter")


Cell = str | int | date | None

# How a spreadsheet program tells a formula, also behind a sign that it passes over when it reads the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_WIDTHS = (9, 12, 34, 12, 20, 22, 18, 12, 12, 12, 12, 24)
_DATE = "dd-mm-yyyy"


def register_xlsx(rows: Sequence[RegisterRow], *, title: str, made: Print) -> bytes:
    """The rows as a workbook with one sheet; dates are dates, everything else is text."""
    zone = offices.zone(made.actor.office)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # The moment of the print, not of the machine: the same print gives the same bytes.
    book.set_properties({"title": title, "created": made.at.astimezone(zone).replace(tzinfo=None)})
    sheet = book.add_worksheet(title[:31])
    bold, dates = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": _DATE})
    with override("id"):
        for column, (head, width) in enumerate(zip(headings(), _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for line, row in enumerate(rows, start=1):
            _write(sheet, line, values(row, zone), dates)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def register_csv(rows: Sequence[RegisterRow], *, made: Print) -> bytes:
    """The rows as comma-separated values in UTF-8 with its mark, dates as ISO 8601 writes them.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front: the format has no other way to say
    that it is text.
    """
    zone = offices.zone(made.actor.office)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    with override("id"):
        writer.writerow(headings())
        writer.writerows([plain_cell(value) for value in values(row, zone)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def values(row: RegisterRow, zone: ZoneInfo) -> list[Cell]:
    """One line of the book as values, in the order of `headings`."""
    state = row.state
    moments = (state.complete_at, row.due_at, state.ready_at, state.closed_at)
    return [
        f"{row.number}/{row.year}",
        _day(row.submitted_at, zone),
        row.resident.name,
        row.resident.birth_year,
        number(row),
        row.resident.village_name,
        spaced(row.code),
        *(_day(moment, zone) for moment in moments),
        condition(row),
    ]


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else moment.astimezone(zone).date()


def plain_cell(value: Cell) -> str:
    """A value as a cell of comma-separated values; what a spreadsheet would take for a formula gets an apostrophe."""
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case int():
            return str(value)
    return f"'{value}" if value.lstrip(" ").startswith(_FORMULA) else value


def _write(sheet: "xlsxwriter.worksheet.Worksheet", line: int, row: Sequence[Cell], dates: object) -> None:
    for column, value in enumerate(row):
        match value:
            case None:
                pass
            case date():
                sheet.write_datetime(line, column, datetime(value.year, value.month, value.day), dates)  # noqa: DTZ001 - a spreadsheet's dates have no zone
            case int():
                sheet.write_number(line, column, value)
            case _:
                sheet.write_string(line, column, value)
