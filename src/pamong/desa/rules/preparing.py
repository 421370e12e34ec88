"""What a standard lets be done at the desa before the office is involved: its steps of the act `prepare` there."""

from collections.abc import Iterator
from dataclasses import dataclass

from pamong.standard.annotations.delivery import Paper, Requirement
from pamong.standard.document import Standard, Step
from pamong.standard.facts import AskedFact
from pamong.standard.facts import asked as asked_facts
from pamong.standard.parts import Label

_HERE = "desa"


@dataclass(frozen=True, slots=True)
class Attached:
    """A paper that goes with the form, with the clause that says so."""

    id: str
    name: Label
    clause: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """A form that the desa prepares with the resident, as the standard in force at the kecamatan has it.

    `clause` gives the filling in, `signing` the clause of signatures and attachments. `compared_with` is the paper the
    form must agree with. `questions` are those of the intake form that the applicant answers.
    """

    form: str
    requirement: str
    name: Label
    clause: str
    signing: str
    signatures: tuple[str, ...]
    attached: tuple[Attached, ...]
    compared_with: Label | None
    questions: tuple[AskedFact, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """What must have been seen before the form is sent ahead."""
        return (*self.signatures, *(each.id for each in self.attached))


def preparation(standard: Standard) -> Preparation | None:
    """The form this standard lets be prepared at the desa; None where it has none."""
    steps = [step for step in standard.steps() if step.act == "prepare" and step.at == _HERE]
    papers = {paper.id: paper for paper in _papers(standard)}
    filled = next((step for step in steps if step.form), None)
    paper = next((each for each in papers.values() if filled and each.form == filled.form), None)
    if filled is None or filled.form is None or paper is None:
        return None
    match = papers.get(filled.must_match or paper.must_match or "")
    return Preparation(
        form=filled.form,
        requirement=paper.id,
        name=paper.name,
        clause=filled.clause,
        signing=steps[-1].clause,
        signatures=paper.records,
        attached=tuple(_attached(steps, papers)),
        compared_with=match.name if match else None,
        questions=tuple(fact for fact in asked_facts(standard) if fact.of == "applicant"),
    )


def _attached(steps: list[Step], papers: dict[str, Paper]) -> Iterator[Attached]:
    for step in steps:
        for name in step.attaches:
            yield Attached(name, papers[name].name, step.clause)


def _papers(standard: Standard) -> Iterator[Paper]:
    for placed in standard.placed(Requirement):
        yield placed.value
        yield from placed.value.any_of
