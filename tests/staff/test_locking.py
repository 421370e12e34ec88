"""A shared PC: it locks when left alone, and people change by PIN without losing what they had open."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pamong.ledger import clock
from pamong.ledger.queries import timeline
from pamong.ledger.rules import Subject
from pamong.staff import actions
from pamong.staff.models import Seat
from tests.staff.people import PASSWORD, PIN, Hired, hire, key, sign_in, try_to_sign_in

pytestmark = pytest.mark.usefixtures("kantor")

SECURITY = "/keamanan"


def opens(client: Client) -> bool:
    return client.get(SECURITY).status_code == 200


def who(client: Client) -> str:
    return str(client.session["_auth_user_id"])


def unlock(client: Client, answer: str, next_page: str = "") -> Any:
    return client.post("/kunci/buka", {"answer": answer, "next": next_page})


def change(client: Client, to: Hired, pin: str = PIN, next_page: str = "") -> Any:
    seat = Seat.objects.get(person=to.person_id)
    return client.post("/kunci/ganti", {"seat": str(seat.pk), "pin": pin, "next": next_page})


@pytest.fixture
def siti() -> Hired:
    return hire("siti", "loket", pin=True)


@pytest.fixture
def budi() -> Hired:
    return hire("budi", "operator", pin=True)


@pytest.fixture
def shared(client: Client, siti: Hired, budi: Hired) -> Client:
    """One browser where Budi signed in first and Siti after him; Siti sits there now."""
    sign_in(client, budi)
    sign_in(client, siti)
    return client


class TestIdle:
    def test_three_minutes_without_a_hand_lock_the_page(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        clock.travel(timedelta(minutes=2, seconds=59))
        assert opens(client)
        clock.travel(timedelta(minutes=3))
        answer = client.get(SECURITY)
        assert answer["Location"] == "/kunci?next=%2Fkeamanan"

    def test_working_keeps_it_open(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        for _ in range(10):
            clock.travel(timedelta(minutes=2))
            assert opens(client)

    def test_a_page_that_asks_by_itself_does_not_count_as_a_hand(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        for _ in range(2):
            clock.travel(timedelta(minutes=1, seconds=20))
            assert client.get(SECURITY, headers={"X-Background": "1"}).status_code == 200
        clock.travel(timedelta(minutes=1))
        assert not opens(client)

    def test_the_minutes_are_a_setting(self, client: Client, siti: Hired, settings: Any) -> None:
        settings.STAFF_IDLE_SECONDS = 60
        sign_in(client, siti)
        clock.travel(timedelta(seconds=61))
        assert not opens(client)

    def test_the_lock_key_locks_at_once_and_stays_locked(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        answer = client.post("/kunci", headers={"Referer": "http://testserver/keamanan?baris=3"})
        assert answer["Location"] == "/kunci?next=%2Fkeamanan%3Fbaris%3D3"
        assert not opens(client)
        assert not opens(client)

    def test_a_form_sent_from_a_locked_page_is_not_carried_out_and_leads_back_to_it(
        self, client: Client, siti: Hired
    ) -> None:
        sign_in(client, siti)
        clock.travel(timedelta(minutes=4))
        new = "lima sungai dua jembatan"
        answer = client.post(
            "/keamanan/kata-sandi",
            {"current": PASSWORD, "password": new, "again": new, "key": key()},
            headers={"Referer": "http://testserver/keamanan/kata-sandi"},
        )
        assert answer["Location"] == "/kunci?next=%2Fkeamanan%2Fkata-sandi"
        assert try_to_sign_in(Client(), "siti", PASSWORD).status_code == 302

    def test_a_referer_from_elsewhere_is_no_way_back(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        answer = client.post("/kunci", headers={"Referer": "https://tetangga.example/x"})
        assert answer["Location"] == "/kunci"

    def test_a_part_of_a_page_leads_the_whole_page_to_the_lock(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        clock.travel(timedelta(minutes=4))
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/keamanan"}
        answer = client.get("/keamanan/pin", headers=headers)
        assert answer["HX-Redirect"] == "/kunci?next=%2Fkeamanan"

    def test_the_lock_page_shows_nobody_s_work(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        client.post("/kunci")
        page = client.get("/kunci").content.decode()
        assert "Dikunci untuk Siti" in page
        assert "Petugas loket" not in page

    def test_signing_out_from_the_lock_page_is_written_down_too(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        client.post("/kunci")
        client.post("/keluar")
        assert timeline(Subject("person", str(siti.person_id)))[-1].verb == "sign_out"
        assert client.get(SECURITY)["Location"].startswith("/masuk")

    def test_an_open_page_has_no_lock_page(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        assert client.get("/kunci?next=/keamanan")["Location"] == SECURITY

    def test_nobody_at_a_new_device_is_led_to_sign_in(self, client: Client) -> None:
        assert client.get("/kunci")["Location"] == "/masuk"
        assert client.post("/kunci/buka", {"answer": PIN})["Location"] == "/masuk"


class TestUnlocking:
    @pytest.mark.parametrize("answer", [PIN, PASSWORD])
    def test_pin_or_password_opens_and_returns_to_the_page(
        self, client: Client, siti: Hired, answer: str
    ) -> None:
        sign_in(client, siti)
        client.post("/kunci")
        before = client.session.session_key
        assert unlock(client, answer, "/keamanan?baris=3")["Location"] == "/keamanan?baris=3"
        assert opens(client)
        assert client.session.session_key != before

    @pytest.mark.parametrize("answer", ["471921", "bukan kata sandinya", ""])
    def test_a_wrong_answer_leaves_it_locked(self, client: Client, siti: Hired, answer: str) -> None:
        sign_in(client, siti)
        client.post("/kunci")
        assert unlock(client, answer).status_code == 422
        assert not opens(client)

    def test_after_three_wrong_pins_only_the_password_opens(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        client.post("/kunci")
        for _ in range(3):
            unlock(client, "111222")
        page = unlock(client, PIN)
        assert page.status_code == 422
        assert "Masukkan kata sandi" in page.content.decode()
        assert unlock(client, PASSWORD).status_code == 302
        client.post("/kunci")
        assert unlock(client, PIN).status_code == 302

    def test_a_right_pin_forgets_the_wrong_ones(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        for _ in range(3):
            client.post("/kunci")
            unlock(client, "111222")
            unlock(client, "111222")
            assert unlock(client, PIN).status_code == 302

    def test_the_pin_does_not_open_what_the_password_opened_yesterday(
        self, client: Client, siti: Hired
    ) -> None:
        sign_in(client, siti)
        clock.travel(timedelta(hours=10))
        assert not opens(client)
        assert unlock(client, PIN).status_code == 422
        assert unlock(client, PASSWORD).status_code == 302
        assert opens(client)

    def test_even_an_unbroken_day_ends(self, client: Client, siti: Hired, settings: Any) -> None:
        settings.STAFF_IDLE_SECONDS = 2 * 60 * 60
        sign_in(client, siti)
        for _ in range(9):
            clock.travel(timedelta(hours=1))
            assert opens(client)
        clock.travel(timedelta(hours=1))
        assert not opens(client)

    def test_the_pin_is_worth_nothing_at_another_device(self, siti: Hired, client: Client) -> None:
        sign_in(client, siti)
        stranger = Client()
        assert change(stranger, siti).status_code == 422
        assert not opens(stranger)


class TestChangingPerson:
    def test_budi_takes_over_by_pin_and_finds_his_page(
        self, shared: Client, siti: Hired, budi: Hired
    ) -> None:
        assert who(shared) == str(siti.person_id)
        answer = change(shared, budi, next_page="/keamanan/pin")
        assert answer.status_code == 302
        assert who(shared) == str(budi.person_id)
        assert opens(shared)
        back = change(shared, siti, next_page="/keamanan")
        assert back["Location"] == "/keamanan/pin"
        assert change(shared, budi)["Location"] == "/keamanan"

    def test_each_keeps_the_post_that_was_chosen(self, shared: Client, siti: Hired, budi: Hired) -> None:
        change(shared, budi)
        entry = timeline(Subject("person", str(budi.person_id)))[-1]
        assert (entry.verb, entry.actor_post, entry.payload) == ("sign_in", "operator", {"means": "pin"})

    def test_a_form_left_open_by_one_cannot_be_sent_as_the_other(self, siti: Hired, budi: Hired) -> None:
        """The browser still shows Siti's form when Budi takes over in another window."""
        browser = Client(enforce_csrf_checks=True)

        def send(path: str, page: str, **fields: str) -> int:
            token = _token(browser.get(page).content.decode())
            return browser.post(path, fields | {"csrfmiddlewaretoken": token}).status_code

        assert send("/masuk", "/masuk", username="budi", password=PASSWORD) == 302
        assert send("/kunci", SECURITY) == 302
        assert send("/masuk", "/masuk", username="siti", password=PASSWORD) == 302
        left_open = _token(browser.get("/keamanan/pin").content.decode())
        assert send("/kunci", SECURITY) == 302
        seat = Seat.objects.get(person=budi.person_id)
        assert send("/kunci/ganti", "/kunci", seat=str(seat.pk), pin=PIN) == 302
        assert who(browser) == str(budi.person_id)
        form = {"password": PASSWORD, "pin": "837261", "again": "837261", "key": key()}
        assert browser.post("/keamanan/pin", form | {"csrfmiddlewaretoken": left_open}).status_code == 403
        assert send("/keamanan/pin", "/keamanan/pin", **form) == 302

    def test_a_wrong_pin_changes_nothing(self, shared: Client, siti: Hired, budi: Hired) -> None:
        page = change(shared, budi, "111222")
        assert page.status_code == 422
        assert "PIN tidak cocok" in page.content.decode()
        assert who(shared) == str(siti.person_id)

    def test_the_lock_page_offers_who_signed_in_here_today(self, shared: Client) -> None:
        shared.post("/kunci")
        assert "PIN Budi" in shared.get("/kunci").content.decode()
        clock.travel(timedelta(hours=11))
        assert "PIN Budi" not in shared.get("/kunci").content.decode()

    def test_who_signed_out_comes_back_with_the_password_only(
        self, shared: Client, siti: Hired, budi: Hired
    ) -> None:
        shared.post("/keluar")
        assert change(shared, siti).status_code == 422
        assert "Kembali dengan PIN" in shared.get("/masuk").content.decode()
        assert "PIN Budi" in shared.get("/kunci").content.decode()
        assert change(shared, budi).status_code == 302
        assert opens(shared)

    def test_a_waiting_session_is_locked(self, client: Client, siti: Hired, budi: Hired) -> None:
        sign_in(client, budi)
        copied = Client()
        copied.cookies["sesi"] = client.cookies["sesi"].value
        sign_in(client, siti)
        assert copied.get(SECURITY)["Location"].startswith("/kunci")

    def test_a_new_password_ends_the_waiting_session_too(
        self, shared: Client, siti: Hired, budi: Hired
    ) -> None:
        tono = hire("tono", "it")
        actions.set_password(
            actor=tono.actor, person_id=budi.person_id, password="kata sandi pertama baru", key=key()
        )
        assert not Seat.objects.filter(person=budi.person_id).exists()
        shared.post("/kunci")
        assert "PIN Budi" not in shared.get("/kunci").content.decode()

    def test_who_has_no_device_cookie_leaves_no_session_behind(
        self, client: Client, siti: Hired, budi: Hired
    ) -> None:
        sign_in(client, budi)
        old = client.session.session_key
        del client.cookies["perangkat"]
        sign_in(client, siti)
        assert not client.session.exists(str(old))

    def test_the_pin_page_asks_for_the_password_and_a_good_pin(self, client: Client, siti: Hired) -> None:
        sign_in(client, siti)
        for wrong, expected in (
            ({"password": "salah", "pin": "837261", "again": "837261"}, "tidak cocok"),
            ({"password": PASSWORD, "pin": "123456", "again": "123456"}, "mudah ditebak"),
            ({"password": PASSWORD, "pin": PIN, "again": PIN}, "sama dengan yang lama"),
            ({"password": PASSWORD, "pin": "837261", "again": "837262"}, "tidak sama"),
        ):
            page = client.post("/keamanan/pin", wrong | {"key": key()})
            assert page.status_code == 422
            assert expected in page.content.decode()
            assert "837261" not in page.content.decode()
        right = {"password": PASSWORD, "pin": "837261", "again": "837261", "key": key()}
        assert client.post("/keamanan/pin", right)["Location"] == reverse("staff:security")
        client.post("/kunci")
        assert unlock(client, "837261").status_code == 302


def _token(page: str) -> str:
    return page.split('name="csrfmiddlewaretoken" value="')[1].split('"', maxsplit=1)[0]
