"""The chapters that promise a time, a price and a product, and the ones that are looked up by other rooms."""

import pytest

from pamong.standard.chapters import (
    complaints,
    definitions,
    evaluation,
    facilities,
    guarantees,
    legal_basis,
    oversight,
    staffing,
)
from pamong.standard.chapters.fee import Fee, fee
from pamong.standard.chapters.product import products
from pamong.standard.chapters.time_limit import Limit, LimitUnknown, limit
from pamong.standard.parts import Period
from tests.standard.example import changed, small

LIMIT = "limit: {at_most: 3, unit: working_days, from: complete, until: ready}"


def test_the_limit_is_the_one_of_the_clause() -> None:
    assert limit(small(), {}) == Limit(3, "working_days", "complete", "ready", "5.1")


@pytest.mark.parametrize(
    ("written", "most", "least", "approximate"),
    [
        ("{at_most: 3,", 3, None, False),
        ("{about: 5,", 5, None, True),
        ("{range: {least: 2, most: 4},", 4, 2, False),
    ],
)
def test_a_limit_can_be_exact_approximate_or_a_range(
    written: str, most: int, least: int | None, approximate: bool
) -> None:
    found = limit(changed("{at_most: 3,", written), {})
    assert (found.at_most, found.at_least, found.approximate) == (most, least, approximate)


def test_the_first_limit_that_holds_wins_and_an_open_one_before_it_asks_for_its_fact() -> None:
    standard = changed(
        LIMIT,
        "limits: [{at_most: 1, unit: days, when: {recording: recorded}},"
        " {at_most: 9, unit: days, when: {recording: not_recorded}}]",
    )
    assert limit(standard, {"recording": "recorded"}).at_most == 1
    assert limit(standard, {"recording": "not_recorded"}).at_most == 9
    with pytest.raises(LimitUnknown) as caught:
        limit(standard, {})
    assert caught.value.facts == ("recording",)


def test_a_person_no_limit_fits_has_none() -> None:
    standard = changed("limit: {", "limit: {when: {recording: recorded}, ")
    with pytest.raises(LimitUnknown) as caught:
        limit(standard, {"recording": "not_recorded"})
    assert caught.value.facts == ()


def test_a_limit_from_submission_needs_a_submission_that_starts_the_clock() -> None:
    text = changed(
        "act: submit,", "act: submit, clock: start,"
    )  # the limit still starts when complete: nothing to object to
    assert limit(text, {}).starts == "complete"


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("kind: free", "kind: free", Fee("free", None, "6.1")),
        ("kind: free", "kind: fixed, amount: 30000", Fee("fixed", 30000, "6.1")),
        ("fee: {kind: free}", "numbered: true", Fee("not_stated", None, None)),
    ],
)
def test_the_fee_is_free_fixed_or_not_stated(old: str, new: str, answer: Fee) -> None:
    assert fee(changed(old, new)) == answer


def test_the_product_names_its_signer_and_how_long_it_is_valid() -> None:
    (product,) = products(small())
    assert (product.id, product.clause, product.name.en) == ("letter", "7.1", "Letter")
    assert (product.printed_by, product.signed_by) == (None, "camat")
    assert product.validity == Period(amount=6, unit="months")


def test_the_legal_basis_says_which_instrument_grants_the_authority() -> None:
    assert [placed.value.instrument for placed in legal_basis.instruments(small())] == ["uu-25-2009"]
    assert legal_basis.authority(small()) == legal_basis.instruments(small())
    assert legal_basis.authority(changed("grants_authority: true", "grants_authority: false")) == ()


def test_a_definition_names_its_term() -> None:
    assert [placed.value.term for placed in definitions.definitions(small())] == ["Domisili"]


def test_a_facility_knows_the_steps_that_need_it() -> None:
    assert [placed.value.id for placed in facilities.facilities(small())] == ["camera", "register"]
    assert facilities.used_by(small(), "camera") == ("record",)
    assert facilities.used_by(small(), "register") == ()


def test_the_staffing_cards_add_up_to_people_for_each_post() -> None:
    assert [placed.clause.id for placed in staffing.cards(small())] == [
        "9.kasi",
        "9.loket",
        "9.operator",
        "9.information",
    ]
    assert staffing.people(small()) == {"kasi": 1, "loket": 2, "operator": 1, "information_officer": 1}


def test_a_blank_training_line_is_not_a_printed_dash() -> None:
    kasi, loket, *_ = (placed.value for placed in staffing.cards(small()))
    assert kasi.training == ()
    assert loket.training is None


def test_the_oversight_names_its_overseer() -> None:
    (watch,) = oversight.oversight(small())
    assert (watch.clause.id, watch.value.by, watch.value.every) == ("11.1", "sekretaris", None)


def test_complaints_have_channels_steps_in_order_duties_and_an_announcement() -> None:
    assert [placed.value.id for placed in complaints.channels(small())] == ["desk", "box"]
    assert [placed.value.action for placed in complaints.steps(small())] == ["report", "follow_up"]
    assert [placed.value.every for placed in complaints.duties(small())] == [Period(amount=3, unit="months")]
    assert [placed.value.after for placed in complaints.announcements(small())] == ["complaint_recap"]


def test_an_announcement_after_a_duty_nobody_has_is_a_problem() -> None:
    assert complaints.problems(small()) == ()
    data = small().canonical().replace('"after":"complaint_recap"', '"after":"recap"')
    (problem,) = complaints.problems(type(small()).from_canonical(data))
    assert (problem.rule, problem.clause, problem.line) == ("unknown-duty", "10.3", 0)


def test_a_guarantee_leans_on_a_document() -> None:
    assert [placed.value.document for placed in guarantees.guarantees(small())] == ["service-pledge"]
    assert [placed.value.key for placed in guarantees.references(small())] == ["service-pledge"]


def test_the_evaluation_has_targets_and_someone_who_looks_at_them() -> None:
    assert [placed.value.indicators for placed in evaluation.targets(small())] == [("on_time",)]
    assert [placed.value.actor for placed in evaluation.steps(small())] == ["camat"]
