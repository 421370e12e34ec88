"""The register of legal instruments: what stands behind `legal`, whether it still binds, and who looked, and when.

Data files in the folder `instruments` beside the standards hold it; a kabupaten adds a file of its own. Pure: the
files are opened in read.py. A register says what a source says, never more: an instrument nobody has looked up is
`unverified`, which is not "in force".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pamong.standard.messages import N_, Message
from pamong.standard.parts import Part, Slug, Slugs, Text
from pamong.standard.problems import Malformed

EVERY_SERVICE = "every"
CHECK_HOLDS_DAYS = 365

InstrumentStatus = Literal["in_force", "replaced", "revoked", "unverified"]
InstrumentKind = Literal[
    "law", "government_regulation", "presidential_regulation", "ministerial_regulation", "ministerial_decree",
    "circular", "regional_regulation", "regent_regulation", "regent_decree",
]  # fmt: skip


class Instrument(Part):
    """One law, regulation or decree. `number` and `year` as it is cited; `replaced_by` are ids of the same register.

    `checked_on` is the day somebody compared status and number with `source`; without it nobody has. `core_for` names
    the services whose standard must cite it: ids, or `every`.
    """

    id: Slug
    kind: InstrumentKind
    number: Text
    year: Annotated[int, Field(ge=1945)]
    title: Text
    status: InstrumentStatus
    replaced_by: Slugs = ()
    source: Text
    checked_on: date | None = None
    core_for: Slugs = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _named_successor(self) -> Self:
        if (self.status == "replaced") != bool(self.replaced_by) or self.id in self.replaced_by:
            raise Malformed(
                "instrument-shape",
                Message(N_("Hanya peraturan berstatus “replaced” menyebut penggantinya, dan penggantinya peraturan lain.")),
                Message(N_("Tulis “status: replaced” bersama “replaced_by: [id]”, atau hapus “replaced_by”.")),
            )  # fmt: skip
        return self

    @property
    def in_force(self) -> bool:
        """Whether it binds, as far as the register knows; an unverified one is taken as binding until checked."""
        return self.status not in {"replaced", "revoked"}

    def checked_within_a_year(self, today: date) -> bool:
        """Whether somebody looked at it recently enough; one nobody checked is never fresh."""
        checked = self.status != "unverified" and self.checked_on is not None
        return checked and (today - (self.checked_on or today)).days <= CHECK_HOLDS_DAYS


class InstrumentsFile(Part):
    """The shape of a file in standards/instruments."""

    format: Literal["pamong/instruments@1"]
    instruments: tuple[Instrument, ...]


@dataclass(frozen=True)
class Register:
    """Every known instrument by its id."""

    instruments: Mapping[str, Instrument] = field(default_factory=dict)

    @classmethod
    def of(cls, instruments: Iterable[Instrument]) -> "Register":
        """A register of these instruments."""
        return cls({instrument.id: instrument for instrument in instruments})

    def get(self, instrument: str) -> Instrument | None:
        """The instrument with this id, None if the register does not know it."""
        return self.instruments.get(instrument)

    def successors(self, instrument: str) -> tuple[Instrument, ...]:
        """What stands in its place today: replacements are followed until nothing replaces them; a circle ends."""
        found: dict[str, Instrument] = {}
        seen = {instrument}
        ahead = list(self._next(instrument))
        while ahead:
            one = ahead.pop(0)
            if one in seen:
                continue
            seen.add(one)
            known = self.get(one)
            if known is not None and not self._next(one):
                found[one] = known
            ahead += self._next(one)
        return tuple(found.values())

    def _next(self, instrument: str) -> tuple[str, ...]:
        known = self.get(instrument)
        return known.replaced_by if known is not None and not known.in_force else ()

    def core_for(self, service: str) -> tuple[Instrument, ...]:
        """The instruments in force that the standard of a service must cite, in the order of the files."""
        return tuple(
            each
            for each in self.instruments.values()
            if each.in_force and {EVERY_SERVICE, service} & set(each.core_for)
        )


_KINDS: Mapping[InstrumentKind, Message] = {
    "law": Message(N_("Undang-Undang")),
    "government_regulation": Message(N_("Peraturan Pemerintah")),
    "presidential_regulation": Message(N_("Peraturan Presiden")),
    "ministerial_regulation": Message(N_("Peraturan Menteri")),
    "ministerial_decree": Message(N_("Keputusan Menteri")),
    "circular": Message(N_("Surat Edaran")),
    "regional_regulation": Message(N_("Peraturan Daerah")),
    "regent_regulation": Message(N_("Peraturan Bupati")),
    "regent_decree": Message(N_("Keputusan Bupati")),
}


def cited(instrument: Instrument) -> Message:
    """How an instrument is named in a sentence: kind, number and, unless the number has it already, year."""
    values = {"kind": _KINDS[instrument.kind], "number": instrument.number, "year": instrument.year}
    if str(instrument.year) in instrument.number:
        return Message(N_("{kind} Nomor {number}"), values)
    return Message(N_("{kind} Nomor {number} Tahun {year}"), values)


def all_cited(instruments: Iterable[Instrument]) -> Message | str:
    """Several instruments in one sentence; an empty text for none."""
    names = [cited(instrument) for instrument in instruments]
    if not names:
        return ""
    said = names[0]
    for name in names[1:]:
        said = Message(N_("{first} dan {second}"), {"first": said, "second": name})
    return said
