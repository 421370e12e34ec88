"""Invented people for the clause tests of chapter 9, and what a card finds lacking in them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pamong.readiness.education_source import equivalences
from pamong.readiness.rules.competence import Aspect, Known, judge
from pamong.standard.annotations.quality import Staffing
from tests.clauses.shipped import shipped

TODAY = date(2026, 12, 14)


def card(service: str, post: str) -> Staffing:
    found = shipped(service).clause(f"9.{post}").clause.staffing
    assert isinstance(found, Staffing)
    return found


def schooled(name: str) -> Known:
    return Known(Aspect.EDUCATION, name)


def trained(name: str, until: date | None = None) -> Known:
    return Known(Aspect.TRAINING, name, date(2024, 3, 1), until)


def able(name: str) -> Known:
    return Known(Aspect.SKILL, name)


def worked(years: int, days_short: int = 0) -> Known:
    """Work that began so many years ago today, or some days later."""
    began = TODAY.replace(year=TODAY.year - years)
    return Known(Aspect.EXPERIENCE, "Pelayanan umum", began.replace(day=began.day + days_short))


def lacking(service: str, post: str, known: Iterable[Known]) -> list[str]:
    """What this person lacks of the card, as `aspect: demanded`."""
    judged = judge(card(service, post), known, on=TODAY, equivalences=equivalences())
    return [f"{one.aspect}: {one.demanded}".rstrip(": ") for one in judged if one.is_gap]


def without(known: Iterable[Known], aspect: Aspect) -> list[Known]:
    """The same person with something else instead of what counted: known, and not enough."""
    return [replace(one, name="Lain") if one.aspect is aspect else one for one in known]
