"""Conditions: closed data over declared facts, in three-valued logic.

A standard holds no code. A condition is a mapping that can be printed, compared and checked:

    {recording: not_recorded}              the fact has this value
    {citizenship: {in: [wni, wna]}}        one of these
    {birth_year: {even: true}}             also {odd: true}
    {reasons: {includes: adoption}}        for a fact that holds several values
    {age: {at_least: 17}}                  also at_most; whole numbers or ISO dates
    {any: [...]}  {all: [...]}  {not: {...}}

Several keys in one mapping mean all of them. An unknown fact makes a test UNDETERMINED; it never counts as no
(Kleene's strong logic): a proven NO decides an `all`, a proven YES decides an `any`, whatever else is unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator

from pamong.standard.messages import N_, Message
from pamong.standard.problems import Malformed

FactValue = str | int | bool | date | tuple[str, ...] | None
Constant = str | int | bool
OPERATORS = ("is", "in", "even", "odd", "includes", "at_least", "at_most")
CONNECTIVES = ("all", "any", "not")


class Truth(Enum):
    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Test:
    """One question about one fact. `operator` is one of OPERATORS; `value` is True for even and odd."""

    __test__ = False  # pytest collects classes by this name

    fact: str
    operator: str
    value: Constant | tuple[Constant, ...]


@dataclass(frozen=True)
class AllOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class AnyOf:
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Not:
    part: "Condition"


Condition = Test | AllOf | AnyOf | Not


def evaluate(condition: Condition | None, facts: Mapping[str, FactValue]) -> Truth:
    """Whether the condition holds. No condition holds always. A missing fact, or None, is unknown."""
    match condition:
        case None:
            return Truth.YES
        case Not(part):
            return _negated(evaluate(part, facts))
        case AllOf(parts):
            return _first_of((Truth.NO, Truth.UNDETERMINED), parts, facts, otherwise=Truth.YES)
        case AnyOf(parts):
            return _first_of((Truth.YES, Truth.UNDETERMINED), parts, facts, otherwise=Truth.NO)
    return _test(condition, facts.get(condition.fact))


def facts_of(condition: Condition | None) -> frozenset[str]:
    """The names of all facts the condition asks about."""
    return frozenset(test.fact for test in tests_of(condition))


def tests_of(condition: Condition | None) -> Iterator[Test]:
    """Every single question in the condition, however deep it lies."""
    if isinstance(condition, Test):
        yield condition
    elif isinstance(condition, Not):
        yield from tests_of(condition.part)
    elif condition is not None:
        for part in condition.parts:
            yield from tests_of(part)


def both(first: Condition | None, second: Condition | None) -> Condition | None:
    """The two together; a missing one adds nothing."""
    if first is None or second is None:
        return first or second
    return AllOf((first, second))


def parse(data: object) -> Condition:
    """A condition from plain data; raises Malformed."""
    if not isinstance(data, Mapping) or not data:
        raise _malformed(N_("Syarat keadaan harus berupa pemetaan fakta, bukan {found}."), found=repr(data))
    parts = tuple(_part(str(key), data[key]) for key in sorted(data, key=str))
    return parts[0] if len(parts) == 1 else AllOf(parts)


def dump(condition: Condition) -> dict[str, object]:
    """The plain data `parse` reads back as the same condition."""
    match condition:
        case AllOf(parts):
            return {"all": [dump(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [dump(part) for part in parts]}
        case Not(part):
            return {"not": dump(part)}
    plain = list(condition.value) if isinstance(condition.value, tuple) else condition.value
    return {condition.fact: plain if condition.operator == "is" else {condition.operator: plain}}


def wording(condition: Condition | None) -> str:
    """The condition on one line, for the printed procedure table; empty when there is none."""
    match condition:
        case None:
            return ""
        case Not(part):
            return f"bukan ({wording(part)})"
        case AllOf(parts):
            return " dan ".join(f"({wording(part)})" for part in parts)
        case AnyOf(parts):
            return " atau ".join(f"({wording(part)})" for part in parts)
    value = ", ".join(map(str, condition.value)) if isinstance(condition.value, tuple) else condition.value
    return _WORDS[condition.operator].format(fact=condition.fact, value=value)


_WORDS = {
    "is": "{fact} = {value}",
    "in": "{fact} salah satu dari {value}",
    "even": "{fact} genap",
    "odd": "{fact} ganjil",
    "includes": "{fact} memuat {value}",
    "at_least": "{fact} paling sedikit {value}",
    "at_most": "{fact} paling banyak {value}",
}


def _first_of(
    verdicts: tuple[Truth, Truth],
    parts: tuple[Condition, ...],
    facts: Mapping[str, FactValue],
    *,
    otherwise: Truth,
) -> Truth:
    found = {evaluate(part, facts) for part in parts}
    return next((verdict for verdict in verdicts if verdict in found), otherwise)


def _negated(truth: Truth) -> Truth:
    return {Truth.YES: Truth.NO, Truth.NO: Truth.YES}.get(truth, Truth.UNDETERMINED)


def _test(test: Test, value: FactValue) -> Truth:
    if value is None:
        return Truth.UNDETERMINED
    return Truth.YES if _holds(test, value) else Truth.NO


def _holds(test: Test, value: str | int | date | tuple[str, ...]) -> bool:
    match test.operator:
        case "even" | "odd":
            return _number(test, value) % 2 == (test.operator == "odd")
        case "includes":
            return test.value in _several(test, value)
        case "at_least" | "at_most":
            return _compare(test, value)
        case "in":
            assert isinstance(test.value, tuple)
            return any(_same(value, wanted) for wanted in test.value)
        case _:
            return _same(value, test.value)


def _same(value: object, wanted: object) -> bool:
    # 1 == True in Python; a fact that counts one child is not a fact that says yes.
    return _plain(value) == wanted and isinstance(wanted, bool) == isinstance(value, bool)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _compare(test: Test, value: object) -> bool:
    if isinstance(test.value, str):
        if not isinstance(value, date):
            raise _mismatch(test, value)
        left: str | int = value.isoformat()
    else:
        left = _number(test, value)
    low, high = (test.value, left) if test.operator == "at_least" else (left, test.value)
    return low <= high  # type: ignore[operator]  # both are numbers or both ISO dates, decided above


def _number(test: Test, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _mismatch(test, value)
    return value


def _several(test: Test, value: object) -> tuple[object, ...]:
    if not isinstance(value, tuple):
        raise _mismatch(test, value)
    return value


def _mismatch(test: Test, value: object) -> TypeError:
    return TypeError(f"fact {test.fact!r} is {value!r}: {test.operator!r} cannot be asked of it")


def _part(key: str, value: object) -> Condition:
    if key == "not":
        return Not(parse(value))
    if key in CONNECTIVES:
        if not isinstance(value, (list, tuple)) or not value:
            raise _malformed(N_("Kunci “{key}” memerlukan daftar yang berisi."), key=key)
        parts = tuple(parse(item) for item in value)
        return AllOf(parts) if key == "all" else AnyOf(parts)
    return _fact_test(key, value)


def _fact_test(fact: str, value: object) -> Condition:
    if not isinstance(value, Mapping):
        return Test(fact, "is", _constant(fact, value))
    if not value:
        raise _malformed(N_("Fakta “{fact}” tidak ditanya apa pun."), fact=fact)
    tests = tuple(_operation(fact, str(name), value[name]) for name in sorted(value, key=str))
    return tests[0] if len(tests) == 1 else AllOf(tests)


def _operation(fact: str, operator: str, value: object) -> Test:
    if operator not in OPERATORS:
        raise _malformed(
            N_("Pertanyaan “{operator}” tentang fakta “{fact}” tidak dikenal."), operator=operator, fact=fact
        )
    if operator == "in":
        if not isinstance(value, (list, tuple)) or not value:
            raise _malformed(N_("Kunci “{key}” memerlukan daftar yang berisi."), key="in")
        return Test(fact, operator, tuple(_constant(fact, item) for item in value))
    if operator in {"even", "odd"} and value is not True:
        raise _malformed(N_("Tulis “{operator}: true”; kebalikannya memakai “not”."), operator=operator)
    if operator in {"at_least", "at_most"}:
        return Test(fact, operator, _bound(fact, value))
    return Test(fact, operator, _constant(fact, value))


def _bound(fact: str, value: object) -> Constant:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise _malformed(
            N_("Batas untuk fakta “{fact}” harus bilangan bulat atau tanggal, bukan {found}."),
            fact=fact,
            found=repr(value),
        ) from None


def _constant(fact: str, value: object) -> Constant:
    if not isinstance(value, (str, int)):
        raise _malformed(N_("Nilai fakta “{fact}” tidak dapat {found}."), fact=fact, found=repr(value))
    return value


def _malformed(text: str, **params: object) -> Malformed:
    return Malformed(
        "condition",
        Message(text, params),
        Message(
            N_(
                "Tulis misalnya {{recording: not_recorded}} atau {{birth_year: {{even: true}}}}; lihat docs/standard-format.md."
            )
        ),
    )


ConditionField = Annotated[Condition, PlainValidator(parse), PlainSerializer(dump)]
