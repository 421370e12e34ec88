"""Bars as SVG: one line of words and one bar for each office. The picture says in words what it shows; the same numbers
stand in a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, HIGH, BAR = 320, 36, 10
"""A picture's width, the height of an office and of its bar, in points: readable on a telephone without enlarging."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One office: its name, the numbers in words, and how long its bar and the marked part of it are, in points."""

    y: int
    name: str
    said: str
    length: float
    marked: float = 0.0


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture; `twin` says all of it in words. `whole` draws the full width behind each bar, as for a share of all."""

    id: str
    title: str
    twin: str
    bars: tuple[Bar, ...]
    whole: bool = False

    @property
    def height(self) -> int:
        return HIGH * len(self.bars)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a bar is drawn from: a part of `whole`, and how much of the part is marked."""

    name: str
    said: str
    part: int
    marked: int = 0


def chart(identifier: str, title: str, rows: Sequence[Measured], *, whole: Sequence[int] = ()) -> Chart:
    """Draw the rows. Each is measured against its own `whole`, or against the longest of all."""
    longest = max((row.part for row in rows), default=0)
    wholes = whole or [longest] * len(rows)
    bars = tuple(
        Bar(
            place * HIGH,
            row.name,
            row.said,
            _points(row.part, of),
            _points(row.marked, of),
        )
        for place, (row, of) in enumerate(zip(rows, wholes, strict=True))
    )
    twin = "; ".join(f"{row.name}: {row.said}" for row in rows)
    return Chart(identifier, title, twin, bars, whole=bool(whole))


def _points(part: int, of: int) -> float:
    return round(WIDE * part / of, 1) if of else 0.0
