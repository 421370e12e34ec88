import pytest

from pamong.residents.regions import region_known


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("350801", True),
        ("350807", True),
        ("350817", True),
        ("350821", True),
        ("350800", False),
        ("350822", False),
        ("110101", True),
        ("317101", True),
        ("000101", False),
        ("999999", False),
        ("930101", True),
        ("967101", True),
        ("970101", False),
        (None, False),
    ],
)
def test_a_region_code_that_is_or_was_is_known(code: str | None, known: bool) -> None:
    assert region_known(code) is known


def test_all_twenty_one_kecamatan_of_lumajang_are_known_and_no_other() -> None:
    assert sum(region_known(f"3508{number:02}") for number in range(100)) == 21


def test_the_table_names_its_source_and_licence() -> None:
    from pamong.residents import regions

    head = regions._TABLE.read_text().partition("1101")[0]
    assert "nik-parser 1.0.1" in head
    assert "MIT" in head
    assert "Permission is hereby granted" in (regions._TABLE.parent / "LICENSE-regions").read_text()
