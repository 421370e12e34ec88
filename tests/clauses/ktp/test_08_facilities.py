"""KTP, chapter 8: what must stand in the office. One test, one row of the list.

The quantity stands here as it is printed; one piece fewer, or one that is out of use, breaks the promise.
"""

import pytest

from tests.clauses.equipment import broken_promises
from tests.clauses.shipped import shipped


@pytest.mark.clause("ktp", "8.1")
def test_one_computer_stands_in_the_office_and_works() -> None:
    assert broken_promises(shipped("ktp"), "8.1", "komputer", "Komputer", 1, "buah") == []


@pytest.mark.clause("ktp", "8.2")
def test_one_iris_scanner_stands_in_the_office_and_works() -> None:
    assert broken_promises(shipped("ktp"), "8.2", "pemindai_mata", "Alat pemindai mata", 1, "buah") == []


@pytest.mark.clause("ktp", "8.3")
def test_one_camera_stands_in_the_office_and_works() -> None:
    assert broken_promises(shipped("ktp"), "8.3", "kamera", "Kamera", 1, "buah") == []


@pytest.mark.clause("ktp", "8.4")
def test_one_fingerprint_reader_stands_in_the_office_and_works() -> None:
    assert broken_promises(shipped("ktp"), "8.4", "sidik_jari", "Alat sidik jari", 1, "buah") == []


@pytest.mark.clause("ktp", "8.5")
def test_one_signature_pad_stands_in_the_office_and_works() -> None:
    assert (
        broken_promises(
            shipped("ktp"), "8.5", "tandatangan_elektronik", "Alat tanda tangan elektronik", 1, "buah"
        )
        == []
    )


@pytest.mark.clause("ktp", "8.6")
def test_one_register_book_stands_in_the_office_and_works() -> None:
    assert broken_promises(shipped("ktp"), "8.6", "buku_register", "Buku register", 1, "buku") == []


@pytest.mark.clause("ktp", "8.7")
def test_three_tables_stand_in_the_office_and_work() -> None:
    assert broken_promises(shipped("ktp"), "8.7", "meja", "Meja", 3, "buah") == []


@pytest.mark.clause("ktp", "8.8")
def test_three_chairs_stand_in_the_office_and_work() -> None:
    assert broken_promises(shipped("ktp"), "8.8", "kursi", "Kursi", 3, "buah") == []


@pytest.mark.clause("ktp", "8.6")
def test_the_book_is_the_register_that_the_program_keeps() -> None:
    assert shipped("ktp").clause("8.6").clause.facility.book == "register"  # type: ignore[union-attr]
