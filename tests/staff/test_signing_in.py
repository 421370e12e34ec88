"""Signing in and out through the pages."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from pamong.ledger import clock
from pamong.ledger.queries import timeline
from pamong.ledger.rules import Subject
from pamong.staff import actions
from pamong.staff.models import Appointment, Person
from pamong.staff.rules import INSTALLER
from pamong.staff.session import DEVICE_COOKIE
from tests.staff.people import JATIROTO, PASSWORD, TODAY, Hired, appoint, hire, key, sign_in, try_to_sign_in

pytestmark = pytest.mark.usefixtures("kantor")

SECURITY = "/keamanan"
START = "/petugas"


def verbs(hired: Hired) -> list[str]:
    return [entry.verb for entry in timeline(Subject("person", str(hired.person_id)))]


def opens(client: Client) -> bool:
    """Whether this browser gets past the door of a staff page."""
    return client.get(SECURITY).status_code == 200


def test_password_and_post_open_the_door_and_are_written_down(client: Client) -> None:
    siti = hire("siti", "loket")
    assert not opens(client)
    sign_in(client, siti)
    assert opens(client)
    entry = timeline(Subject("person", str(siti.person_id)))[-1]
    assert (entry.verb, entry.actor_post, entry.office) == ("sign_in", "loket", siti.actor.office)
    assert entry.payload == {"means": "password"}


def test_the_door_leads_to_sign_in_and_back(client: Client) -> None:
    hire("siti", "loket")
    answer = client.get(f"{SECURITY}?a=b")
    assert answer.status_code == 302
    assert answer["Location"] == "/masuk?next=%2Fkeamanan%3Fa%3Db"
    assert 'value="/keamanan?a=b"' in client.get(answer["Location"]).content.decode()
    assert try_to_sign_in(client, "siti", next_page="/keamanan?a=b")["Location"] == "/keamanan?a=b"


@pytest.mark.parametrize("page", ["https://tetangga.example/", "//tetangga.example", "javascript:alert(1)"])
def test_sign_in_forwards_to_this_site_only(client: Client, page: str) -> None:
    hire("siti", "loket")
    assert try_to_sign_in(client, "siti", next_page=page)["Location"].startswith("/")
    assert "tetangga" not in try_to_sign_in(Client(), "siti", next_page=page)["Location"]


def test_unknown_wrong_and_gone_are_answered_with_the_same_bytes(client: Client) -> None:
    hire("siti", "loket")
    gone = hire("joko", "loket")
    Person.objects.filter(pk=gone.person_id).update(is_active=False)

    def body(username: str, password: str) -> str:
        answer = try_to_sign_in(Client(), username, password)
        assert answer.status_code == 422
        return _without_tokens(answer.content.decode()).replace(username, "NAMA")

    wrong = body("siti", "bukan kata sandinya")
    assert wrong == body("tidakada", "bukan kata sandinya") == body("joko", PASSWORD)
    assert "Nama masuk atau kata sandi tidak cocok." in wrong


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_a_password_never_comes_back_in_a_page(client: Client) -> None:
    assert "rahasia sekali ini" not in try_to_sign_in(client, "siti", "rahasia sekali ini").content.decode()


def test_somebody_with_two_posts_chooses(client: Client) -> None:
    siti = hire("siti", "loket")
    second = appoint(siti.person_id, "operator")
    answer = try_to_sign_in(client, "siti", next_page=SECURITY)
    assert answer["Location"] == "/jabatan?next=%2Fkeamanan"
    assert not opens(client)
    page = client.get(answer["Location"]).content.decode()
    assert "Petugas loket" in page
    assert "Operator" in page
    taken = client.post("/jabatan", {"appointment": str(second.pk), "next": SECURITY})
    assert taken["Location"] == SECURITY
    assert opens(client)
    assert timeline(Subject("person", str(siti.person_id)))[-1].actor_post == "operator"


def test_nobody_takes_a_post_of_somebody_else(client: Client) -> None:
    siti, budi = hire("siti", "loket"), hire("budi", "operator")
    sign_in(client, siti)
    assert client.post("/jabatan", {"appointment": str(budi.appointment_id)}).status_code == 404
    session = client.session
    session["appointment"] = str(budi.appointment_id)
    session.save()
    assert not opens(client)


def test_who_has_no_post_today_learns_so(client: Client) -> None:
    person = actions.add_person(
        actor=INSTALLER, username="baru", full_name="Baru", password=PASSWORD, key=key()
    )
    appoint(person.pk, "loket", since=TODAY + timedelta(days=1))
    answer = try_to_sign_in(client, "baru")
    assert "tidak memegang jabatan" in client.get(answer["Location"]).content.decode()
    assert not opens(client)


def test_an_appointment_that_ended_is_felt_at_the_next_click(client: Client) -> None:
    siti = hire("siti", "loket")
    sign_in(client, siti)
    assert opens(client)
    Appointment.objects.filter(pk=siti.appointment_id).update(valid_until=TODAY - timedelta(days=1))
    assert client.get(SECURITY)["Location"].startswith("/jabatan")


def test_a_person_who_left_is_out_at_the_next_click(client: Client) -> None:
    siti = hire("siti", "loket")
    sign_in(client, siti)
    Person.objects.filter(pk=siti.person_id).update(is_active=False)
    assert client.get(SECURITY)["Location"].startswith("/masuk")


def test_an_appointment_begins_and_ends_with_the_day_of_its_own_office(client: Client) -> None:
    from pamong.offices.models import Office

    Office.objects.filter(pk=JATIROTO).update(zone="Asia/Jayapura")
    person = actions.add_person(
        actor=INSTALLER, username="siti", full_name="Siti", password=PASSWORD, key=key()
    )
    Person.objects.filter(pk=person.pk).update(must_change_password=False)
    tomorrow = TODAY + timedelta(days=1)
    appoint(person.pk, "loket", JATIROTO, since=tomorrow)
    appoint(person.pk, "operator", since=tomorrow)
    # 22.30 in Lumajang is half past midnight in Jayapura.
    clock.travel(timedelta(hours=14, minutes=30))
    try_to_sign_in(client, "siti")
    assert opens(client)
    assert timeline(Subject("person", str(person.pk)))[-1].office == JATIROTO


def test_sign_out_ends_the_session_in_every_process(client: Client) -> None:
    """Two browsers with one cookie stand for two processes: what counts is the row they share."""
    siti = hire("siti", "loket")
    sign_in(client, siti)
    other = Client()
    other.cookies["sesi"] = client.cookies["sesi"].value
    assert opens(other)
    row = client.session.session_key
    client.post("/keluar")
    assert not Session.objects.filter(pk=row).exists()
    assert not opens(other)
    assert verbs(siti)[-1] == "sign_out"


def test_control_a_forgotten_cookie_alone_does_not_end_the_session(client: Client) -> None:
    siti = hire("siti", "loket")
    sign_in(client, siti)
    other = Client()
    other.cookies["sesi"] = client.cookies["sesi"].value
    client.cookies.clear()
    assert not opens(client)
    assert opens(other)


def test_sign_out_is_a_form_never_a_link(client: Client) -> None:
    siti = hire("siti", "loket")
    sign_in(client, siti)
    assert client.get("/keluar").status_code == 405
    assert opens(client)


def test_sign_out_by_nobody_is_harmless(client: Client) -> None:
    assert client.post("/keluar")["Location"] == "/masuk"


def test_a_stranger_s_session_key_is_not_taken_over(client: Client) -> None:
    siti = hire("siti", "loket")
    client.cookies["sesi"] = "dipilihpenyerang0000000000000000"
    sign_in(client, siti)
    assert client.cookies["sesi"].value != "dipilihpenyerang0000000000000000"


def test_changing_the_password_ends_the_other_sessions_and_spares_this_one(client: Client) -> None:
    siti = hire("siti", "loket")
    other = Client()
    sign_in(client, siti)
    sign_in(other, siti)
    rows = Session.objects.count()
    new = "lima sungai dua jembatan"
    answer = client.post(
        "/keamanan/kata-sandi", {"current": PASSWORD, "password": new, "again": new, "key": key()}
    )
    assert answer.status_code == 302
    assert opens(client)
    assert Session.objects.count() == rows - 1
    assert not opens(other)
    assert try_to_sign_in(Client(), "siti", PASSWORD).status_code == 422
    assert try_to_sign_in(Client(), "siti", new).status_code == 302


def test_a_new_password_from_it_ends_every_session(client: Client) -> None:
    siti, tono = hire("siti", "loket"), hire("tono", "it")
    sign_in(client, siti)
    actions.set_password(
        actor=tono.actor, person_id=siti.person_id, password="kata sandi pertama baru", key=key()
    )
    assert not opens(client)


def test_a_first_password_is_changed_before_anything_else(client: Client) -> None:
    person = actions.add_person(
        actor=INSTALLER, username="baru", full_name="Baru", password=PASSWORD, key=key()
    )
    appoint(person.pk, "loket")
    try_to_sign_in(client, "baru")
    assert client.get(SECURITY)["Location"].startswith("/keamanan/kata-sandi")
    assert "dibuat oleh orang lain" in client.get("/keamanan/kata-sandi").content.decode()
    new = "lima sungai dua jembatan"
    for wrong, expected in (
        ({"current": "salah", "password": new, "again": new}, "tidak cocok"),
        ({"current": PASSWORD, "password": PASSWORD, "again": PASSWORD}, "sama dengan yang lama"),
        ({"current": PASSWORD, "password": "pendek", "again": "pendek"}, "12 huruf"),
        ({"current": PASSWORD, "password": new, "again": "lain lagi ini"}, "tidak sama"),
    ):
        page = client.post("/keamanan/kata-sandi", wrong | {"key": key()})
        assert page.status_code == 422
        assert expected in page.content.decode()
    client.post("/keamanan/kata-sandi", {"current": PASSWORD, "password": new, "again": new, "key": key()})
    assert opens(client)


def test_the_device_cookie_is_signed_hidden_from_scripts_and_says_no_name(client: Client) -> None:
    siti = hire("siti", "loket")
    sign_in(client, siti)
    cookie = client.cookies[DEVICE_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "siti" not in cookie.value
    assert str(siti.person_id) not in cookie.value


def test_staff_pages_are_kept_by_no_cache(client: Client) -> None:
    sign_in(client, hire("siti", "loket"))
    assert "no-store" in client.get(SECURITY)["Cache-Control"]
    assert "no-store" in client.get("/kunci")["Cache-Control"]


def test_who_is_signed_in_is_not_asked_again(client: Client) -> None:
    sign_in(client, hire("siti", "loket"))
    assert client.get("/masuk?next=/keamanan")["Location"] == SECURITY


def test_a_form_sent_twice_signs_in_twice_and_counts_no_failure(client: Client) -> None:
    siti = hire("siti", "loket")
    sign_in(client, siti)
    sign_in(client, siti)
    assert opens(client)
    assert verbs(siti).count("sign_in") == 2


class TestDemo:
    def test_outside_the_demo_office_there_is_no_sign_in_by_click(self, client: Client) -> None:
        siti = hire("siti", "loket")
        assert client.post("/masuk/demo", {"appointment": str(siti.appointment_id)}).status_code == 404
        assert not opens(client)
        assert str(siti.appointment_id) not in client.get("/masuk").content.decode()

    @override_settings(DEMO=True)
    def test_in_the_demo_office_one_click_signs_in_by_post(self, client: Client) -> None:
        kasi = hire("siti", "kasi")
        page = client.get("/masuk").content.decode()
        assert "Kasi Pelayanan Umum" in page
        assert "Siti" in page
        assert "Kecamatan Yosowilangun" in page
        client.post("/masuk/demo", {"appointment": str(kasi.appointment_id)})
        assert opens(client)
        assert timeline(Subject("person", str(kasi.person_id)))[-1].payload == {"means": "demo"}

    @override_settings(DEMO=True)
    def test_the_demo_knows_only_appointments_in_force(self, client: Client) -> None:
        siti = hire("siti", "loket")
        Appointment.objects.update(valid_until=TODAY - timedelta(days=1))
        assert client.post("/masuk/demo", {"appointment": str(siti.appointment_id)}).status_code == 404
        assert client.post("/masuk/demo", {"appointment": "bukan"}).status_code == 404

    @override_settings(DEMO=True)
    def test_the_demo_clock_may_jump_without_locking(self, client: Client) -> None:
        siti = hire("siti", "loket")
        client.post("/masuk/demo", {"appointment": str(siti.appointment_id)})
        clock.travel(timedelta(days=3))
        assert opens(client)
