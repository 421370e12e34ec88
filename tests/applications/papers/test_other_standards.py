"""Papers of standards that say other things than the two shipped ones: a fee, no product, no short name, yes or no."""

import json
from typing import Any

import pytest
from django.utils.translation import override

from pamong.applications.paper import blank, parts
from pamong.standard.document import Standard
from pamong.standard.facts import asked
from tests.clauses.shipped import shipped


def other(*, fee: dict[str, Any] | None = None, product: bool = True, **top: Any) -> Standard:
    """The KTP standard with another fee (None: it says nothing about fees), or without its product."""
    data = json.loads(shipped("ktp").canonical()) | top
    for section in data["sections"]:
        for clause in section.get("clauses", ()):
            if clause.pop("fee", None) and fee:
                clause["fee"] = fee
            if not product:
                clause.pop("product", None)
    return Standard.from_canonical(json.dumps(data))


@pytest.mark.parametrize(
    ("fee", "line", "english"),
    [
        (
            {"kind": "free"},
            "GRATIS – tidak dipungut biaya (butir 6.1)",
            "FREE – no fee is charged (clause 6.1)",
        ),
        ({"kind": "fixed", "amount": 30000}, "Biaya: Rp 30.000 (butir 6.1)", "Fee: Rp 30,000 (clause 6.1)"),
        (None, "Biaya: tidak disebut dalam standar", "Fee: not stated in the standard"),
    ],
)
def test_a_paper_says_free_only_where_the_standard_says_free(
    fee: dict[str, Any] | None, line: str, english: str
) -> None:
    assert parts.fee_line(other(fee=fee)) == {"id": line, "en": english}


def test_a_standard_without_product_or_short_name_still_has_its_papers() -> None:
    standard = other(product=False, name=None)
    assert parts.product_line(standard) == {"id": "", "en": ""}
    assert parts.service_name(standard)["id"] == "Penerbitan KTP (Kartu Tanda Penduduk)"


@pytest.mark.parametrize(
    ("amount", "unit", "said", "english"),
    [
        (15, "minutes", "15 menit", "15 minutes"),
        (1, "hours", "1 jam", "1 hour"),
        (3, "days", "3 hari", "3 days"),
        (12, "working_days", "12 hari kerja", "12 working days"),
        (1, "working_days", "1 hari kerja", "1 working day"),
        (2, "weeks", "2 pekan", "2 weeks"),
        (1, "months", "1 bulan", "1 month"),
        (5, "years", "5 tahun", "5 years"),
    ],
)
def test_every_unit_of_a_time_limit_has_its_words(amount: int, unit: str, said: str, english: str) -> None:
    with override("id"):
        assert parts.amount_of_time(amount, unit) == said
    with override("en"):
        assert parts.amount_of_time(amount, unit) == english


def question(**fact: Any) -> dict[str, Any]:
    label = {"id": "Pernah kawin?", "en": "Ever married?"}
    standard = other(facts={"married": {"label": label, "ask": "applicant", **fact}}, sections=[])
    return blank._question(next(each for each in asked(standard) if each.name == "married"))


def test_a_question_for_yes_or_no_has_two_boxes_and_one_for_words_a_line() -> None:
    assert [choice["id"] for choice in question(kind="truth")["choices"]] == ["Ya", "Tidak"]
    assert question(kind="text")["choices"] == []
