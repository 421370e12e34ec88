"""KK, chapter 1: the laws behind the service, each printed with its number, one of them delegating the power."""

import pytest

from tests.clauses.printing import instruments, paragraph


def cited() -> set[tuple[str, str]]:
    return {(row[0], row[1]) for row in instruments("kk").rows}


@pytest.mark.clause("kk", "1.1")
def test_1_1_is_cited_with_its_number() -> None:
    assert ("1.1", "Undang-Undang Nomor 32 Tahun 2004") in cited()


@pytest.mark.clause("kk", "1.2")
def test_1_2_is_cited_with_its_number() -> None:
    assert (
        "1.2",
        "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/20/M.PAN/04/2006",
    ) in cited()


@pytest.mark.clause("kk", "1.3")
def test_1_3_is_cited_with_its_number() -> None:
    assert ("1.3", "Keputusan Menteri Pendayagunaan Aparatur Negara Nomor 63/KEP/M.PAN/7/2003") in cited()


@pytest.mark.clause("kk", "1.4")
def test_1_4_is_cited_with_its_number() -> None:
    assert ("1.4", "Keputusan Menteri Pendayagunaan Aparatur Negara Nomor KEP/25/M.PAN/2/2004") in cited()


@pytest.mark.clause("kk", "1.5")
def test_1_5_is_cited_with_its_number() -> None:
    assert ("1.5", "Keputusan Menteri Pendayagunaan Aparatur Negara Nomor KEP/26/M.PAN/2/2004") in cited()


@pytest.mark.clause("kk", "1.6")
def test_1_6_is_cited_with_its_number() -> None:
    assert ("1.6", "Peraturan Menteri Dalam Negeri Nomor 24 Tahun 2006") in cited()


@pytest.mark.clause("kk", "1.7")
def test_1_7_is_cited_with_its_number() -> None:
    assert ("1.7", "Peraturan Menteri Dalam Negeri Nomor 4 Tahun 2010") in cited()


@pytest.mark.clause("kk", "1.8")
def test_1_8_is_cited_with_its_number() -> None:
    assert ("1.8", "Keputusan Menteri Dalam Negeri Nomor 138-270 Tahun 2010") in cited()


@pytest.mark.clause("kk", "1.9")
def test_1_9_is_cited_with_its_number() -> None:
    assert ("1.9", "Surat Edaran Menteri Dalam Negeri Nomor 318/312/PUM tanggal 28 Februari 2011") in cited()


@pytest.mark.clause("kk", "1.10")
def test_1_10_is_cited_with_its_number() -> None:
    assert ("1.10", "Peraturan Daerah Kabupaten Lumajang Nomor 4 Tahun 2008") in cited()


@pytest.mark.clause("kk", "1.11")
def test_1_11_is_cited_with_its_number() -> None:
    assert ("1.11", "Peraturan Daerah Kabupaten Lumajang Nomor 3 Tahun 2009") in cited()


@pytest.mark.clause("kk", "1.12")
def test_only_the_decree_of_the_bupati_delegates_the_power() -> None:
    marked = [row for row in instruments("kk").rows if row[3] == "melimpahkan wewenang"]
    assert marked == [
        (
            "1.12",
            "Keputusan Bupati Lumajang Nomor 188.45/8/427.12/2022",
            "kepbup-lumajang-188-45-8-2022",
            "melimpahkan wewenang",
        )
    ]
    assert "Pelimpahan Sebagian Kewenangan Bupati kepada Camat" in paragraph("kk", "1.12").text
