"""What the desa compares, when a form may go, and what a standard lets be prepared there."""

from datetime import date

import pytest

from pamong.desa import rules
from pamong.desa.rules import Comparison, FormState
from tests.clauses.shipped import shipped
from tests.standard.changing import changed_step

CARD = {
    "number": "3508991705900001",
    "name": "SEKAR REKAAN",
    "birth_place": "LUMAJANG",
    "birth_date": "1990-05-17",
    "address": "DSN. KRAJAN RT 02 RW 01",
}


@pytest.mark.parametrize(
    ("field", "written", "found"),
    [
        ("number", "3508991705900001", None),
        ("number", "3508991705900002", Comparison.DIFFERENT),
        ("number", "", Comparison.NOT_COMPARED),
        ("name", "Sekar Rekaan", None),
        ("name", "Sekar Rekan", Comparison.DIFFERENT),
        ("birth_place", " lumajang ", None),
        ("birth_place", "Jember", Comparison.DIFFERENT),
        ("birth_date", "1990-05-17", None),
        ("birth_date", "1991-05-17", Comparison.DIFFERENT),
        ("address", "Dsn Krajan RT.02 RW.01", None),
        ("address", "Dsn Krajan RT 03 RW 01", Comparison.DIFFERENT),
    ],
)
def test_a_difference_from_the_card_names_its_field(
    field: str, written: str, found: Comparison | None
) -> None:
    differing = rules.compare({**CARD, field: written}, CARD)
    assert [(each.field, each.found) for each in differing] == ([(field, found)] if found else [])


def test_a_card_that_nobody_typed_was_compared_with_nothing() -> None:
    assert {each.found for each in rules.compare(CARD, {})} == {Comparison.NOT_COMPARED}
    assert len(rules.compare(CARD, {})) == 5


WANTED = ("applicant_signature", "village_head_signature", "photo")


@pytest.mark.parametrize(
    ("state", "seen", "code"),
    [
        (FormState.DRAFT, WANTED, None),
        (FormState.DRAFT, WANTED[:2], "not_seen"),
        (FormState.DRAFT, (), "not_seen"),
        (FormState.SENT, WANTED, "not_draft"),
        (FormState.TAKEN_IN, WANTED, "not_draft"),
        (FormState.WITHDRAWN, WANTED, "not_draft"),
    ],
)
def test_a_form_is_sent_once_and_with_everything_seen(
    state: FormState, seen: tuple[str, ...], code: str | None
) -> None:
    refusal = rules.may_send(state, wanted=WANTED, seen=seen, clause="4.2")
    assert (refusal.code if refusal else None) == code


def test_the_refusal_of_what_was_not_seen_quotes_the_clause() -> None:
    refusal = rules.may_send(FormState.DRAFT, wanted=WANTED, seen=(), clause="4.2")
    assert refusal is not None
    assert refusal.clause == "4.2"


@pytest.mark.parametrize(
    ("state", "correct", "withdraw", "take_in"),
    [
        (FormState.DRAFT, None, None, "not_sent"),
        (FormState.SENT, "not_draft", None, None),
        (FormState.TAKEN_IN, "not_draft", "ended", "taken_in"),
        (FormState.WITHDRAWN, "not_draft", "ended", "not_sent"),
    ],
)
def test_what_may_be_done_with_a_form_follows_from_where_it_is(
    state: FormState, correct: str | None, withdraw: str | None, take_in: str | None
) -> None:
    found = [
        rules.may_correct(state),
        rules.may_withdraw(state, "wrong_data"),
        rules.may_take_in(state),
    ]
    assert [each.code if each else None for each in found] == [correct, withdraw, take_in]


def test_a_form_is_withdrawn_for_a_reason_from_the_list() -> None:
    refusal = rules.may_withdraw(FormState.SENT, "because")
    assert refusal is not None
    assert refusal.code == "not_on_list"


@pytest.mark.parametrize(("sent_on", "days"), [(14, 0), (13, 1), (7, 7), (15, 0)])
def test_days_waited_are_calendar_days(sent_on: int, days: int) -> None:
    assert rules.days_waited(date(2026, 12, sent_on), date(2026, 12, 14)) == days


@pytest.mark.clause("ktp", "4.1", "2.1")
def test_the_form_of_the_ktp_is_prepared_at_the_desa() -> None:
    prepared = rules.preparation(shipped("ktp"))
    assert prepared is not None
    assert (prepared.form, prepared.requirement, prepared.clause) == ("F-1.07", "village-letter", "4.1")
    assert prepared.compared_with is not None
    assert prepared.compared_with.id == "Fotokopi Kartu Keluarga"
    assert prepared.questions == ()


@pytest.mark.clause("ktp", "4.2")
def test_two_signatures_and_the_photo_are_to_be_seen_before_the_form_goes() -> None:
    prepared = rules.preparation(shipped("ktp"))
    assert prepared is not None
    assert prepared.signing == "4.2"
    assert prepared.wanted == ("applicant_signature", "village_head_signature", "photo")


def test_a_standard_without_a_step_at_the_desa_has_nothing_to_prepare_there() -> None:
    assert rules.preparation(shipped("kk")) is None


@pytest.mark.parametrize("form", [None, "F-9.99"])
def test_a_form_that_is_no_requirement_is_not_prepared(form: str | None) -> None:
    assert rules.preparation(changed_step(shipped("ktp"), "fill-form", form=form)) is None


def test_a_form_need_not_agree_with_anything() -> None:
    standard = changed_step(shipped("ktp"), "fill-form", must_match=None)
    prepared = rules.preparation(changed_step(standard, "village-letter", must_match=None))
    assert prepared is not None
    assert prepared.compared_with is None
