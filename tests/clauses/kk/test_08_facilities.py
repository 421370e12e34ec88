"""KK, chapter 8: what must stand in the office. One test, one row of the list.

The quantity stands here as it is printed; one piece fewer, or one that is out of use, breaks the promise.
"""

import pytest

from tests.clauses.equipment import broken_promises
from tests.clauses.shipped import shipped


@pytest.mark.clause("kk", "8.1")
def test_one_computer_stands_in_the_office_and_works() -> None:
    assert broken_promises(shipped("kk"), "8.1", "komputer", "Komputer", 1, "buah") == []


@pytest.mark.clause("kk", "8.2")
def test_one_printer_stands_in_the_office_and_works() -> None:
    assert broken_promises(shipped("kk"), "8.2", "printer", "Printer", 1, "buah") == []


@pytest.mark.clause("kk", "8.3")
def test_one_register_book_stands_in_the_office_and_works() -> None:
    assert broken_promises(shipped("kk"), "8.3", "buku_register", "Buku register", 1, "buku") == []


@pytest.mark.clause("kk", "8.4")
def test_three_tables_stand_in_the_office_and_work() -> None:
    assert broken_promises(shipped("kk"), "8.4", "meja", "Meja", 3, "buah") == []


@pytest.mark.clause("kk", "8.5")
def test_three_chairs_stand_in_the_office_and_work() -> None:
    assert broken_promises(shipped("kk"), "8.5", "kursi", "Kursi", 3, "buah") == []


@pytest.mark.clause("kk", "8.3")
def test_the_book_is_the_register_that_the_program_keeps() -> None:
    assert shipped("kk").clause("8.3").clause.facility.book == "register"  # type: ignore[union-attr]
