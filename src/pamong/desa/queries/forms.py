"""Prepared forms as their desa and the kecamatan see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Q, QuerySet

from pamong.applications import codes
from pamong.applications.queries.facts import applicant_facts, facts_for
from pamong.desa import rules, sealed
from pamong.desa.content import Content
from pamong.desa.models import PreparedForm
from pamong.desa.rules import Difference, FormState, Preparation
from pamong.ledger import clock
from pamong.ledger.prepared import Prepared
from pamong.library import queries as library
from pamong.library.queries import VersionRow
from pamong.offices import queries as offices
from pamong.residents.queries import ResidentRow
from pamong.residents.rules import parse_search
from pamong.staff.rules import Actor
from pamong.standard.conditions import FactValue
from pamong.standard.document import Standard
from pamong.standard.facts import derive

MOST = 50
"""So many forms stand in a list; the others are found by name or code."""


class UnknownForm(LookupError):  # noqa: N818 - reads as what it says
    """No such form, or none of this desa, or none sent to this office: the three are not told apart."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One prepared form in a list. `waited` are the calendar days since it was sent; `aged` when they are too many."""

    code: str
    name: str
    birth_year: int
    service: str
    state: FormState
    desa: str
    office: str
    prepared_at: datetime
    sent_at: datetime | None
    ended_at: datetime | None
    waited: int
    aged: bool
    number: str = ""


@dataclass(frozen=True, slots=True)
class FormPage:
    """One prepared form with everything its page shows; `content` opens numbers only to who reveals them."""

    row: FormRow
    id: UUID
    version: int
    desa: str
    office: str
    content: Content = field(repr=False)
    differences: tuple[Difference, ...]
    seen: tuple[str, ...]
    withdraw_reason: str
    standard_version: UUID
    standard: Standard = field(repr=False)
    preparation: Preparation = field(repr=False)


def preparable(*, desa: str) -> tuple[tuple[VersionRow, Preparation], ...]:
    """The services whose standard, in force today at the kecamatan of this desa, has a form prepared at the desa."""
    office = offices.office(desa)
    if office.parent is None:
        return ()
    today = clock.today(office.zone)
    found = []
    for version in library.services(office=office.parent, on=today):
        prepared = rules.preparation(library.standard(version.id))
        if prepared is not None:
            found.append((version, prepared))
    return tuple(found)


def forms_of(*, actor: Actor, states: Sequence[FormState]) -> tuple[FormRow, ...]:
    """The forms of the actor's desa in these states, the newest first."""
    found = _forms().filter(desa_id=actor.office, state__in=[str(state) for state in states])
    return tuple(form_row(row) for row in found.order_by("-prepared_at")[:MOST])


def ahead(*, actor: Actor, limit: int = MOST) -> tuple[FormRow, ...]:
    """What desa have sent ahead to the actor's office and nobody has taken in, the longest waiting first."""
    return tuple(form_row(row) for row in _ahead(limit).rows(office=actor.office))


@cache
def _ahead(limit: int) -> Prepared[PreparedForm]:
    return Prepared(lambda office: _sent(office).order_by("sent_at")[:limit])


def find(*, actor: Actor, text: str, limit: int = 20) -> tuple[FormRow, ...]:
    """Forms by code, or by name and birth year or date: of the actor's desa, or on their way to the actor's office."""
    mine = _forms().filter(Q(desa_id=actor.office) | Q(office_id=actor.office, state=str(FormState.SENT)))
    code = codes.normalise(text)
    if code is not None:
        return tuple(form_row(row) for row in mine.filter(code=code))
    asked = parse_search(text)
    if not asked.words:
        return ()
    for word in asked.words:
        mine = mine.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
    if asked.year:
        mine = mine.filter(birth_date__year=asked.year)
    if asked.birth_date:
        mine = mine.filter(birth_date=asked.birth_date)
    return tuple(form_row(row) for row in mine.order_by("name_key", "id")[:limit])


def form(*, actor: Actor, code: str) -> FormPage:
    """One form of the actor's desa, or one that was sent to the actor's office. Raises `UnknownForm`."""
    row = visible(actor, code)
    content = sealed.content(row)
    standard = library.standard(row.standard_id)
    prepared = rules.preparation(standard)
    assert prepared is not None  # only such a standard's form is ever prepared
    return FormPage(
        row=form_row(row),
        id=row.pk,
        version=row.version,
        desa=row.desa_id,
        office=row.office_id,
        content=content,
        differences=rules.compare(content.written(), content.card),
        seen=tuple(row.seen),
        withdraw_reason=row.withdraw_reason,
        standard_version=row.standard_id,
        standard=standard,
        preparation=prepared,
    )


def visible(actor: Actor, code: str) -> PreparedForm:
    """The row itself, for the verbs of this room. Raises `UnknownForm`."""
    at_office = Q(office_id=actor.office) & ~Q(sent_at=None) if actor.post != "desa" else Q(pk__in=[])
    own = Q(desa_id=actor.office)
    found = _forms().filter(own | at_office, code=code).first()
    if found is None:
        raise UnknownForm(code)
    return found


def form_row(row: PreparedForm) -> FormRow:
    """A row of the table as lists show it."""
    zone = offices.zone(row.office_id)
    waited = 0
    if row.sent_at is not None:
        waited = rules.days_waited(row.sent_at.astimezone(zone).date(), clock.today(zone))
    return FormRow(
        code=row.code,
        name=row.name,
        birth_year=row.birth_date.year,
        service=row.service,
        state=FormState(row.state),
        desa=row.desa.name,
        office=row.office.name,
        prepared_at=row.prepared_at,
        sent_at=row.sent_at,
        ended_at=row.ended_at,
        waited=waited,
        aged=row.state == str(FormState.SENT) and waited >= rules.AGED_DAYS,
        number=f"{row.application.number}/{row.application.year}" if row.application else "",
    )


def _forms() -> "QuerySet[PreparedForm]":
    return PreparedForm.objects.select_related("desa", "office", "application")


def _sent(office: str) -> "QuerySet[PreparedForm]":
    return _forms().filter(office_id=office, state=str(FormState.SENT))


def facts_of(
    *,
    content: Content,
    standard: Standard,
    office: str,
    resident: ResidentRow | None,
    answers: Mapping[str, FactValue],
) -> dict[str, FactValue]:
    """The standard's facts about whom the form names: of the resident where the office knows the person already."""
    if resident is not None:
        return facts_for(standard=standard, resident_id=resident.id, answers=answers, office=office)
    return derive(
        standard,
        applicant=applicant_facts(
            birth_date=content.birth_date,
            citizenship=content.citizenship,
            sex=content.sex,
            today=clock.today(offices.zone(office)),
        ),
        recording=None,
        answers=answers,
    )
