"""KK, chapter 7: what the applicant receives."""

import pytest

from pamong.standard.chapters.product import products
from tests.clauses.shipped import shipped


@pytest.mark.clause("kk", "7.1")
def test_the_applicant_receives_one_thing_the_family_card() -> None:
    assert [(product.id, product.clause) for product in products(shipped("kk"))] == [("kk", "7.1")]


@pytest.mark.clause("kk", "7.1")
def test_the_kecamatan_prints_the_family_card() -> None:
    assert products(shipped("kk"))[0].printed_by == "operator"


@pytest.mark.clause("kk", "7.1")
def test_the_head_of_dispenduk_signs_the_family_card() -> None:
    assert products(shipped("kk"))[0].signed_by == "head_of_dispenduk"
