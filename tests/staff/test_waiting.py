"""Wrong answers slow a guesser down; they never lock out who knows the password at the usual device."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client

from pamong.ledger import clock
from pamong.ledger.rules import Refused
from pamong.staff import actions
from pamong.staff.actions.attempts import Source
from pamong.staff.models import Seat, SignInFailures
from pamong.staff.rules.signing import FREE_PER_ACCOUNT, FREE_PER_SOURCE
from tests.staff.people import PASSWORD, hire, sign_in, try_to_sign_in

OFFICE = "10.0.0.7"
ELSEWHERE = "203.0.113.9"


def guess(username: str, times: int, *, address: str = ELSEWHERE) -> list[str]:
    """The refusals' codes of so many wrong answers from one address."""
    return [try_password(username, f"salah {number}", address) for number in range(times)]


def try_password(username: str, password: str, address: str) -> str:
    try:
        actions.check_password(username=username, password=password, source=Source(address))
    except Refused as refused:
        return refused.refusal.code
    return "in"


@pytest.mark.usefixtures("kantor")
class TestWaiting:
    def test_after_five_wrong_answers_the_sixth_is_not_looked_at(self) -> None:
        hire("siti", "loket")
        assert guess("siti", 7) == ["wrong"] * FREE_PER_ACCOUNT + ["wait"] * 2
        assert try_password("siti", PASSWORD, ELSEWHERE) == "wait"

    def test_waiting_out_the_delay_lets_the_right_password_in(self) -> None:
        hire("siti", "loket")
        guess("siti", 5)
        clock.travel(timedelta(seconds=30))
        assert try_password("siti", PASSWORD, ELSEWHERE) == "in"
        assert guess("siti", 5) == ["wrong"] * 5

    def test_answers_during_the_delay_do_not_make_it_longer(self) -> None:
        hire("siti", "loket")
        guess("siti", 50)
        clock.travel(timedelta(seconds=30))
        assert try_password("siti", PASSWORD, ELSEWHERE) == "in"

    def test_an_unknown_account_is_slowed_in_the_same_way(self) -> None:
        assert guess("tidakada", 7) == ["wrong"] * 5 + ["wait"] * 2

    def test_a_guesser_elsewhere_does_not_lock_out_the_owner(self, client: Client) -> None:
        siti = hire("siti", "loket")
        guess("siti", 500)
        sign_in(client, siti)

    def test_a_guesser_at_the_same_address_does_not_lock_out_a_known_device(self, client: Client) -> None:
        siti = hire("siti", "loket")
        sign_in(client, siti)
        client.post("/keluar")
        assert guess("siti", 60, address=OFFICE)[-1] == "wait"
        assert try_to_sign_in(client, "siti", address=OFFICE).status_code == 302

    def test_control_an_unknown_device_at_that_address_has_to_wait(self) -> None:
        hire("siti", "loket")
        guess("siti", 6, address=OFFICE)
        answer = try_to_sign_in(Client(), "siti", address=OFFICE)
        assert answer.status_code == 422
        assert "Coba lagi dalam 1 menit" in answer.content.decode()

    def test_a_forged_device_cookie_is_an_unknown_device(self, client: Client) -> None:
        siti = hire("siti", "loket")
        sign_in(client, siti)
        guess("siti", 6, address=OFFICE)
        forger = Client()
        forger.cookies["perangkat"] = f"{Seat.objects.get().device}:dibuat-sendiri"
        assert try_to_sign_in(forger, "siti", address=OFFICE).status_code == 422

    def test_a_known_device_has_a_budget_of_its_own_and_not_an_endless_one(self, client: Client) -> None:
        siti = hire("siti", "loket")
        sign_in(client, siti)
        pages = [try_to_sign_in(client, "siti", "salah").content.decode() for _ in range(6)]
        assert "tidak cocok" in pages[4]
        assert "Terlalu banyak percobaan" in pages[5]

    def test_a_device_known_for_one_account_is_a_stranger_to_another(self, client: Client) -> None:
        siti = hire("siti", "loket")
        hire("budi", "operator")
        sign_in(client, siti)
        guess("budi", 6, address=OFFICE)
        assert try_to_sign_in(client, "budi", address=OFFICE).status_code == 422

    def test_one_password_over_many_accounts_is_slowed_by_its_address(self) -> None:
        codes = [
            try_password(f"orang{number}", "musim2026semi", ELSEWHERE)
            for number in range(FREE_PER_SOURCE + 3)
        ]
        assert codes == ["wrong"] * FREE_PER_SOURCE + ["wait"] * 3

    def test_an_own_account_does_not_wash_an_address_clean(self) -> None:
        hire("siti", "loket")
        for number in range(FREE_PER_SOURCE):
            assert try_password(f"orang{number}", "musim2026semi", ELSEWHERE) == "wrong"
            if number < FREE_PER_SOURCE - 1:
                assert try_password("siti", PASSWORD, ELSEWHERE) == "in"
        assert try_password("siti", PASSWORD, ELSEWHERE) == "wait"

    def test_a_right_answer_forgets_the_wrong_ones_of_that_account(self) -> None:
        hire("siti", "loket")
        for _ in range(4):
            assert guess("siti", 4) == ["wrong"] * 4
            assert try_password("siti", PASSWORD, ELSEWHERE) == "in"

    def test_upper_case_and_blanks_are_the_same_account(self) -> None:
        hire("siti", "loket")
        guess("siti", 5)
        assert try_password(" SITI ", PASSWORD, ELSEWHERE) == "wait"

    def test_what_was_typed_and_from_where_is_kept_as_a_digest_only(self) -> None:
        guess("kata-sandi-di-kolom-salah", 1)
        kept = " ".join(f"{row.account} {row.source}" for row in SignInFailures.objects.all())
        assert "kata-sandi" not in kept
        assert ELSEWHERE not in kept

    def test_rows_of_yesterday_are_swept_away(self) -> None:
        guess("siti", 3)
        clock.travel(timedelta(hours=25))
        guess("budi", 1)
        assert SignInFailures.objects.count() == 2


def parallel_guesses(answer_one: object, count: int) -> list[str]:
    start = threading.Barrier(count)

    def run(number: int) -> str:
        start.wait()
        try:
            return answer_one(number)  # type: ignore[operator,no-any-return]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_sixteen_guesses_at_once_get_no_more_answers_than_one_after_the_other() -> None:
    codes = parallel_guesses(lambda number: try_password("siti", f"salah {number}", ELSEWHERE), 16)
    assert codes.count("wrong") == FREE_PER_ACCOUNT
    assert codes.count("wait") == 16 - FREE_PER_ACCOUNT


@pytest.mark.django_db(transaction=True)
def test_control_counting_after_the_look_lets_more_through() -> None:
    """The naive order: look at the count, check the password, then count. All see the count of the first."""
    seen = threading.Barrier(16)
    table: dict[str, int] = {"siti": 0}
    lock = threading.Lock()

    def naive(number: int) -> str:
        before = table["siti"]
        seen.wait()
        if before >= FREE_PER_ACCOUNT:
            return "wait"
        with lock:
            table["siti"] += 1
        return "wrong"

    assert connection is not None
    assert parallel_guesses(naive, 16).count("wrong") > FREE_PER_ACCOUNT
