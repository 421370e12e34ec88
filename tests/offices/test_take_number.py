"""Register numbers run 1, 2, 3 … per office, book and year, whatever fails and whoever comes at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connection, connections

from pamong.ledger.actions import writing
from pamong.offices.actions import take_number
from pamong.offices.models import Office, RegisterCounter

CLERKS, EACH = 4, 8


class ActFailedError(Exception):
    pass


@pytest.fixture
def office(transactional_db: None) -> Iterator[str]:
    for code in ("91.01", "91.02"):
        Office.objects.create(code=code, kind="kecamatan", name=f"Kecamatan {code}")
    yield "91.01"
    connections.close_all()


def take(office: str, book: str = "ktp", year: int = 2026) -> int:
    with writing():
        return take_number(office=office, book=book, year=year)


def at_once(work: Callable[[int], list[int]]) -> list[int]:
    """Let all clerks work at the same time, each with a connection of its own."""

    def alone(clerk: int) -> list[int]:
        try:
            return work(clerk)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLERKS) as pool:
        return [number for numbers in pool.map(alone, range(CLERKS)) for number in numbers]


def test_every_office_book_and_year_counts_from_one(office: str) -> None:
    assert [take(office), take(office), take(office)] == [1, 2, 3]
    assert [take("91.02"), take(office, book="kk"), take(office, year=2027)] == [1, 1, 1]
    assert take(office) == 4


def take_and_fail(office: str) -> int:
    with writing():
        raise ActFailedError(take_number(office=office, book="ktp", year=2026))


def test_an_act_that_fails_gives_its_number_back(office: str) -> None:
    take(office)
    with pytest.raises(ActFailedError, match="2"):
        take_and_fail(office)
    assert take(office) == 2


def test_the_first_act_of_a_book_that_fails_gives_the_one_back(office: str) -> None:
    with pytest.raises(ActFailedError, match="1"):
        take_and_fail(office)
    assert take(office) == 1


def test_control_a_number_taken_before_the_act_leaves_a_gap(office: str) -> None:
    def number_first() -> None:
        number = take(office)
        with writing():
            raise ActFailedError(number)

    with pytest.raises(ActFailedError, match="1"):
        number_first()
    assert take(office) == 2  # and no act has the 1


def test_a_number_outside_a_transaction_is_refused(office: str) -> None:
    with pytest.raises(RuntimeError, match="inside the act"):
        take_number(office=office, book="ktp", year=2026)


def test_clerks_at_the_same_moment_get_every_number_once(office: str) -> None:
    taken = at_once(lambda clerk: [take(office) for _ in range(EACH)])
    assert sorted(taken) == list(range(1, CLERKS * EACH + 1))


def test_clerks_whose_every_second_act_fails_leave_no_gap(office: str) -> None:
    def work(clerk: int) -> list[int]:
        kept = []
        for turn in range(EACH):
            if turn % 2:
                with suppress(ActFailedError):
                    take_and_fail(office)
            else:
                kept.append(take(office))
        return kept

    assert sorted(at_once(work)) == list(range(1, CLERKS * EACH // 2 + 1))


def test_control_read_then_write_gives_one_number_to_all(office: str) -> None:
    together = Barrier(CLERKS)
    RegisterCounter.objects.create(office_id=office, book="ktp", year=2026, last=0)
    mine = RegisterCounter.objects.filter(office_id=office, book="ktp", year=2026)

    def work(clerk: int) -> list[int]:
        number = mine.get().last + 1
        together.wait(timeout=30)
        mine.update(last=number)
        return [number]

    assert at_once(work) == [1] * CLERKS
