"""Names and searches as tables. All names are invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamong.residents.rules import Search, name_key, parse_search

# (as written, as found)
NAMES = [
    ("Sutrisno Contoh", "SUTRISNO CONTOH"),
    ("  sutrisno   contoh ", "SUTRISNO CONTOH"),
    ("MOH. ALI", "MUHAMMAD ALI"),
    ("Muh Ali", "MUHAMMAD ALI"),
    ("M. Ali", "MUHAMMAD ALI"),
    ("M Ali", "MUHAMMAD ALI"),
    ("Mochamad Ali", "MUHAMMAD ALI"),
    ("Muhammad Ali", "MUHAMMAD ALI"),
    ("Ali M", "ALI M"),
    ("M", "M"),
    ("H. M. Ali", "MUHAMMAD ALI"),
    ("Hj. Siti Contoh", "SITI CONTOH"),
    ("Drs. H. Contoh, M.Si", "CONTOH"),
    ("Dr. Contoh Abadi, S.STP., MM", "CONTOH ABADI"),
    ("Contoh Abadi S.Pd", "CONTOH ABADI"),
    ("Contoh Abadi S.Pd M.Pd.", "CONTOH ABADI"),
    ("Contoh, SP", "CONTOH"),
    ("Haji", "HAJI"),
    ("H.", "H"),
    ("NASA'I", "NASAI"),
    ("Nasa’i", "NASAI"),
    ("José Contoh", "JOSE CONTOH"),
    ("Contoh-Contoh", "CONTOH CONTOH"),
    ("Contoh, Ali", "CONTOH ALI"),
    ("S.Pd", "S PD"),
    ("I Made Contoh", "I MADE CONTOH"),
    ("…", ""),
]
# (search line, what it asks for)
SEARCHES = [
    ("3508070101900001", Search(number="3508070101900001")),
    ("3508 0701 0190 0001", Search(number="3508070101900001")),
    ("35.08.07.010190.0001", Search(number="3508070101900001")),
    ("sutris", Search(words=("SUTRIS",))),
    ("moh ali", Search(words=("MUHAMMAD", "ALI"))),
    ("sutrisno 1984", Search(words=("SUTRISNO",), year=1984)),
    ("1984 sutrisno", Search(words=("SUTRISNO",), year=1984)),
    ("sutrisno 14-12-1984", Search(words=("SUTRISNO",), birth_date=date(1984, 12, 14))),
    ("sutrisno 14/12/1984", Search(words=("SUTRISNO",), birth_date=date(1984, 12, 14))),
    ("sutrisno 4 1 1984", Search(words=("SUTRISNO",), birth_date=date(1984, 1, 4))),
    ("sutrisno 31-02-1984", Search()),
    ("sutrisno 84", Search()),
    ("0001", Search()),
    ("350807010190000", Search()),
    ("35080701019000011", Search()),
    ("1984", Search(year=1984)),
    ("", Search()),
    ("?", Search()),
]


@pytest.mark.parametrize(("written", "found"), NAMES)
def test_two_ways_to_write_a_name_meet(written: str, found: str) -> None:
    assert name_key(written) == found


@given(st.text(max_size=40))
def test_a_name_key_is_its_own_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(alphabet="MOH. ﬃA", max_size=120))
def test_a_name_key_fits_its_column(name: str) -> None:
    assert len(name_key(name)) <= 160
    assert name_key(name) == name_key(name).strip()


def test_the_longest_key_is_cut() -> None:
    assert len(name_key("MOH " * 30)) == 160


@pytest.mark.parametrize(("line", "asked"), SEARCHES)
def test_a_search_line_asks_for_a_whole_number_or_a_name(line: str, asked: Search) -> None:
    assert parse_search(line) == asked
    assert asked.empty is (asked.number is None and not asked.words)
