"""Reads of residents and of the recording register. An office sees by name only whom it has served."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from pamong.ledger.prepared import Prepared
from pamong.residents import rules, sealed
from pamong.residents.models import NationalAnswer, Recording, Resident, ResidentOffice
from pamong.residents.regions import region_known
from pamong.staff.rules import Actor
from pamong.vault import numbers
from pamong.vault.numbers import IdentityNumber, KkNumber, NumberFinding, region_of


class UnknownResident(LookupError):  # noqa: N818 - reads as what it says
    """No such resident, or none that this office has served: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class ResidentRow:
    """A resident as pages show one. The number is masked; with it goes the birth year, not the date."""

    id: UUID
    name: str
    birth_year: int
    birth_date: date
    sex: str
    citizenship: str
    number_masked: str
    number_known: bool
    number_missing_reason: str
    village_code: str
    village_name: str
    birth_place: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What conditions of a standard may ask about a resident. `recording` is as `recording_state` answers it."""

    birth_date: date
    sex: str
    citizenship: str
    recording: str | None


@dataclass(frozen=True, slots=True)
class RecordingRow:
    """One recording. ``void_asked_by`` and ``voided_at`` say whether its voiding is asked for or done."""

    id: UUID
    resident_id: UUID
    office_code: str
    office_name: str
    recorded_at: datetime
    recorded_on: date
    reference: str
    card_issued_on: date | None
    void_reason: str
    void_asked_by: str
    voided_at: datetime | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The newest answer of the national system."""

    state: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class ContactRow:
    """What is shown on the resident's own page only."""

    kk_number_masked: str
    phone: str
    address: str
    email: str
    notice_channel: str
    notice_language: str


@dataclass(frozen=True, slots=True)
class Wish:
    """How a resident wishes to be told, and in which language."""

    channel: str
    language: str


def get(*, actor: Actor, resident_id: UUID) -> ResidentRow:
    """One resident the actor's office has served. Raises `UnknownResident`."""
    return row(visible(actor, resident_id))


def contact(*, actor: Actor, resident_id: UUID) -> ContactRow:
    """Telephone, address and masked nomor KK of one resident. Raises `UnknownResident`."""
    resident = visible(actor, resident_id)
    kk_number = sealed.kk_number(resident)
    return ContactRow(
        kk_number_masked=str(kk_number) if kk_number else "",
        phone=sealed.phone(resident),
        address=sealed.address(resident),
        email=sealed.email(resident),
        notice_channel=resident.notice_channel,
        notice_language=resident.notice_language,
    )


def wish(*, resident_id: UUID) -> Wish | None:
    """How the resident of an application wishes to be told about it; None for whoever did not ask for it."""
    found = _WISH.first(resident=resident_id)
    if found is None:
        raise UnknownResident(str(resident_id))
    return Wish(*found) if found[0] else None


_WISH = Prepared(
    lambda resident: Resident.objects.filter(pk=resident).values_list("notice_channel", "notice_language")
)


def notice_address(*, resident_id: UUID, channel: str) -> str:
    """Where a notice goes by this channel: e-mail address, or telephone number with +62; "" when there is none any more.

    Read when a notice is sent, and kept nowhere else.
    """
    resident = Resident.objects.get(pk=resident_id)
    return sealed.email(resident) if channel == "email" else sealed.phone(resident)


def search(*, actor: Actor, text: str, limit: int = 20) -> tuple[ResidentRow, ...]:
    """Residents the actor's office has served: by the whole number, or by the beginnings of words of the name, which
    a birth year or date narrows. Names that begin with the text come first. Where nothing is found, one slip in each
    longer word is looked past.

    A number that another office knows is found by `actions.find_by_number`, which leaves a trace.
    """
    asked = rules.parse_search(text)
    known = _narrowed(ResidentOffice.objects.filter(office_id=actor.office), asked)
    if known is None:
        return ()
    begins = list(known.filter(name_key__startswith=" ".join(asked.words))[:limit])
    rest = list(known.exclude(pk__in=[each.pk for each in begins])[: limit - len(begins)])
    if not begins and not rest:
        rest = list(_with_slips(actor, asked)[:limit])
    return tuple(row(each.resident) for each in [*begins, *rest])


def basis_of_facts(*, resident_id: UUID) -> Basis:
    """What the facts of an application derive from, in one question; the application itself was loaded under its
    office. Raises `UnknownResident`.
    """
    found = _BASIS.first(resident=resident_id)
    if found is None:
        raise UnknownResident(str(resident_id))
    (born, sex, citizenship, issued_on), held, answered = found[:4], found[4:8], found[8:]
    return Basis(
        born,
        sex,
        citizenship,
        rules.recording_state(_held(*held), _answer(*answered), card_issued_on=issued_on),
    )


def recording_state(*, resident_id: UUID) -> str | None:
    """The fact `recording`: "not_recorded", "recorded_card_pending" or "recorded_card_issued"; None when neither the
    register nor an answer of the national system knows.
    """
    return basis_of_facts(resident_id=resident_id).recording


def _held(
    recorded_at: datetime | None, office_name: str, zone: str, card_issued_on: date | None
) -> rules.Earlier | None:
    if recorded_at is None:
        return None
    return rules.Earlier(
        recorded_at, recorded_at.astimezone(ZoneInfo(zone)).date(), office_name, card_issued_on
    )


def _answer(state: str, answered_at: datetime | None, voided_at: datetime | None) -> rules.Answer | None:
    """The newest answer, unless a voiding came after it."""
    if answered_at is None or (voided_at is not None and answered_at < voided_at):
        return None
    return rules.Answer(state, answered_at)


def _with_register(resident: UUID) -> "QuerySet[Resident, tuple[Any, ...]]":
    """The person beside the one recording in force, the newest answer and the last voiding."""
    answers = NationalAnswer.objects.filter(resident_id=OuterRef("pk")).order_by("-answered_at", "-id")
    voided = Recording.objects.filter(resident_id=OuterRef("pk"), voided_at__isnull=False)
    return (
        Resident.objects.filter(pk=resident)
        .annotate(held=FilteredRelation("recordings", condition=Q(recordings__voided_at__isnull=True)))
        .values_list(
            "birth_date",
            "sex",
            "citizenship",
            "card_issued_on",
            "held__recorded_at",
            "held__office__name",
            "held__office__zone",
            "held__card_issued_on",
            Subquery(answers.values("state")[:1]),
            Subquery(answers.values("answered_at")[:1]),
            Subquery(voided.order_by("-voided_at").values("voided_at")[:1]),
        )
    )


_BASIS = Prepared(_with_register)


def recording(resident_id: UUID) -> RecordingRow | None:
    """The recording in force, for refusals that name its date and office; None when there is none."""
    found = _recordings().filter(resident_id=resident_id, voided_at__isnull=True).first()
    return recording_row(found) if found else None


def recordings(*, actor: Actor, resident_id: UUID) -> tuple[RecordingRow, ...]:
    """Every recording of a resident, voided ones too, oldest first. Raises `UnknownResident`."""
    visible(actor, resident_id)
    found = _recordings().filter(resident_id=resident_id).order_by("recorded_at", "id")
    return tuple(recording_row(each) for each in found)


def recording_by_id(*, actor: Actor, recording_id: UUID) -> RecordingRow:
    """One recording of the actor's office. Raises `UnknownResident`."""
    found = _recordings().filter(pk=recording_id, office_id=actor.office).first()
    if found is None:
        raise UnknownResident(str(recording_id))
    return recording_row(found)


def national_answer(*, actor: Actor, resident_id: UUID) -> AnswerRow | None:
    """The newest answer of the national system. Raises `UnknownResident`."""
    visible(actor, resident_id)
    found = NationalAnswer.objects.filter(resident_id=resident_id).order_by("-answered_at", "-id").first()
    return AnswerRow(found.state, found.answered_at) if found else None


def void_requests(*, actor: Actor) -> tuple[RecordingRow, ...]:
    """Recordings of the actor's office whose voiding waits for a decision, oldest request first."""
    found = _recordings().filter(
        office_id=actor.office, voided_at__isnull=True, void_requested_at__isnull=False
    )
    return tuple(recording_row(each) for each in found.order_by("void_requested_at"))


def examine_number(
    text: str, *, birth_date: date | None = None, sex: str | None = None
) -> NumberFinding[IdentityNumber]:
    """Examine a NIK as typed, with the region table."""
    return numbers.examine(text, birth_date=birth_date, sex=sex, region_known=region_known(region_of(text)))


def examine_kk_number(text: str) -> NumberFinding[KkNumber]:
    """Examine a nomor KK as typed, with the region table."""
    return numbers.examine_kk_number(text, region_known=region_known(region_of(text)))


def row(resident: Resident) -> ResidentRow:
    """A resident's row as the rooms above get it."""
    number = sealed.number(resident)
    return ResidentRow(
        id=resident.pk,
        name=resident.name,
        birth_year=resident.birth_date.year,
        birth_date=resident.birth_date,
        sex=resident.sex,
        citizenship=resident.citizenship,
        number_masked=str(number) if number else "",
        number_known=number is not None,
        number_missing_reason=resident.number_missing_reason,
        village_code=resident.village_id,
        village_name=resident.village.name,
        birth_place=resident.birth_place,
    )


def recording_row(found: Recording) -> RecordingRow:
    """A recording as the rooms above get it; the day is the day at its office."""
    return RecordingRow(
        id=found.pk,
        resident_id=found.resident_id,
        office_code=found.office_id,
        office_name=found.office.name,
        recorded_at=found.recorded_at,
        recorded_on=found.recorded_at.astimezone(ZoneInfo(found.office.zone)).date(),
        reference=found.reference,
        card_issued_on=found.card_issued_on,
        void_reason=found.void_reason,
        void_asked_by=found.voided_by,
        voided_at=found.voided_at,
    )


def visible(actor: Actor, resident_id: UUID) -> Resident:
    """The resident's row if the actor's office has served the person. Raises `UnknownResident`."""
    found = _SERVED.first(resident=resident_id, office=actor.office)
    if found is None:
        raise UnknownResident(str(resident_id))
    return found


_SERVED = Prepared(
    lambda resident, office: Resident.objects.filter(pk=resident, offices__office_id=office).select_related(
        "village"
    )
)


def earlier(resident_id: UUID) -> rules.Earlier | None:
    """The recording in force, as the rules want it."""
    found = recording(resident_id)
    if found is None:
        return None
    return rules.Earlier(found.recorded_at, found.recorded_on, found.office_name, found.card_issued_on)


def _recordings() -> "QuerySet[Recording]":
    return Recording.objects.select_related("office")


def _with_slips(actor: Actor, asked: rules.Search) -> "QuerySet[ResidentOffice]":
    """Reads the office's part of the index of names once; a search that finds what was typed never comes here."""
    known = _by_birth(ResidentOffice.objects.filter(office_id=actor.office), asked)
    patterns = [rules.near(word) for word in asked.words]
    if not any(patterns):
        return known.none()
    for word, pattern in zip(asked.words, patterns, strict=True):
        begins = Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
        known = known.filter(begins | Q(name_key__regex=pattern) if pattern else begins)
    return known


def _narrowed(known: "QuerySet[ResidentOffice]", asked: rules.Search) -> "QuerySet[ResidentOffice] | None":
    if asked.number is not None:
        known = known.filter(resident__number_index=sealed.index(IdentityNumber(asked.number)))
    elif not asked.words:
        return None
    for word in asked.words:
        known = known.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
    return _by_birth(known, asked)


def _by_birth(known: "QuerySet[ResidentOffice]", asked: rules.Search) -> "QuerySet[ResidentOffice]":
    if asked.year:
        known = known.filter(resident__birth_date__year=asked.year)
    if asked.birth_date:
        known = known.filter(resident__birth_date=asked.birth_date)
    return known.select_related("resident__village").order_by("name_key", "resident_id")
