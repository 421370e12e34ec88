"""The same service in several offices, side by side: what each promises and asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pamong.standard.annotations.delivery import Paper, Requirement
from pamong.standard.chapters.procedure import procedure
from pamong.standard.chapters.product import products
from pamong.standard.chapters.staffing import cards
from pamong.standard.document import Standard
from pamong.standard.messages import N_
from pamong.standard.renderings import words
from pamong.standard.renderings.reader import Reader


@dataclass(frozen=True)
class Line:
    """One thing compared: its name, and for each office what it says, item by item. `same`: all say the same."""

    name: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def same(self) -> bool:
        return len(set(self.cells)) == 1


@dataclass(frozen=True)
class Comparison:
    offices: tuple[str, ...]
    lines: tuple[Line, ...]


def comparison(standards: Sequence[Standard], reader: Reader) -> Comparison:
    """Limit, fee, product, requirements, steps and posts of each standard, in the order the standards are given."""
    return Comparison(
        offices=tuple(one.office_name for one in standards),
        lines=(
            _line(N_("Standar"), ((_control(one, reader),) for one in standards), reader),
            _line(N_("Jangka waktu"), (words.limits(one, reader) for one in standards), reader),
            _line(N_("Biaya"), ((words.fee(one, reader),) for one in standards), reader),
            _line(N_("Hasil layanan"), (_products(one, reader) for one in standards), reader),
            _line(N_("Persyaratan"), (_papers(one, reader) for one in standards), reader),
            _line(N_("Langkah"), (_steps(one, reader) for one in standards), reader),
            _line(N_("Pelaksana"), (_posts(one, reader) for one in standards), reader),
        ),
    )


def _line(name: str, cells: Iterable[tuple[str, ...]], reader: Reader) -> Line:
    return Line(reader.say(name), tuple(cells))


def _control(standard: Standard, reader: Reader) -> str:
    revision = reader.say(N_("revisi {revision}"), revision=standard.document.revision)
    return f"{standard.document.number}, {revision}"


def _products(standard: Standard, reader: Reader) -> tuple[str, ...]:
    return tuple(reader.name(product.name) for product in products(standard))


def _papers(standard: Standard, reader: Reader) -> tuple[str, ...]:
    return tuple(_with_when(standard, placed.value, reader) for placed in standard.placed(Requirement))


def _with_when(standard: Standard, paper: Paper, reader: Reader) -> str:
    when = words.condition(standard, paper.when, reader)
    return f"{reader.name(paper.name)} ({when})" if when else reader.name(paper.name)


def _steps(standard: Standard, reader: Reader) -> tuple[str, ...]:
    return tuple(reader.name(step.name) for step in procedure(standard).steps)


def _posts(standard: Standard, reader: Reader) -> tuple[str, ...]:
    return tuple(
        f"{words.actor(standard, card.value.post, reader)}: {reader.say(N_('{n} orang'), n=card.value.count)}"
        for card in cards(standard)
    )
