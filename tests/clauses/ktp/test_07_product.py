"""KTP, chapter 7: what the applicant receives."""

import pytest

from pamong.standard.chapters.product import products
from tests.clauses.shipped import shipped


@pytest.mark.clause("ktp", "7.1")
def test_the_applicant_receives_one_thing_the_card() -> None:
    assert [(product.id, product.clause) for product in products(shipped("ktp"))] == [("ktp", "7.1")]


@pytest.mark.clause("ktp", "7.1")
def test_dispenduk_prints_the_card() -> None:
    assert products(shipped("ktp"))[0].printed_by == "dispenduk"


@pytest.mark.clause("ktp", "7.1")
def test_the_text_names_neither_a_signer_nor_a_validity() -> None:
    card = products(shipped("ktp"))[0]
    assert (card.signed_by, card.validity) == (None, None)
