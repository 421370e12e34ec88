"""A draft seen from the counter, from the applicant's side and on paper."""

from typing import Any

from django.http import QueryDict
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pamong.applications.forms import IntakeForm
from pamong.applications.present import rows
from pamong.applications.present.words import actor_name
from pamong.library.queries import DraftPage
from pamong.shell.catalogue import translator
from pamong.shell.words import label, message
from pamong.standard.acts import ACTS
from pamong.standard.chapters.procedure import procedure
from pamong.standard.chapters.requirements import checklist
from pamong.standard.conditions import wording
from pamong.standard.document import Standard
from pamong.standard.facts import AskedFact
from pamong.standard.parts import Label
from pamong.standard.renderings.chart import chart
from pamong.standard.renderings.reader import Reader
from pamong.standard.renderings.svg import drawn

KINDS = ("formulir", "alur", "naskah")


def context(page: DraftPage, kind: str, answers: QueryDict) -> dict[str, Any]:
    """What the page of one preview draws; `possible` is false while the text cannot run."""
    standard = page.standard
    broken = any(problem.severity == "error" for problem in page.problems)
    found: dict[str, Any] = {"kind": kind, "kinds": KINDS, "possible": standard is not None}
    if standard is None:
        return found
    if kind == "formulir":
        found |= _intake(standard, answers, broken=broken)
    elif kind == "alur":
        found["flow"] = _flow(standard, broken=broken)
        found |= {"chart": "", "twin": ()} if broken else _chart(standard)
    else:
        found["sections"] = _sections(standard)
    return found


def _intake(standard: Standard, answers: QueryDict, *, broken: bool) -> dict[str, Any]:
    """Every fact may be tried out here, also those that the counter would know from its registers."""
    asked = tuple(
        AskedFact(
            name=name,
            of="operator",
            several=fact.several,
            choices=fact.choices,
            label=fact.label or Label(id=name, en=name),
            labels=fact.labels,
            kind=fact.value_kind,
            only_if_silent=False,
        )
        for name, fact in standard.facts.items()
    )
    form = IntakeForm(asked, (), {**answers.dict(), **_several(asked, answers), "key": "-"})
    form.is_valid()
    known = {fact.name: None for fact in asked} | form.answers()
    items = () if broken else checklist(standard, known)
    return {
        "questions": [form[f"fact_{fact.name}"] for fact in asked],
        "requirements": rows.requirements(items, standard),
        "broken": broken,
    }


def _several(asked: tuple[AskedFact, ...], answers: QueryDict) -> dict[str, list[str]]:
    return {f"fact_{fact.name}": answers.getlist(f"fact_{fact.name}") for fact in asked if fact.several}


def _chart(standard: Standard) -> dict[str, Any]:
    """The flow chart as it will be published, and the same in sentences."""
    language = get_language() or "id"
    picture = chart(standard, Reader(language, translator(language)))
    safe = mark_safe(drawn(picture, language))  # noqa: S308 - the drawing escapes every text it holds
    return {"chart": safe, "twin": picture.twin}


def _flow(standard: Standard, *, broken: bool) -> list[dict[str, str]]:
    """Every step in its order: who does what when, and where its outcomes lead if the procedure is sound."""
    table = None if broken else procedure(standard)
    names = {step.id: label(step.name) for step in standard.steps()}
    found = []
    for step in standard.steps():
        act = ACTS.get(step.act)
        leads = table.leads(step.id) if table and step.act != "prepare" else ()
        found.append(
            {
                "clause": step.clause,
                "name": names[step.id],
                "who": ", ".join(actor_name(name, standard.actors) for name in step.actor),
                "act": message(act.label) if act else step.act,
                "when": wording(step.when),
                "leads": " · ".join(
                    f"{lead.outcome}: {names.get(lead.to or '', '–')}" for lead in leads if lead.outcome
                ),
            }
        )
    return found


def _sections(standard: Standard) -> list[tuple[str, list[tuple[str, Any]]]]:
    found = []
    for position, section in enumerate(standard.sections, start=1):
        clauses = [
            (one.id if one.numbered else "", one.clause)
            for one in standard.clauses()
            if one.chapter == position and ".row" not in one.id
        ]
        found.append((f"{position}. {section.heading}", clauses))
    return found
