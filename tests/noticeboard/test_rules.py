"""Which questions a citizen is asked, and what counts as an answer. No database."""

from datetime import UTC, date, datetime

import pytest

from pamong.noticeboard.rules import (
    Question,
    answered,
    hour_of,
    questions,
    seconds_to_next_hour,
    source_of,
)
from pamong.standard.conditions import FactValue
from pamong.standard.parts import Label
from tests.applications.installation import changed
from tests.clauses.shipped import shipped

NAME = Label(id="Pertanyaan", en="Question")
A, B = ("a", NAME), ("b", NAME)
SEXES = {
    "applicant.sex": (("f", Label(id="Perempuan", en="Female")), ("m", Label(id="Laki-laki", en="Male")))
}


def test_a_ktp_asks_the_birth_year_and_the_citizenship_that_the_photo_hangs_on() -> None:
    asked = questions(shipped("ktp"), {})
    assert [question.fact for question in asked] == ["citizenship", "birth_year"]
    assert [question.kind for question in asked] == ["text", "number"]
    assert [choice for choice, _ in asked[0].choices] == ["wni", "wna"]


def test_a_kk_asks_for_the_reasons_only() -> None:
    (asked,) = questions(shipped("kk"), {})
    assert (asked.fact, asked.several) == ("reasons", True)


def test_facts_that_decide_about_steps_only_are_not_asked() -> None:
    assert "recording" not in {question.fact for question in questions(shipped("ktp"), {})}


def test_a_fact_of_the_register_of_residents_gets_its_choices_from_there() -> None:
    facts = {
        "citizenship": {"from": "applicant.sex"},
        "birth_year": {"ask": "applicant", "kind": "truth", "label": {"id": "Genap?", "en": "Even?"}},
        "recording": {"from": "recording_register"},
    }
    sex, even = questions(changed("ktp", facts=facts), SEXES)
    assert [choice for choice, _ in sex.choices] == ["f", "m"]
    assert sex.label == Label(id="citizenship", en="citizenship")
    assert [choice for choice, _ in even.choices] == ["yes", "no"]
    assert questions(changed("ktp", facts=facts), {})[0].choices == ()


@pytest.mark.parametrize(
    ("kind", "choices", "several", "texts", "answer"),
    [
        ("text", (A, B), False, ["a"], "a"),
        ("text", (A, B), False, ["c"], None),
        ("text", (A, B), False, [], None),
        ("text", (A, B), True, ["b", "c", "a"], ("b", "a")),
        ("text", (A, B), True, ["c"], None),
        ("truth", (("yes", NAME), ("no", NAME)), False, ["yes"], True),
        ("truth", (("yes", NAME), ("no", NAME)), False, ["no"], False),
        ("truth", (("yes", NAME), ("no", NAME)), False, ["perhaps"], None),
        ("number", (), False, [" 1990 "], 1990),
        ("number", (), False, ["19900"], None),
        ("number", (), False, ["-1"], None),
        ("number", (), False, ["١٩٩٠"], None),
        ("number", (), False, [], None),
        ("date", (), False, ["1990-05-17"], date(1990, 5, 17)),
        ("date", (), False, ["17 Mei 1990"], None),
        ("date", (), False, [""], None),
        ("text", (), False, [" sawah "], "sawah"),
        ("text", (), False, ["  "], None),
    ],
)
def test_an_answer_is_a_value_of_its_kind_or_the_question_stays_open(
    kind: str, choices: tuple[tuple[str, Label], ...], several: bool, texts: list[str], answer: FactValue
) -> None:
    question = Question("fact", NAME, kind, choices, several)  # type: ignore[arg-type]  # one of the four kinds
    found = answered(question, texts)
    assert found == answer
    assert type(found) is type(answer)


@pytest.mark.parametrize(
    ("moment", "seconds"),
    [
        (datetime(2026, 12, 14, 8, 0, 0, tzinfo=UTC), 3600),
        (datetime(2026, 12, 14, 8, 59, 59, tzinfo=UTC), 1),
        (datetime(2026, 12, 14, 8, 59, 59, 999_999, tzinfo=UTC), 1),
        (datetime(2026, 12, 14, 8, 59, 58, 1, tzinfo=UTC), 2),
    ],
)
def test_whoever_guessed_too_often_waits_until_the_next_hour(moment: datetime, seconds: int) -> None:
    assert hour_of(moment) == datetime(2026, 12, 14, 8, tzinfo=UTC)
    assert seconds_to_next_hour(moment) == seconds


@pytest.mark.parametrize(
    ("address", "counted_for"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("unix socket", "unix socket"),
    ],
)
def test_guesses_count_for_the_address_or_for_the_network_one_connection_has_to_itself(
    address: str, counted_for: str
) -> None:
    assert source_of(address) == counted_for
