"""Whether the rows of applications are what their entries say: a row edited behind the program's back is named."""

from collections.abc import Iterator
from dataclasses import dataclass

from pamong.applications import states
from pamong.applications.models import Application
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Subject


@dataclass(frozen=True)
class Disagreement:
    """One application whose row differs from its last entry, and in which columns."""

    office: str
    number: str
    code: str
    columns: tuple[str, ...]


def disagreements(*, office: str | None = None) -> Iterator[Disagreement | None]:
    """For every application in turn: None when row and last entry agree, else what differs."""
    rows = Application.objects.order_by("id")
    if office is not None:
        rows = rows.filter(office_id=office)
    for row in rows.iterator(chunk_size=500):
        yield _compared(row)


def _compared(row: Application) -> Disagreement | None:
    entries = ledger.timeline(Subject("application", str(row.pk)))
    told = next((entry.payload["after"] for entry in reversed(entries) if "after" in entry.payload), None)
    if told is None:
        different: tuple[str, ...] = ("entry",)
    else:
        held = states.data(states.state_of(row))
        different = tuple(sorted(name for name in told if told[name] != held.get(name)))
    if not different:
        return None
    return Disagreement(row.office_id, f"{row.book} {row.number}/{row.year}", row.public_code, different)
