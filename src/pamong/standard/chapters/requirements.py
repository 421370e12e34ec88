"""Chapter 2: what the applicant must bring, computed for one person.

A requirement with alternatives is written as one requirement with `any_of`:

    requirement: {id: marital-proof, name: …, when: …, any_of: [{id: marriage-deed, name: …, document: …}, …]}

Its alternatives become items of one `group` (the id of the requirement) that satisfy each other. `replaces` informs
the reader and the linter; what makes the replaced paper unnecessary is its own `when`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from pamong.standard.annotations.delivery import (
    Alternative,
    AttributeRule,
    Paper,
    Requirement,
    StepAnnotation,
)
from pamong.standard.conditions import Condition, FactValue, Truth, both, evaluate, facts_of
from pamong.standard.document import Placed, Standard
from pamong.standard.messages import N_, Message
from pamong.standard.parts import Label
from pamong.standard.problems import Path, Problem, found

PRESENT = "present"
STATES: tuple[str, ...] = ("not_examined", PRESENT, "deficient", "not_applicable")


class Need(Enum):
    REQUIRED = "required"
    OPTIONAL = "optional"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class ChecklistItem:
    """One line of the checklist of one person. `text` is the clause, `name` the short name for the screen."""

    id: str
    clause: str
    text: str
    name: Label
    document: str
    form: str | None
    original: bool | None
    copies: int | None
    issued_by: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    records: tuple[str, ...]
    must_match: str | None
    open_ended: bool
    optional: bool
    need: Need
    missing_facts: tuple[str, ...]
    group: str | None
    group_name: Label | None
    replaces: str | None
    interpretation: str | None


def checklist(standard: Standard, facts: Mapping[str, FactValue]) -> tuple[ChecklistItem, ...]:
    """Every paper of the standard, with the need for it that follows from the facts."""
    return tuple(item for placed in standard.placed(Requirement) for item in _of_requirement(placed, facts))


def unmet(items: tuple[ChecklistItem, ...], states: Mapping[str, str]) -> tuple[str, ...]:
    """What stands between these papers and "complete": ids of items, and of groups none of whose papers is there.

    An undetermined item stands in the way whatever its state: nobody has decided yet whether it is needed.
    """
    ids: dict[str, None] = {}
    for item in items:
        if item.need is Need.UNDETERMINED:
            ids[item.id] = None
        elif item.need is Need.REQUIRED and not _satisfied(item, items, states):
            ids[item.group or item.id] = None
    return tuple(ids)


def _satisfied(item: ChecklistItem, items: tuple[ChecklistItem, ...], states: Mapping[str, str]) -> bool:
    if item.group is None:
        return states.get(item.id) == PRESENT
    siblings = (other for other in items if other.group == item.group and other.need is Need.REQUIRED)
    return any(states.get(sibling.id) == PRESENT for sibling in siblings)


def _of_requirement(placed: Placed[Requirement], facts: Mapping[str, FactValue]) -> Iterator[ChecklistItem]:
    requirement = placed.value
    if not requirement.any_of:
        yield _item(placed, requirement, requirement.document or requirement.id, requirement.when, facts)
    for alternative in requirement.any_of:
        when = both(requirement.when, alternative.when)
        yield _item(placed, alternative, alternative.document, when, facts)


def _item(
    placed: Placed[Requirement],
    paper: Paper,
    document: str,
    when: Condition | None,
    facts: Mapping[str, FactValue],
) -> ChecklistItem:
    parent = placed.value if isinstance(paper, Alternative) else None
    optional = paper.optional or (parent is not None and parent.optional)
    truth = evaluate(when, facts)
    attributes, missing = _attributes(paper, facts) if truth is Truth.YES else ((), frozenset())
    if truth is Truth.UNDETERMINED:
        missing = _unknown(when, facts)
    return ChecklistItem(
        id=paper.id,
        clause=placed.clause.id,
        text=placed.clause.text,
        name=paper.name,
        document=document,
        form=paper.form,
        original=paper.original,
        copies=paper.copies,
        issued_by=paper.issued_by,
        attributes=attributes,
        records=paper.records,
        must_match=paper.must_match,
        open_ended=paper.open_ended,
        optional=optional,
        need=Need.UNDETERMINED if missing else _need(truth, optional),
        missing_facts=tuple(sorted(missing)),
        group=parent.id if parent else None,
        group_name=parent.name if parent else None,
        replaces=paper.replaces,
        interpretation=paper.interpretation or (parent.interpretation if parent else None),
    )


def _need(truth: Truth, optional: bool) -> Need:
    if truth is Truth.NO:
        return Need.NOT_APPLICABLE
    return Need.OPTIONAL if optional else Need.REQUIRED


def _unknown(condition: Condition | None, facts: Mapping[str, FactValue]) -> frozenset[str]:
    return frozenset(fact for fact in facts_of(condition) if facts.get(fact) is None)


def _attributes(
    paper: Paper, facts: Mapping[str, FactValue]
) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """The attributes for these facts, sorted by name, and the facts that must be known first.

    The first rule that holds wins. A rule before it that cannot be decided leaves everything open: it might win.
    """
    fixed = dict(paper.attributes)
    for rule in paper.attributes_when:
        truth = evaluate(rule.when, facts)
        if truth is Truth.UNDETERMINED:
            return tuple(sorted(fixed.items())), _unknown(rule.when, facts)
        if truth is Truth.YES:
            return tuple(sorted((fixed | rule.attributes).items())), frozenset()
    return tuple(sorted(fixed.items())), frozenset()


# What the interface calls an attribute, and the values a resident would not recognise as they are written.
ATTRIBUTES: Mapping[str, Message] = {
    "size": Message(N_("ukuran {value}")),
    "colour": Message(N_("berwarna")),
    "background": Message(N_("latar belakang {value}")),
    "scale": Message(N_("skala {value}")),
    "file_format": Message(N_("format {value}")),
    "stamp": Message(N_("meterai {value}")),
}
ATTRIBUTE_VALUES: Mapping[str, Message] = {
    "blue": Message(N_("biru")),
    "red": Message(N_("merah")),
    "orange": Message(N_("jingga")),
    "white": Message(N_("putih")),
}


def attribute_text(name: str, value: str) -> Message:
    """An attribute as a reader would say it: ("background", "blue") is "latar belakang biru"."""
    said = ATTRIBUTE_VALUES.get(value, value)
    return Message(ATTRIBUTES[name].text, {"value": said})


def problems(standard: Standard) -> tuple[Problem, ...]:
    """Papers without a document, attributes without a name, and references to papers that do not exist."""
    placed = standard.placed(Requirement)
    papers = tuple(paper for requirement in placed for paper in _papers(requirement))
    ids = {paper.id for _, _, paper in papers}
    return (
        *(problem for requirement in placed for problem in _shape(requirement)),
        *(problem for clause, path, paper in papers for problem in _references(clause, path, paper, ids)),
        *(problem for clause, path, paper in papers for problem in _names(clause, path, paper)),
        *_step_references(standard, ids),
    )


def _papers(placed: Placed[Requirement]) -> Iterator[tuple[str, Path, Paper]]:
    yield placed.clause.id, placed.path, placed.value
    for index, alternative in enumerate(placed.value.any_of):
        yield placed.clause.id, (*placed.path, "any_of", index), alternative


def _shape(placed: Placed[Requirement]) -> Iterator[Problem]:
    requirement = placed.value
    if (requirement.document is None) == (not requirement.any_of):
        yield found(
            placed.path, placed.clause.id, "requirement-shape",
            Message(N_("Persyaratan “{id}” harus menyebut “document” atau “any_of”, tidak keduanya."), {"id": requirement.id}),
            Message(N_("Tulis “document:” untuk satu dokumen, atau “any_of:” untuk beberapa yang salah satunya cukup.")),
        )  # fmt: skip


def _references(clause: str, path: Path, paper: Paper, ids: set[str]) -> Iterator[Problem]:
    for key, target in (("replaces", paper.replaces), ("must_match", paper.must_match)):
        if target is not None and (target not in ids or target == paper.id):
            yield unknown_requirement((*path, key), clause, target)


def _step_references(standard: Standard, ids: set[str]) -> Iterator[Problem]:
    for step in standard.placed(StepAnnotation):
        targets = (
            ("must_match", step.value.must_match),
            *(("attaches", name) for name in step.value.attaches),
        )
        for key, target in targets:
            if target is not None and target not in ids:
                yield unknown_requirement((*step.path, key), step.clause.id, target)


def unknown_requirement(path: Path, clause: str, target: str) -> Problem:
    """A reference to a paper that this standard does not ask for."""
    return found(
        path, clause, "unknown-requirement",
        Message(N_("Persyaratan “{id}” tidak ada."), {"id": target}),
        Message(N_("Tulis id persyaratan lain yang ada di standar ini.")),
    )  # fmt: skip


def _names(clause: str, path: Path, paper: Paper) -> Iterator[Problem]:
    rules: tuple[Paper | AttributeRule, ...] = (paper, *paper.attributes_when)
    names = {name for rule in rules for name in rule.attributes}
    for name in sorted(names - set(ATTRIBUTES)):
        yield found(
            path, clause, "unknown-attribute",
            Message(N_("Sifat “{name}” tidak dikenal."), {"name": name}),
            Message(N_("Pilih salah satu: {names}."), {"names": ", ".join(ATTRIBUTES)}),
        )  # fmt: skip
