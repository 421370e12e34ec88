"""Who guesses at codes learns nothing from an answer, and is soon not answered; nobody's address is kept."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from pamong.applications import codes
from pamong.applications.codes import ALPHABET
from pamong.ledger import clock
from pamong.noticeboard import rules
from pamong.noticeboard.models import UnknownCodes
from tests.applications.installation import ktp, set_clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_offices")]

HERE, THERE = "203.0.113.7", "203.0.113.8"
LIMIT = 20


def ask(code: str, address: str = HERE, language: str = "") -> HttpResponse:
    with override("id"):
        path = language + reverse("noticeboard:status", args=[code])
    return Client().get(path, REMOTE_ADDR=address)  # type: ignore[return-value]


def guess(times: int, address: str = HERE) -> list[int]:
    return [ask(codes.new_code(), address).status_code for _ in range(times)]


def mistyped(code: str) -> str:
    return code[:-1] + next(letter for letter in ALPHABET if letter != code[-1])


@pytest.mark.parametrize("language", ["", "/en"])
def test_mistyped_misshapen_and_unknown_codes_are_answered_alike_to_the_byte(language: str) -> None:
    real = ktp().public_code
    tried = [codes.new_code(), codes.new_code(), mistyped(real), "x1x", "a" * 300, "3508991705900001"]
    answers = [ask(code, language=language) for code in tried]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.items())) for answer in answers}) == 1
    assert ask(real).status_code == 200, "control: the right code is answered otherwise"


def test_after_twenty_unknown_codes_an_hour_a_source_waits_for_the_next() -> None:
    real = ktp().public_code
    set_clock("2026-12-14 08:20")
    assert guess(LIMIT) == [404] * LIMIT
    for code in (codes.new_code(), real):
        answer = ask(code)
        assert answer.status_code == 429
        assert answer["Retry-After"] == str(40 * 60)
        assert "pukul 09.00 WIB" in answer.content.decode()
        assert "tanyakan di loket" in answer.content.decode()
        assert real not in answer.content.decode()
        assert not answer.cookies
    assert ask(real, THERE).status_code == 200, "another source is not made to wait"
    clock.travel(timedelta(minutes=39))
    assert ask(real).status_code == 429
    clock.travel(timedelta(minutes=1))
    assert ask(real).status_code == 200
    assert guess(LIMIT + 1) == [404] * LIMIT + [429]


def test_control_without_the_limit_the_guessing_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "UNKNOWN_CODES_AN_HOUR", 10**6)
    assert guess(LIMIT + 5) == [404] * (LIMIT + 5)


def test_a_slip_in_typing_is_never_counted_nor_looked_up(django_assert_num_queries: object) -> None:
    real = ktp().public_code
    slip = mistyped(real)
    assert ask(slip).status_code == 404
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django gives a context manager
        for _ in range(LIMIT * 3):
            assert ask(slip).status_code == 404
    assert not UnknownCodes.objects.exists()
    assert ask(real).status_code == 200


def test_right_codes_are_never_counted() -> None:
    real = ktp().public_code
    assert {ask(real).status_code for _ in range(LIMIT * 2)} == {200}
    assert not UnknownCodes.objects.exists()


def test_what_is_kept_names_no_address_and_joins_no_two_hours() -> None:
    guess(2)
    first = UnknownCodes.objects.get()
    assert first.count == 2
    assert HERE not in first.source
    clock.travel(timedelta(hours=1))
    guess(1)
    assert UnknownCodes.objects.get().source != first.source, "the hour before is forgotten"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("", "unix:", False),
    ],
)
def test_a_source_is_what_one_connection_can_change_at_will(one: str, other: str, same: bool) -> None:
    assert (rules.source_of(one) == rules.source_of(other)) is same


@pytest.mark.parametrize(
    ("at", "left"),
    [("08:00:00", 3600), ("08:20:00", 2400), ("08:59:59.9", 1), ("08:59:59.000001", 1)],
)
def test_the_wait_ends_with_the_hour(at: str, left: int) -> None:
    set_clock(f"2026-12-14 {at}")
    assert rules.seconds_to_next_hour(clock.now()) == left
