"""The whole document, chapter by chapter, as the paper and the web page print it: cover, header, clauses, cards."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pamong.standard.annotations.delivery import Legal, Paper, Requirement, StepAnnotation
from pamong.standard.annotations.quality import Facility, Staffing
from pamong.standard.conditions import Condition, both
from pamong.standard.document import NumberedClause, Section, Signature, Standard
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Label
from pamong.standard.renderings import words
from pamong.standard.renderings.edition import Edition, Signer
from pamong.standard.renderings.reader import Reader

Pair = tuple[str, str]
SIGNED = {
    "prepared": Message(N_("Dibuat oleh")),
    "reviewed": Message(N_("Diperiksa oleh")),
    "approved": Message(N_("Disetujui oleh")),
}


@dataclass(frozen=True)
class Grid:
    """A table. `law`: printed by the standard; otherwise drawn up from the annotations, which it says."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    law: bool = True


@dataclass(frozen=True)
class Paragraph:
    """One clause: its number (empty where it carries none), the law, and what people decided or found about it."""

    id: str
    number: str
    text: str
    continuation: str
    grid: Grid | None
    notes: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """One staffing card, line by line."""

    id: str
    title: str
    lines: tuple[Pair, ...]
    notes: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    number: int
    heading: str
    components: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    cards: tuple[Card, ...]
    grids: tuple[Grid, ...]

    def found(self) -> tuple[Pair, ...]:
        """What was found about its clauses and cards, each with the id it was found at."""
        of_clauses = tuple((one.id, text) for one in self.paragraphs for text in one.findings)
        return of_clauses + tuple((one.id, text) for one in self.cards for text in one.findings)


@dataclass(frozen=True)
class SignatureBlock:
    """One of the three. An empty name is a line to sign on."""

    part: str
    title: str
    name: str
    rank: str
    signed_on: str


@dataclass(frozen=True)
class Head:
    """The table at the head of every page after the cover."""

    lines: tuple[str, ...]
    fields: tuple[Pair, ...]


@dataclass(frozen=True)
class Cover:
    authority: tuple[str, ...]
    office: str
    contact: tuple[str, ...]
    kind: str
    title: str
    fields: tuple[Pair, ...]
    signatures: tuple[SignatureBlock, ...]
    source: str
    findings: tuple[str, ...]


@dataclass(frozen=True)
class Printed:
    """Everything a full rendering says, in reading order."""

    service: str
    cover: Cover
    head: Head
    chapters: tuple[Chapter, ...]
    marks: tuple[str, ...]
    note: str
    url: str

    def findings(self, cover: str) -> tuple[Pair, ...]:
        """All findings in reading order; those about the first page stand under the word `cover`."""
        first = tuple((cover, text) for text in self.cover.findings)
        return first + tuple(pair for chapter in self.chapters for pair in chapter.found())


def printed(standard: Standard, edition: Edition, reader: Reader) -> Printed:
    """The document for this reader; every clause, row and card of the standard is in it."""
    return Printed(
        service=words.service_name(standard, reader),
        cover=cover(standard, edition, reader),
        head=head(standard, reader),
        chapters=tuple(
            _chapter(standard, number, section, reader)
            for number, section in enumerate(standard.sections, start=1)
        ),
        marks=edition.marks(standard),
        note="" if reader.language == "id" else reader.say(_BINDING),
        url=edition.url or "",
    )


DRAWN_UP = N_("Disusun dari butir-butir di atas; bila berbeda, butirlah yang berlaku.")
FINDINGS_TITLE = N_("Catatan tentang naskah asal")
FINDINGS_LEAD = N_("Catatan ini bukan bagian standar; isinya hal yang ditemukan pada naskah asal.")
_BINDING = N_("Naskah standar ini berbahasa Indonesia; hanya naskah itulah yang mengikat.")


def cover(standard: Standard, edition: Edition, reader: Reader) -> Cover:
    """The first page: who, what, which revision, from when, signed by whom."""
    head, control = standard.letterhead, standard.document
    fields = [
        (reader.say(N_("Nomor dokumen")), control.number),
        (reader.say(N_("Status revisi")), control.revision),
        (reader.say(N_("Tanggal revisi")), reader.day(control.revised_on)),
        (reader.say(N_("Tanggal terbit")), reader.day(control.issued_on)),
    ]
    if edition.in_force_from:
        fields.append((reader.say(N_("Berlaku mulai")), reader.day(edition.in_force_from)))
    if edition.replaced_on:
        fields.append((reader.say(N_("Diganti mulai")), reader.day(edition.replaced_on)))
    return Cover(
        authority=head.authority,
        office=head.office,
        contact=contact(standard, reader),
        kind=control.kind or reader.say(N_("Standar Pelayanan")),
        title=standard.title,
        fields=tuple(fields),
        signatures=tuple(_signature(one, edition, reader) for one in control.signatures),
        source=_source(standard, reader),
        findings=_findings(standard, "cover") + _findings(standard, "letterhead"),
    )


def contact(standard: Standard, reader: Reader) -> tuple[str, ...]:
    """How to reach the office, in the lines of its letterhead; what the office does not have is left out."""
    head = standard.letterhead
    phone = reader.say(N_("Telp. {number}"), number=head.phone) if head.phone else ""
    fax = reader.say(N_("Faks. {number}"), number=head.fax) if head.fax else ""
    place = " ".join(part for part in (head.city, head.postal_code) if part)
    lines = ((head.address, phone, fax), (head.email, head.website, place))
    joined = (" · ".join(part for part in line if part) for line in lines)
    return tuple(line for line in joined if line)


def _source(standard: Standard, reader: Reader) -> str:
    source = standard.adapted_from
    if source is None:
        return ""
    return reader.say(
        N_("Contoh, disadur dari {number} revisi {revision} ({day})."),
        number=source.number, revision=source.revision, day=reader.day(source.issued_on),
    )  # fmt: skip


def _signature(signature: Signature, edition: Edition, reader: Reader) -> SignatureBlock:
    signer = edition.signers.get(signature.part, Signer())
    return SignatureBlock(
        part=reader.say(SIGNED[signature.part]),
        title=signature.printed_title or reader.say(words.ACTORS[signature.post]),
        name=signer.name or "",
        rank=signer.rank or "",
        signed_on=reader.day(signer.signed_on) if signer.signed_on else "",
    )


def head(standard: Standard, reader: Reader) -> Head:
    """The head of the pages. What the document prints there is shown as it is, even against its own cover."""
    control, own = standard.document, standard.document.running_header
    letter = standard.letterhead
    usual = (*letter.authority, letter.office, *((control.kind,) if control.kind else ()), standard.title)
    return Head(
        lines=(*own.lines, *own.other_lines) if own else usual,
        fields=(
            (reader.say(N_("No. dokumen")), (own and own.number) or control.number),
            (reader.say(N_("No. revisi")), (own and own.revision) or control.revision),
            (reader.say(N_("Tgl terbit")), reader.day((own and own.issued_on) or control.issued_on)),
        ),
    )


def _chapter(standard: Standard, number: int, section: Section, reader: Reader) -> Chapter:
    body = [clause for clause in standard.clauses() if clause.chapter == number and ".row" not in clause.id]
    return Chapter(
        number=number,
        heading=section.heading,
        components=tuple(reader.say(words.COMPONENTS[one]) for one in section.components),
        paragraphs=tuple(_paragraph(standard, one) for one in body if one.clause.staffing is None),
        cards=tuple(_card(standard, one, one.clause.staffing, reader) for one in body if one.clause.staffing),
        grids=tuple(_drawn_up(standard, section, body, reader)),
    )


def _paragraph(standard: Standard, numbered: NumberedClause) -> Paragraph:
    table = numbered.clause.table
    return Paragraph(
        id=numbered.id,
        number=numbered.id if numbered.numbered else "",
        text=numbered.text,
        continuation=numbered.clause.continuation or "",
        grid=Grid(table.title or "", table.columns, table.rows) if table else None,
        notes=words.interpretations(numbered),
        findings=_findings(standard, numbered.id),
    )


def _findings(standard: Standard, clause: str) -> tuple[str, ...]:
    return tuple(found.finding for found in standard.source_findings if found.clause == clause)


def _card(standard: Standard, numbered: NumberedClause, card: Staffing, reader: Reader) -> Card:
    return Card(
        id=numbered.id,
        title=card.printed_title,
        lines=tuple(_card_lines(card, reader)),
        notes=words.interpretations(numbered),
        findings=_findings(standard, numbered.id),
    )


def _card_lines(card: Staffing, reader: Reader) -> Iterator[Pair]:
    """Blank is not the same as none: a line the source leaves empty stays empty, a printed dash is a dash."""
    education = "" if card.education is None else card.education.level
    if card.education and card.education.or_equivalent:
        education = reader.say(N_("{level} atau sederajat"), level=education)
    years = card.experience_years_min
    yield reader.say(N_("Pendidikan")), education
    yield reader.say(N_("Pelatihan")), _listed(card.training)
    yield reader.say(N_("Keahlian")), _listed(card.skills)
    experience = "" if years is None else reader.say(N_("minimal {n} tahun"), n=years)
    yield reader.say(N_("Pengalaman kerja")), experience
    yield reader.say(N_("Jumlah pelaksana")), reader.say(N_("{n} orang"), n=card.count)


def _listed(items: tuple[str, ...] | None) -> str:
    if items is None:
        return ""
    return "; ".join(items) or "–"


def _drawn_up(
    standard: Standard, section: Section, body: list[NumberedClause], reader: Reader
) -> Iterator[Grid]:
    """Tables made from the annotations of a chapter: what the program works by, beside the law it works from."""
    kinds = {type(annotation) for one in body for _path, annotation in one.clause.annotations()}
    if Legal in kinds:
        yield _instruments(body, reader)
    if Requirement in kinds:
        yield _papers(standard, body, reader)
    if StepAnnotation in kinds:
        yield _steps(standard, body, reader)
    if Facility in kinds and "facilities" in section.components:
        yield _facilities(body, reader)


def _instruments(body: list[NumberedClause], reader: Reader) -> Grid:
    yes = reader.say(N_("melimpahkan wewenang"))
    rows = [
        (one.id, _short(one.text), found.instrument, yes if found.grants_authority else "")
        for one in body
        for _path, found in one.clause.annotations()
        if isinstance(found, Legal)
    ]
    columns = (N_("Butir"), N_("Peraturan"), N_("Kunci dalam daftar peraturan"), N_("Keterangan"))
    return _grid(N_("Peraturan yang dirujuk"), columns, rows, reader)


def _short(title: str) -> str:
    """Kind, number and year of an instrument: what stands before the word that begins its subject."""
    return words.plain(title).split(" tentang ", maxsplit=1)[0].rstrip(";.")


def _papers(standard: Standard, body: list[NumberedClause], reader: Reader) -> Grid:
    rows = [
        (
            one.id,
            reader.name(paper.name) if group is None else f"{reader.name(group)}: {reader.name(paper.name)}",
            words.demands(standard, paper, reader),
            words.actors(standard, paper.issued_by, reader),
            when,
        )
        for one in body
        for _path, found in one.clause.annotations()
        if isinstance(found, Requirement)
        for group, paper in _each(found)
        for when in (words.condition(standard, _when(found, paper), reader),)
    ]
    columns = (N_("Butir"), N_("Dokumen"), N_("Ketentuan"), N_("Penerbit"), N_("Bila"))
    return _grid(N_("Daftar persyaratan"), columns, rows, reader)


def _each(found: Requirement) -> Iterator[tuple[Label | None, Paper]]:
    if not found.any_of:
        yield None, found
    yield from ((found.name, alternative) for alternative in found.any_of)


def _when(found: Requirement, paper: Paper) -> Condition | None:
    return found.when if paper is found else both(found.when, paper.when)


def _steps(standard: Standard, body: list[NumberedClause], reader: Reader) -> Grid:
    rows = [
        (
            one.id,
            reader.name(found.name),
            words.actors(standard, found.actor, reader),
            words.condition(standard, found.when, reader),
        )
        for one in body
        for _path, found in one.clause.annotations()
        if isinstance(found, StepAnnotation)
    ]
    columns = (N_("Butir"), N_("Langkah"), N_("Pelaku"), N_("Bila"))
    return _grid(N_("Langkah prosedur"), columns, rows, reader)


def _facilities(body: list[NumberedClause], reader: Reader) -> Grid:
    rows = [
        (one.id, reader.name(found.item), f"{found.quantity} {found.unit}")
        for one in body
        for _path, found in one.clause.annotations()
        if isinstance(found, Facility)
    ]
    return _grid(N_("Daftar sarana"), (N_("Butir"), N_("Sarana"), N_("Jumlah")), rows, reader)


def _grid(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], reader: Reader) -> Grid:
    """A table of ours; a column that says nothing in any row is left out."""
    filled = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    return Grid(
        title=reader.say(title),
        columns=tuple(reader.say(columns[place]) for place in filled),
        rows=tuple(tuple(row[place] for place in filled) for row in rows),
        law=False,
    )
