"""A resident comes to the counter for the first time."""

from datetime import date
from uuid import UUID

from pamong.ledger import clock
from pamong.ledger.identifiers import uuid7
from pamong.offices import queries as offices
from pamong.residents import queries, rules, sealed
from pamong.residents.acts import acting, refuse
from pamong.residents.checks import checked_kk_number, checked_number, save_unless_taken, why_not_village
from pamong.residents.models import Resident, ResidentOffice
from pamong.residents.queries import ResidentRow
from pamong.staff.rules import Actor
from pamong.vault.numbers import IdentityNumber, KkNumber


def register(  # noqa: PLR0913 - one argument a column of the form
    *,
    actor: Actor,
    key: str,
    name: str,
    sex: str,
    birth_place: str,
    birth_date: date,
    citizenship: str,
    village: str,
    number: str | None,
    number_missing_reason: str | None,
    kk_number: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    email: str | None = None,
    notice_channel: str = "",
    notice_language: str = "id",
) -> ResidentRow:
    """Enter a person, known to the actor's office from now on. ``village`` is an office code.

    Warnings about the number do not stop the act; how many there were stands in the entry. The same number again is
    refused, with the person's name where this office knows the person.
    """
    person = rules.Person(
        name=rules.tidy(name),
        sex=sex,
        birth_place=rules.tidy(birth_place),
        birth_date=birth_date,
        citizenship=citizenship,
        number_known=bool(number),
        number_missing_reason=number_missing_reason or "",
        address=rules.tidy(address or ""),
    )
    with acting(actor=actor, key=key, verb="register_resident") as act:
        if act.earlier:
            return queries.get(actor=actor, resident_id=UUID(act.earlier.subject.id))
        refuse(rules.why_not_person(person, today=clock.today(offices.zone(actor.office))))
        refuse(rules.why_not_phone(phone or ""))
        wish = rules.NoticeWish(notice_channel, notice_language, phone or "", email or "")
        refuse(rules.why_not_wish(wish))
        refuse(why_not_village(village))
        identity, warnings = checked_number(number, birth_date=birth_date, sex=sex)
        resident = _written(
            actor,
            person,
            village,
            identity,
            kk_number=checked_kk_number(kk_number),
            wish=wish,
        )
        act.enter(
            resident.pk,
            {
                "number_known": identity is not None,
                "number_missing_reason": person.number_missing_reason,
                "warnings": warnings,
            },
        )
        return queries.row(resident)


def _written(
    actor: Actor,
    person: rules.Person,
    village: str,
    number: IdentityNumber | None,
    *,
    kk_number: KkNumber | None,
    wish: rules.NoticeWish,
) -> Resident:
    identifier = uuid7()
    resident = Resident(
        id=identifier,
        name=person.name,
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        citizenship=person.citizenship,
        village_id=village,
        number_missing_reason=person.number_missing_reason,
        notice_channel=wish.channel,
        notice_language=wish.language,
        **sealed.columns(
            row=identifier,
            number=number,
            kk_number=kk_number,
            phone=rules.normalised_phone(wish.phone) or "",
            address=person.address,
            email=rules.tidy(wish.email),
        ),
    )
    save_unless_taken(actor, resident, number)
    ResidentOffice.objects.create(
        resident=resident, office_id=actor.office, name_key=rules.name_key(person.name), since=clock.now()
    )
    return resident
