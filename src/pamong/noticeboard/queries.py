"""What the public may read about services; no person appears in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.prepared import Prepared
from pamong.ledger.queries import ReceiptRow
from pamong.ledger.rules import CheckpointRow
from pamong.library import queries as library
from pamong.library.editions import edition
from pamong.library.queries import VersionRow, Written
from pamong.library.renderings import FORMS, rendered
from pamong.library.rules import Kind
from pamong.noticeboard.models import UnknownCodes
from pamong.noticeboard.rules import Question, answered, questions
from pamong.offices import queries as offices
from pamong.readiness import queries as readiness
from pamong.readiness.queries import Stopped
from pamong.standard.annotations.delivery import Definition
from pamong.standard.chapters.requirements import ChecklistItem, checklist
from pamong.standard.document import NumberedClause, Section, Standard
from pamong.standard.messages import Message
from pamong.standard.parts import Label
from pamong.standard.renderings.edition import Edition
from pamong.standard.renderings.words import PUBLIC_COMPONENTS

if TYPE_CHECKING:
    from pamong.standard.conditions import FactValue


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
    definitions: tuple[NumberedClause, ...]
    offices: tuple[str, ...]
    out_of_force: Mapping[str, Message | str]
    coming: VersionRow | None
    stopped: tuple[Stopped, ...] = ()


def offered() -> tuple[OfferedServices, ...]:
    """Every office with the services it has a standard in force for."""
    found: dict[str, list[tuple[VersionRow, Standard]]] = {}
    for version in library.published(on=clock.today(ZoneInfo(settings.TIME_ZONE))):
        found.setdefault(version.office, []).append((version, library.standard(version.id)))
    names = offices.names(found)
    return tuple(OfferedServices(code, names[code], tuple(rows)) for code, rows in sorted(found.items()))


def public_service(*, office: str, service: str) -> PublicService | None:
    """The six public components of the standard in force for this service, clause by clause."""
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    version = library.in_force(office=office, service=service, on=today)
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
    return PublicService(
        version=version,
        office_name=offices.office(office).name,
        standard=standard,
        sections=tuple(sections),
        definitions=tuple(placed.clause for placed in standard.placed(Definition)),
        offices=tuple(row.office for row in _versions_of(service)),
        out_of_force=library.out_of_force(standard),
        coming=library.coming(office=office, service=service, on=today),
        stopped=tuple(readiness.stopped_steps(office=office, standard=standard).values()),
    )


def _versions_of(service: str) -> tuple[VersionRow, ...]:
    """The version in force of this service in every office that offers it."""
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    return tuple(row for row in library.published(on=today) if row.service == service)


def same_service(*, service: str) -> tuple[Standard, ...]:
    """The standards of this service in force today, by office; empty for a service nobody offers."""
    return tuple(library.standard(row.id) for row in _versions_of(service))


@dataclass(frozen=True)
class Term:
    """A word that a standard in force explains, with the clause that does."""

    term: str
    version: VersionRow
    office_name: str
    clause: NumberedClause


def glossary() -> tuple[Term, ...]:
    """Every word that a standard in force explains, by word and office."""
    versions = library.published(on=clock.today(ZoneInfo(settings.TIME_ZONE)))
    names = offices.names({version.office for version in versions})
    terms = (
        Term(placed.value.term, version, names[version.office], placed.clause)
        for version in versions
        for placed in library.standard(version.id).placed(Definition)
    )
    return tuple(sorted(terms, key=lambda one: (one.term.casefold(), one.office_name)))


@dataclass(frozen=True)
class Rendering:
    """The standard in force as a file. The name carries service, office and revision, so that copies can be told apart."""

    content: bytes
    media_type: str
    name: str


def rendering(*, office: str, service: str, form: str, language: str) -> Rendering | None:
    """The standard in force in one of its forms; None for a service not offered and a form that is none."""
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    version = library.in_force(office=office, service=service, on=today)
    if version is None or form not in FORMS:
        return None
    return _rendering(version, form, language, on=today)


def coming(*, office: str, service: str, language: str) -> Rendering | None:
    """The standard that takes over on a coming day, as a web page; None while none is to come."""
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    version = library.coming(office=office, service=service, on=today)
    return None if version is None else _rendering(version, "html", language, on=today)


def _rendering(version: VersionRow, form: str, language: str, *, on: date) -> Rendering:
    office, service = version.office, version.service
    with override("id"):
        url = settings.PUBLIC_URL + reverse("noticeboard:service", args=[office, service])
    content = _made(version.id, form, language, edition(version, on=on, url=url))
    name = f"standar-{service}-{office}-rev{version.revision}.{FORMS[form].suffix}"
    return Rendering(content, FORMS[form].media_type, name)


@lru_cache(maxsize=64)
def _made(version_id: UUID, form: str, language: str, around: Edition) -> bytes:
    """Made once a process: a version never changes, and a stranger must not make the office draw all day."""
    return rendered(library.standard(version_id), form, around, language)


def document(*, office: str, key: str) -> tuple[VersionRow, Written] | None:
    """The charter or another controlled document of this office in force today."""
    today = clock.today(ZoneInfo(settings.TIME_ZONE))
    version = library.in_force(office=office, service=key, on=today, kind=Kind.DOCUMENT)
    return None if version is None else (version, library.text_of(version))


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
    return _UNKNOWN.first(source=source) or 0


_UNKNOWN = Prepared(lambda source: UnknownCodes.objects.filter(source=source).values_list("count", flat=True))
