"""Equipment, promised and present, in words and small drawings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pamong.readiness.queries import FaultRow, PromiseRow, StockRow, Stopped
from pamong.readiness.rules.equipment import FAULTS, Held, Provision
from pamong.shell.words import day, label, message, weekday_date
from pamong.standard.messages import N_, Message

# Word, tone and icon of a line of chapter 8.
PROVISIONS: Mapping[Provision, tuple[Message, str, str]] = {
    Provision.MET: (Message(N_("Lengkap")), "safe", "check"),
    Provision.UNCOUNTED: (Message(N_("Belum dihitung")), "", "circle"),
    Provision.SHORT: (Message(N_("Kurang")), "late", "alert"),
    Provision.BROKEN: (Message(N_("Tidak berfungsi")), "late", "alert"),
}
CELLS = 12
"""More pieces than this are drawn in proportion and not one by one."""
PITCH = 15
"""From one box to the next, in pixels."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of the drawing: where it begins, how wide it is, and what it says: works, out or missing."""

    x: int
    width: int
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of boxes for one thing, and the same in words for those who do not see it."""

    cells: tuple[Cell, ...]
    said: str

    @property
    def width(self) -> int:
        return max((cell.x + cell.width + 1 for cell in self.cells), default=1)


@dataclass(frozen=True, slots=True)
class EquipmentLine:
    """One line of chapter 8, or one thing of the inventory."""

    code: str
    clause: str
    item: str
    unit: str
    promised: int
    present: str
    working: str
    state: tuple[str, str, str]
    bar: Bar
    since: str = ""


def promise(row: PromiseRow) -> EquipmentLine:
    """One line of chapter 8."""
    facility = row.facility
    return _equipment(
        facility.id,
        row.clause,
        label(facility.item),
        facility.unit,
        facility.quantity,
        row.held,
        row.provision,
    )


def _equipment(
    code: str, clause: str, item: str, unit: str, promised: int, held: Held | None, state: Provision
) -> EquipmentLine:
    word, tone, icon = PROVISIONS[state]
    return EquipmentLine(
        code=code,
        clause=clause,
        item=item,
        unit=unit,
        promised=promised,
        present="–" if held is None else str(held.quantity),
        working="–" if held is None else str(held.working),
        state=(message(word), tone, icon),
        bar=bar(promised, held),
        since=_since(held),
    )


def _since(held: Held | None) -> str:
    if held is None or held.since is None:
        return ""
    values = {"fault": message(FAULTS[held.fault]), "n": held.out, "date": day(held.since)}
    return _("%(fault)s (%(n)s) sejak %(date)s") % values


def bar(promised: int, held: Held | None) -> Bar:
    """The drawing of one line: a box for each piece that works, is out of use, or is missing."""
    working = held.working if held else 0
    out = held.quantity - working if held else 0
    missing = max(0, promised - working - out)
    parts = [("works", working), ("out", out), ("missing", missing)]
    said = _("%(working)s berfungsi, %(out)s tidak berfungsi, %(missing)s belum ada dari %(promised)s") % {
        "working": working,
        "out": out,
        "missing": missing,
        "promised": promised,
    }
    total = max(1, working + out + missing)
    return Bar(_one_by_one(parts) if total <= CELLS else _in_proportion(parts, total), said)


def _one_by_one(parts: Sequence[tuple[str, int]]) -> tuple[Cell, ...]:
    kinds = [kind for kind, count in parts for _each in range(count)]
    return tuple(Cell(place * PITCH + 1, PITCH - 3, kind) for place, kind in enumerate(kinds))


def _in_proportion(parts: Sequence[tuple[str, int]], total: int) -> tuple[Cell, ...]:
    cells, at = [], 0
    for kind, count in parts:
        width = count * CELLS * PITCH // total
        cells.append(Cell(at + 1, max(0, width - 3), kind))
        at += width
    return tuple(cell for cell in cells if cell.width)


def inventory(rows: Sequence[StockRow]) -> dict[str, Any]:
    """The things, the open faults, and what was out of use before."""
    names = {row.code: label(row.item) for row in rows}
    faults = [fault for row in rows for fault in row.faults]
    return {
        "lines": [
            (_stock(row), day(row.purchased_on) if row.purchased_on else "", _counted(row)) for row in rows
        ],
        "open": [_fault(fault, names) for fault in faults if fault.ended_on is None],
        "past": [_fault(fault, names) for fault in faults if fault.ended_on is not None],
    }


def _stock(row: StockRow) -> EquipmentLine:
    where = ", ".join(row.promised_by)
    return _equipment(row.code, where, label(row.item), row.unit, row.promised, row.held, row.provision)


def _counted(row: StockRow) -> str:
    return _("dihitung %(date)s") % {"date": day(row.counted_on)} if row.counted_on else ""


def _fault(row: FaultRow, names: Mapping[str, str]) -> tuple[str, str, str, int, str, str, str]:
    ended = day(row.ended_on) if row.ended_on else ""
    return (
        str(row.id),
        names[row.code],
        message(FAULTS[row.fault]),
        row.quantity,
        day(row.since),
        ended,
        row.reason,
    )


def things(rows: Iterable[StockRow]) -> list[tuple[str, str]]:
    """The things as choices of a form."""
    return [(row.code, label(row.item)) for row in rows]


def stopped(found: Stopped) -> str:
    """That a step cannot be done now, since when, and where it can: one or two sentences for staff and public."""
    values = {
        "items": ", ".join(label(item) for item, _held in found.items),
        "step": label(found.step_name),
        "since": weekday_date(found.since) if found.since else "",
        "offices": ", ".join(found.elsewhere),
    }
    if any(held.fault == "lent" for _item, held in found.items):
        said = _(
            "%(items)s sedang dipinjamkan sejak %(since)s; “%(step)s” tidak dapat dilakukan di kantor ini."
        )
    elif found.since:
        said = _("%(items)s sedang rusak sejak %(since)s; “%(step)s” tidak dapat dilakukan di kantor ini.")
    else:
        said = _("%(items)s tidak ada; “%(step)s” tidak dapat dilakukan di kantor ini.")
    where = _("Dapat dilakukan di %(offices)s.") if found.elsewhere else ""
    return " ".join(filter(None, (said % values, where % values)))
