"""Facts: registers first, questions where they are silent, and never two answers at once."""

from datetime import date

import pytest

from pamong.standard.conditions import FactValue
from pamong.standard.facts import FactDisagreement, asked, derive
from pamong.standard.parts import Label
from tests.standard.example import changed, changed_text, problems_in, small


def known(
    applicant: dict[str, object] | None = None,
    recording: str | None = None,
    answers: dict[str, FactValue] | None = None,
) -> dict[str, FactValue]:
    return derive(small(), applicant=applicant or {}, recording=recording, answers=answers or {})


def test_every_declared_fact_has_a_value_and_the_unknown_ones_are_none() -> None:
    assert known() == dict.fromkeys(("age", "birth_year", "citizenship", "reasons", "recording"))


def test_what_the_register_knows_about_the_applicant_is_taken_from_it() -> None:
    facts = known({"birth_year": 1990, "citizenship": "wni", "shoe_size": 43})
    assert (facts["birth_year"], facts["citizenship"]) == (1990, "wni")
    assert "shoe_size" not in facts


@pytest.mark.parametrize(
    ("register", "answer", "fact"),
    [
        ("recorded", None, "recorded"),
        (None, "not_recorded", "not_recorded"),
        ("recorded", "recorded", "recorded"),
        (None, None, None),
    ],
)
def test_the_operator_is_believed_only_where_the_register_is_silent(
    register: str | None, answer: str | None, fact: str | None
) -> None:
    assert known(recording=register, answers={"recording": answer})["recording"] == fact


def test_a_register_and_an_answer_that_differ_are_not_settled_silently() -> None:
    with pytest.raises(FactDisagreement) as caught:
        known(recording="recorded", answers={"recording": "not_recorded"})
    assert (caught.value.fact, caught.value.register, caught.value.answered) == (
        *("recording", "recorded", "not_recorded"),
    )


def test_several_reasons_are_kept_and_none_at_all_is_an_answer_too() -> None:
    assert known(answers={"reasons": ("moving", "school")})["reasons"] == ("moving", "school")
    assert known(answers={"reasons": ()})["reasons"] == ()


def test_an_answer_nobody_asked_for_is_ignored() -> None:
    assert known(answers={"birth_year": 1990, "height": 170})["birth_year"] is None


@pytest.mark.parametrize("answer", ["moving", ("holiday",), 5])
def test_an_answer_outside_the_choices_is_refused(answer: FactValue) -> None:
    with pytest.raises(ValueError, match="reasons"):
        known(answers={"reasons": answer})


def test_a_register_that_answers_outside_the_choices_is_refused() -> None:
    with pytest.raises(ValueError, match="recording"):
        known(recording="maybe")


def test_a_value_of_a_kind_no_condition_can_ask_about_is_refused() -> None:
    with pytest.raises(TypeError, match="birth_year"):
        known({"birth_year": 19.9})


def test_the_questions_are_sorted_and_say_whom_to_ask_and_when() -> None:
    reasons, recording = asked(small())
    assert (reasons.name, reasons.of, reasons.several, reasons.only_if_silent) == (
        *("reasons", "applicant", True, False),
    )
    assert reasons.choices == ("moving", "school")
    assert reasons.label == Label(id="Alasan", en="Reasons")
    assert reasons.labels["school"] == Label(id="Sekolah", en="School")
    assert (recording.of, recording.several, recording.only_if_silent) == ("operator", False, True)


def test_facts_without_choices_have_the_kind_that_was_declared() -> None:
    declared = "x: {ask: applicant, kind: truth, label: {id: Menikah?, en: Married?}}"
    standard = changed("  age: {from: applicant.age}", f"  age: {{from: applicant.age}}\n  {declared}")
    question = next(question for question in asked(standard) if question.name == "x")
    assert (question.kind, question.choices, dict(question.labels)) == ("truth", (), {})
    facts = derive(standard, applicant={}, recording=None, answers={"x": True})
    assert facts["x"] is True


@pytest.mark.parametrize(
    ("declaration", "condition"),
    [
        ("{from: applicant.birth_date}", "{at_least: 2000-01-01}"),
        ("{from: applicant.birth_date}", "2000-01-01"),
        ("{from: applicant.age}", "17"),
        ("{ask: loket, kind: truth, label: {id: X, en: X}}", "true"),
        ("{ask: loket, kind: number, label: {id: X, en: X}}", "{in: [1, 2]}"),
    ],
)
def test_a_condition_may_ask_what_the_kind_of_the_fact_allows(declaration: str, condition: str) -> None:
    age = "age: {from: applicant.age}"
    text = changed_text(age, f"{age}\n  x: {declaration}")
    text = text.replace("when: {recording: not_recorded}", f"when: {{x: {condition}}}")
    assert problems_in(text) == ()


def test_dates_are_values_too() -> None:
    standard = changed(
        "birth_year: {from: applicant.birth_year}",
        "born: {from: applicant.birth_date}\n  birth_year: {from: applicant.birth_year}",
    )
    facts = derive(standard, applicant={"birth_date": date(1990, 1, 2)}, recording=None, answers={})
    assert facts["born"] == date(1990, 1, 2)
