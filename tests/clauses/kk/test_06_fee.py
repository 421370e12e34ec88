"""KK, chapter 6: what it costs."""

import pytest

from pamong.standard.chapters.fee import fee
from tests.clauses.shipped import shipped


@pytest.mark.clause("kk", "6.1")
def test_the_service_is_free() -> None:
    charged = fee(shipped("kk"))
    assert (charged.kind, charged.amount, charged.clause) == ("free", None, "6.1")
