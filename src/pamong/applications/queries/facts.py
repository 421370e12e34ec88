"""What is known about one application when its conditions are evaluated."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pamong.ledger import clock
from pamong.offices import queries as offices
from pamong.residents import queries as residents
from pamong.residents.queries import Basis
from pamong.standard.conditions import FactValue
from pamong.standard.declared import Fact
from pamong.standard.document import Standard
from pamong.standard.facts import derive


def facts_for(
    *,
    standard: Standard,
    resident_id: UUID,
    answers: Mapping[str, Any],
    office: str,
    person: Basis | None = None,
) -> dict[str, FactValue]:
    """The standard's declared facts for this resident: from the person, from the recording register, as answered.

    A fact that nobody knows stays None, and what hangs on it stays undetermined. An answer given while a register was
    silent counts until the register speaks: it may know more today than the operator knew at intake. `person` is what
    `residents.basis_of_facts` answered a moment ago, where somebody asked already.
    """
    person = person or residents.basis_of_facts(resident_id=resident_id)
    register = person.recording
    today = clock.today(offices.office(office).zone)
    return derive(
        standard,
        applicant=applicant_facts(
            birth_date=person.birth_date, citizenship=person.citizenship, sex=person.sex, today=today
        ),
        recording=register,
        answers={
            name: _as_answered(standard.facts.get(name), value)
            for name, value in answers.items()
            if register is None or name not in from_register(standard)
        },
    )


def applicant_facts(*, birth_date: date, citizenship: str, sex: str, today: date) -> dict[str, object]:
    """What conditions may ask about a person, by the names of the standard's `applicant.…`; age in whole years."""
    had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return {
        "birth_year": birth_date.year,
        "birth_date": birth_date,
        "age": today.year - birth_date.year - (0 if had_birthday else 1),
        "citizenship": citizenship,
        "sex": sex,
    }


def in_own_words(standard: Standard) -> frozenset[str]:
    """The facts answered in free text; what somebody wrote has no place in the ledger."""
    return frozenset(
        name for name, fact in standard.facts.items() if fact.value_kind == "text" and not fact.choices
    )


def stored(answers: Mapping[str, FactValue]) -> dict[str, Any]:
    """Answers as the application's row and the ledger keep them: plain JSON."""
    return {name: _as_stored(value) for name, value in answers.items()}


def _as_stored(value: FactValue) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _as_answered(fact: Fact | None, value: Any) -> FactValue:
    if isinstance(value, list):
        return tuple(value)
    if fact is not None and fact.value_kind == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return value  # type: ignore[no-any-return]  # text, number or truth, as it was stored


def from_register(standard: Standard) -> frozenset[str]:
    """The facts that the recording register answers before anybody is asked."""
    return frozenset(name for name, fact in standard.facts.items() if fact.from_ == "recording_register")
