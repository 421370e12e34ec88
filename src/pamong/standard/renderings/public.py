"""The six components that the law puts before the public, for the poster and the copy-in sheet of the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass

from pamong.standard.annotations.delivery import LimitAnnotation
from pamong.standard.document import Component, NumberedClause, Section, Standard
from pamong.standard.renderings import words
from pamong.standard.renderings.reader import Reader


@dataclass(frozen=True)
class Panel:
    """One component: its number in the law's order, its name, its clauses, and the answer in a word where there is one."""

    number: int
    name: str
    clauses: tuple[NumberedClause, ...]
    answer: str


def panels(standard: Standard, reader: Reader) -> tuple[Panel, ...]:
    """All six, in the order of the law; one that the standard lacks has no clauses."""
    return tuple(
        Panel(
            number=number,
            name=reader.say(words.COMPONENTS[component]),
            clauses=tuple(clauses_of(standard, component)),
            answer=_answer(standard, component, reader),
        )
        for number, component in enumerate(words.PUBLIC_COMPONENTS, start=1)
    )


def clauses_of(standard: Standard, component: Component) -> Iterator[NumberedClause]:
    """The clauses of every section that holds this component; rows are printed inside their clause's table."""
    sections: list[Section] = [one for one in standard.sections if component in one.components]
    for clause in standard.clauses():
        if any(clause.section is section for section in sections) and ".row" not in clause.id:
            yield clause


def _answer(standard: Standard, component: Component, reader: Reader) -> str:
    if component == "fee":
        return words.fee(standard, reader)
    if component == "time_limit" and standard.placed(LimitAnnotation):
        return "; ".join(words.limits(standard, reader))
    return ""
