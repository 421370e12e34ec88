"""Forms built from a standard: every kind of question, asked only where no register answers."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from pamong.applications import queries
from pamong.applications.forms import IntakeForm, intake
from pamong.applications.forms.words import no_identity_number
from pamong.standard.conditions import FactValue
from pamong.standard.document import Standard
from tests.applications.installation import (
    IN_FORCE,
    KTP_OFFICE,
    answer,
    changed,
    install,
    log,
    resident,
    take_in,
)

pytestmark = pytest.mark.usefixtures("two_offices")


def fact(**parts: Any) -> dict[str, Any]:
    return {"ask": "operator", "label": {"id": "Pertanyaan", "en": "Question"}, **parts}


ASKING = {
    "children": fact(kind="number"),
    "married_on": fact(kind="date"),
    "moved": fact(kind="truth"),
    "reason": fact(kind="text"),
    "needed": fact(kind="text", ask="applicant"),
    "sex": {"from": "applicant.sex", "else_ask": "operator", "label": {"id": "Jenis", "en": "Sex"}},
    "recording": {
        "from": "recording_register",
        "else_ask": "operator",
        "label": {"id": "Perekaman", "en": "Recording"},
        "choices": ["not_recorded", "recorded_card_pending", "recorded_card_issued"],
        "labels": {
            name: {"id": name, "en": name}
            for name in ("not_recorded", "recorded_card_pending", "recorded_card_issued")
        },
    },
    "birth_year": {"from": "applicant.birth_year"},
    "citizenship": {"from": "applicant.citizenship", "choices": ["wni", "wna"]},
}


@pytest.fixture
def asking() -> Standard:
    return changed("ktp", facts=ASKING)


def drawn(standard: Standard, sent: str | None = None, person: Any = None) -> IntakeForm:
    data = None if sent is None else QueryDict(sent)
    form, _items = intake(standard, (person or resident()).id, KTP_OFFICE, data)
    return form


@pytest.mark.parametrize(
    ("sent", "answers"),
    [
        ("", {}),
        ("fact_children=0", {"children": 0}),
        ("fact_children=3&fact_moved=True", {"children": 3, "moved": True}),
        ("fact_moved=False", {"moved": False}),
        ("fact_moved=", {}),
        ("fact_married_on=2019-07-04", {"married_on": date(2019, 7, 4)}),
        ("fact_reason=hilang+di+pasar", {"reason": "hilang di pasar"}),
        ("fact_recording=not_recorded", {"recording": "not_recorded"}),
    ],
)
def test_every_kind_of_question_is_answered_with_a_value_of_its_kind(
    asking: Standard, sent: str, answers: dict[str, FactValue]
) -> None:
    form = drawn(asking, f"key=k&fact_needed=ya&{sent}")
    assert form.is_valid(), form.errors
    assert form.answers() == {"needed": "ya", **answers}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ("fact_children=-1", "fact_children"),
        ("fact_children=many", "fact_children"),
        ("fact_moved=perhaps", "fact_moved"),
        ("fact_married_on=31-31-2019", "fact_married_on"),
        ("fact_reason=3508991705900001", "fact_reason"),
        ("fact_recording=maybe", "fact_recording"),
        ("fact_needed=", "fact_needed"),
        ("present=nonsense", "present"),
        ("key=", "key"),
    ],
)
def test_an_answer_of_another_kind_is_refused_at_its_question(
    asking: Standard, sent: str, field: str
) -> None:
    form = drawn(asking, f"key=k&fact_needed=ya&{sent}")
    assert list(form.errors) == [field]


def test_what_a_register_knows_is_not_asked(asking: Standard) -> None:
    person = resident()
    assert "sex" not in {asked.name for asked in drawn(asking, person=person).asked}
    assert drawn(asking, person=person).registered == ("recording",)
    answer(person, "not_recorded")
    assert drawn(asking, person=person).registered == ()


def test_answers_of_every_kind_survive_the_row_and_the_ledger(asking: Standard) -> None:
    install(asking, since=date(2026, 12, 1))
    answers: dict[str, FactValue] = {
        "children": 0,
        "moved": False,
        "married_on": date(2019, 7, 4),
        "needed": "ya",
    }
    row = take_in(resident(), answers=answers)
    row.refresh_from_db()
    facts = queries.facts_for(
        standard=asking, resident_id=row.resident_id, answers=row.answers, office=KTP_OFFICE
    )
    assert {name: facts[name] for name in answers} == answers
    assert facts["reason"] is None
    entry = log(row)[0]
    assert entry.payload["answers"] == {"children": 0, "moved": False, "married_on": "2019-07-04"}
    assert row.remarks.get(entry_key=entry.key).detail == {"needed": "ya"}, "free text is erasable"
    assert date(2026, 12, 1) > IN_FORCE, "control: the asking text replaced the shipped one"


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("3508991705900001", False),
        ("NIK 3508 9917 0590 0001 hilang", False),
        ("350899.170590.0001", False),
        ("3-5-0-8-9-9-1-7-0-5-9-0-0-0-0-1", False),
        ("35089917059000", True),
        ("Surat 470/123/2026 tanggal 14-12-2026", True),
        ("telepon 081234567890", True),
    ],
)
def test_a_text_holds_no_whole_identity_number(text: str, passes: bool) -> None:
    if passes:
        no_identity_number(text)
        return
    with pytest.raises(ValidationError):
        no_identity_number(text)
