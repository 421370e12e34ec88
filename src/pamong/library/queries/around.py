"""What stands around a text in this installation: the day, the register of law, the documents on file, other offices."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from pamong.ledger import clock
from pamong.library.queries.versions import texts_of
from pamong.library.rules import Kind
from pamong.offices import queries as offices
from pamong.standard.annotations.delivery import Legal
from pamong.standard.document import Standard
from pamong.standard.findings import Circumstances
from pamong.standard.messages import Message
from pamong.standard.read import read_register
from pamong.standard.register import Register, all_cited


def circumstances(office: str) -> Circumstances:
    """What the findings about a text of this office may know today."""
    today = clock.today(offices.zone(office))
    on_file = (
        row.service
        for row in texts_of(office=office)
        if row.kind is Kind.DOCUMENT and row.in_force_from <= today
    )
    return Circumstances(
        today=today,
        register=register(),
        documents=frozenset(on_file),
        offices=frozenset(row.place for row in offices.every("kecamatan")),
    )


def register() -> Register:
    """The register of legal instruments of this installation."""
    return _register(Path(settings.INSTRUMENTS_FOLDER))


@lru_cache(maxsize=4)
def _register(folder: Path) -> Register:
    return read_register(folder)


def out_of_force(standard: Standard) -> Mapping[str, Message | str]:
    """The clauses that cite an instrument no longer in force, each with what stands in its place; empty if nothing."""
    known = register()
    found: dict[str, Message | str] = {}
    for placed in standard.placed(Legal):
        instrument = known.get(placed.value.instrument)
        if instrument is not None and not instrument.in_force:
            found[placed.clause.id] = all_cited(known.successors(instrument.id))
    return found
