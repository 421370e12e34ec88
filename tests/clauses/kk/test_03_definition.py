"""KK, chapter 3: what the word means."""

import pytest

from pamong.standard.chapters.definitions import definitions
from tests.clauses.printing import paragraph
from tests.clauses.shipped import shipped


@pytest.mark.clause("kk", "3.1")
def test_the_word_is_explained_in_the_printed_text() -> None:
    assert [placed.value.term for placed in definitions(shipped("kk"))] == ["KK (Kartu Keluarga)"]
    text = paragraph("kk", "3.1").text
    assert text.startswith("KK (Kartu Keluarga): layanan Kantor Kecamatan Jatiroto bagi masyarakat")
    assert "nama, susunan, dan hubungan keluarga" in text
