"""What the public may read about services; no person appears in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.queries import ReceiptRow
from pamong.ledger.rules import CheckpointRow
from pamong.library import queries as library
from pamong.library.queries import VersionRow
from pamong.noticeboard.models import UnknownCodes
from pamong.noticeboard.rules import Question, answered, questions
from pamong.offices import queries as offices
from pamong.standard.chapters.requirements import ChecklistItem, checklist
from pamong.standard.document import NumberedClause, Section, Standard
from pamong.standard.parts import Label

if TYPE_CHECKING:
    from pamong.standard.conditions import FactValue

# The six components that must be put before the public (PermenPANRB 15/2014), in the order of the law.
PUBLIC_COMPONENTS = ("requirements", "procedure", "time_limit", "fee", "product", "complaints")


@dataclass(frozen=True)
class OfferedServices:
    """One office and what it offers today."""

    office: str
    name: str
    services: tuple[tuple[VersionRow, Standard], ...]


@dataclass(frozen=True)
class PublicService:
    """The public part of one standard in force."""

    version: VersionRow
    office_name: str
    standard: Standard
    sections: tuple[tuple[Section, tuple[NumberedClause, ...]], ...]


def offered() -> tuple[OfferedServices, ...]:
    """Every office with the services it has a standard in force for."""
    found: dict[str, list[tuple[VersionRow, Standard]]] = {}
    for version in library.published(on=clock.today(ZoneInfo(settings.TIME_ZONE))):
        found.setdefault(version.office, []).append((version, library.standard(version.id)))
    names = offices.names(found)
    return tuple(OfferedServices(code, names[code], tuple(rows)) for code, rows in sorted(found.items()))


def public_service(*, office: str, service: str) -> PublicService | None:
    """The six public components of the standard in force for this service, clause by clause."""
    version = library.in_force(office=office, service=service, on=clock.today(ZoneInfo(settings.TIME_ZONE)))
    if version is None:
        return None
    standard = library.standard(version.id)
    sections: list[tuple[Section, tuple[NumberedClause, ...]]] = []
    for component in PUBLIC_COMPONENTS:
        for section in standard.sections:
            # One heading may hold two components; it is printed once.
            if component in section.components and all(section is not shown for shown, _ in sections):
                # Table rows have ids of their own, but are printed inside their clause's table.
                clauses = tuple(
                    clause
                    for clause in standard.clauses()
                    if clause.section is section and ".row" not in clause.id
                )
                sections.append((section, clauses))
    return PublicService(version, offices.office(office).name, standard, tuple(sections))


@dataclass(frozen=True)
class Board:
    """What an office publishes so that its log can be checked from outside."""

    office: str
    name: str
    key: str
    checkpoints: tuple[CheckpointRow, ...]


def board(*, office: str) -> Board | None:
    """The newest checkpoints of an office; None for an office nobody knows."""
    try:
        name = offices.office(office).name
    except offices.UnknownOffice:
        return None
    return Board(office, name, ledger.verifier(office).text(), ledger.checkpoints(office)[:31])


def checkpoint_text(*, office: str, on: date) -> str | None:
    """The signed text of one day; None when the day was not closed."""
    found = ledger.checkpoint(office, on)
    return None if found is None else found.text


def receipt(typed: str) -> ReceiptRow:
    """What the log says of a receipt. Raises proofs.Misread for a text that is none."""
    return ledger.receipt(typed)


@dataclass(frozen=True)
class Needs:
    """The way to a personal list: the question to put now (None: all are answered), and the list as far as it goes."""

    version: VersionRow
    office_name: str
    standard: Standard
    answers: tuple[tuple[str, str], ...]
    question: Question | None
    wrong: bool
    number: int
    total: int
    items: tuple[ChecklistItem, ...]


_REGISTERED = {
    "applicant.citizenship": (
        ("wni", Label(id="Warga negara Indonesia", en="Indonesian citizen")),
        ("wna", Label(id="Warga negara asing", en="Foreign citizen")),
    ),
    "applicant.sex": (("f", Label(id="Perempuan", en="Female")), ("m", Label(id="Laki-laki", en="Male"))),
}


def needs(*, office: str, service: str, given: Mapping[str, Sequence[str]]) -> Needs | None:
    """What this person must bring, or the next question that decides about it.

    Nothing of it is kept: the answers so far travel in the address. `given` are the answers by fact.
    """
    version = library.in_force(office=office, service=service, on=clock.today(ZoneInfo(settings.TIME_ZONE)))
    if version is None:
        return None
    standard = library.standard(version.id)
    asked = questions(standard, _REGISTERED)
    facts: dict[str, FactValue] = {}
    answers: list[tuple[str, str]] = []
    open_one, wrong = None, False
    for question in asked:
        texts = given.get(question.fact, ())
        value = answered(question, texts)
        if value is None:
            open_one, wrong = question, bool(texts)
            break
        facts[question.fact] = value
        answers += [(question.fact, text) for text in texts]
    return Needs(
        version=version,
        office_name=offices.office(office).name,
        standard=standard,
        answers=tuple(answers),
        question=open_one,
        wrong=wrong,
        number=len(facts) + 1,
        total=len(asked),
        items=checklist(standard, facts) if open_one is None else (),
    )


def unknown_codes(*, source: str) -> int:
    """How often a source asked for codes that nobody has, in the hour that its digest holds."""
    return UnknownCodes.objects.filter(source=source).values_list("count", flat=True).first() or 0
