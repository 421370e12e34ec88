"""Which questions lead a citizen to the list of what to bring (chapter 2), and how many guesses at a code are heard. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from pamong.standard.annotations.delivery import Requirement
from pamong.standard.conditions import FactValue, facts_of
from pamong.standard.declared import Fact, FactKind
from pamong.standard.document import Standard
from pamong.standard.facts import conditions
from pamong.standard.parts import Label

# A person mistypes a code now and then, and the check character finds that without being counted; who guesses at 65
# random bits twenty times an hour finds nothing.
UNKNOWN_CODES_AN_HOUR = 20
_NETWORK_BITS = 64

_YES_OR_NO = (("yes", Label(id="Ya", en="Yes")), ("no", Label(id="Tidak", en="No")))
Choices = tuple[tuple[str, Label], ...]


@dataclass(frozen=True)
class Question:
    """One page: the fact it settles, how it is put, and what may be answered (empty: a number or a date)."""

    fact: str
    label: Label
    kind: FactKind
    choices: Choices
    several: bool


def questions(standard: Standard, registered: Mapping[str, Choices]) -> tuple[Question, ...]:
    """The facts that the standard's requirements hang on, in a fixed order; none for a standard without conditions.

    `registered` gives the choices of facts that come from the register of residents, by their source.
    """
    papers = {placed.clause.id for placed in standard.placed(Requirement)}
    asked: dict[str, None] = {}
    for clause, _path, condition in conditions(standard):
        if clause in papers:
            asked |= dict.fromkeys(sorted(facts_of(condition)))
    return tuple(_question(name, standard.facts[name], registered) for name in asked)


def _question(name: str, fact: Fact, registered: Mapping[str, Choices]) -> Question:
    named = Label(id=name, en=name)
    choices = tuple((choice, fact.labels.get(choice, Label(id=choice, en=choice))) for choice in fact.choices)
    if not choices and fact.from_ is not None:
        choices = registered.get(fact.from_, ())
    if fact.value_kind == "truth":
        choices = _YES_OR_NO
    return Question(
        fact=name,
        label=fact.label or named,
        kind=fact.value_kind,
        choices=choices,
        several=fact.several,
    )


def answered(question: Question, texts: Sequence[str]) -> FactValue:
    """The answer as a value; None when it is none of what may be answered, and the question stays open."""
    if question.choices:
        known = tuple(text for text in texts if text in dict(question.choices))
        if question.several:
            return known or None
        if question.kind == "truth":
            return known[0] == "yes" if known else None
        return known[0] if known else None
    text = texts[0].strip() if texts else ""
    if question.kind == "number":
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None
    if question.kind == "date":
        return _date(text)
    return text or None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def hour_of(moment: datetime) -> datetime:
    """The beginning of the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def seconds_to_next_hour(moment: datetime) -> int:
    """Whole seconds until the next hour begins, at least one."""
    left = hour_of(moment) + timedelta(hours=1) - moment
    return max(1, -(-left // timedelta(seconds=1)))


def source_of(address: str) -> str:
    """Whom an address counts for: itself, or the /64 it lies in, which one connection of IPv6 has to itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> _NETWORK_BITS << _NETWORK_BITS))
