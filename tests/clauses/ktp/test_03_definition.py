"""KTP, chapter 3: what the word means."""

import pytest

from pamong.standard.chapters.definitions import definitions
from tests.clauses.printing import paragraph
from tests.clauses.shipped import shipped


@pytest.mark.clause("ktp", "3.1")
def test_the_word_is_explained_in_the_printed_text() -> None:
    assert [placed.value.term for placed in definitions(shipped("ktp"))] == ["KTP (Kartu Tanda Penduduk)"]
    text = paragraph("ktp", "3.1").text
    assert text.startswith(
        "KTP (Kartu Tanda Penduduk): layanan Kantor Kecamatan Yosowilangun bagi masyarakat"
    )
    assert "bukti resmi jati diri penduduk yang sah di seluruh Indonesia" in text
