"""The entry of one service for SIPPN, the national catalogue of public services, as a sheet to copy from.

The catalogue has no door for programs that an office could use; a person types. The sheet has its fields in its order
(PermenPANRB 13/2017), so that nothing is typed from memory. A field the standard does not fill says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pamong.standard.annotations.delivery import Definition
from pamong.standard.document import NumberedClause, Standard
from pamong.standard.messages import N_
from pamong.standard.renderings import public, words
from pamong.standard.renderings.edition import Edition
from pamong.standard.renderings.full import contact
from pamong.standard.renderings.reader import Reader


@dataclass(frozen=True)
class Field:
    """One field of the catalogue's form; no lines where the standard does not say."""

    name: str
    lines: tuple[str, ...]


def fields(standard: Standard, edition: Edition, reader: Reader) -> tuple[Field, ...]:
    """The fields in the order of the form. Texts of clauses are the law's own."""
    description = [words.plain(placed.clause.text) for placed in standard.placed(Definition)]
    six = (
        Field(panel.name, tuple(line for clause in panel.clauses for line in _lines(clause)))
        for panel in public.panels(standard, reader)
    )
    return (
        Field(reader.say(N_("Nama layanan")), (words.service_name(standard, reader),)),
        Field(reader.say(N_("Deskripsi layanan")), tuple(description)),
        Field(reader.say(N_("Penyelenggara")), (standard.letterhead.office, *standard.letterhead.authority)),
        Field(reader.say(N_("Lokasi dan kontak")), contact(standard, reader)),
        Field(reader.say(N_("No. SK")), (edition.decree,) if edition.decree else ()),
        *six,
    )


def sheet(standard: Standard, edition: Edition, reader: Reader) -> str:
    """The sheet as text: a heading, then what goes into the field."""
    control = standard.document
    revision = reader.say(N_("revisi {revision}"), revision=control.revision)
    title = reader.say(N_("Lembar salin SIPPN: {title}"), title=standard.title)
    blocks = [f"{title}\n{control.number} · {revision}", *(f"({mark})" for mark in edition.marks(standard))]
    empty = reader.say(N_("(tidak ada dalam standar; isi di katalog)"))
    blocks += [
        "\n".join((f"[{field.name}]", *(field.lines or (empty,))))
        for field in fields(standard, edition, reader)
    ]
    return "\n\n".join(blocks) + "\n"


def _lines(clause: NumberedClause) -> Iterator[str]:
    number = f"{clause.id} " if clause.numbered else ""
    yield f"{number}{words.plain(clause.text)}"
    if clause.clause.continuation:
        yield words.plain(clause.clause.continuation)
    for row in clause.clause.table.rows if clause.clause.table else ():
        yield " | ".join(row)
