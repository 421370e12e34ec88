"""What is known about the person and the wish: from registers first, by asking where they are silent.

A register and an answer that contradict each other are never settled silently: the recording is done once in a
lifetime, and either a second recording or a missing one would follow.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pamong.standard.conditions import Condition, FactValue, Test, tests_of
from pamong.standard.declared import Fact, FactKind
from pamong.standard.document import Standard
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Annotation, Label
from pamong.standard.problems import Path, Problem, found


class FactDisagreement(Exception):  # noqa: N818 - it is a finding about a person's papers, not a fault
    """The register says one thing, the person another. Somebody must clear it up before the application goes on."""

    def __init__(self, fact: str, register: FactValue, answered: FactValue) -> None:
        super().__init__(f"{fact}: register {register!r}, answered {answered!r}")
        self.fact = fact
        self.register = register
        self.answered = answered


@dataclass(frozen=True)
class AskedFact:
    """A question of the intake form. `only_if_silent`: asked only when the register does not know."""

    name: str
    of: str
    several: bool
    choices: tuple[str, ...]
    label: Label
    labels: Mapping[str, Label]
    kind: FactKind
    only_if_silent: bool


def asked(standard: Standard) -> tuple[AskedFact, ...]:
    """The questions, sorted by the name of the fact."""
    return tuple(_question(name, fact) for name, fact in standard.facts.items() if fact.ask or fact.else_ask)


def derive(
    standard: Standard,
    *,
    applicant: Mapping[str, object],
    recording: str | None,
    answers: Mapping[str, FactValue],
) -> dict[str, FactValue]:
    """A value for every declared fact; None where nobody knows.

    `applicant` has keys like birth_year, birth_date, age, citizenship, sex. Raises FactDisagreement, and ValueError
    for a value that is not among the fact's choices. An answer to a question the standard does not ask is ignored.
    """
    registers = {f"applicant.{key}": value for key, value in applicant.items()}
    registers["recording_register"] = recording
    return {name: _value(name, fact, registers, answers) for name, fact in standard.facts.items()}


def _value(
    name: str, fact: Fact, registers: Mapping[str, object], answers: Mapping[str, FactValue]
) -> FactValue:
    known = _checked(name, fact, registers.get(fact.from_)) if fact.from_ else None
    answered = _checked(name, fact, answers.get(name)) if fact.ask or fact.else_ask else None
    if known is not None and answered is not None and known != answered:
        raise FactDisagreement(name, known, answered)
    return answered if known is None else known


def _checked(name: str, fact: Fact, value: object) -> FactValue:
    if isinstance(value, (list, tuple)):
        value = tuple(str(item) for item in value)
    if value is not None and not isinstance(value, (str, int, date, tuple)):
        raise TypeError(f"fact {name!r} cannot be a {type(value).__name__}")
    if fact.choices and not _chosen(fact, value):
        raise ValueError(f"fact {name!r}: {value!r} is not among {', '.join(fact.choices)}")
    return value


def _chosen(fact: Fact, value: object) -> bool:
    if value is None:
        return True
    if fact.several:
        return isinstance(value, tuple) and set(value) <= set(fact.choices)
    return value in fact.choices


def _question(name: str, fact: Fact) -> AskedFact:
    return AskedFact(
        name=name,
        of=fact.ask or fact.else_ask or "",
        several=fact.several,
        choices=fact.choices,
        label=fact.label or Label(id=name, en=name),
        labels={choice: fact.labels.get(choice) or Label(id=choice, en=choice) for choice in fact.choices},
        kind=fact.value_kind,
        only_if_silent=fact.ask is None,
    )


def conditions(standard: Standard) -> Iterator[tuple[str, Path, Condition]]:
    """Every condition of the standard with the clause and the path of the annotation it belongs to."""
    for placed in standard.placed(Annotation):
        for path, condition in _inside(placed.value, placed.path):
            yield placed.clause.id, path, condition


def _inside(value: object, path: Path) -> Iterator[tuple[Path, Condition]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside(item, (*path, index))
    if not isinstance(value, Annotation):
        return
    condition = getattr(value, "when", None)
    if condition is not None:
        yield (*path, "when"), condition
    for name in ("any_of", "attributes_when"):
        yield from _inside(getattr(value, name, ()), (*path, name))


def problems(standard: Standard) -> tuple[Problem, ...]:
    """Facts nobody declares or nobody knows, questions without words, conditions that cannot be asked."""
    return (
        *(problem for name, fact in standard.facts.items() for problem in _fact_problems(name, fact)),
        *(
            problem
            for clause, path, condition in conditions(standard)
            for test in tests_of(condition)
            for problem in _test_problems(standard.facts.get(test.fact), test, clause, path)
        ),
    )


def _fact_problems(name: str, fact: Fact) -> Iterator[Problem]:
    path: Path = ("facts", name)
    params = {"fact": name}
    if name in {"all", "any", "not"}:
        yield found(
            path, None, "reserved-fact",
            Message(N_("“{fact}” adalah kata penghubung, bukan nama fakta."), params),
            Message(N_("Beri fakta ini nama lain.")),
        )  # fmt: skip
    if not (fact.from_ or fact.ask or fact.else_ask):
        yield found(
            path, None, "fact-without-source",
            Message(N_("Tidak ada yang tahu fakta “{fact}”."), params),
            Message(N_("Tulis “from:” (dari mana) atau “ask:” (siapa yang ditanya).")),
        )  # fmt: skip
    if (fact.ask or fact.else_ask) and (fact.label is None or set(fact.choices) - set(fact.labels)):
        yield found(
            path, None, "label-missing",
            Message(N_("Fakta “{fact}” ditanyakan, tetapi kata-katanya belum lengkap."), params),
            Message(N_("Tulis “label:”, dan “labels:” dengan satu nama untuk setiap pilihan.")),
        )  # fmt: skip
    if (fact.ask or fact.else_ask) and not (fact.choices or fact.kind or fact.from_):
        yield found(
            path, None, "fact-without-choices",
            Message(N_("Fakta “{fact}” ditanyakan, tetapi jenis jawabannya tidak diketahui."), params),
            Message(N_("Tulis “choices:” atau “kind:” (text, number, truth, date).")),
        )  # fmt: skip
    if fact.several and not fact.choices:
        yield found(
            path, None, "several-without-choices",
            Message(N_("Fakta “{fact}” boleh berisi beberapa pilihan, tetapi tidak ada pilihannya."), params),
            Message(N_("Tulis “choices:”, atau hapus “several:”.")),
        )  # fmt: skip


def _test_problems(fact: Fact | None, test: Test, clause: str, path: Path) -> Iterator[Problem]:
    params: dict[str, object] = {"fact": test.fact, "operator": test.operator}
    if fact is None:
        yield found(
            path, clause, "undeclared-fact",
            Message(N_("Fakta “{fact}” tidak dinyatakan di “facts”."), params),
            Message(N_("Nyatakan fakta ini di “facts”, atau perbaiki ejaannya.")),
        )  # fmt: skip
        return
    if not _askable(fact, test):
        yield found(
            path, clause, "question-does-not-fit",
            Message(N_("Pertanyaan “{operator}” tidak cocok untuk fakta “{fact}”."), params),
            Message(
                N_(
                    "even, odd, at_least dan at_most untuk bilangan (dua yang terakhir juga untuk tanggal); "
                    "includes untuk fakta dengan “several: true”."
                )
            ),
        )  # fmt: skip
    for value in _asked_values(test):
        if fact.choices and value not in fact.choices:
            yield found(
                path, clause, "unknown-choice",
                Message(N_("“{value}” bukan pilihan fakta “{fact}”."), params | {"value": value}),
                Message(N_("Pilih salah satu: {choices}."), {"choices": ", ".join(fact.choices)}),
            )  # fmt: skip


def _askable(fact: Fact, test: Test) -> bool:
    kind: object = "several" if fact.several else fact.value_kind
    if test.operator in {"even", "odd"}:
        return kind == "number"
    if test.operator in {"at_least", "at_most"}:
        return kind == ("date" if isinstance(test.value, str) else "number")
    if test.operator == "includes":
        return kind == "several"
    return kind != "several" and all(_of_kind(kind, value) for value in _asked_values(test))


def _of_kind(kind: object, value: object) -> bool:
    if kind == "truth":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str)


def _asked_values(test: Test) -> tuple[object, ...]:
    if test.operator in {"even", "odd", "at_least", "at_most"}:
        return ()
    return test.value if isinstance(test.value, tuple) else (test.value,)
