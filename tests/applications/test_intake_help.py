"""What the intake page says before anything is sent: who is found while typing, and what is still open."""

from datetime import date

import pytest
from django.urls import reverse

from tests.applications.browsing import browser, text
from tests.applications.installation import KK_OFFICE, KTP_OFFICE, ktp, nik, resident

pytestmark = pytest.mark.usefixtures("counters")
TYPING = {"HX-Request": "true"}


def test_an_open_application_of_the_same_person_and_service_is_said_at_once() -> None:
    row, other = ktp(), resident()
    clerk = browser()
    shown = text(clerk.get(reverse("applications:take_in", args=["ktp", row.resident_id])))
    assert f"masih berjalan di Kecamatan Yosowilangun dengan nomor {row.number}/{row.year}" in shown
    assert reverse("applications:page", args=[row.public_code]) in shown
    assert "masih berjalan" not in text(clerk.get(reverse("applications:take_in", args=["ktp", other.id])))


def test_who_is_found_while_typing_does_not_take_the_cursor_away() -> None:
    resident(name="Elang Rekaan")
    clerk = browser()
    start = reverse("applications:start")
    typing, sent = (
        text(clerk.post(start, {"q": "elan"}, headers=TYPING)),
        text(clerk.post(start, {"q": "elan"})),
    )
    for shown in (typing, sent):
        assert "Elang Rekaan" in shown
        assert 'data-for="elan"' in shown
    assert "data-open autofocus" in sent
    assert "data-open autofocus" not in typing


def test_a_number_another_office_knows_is_looked_up_only_when_it_is_sent() -> None:
    born = date(1981, 4, 3)
    resident(KK_OFFICE, name="Bayu Rekaan", born=born, number=nik(2727, born))
    clerk = browser("loket", KTP_OFFICE)
    start, number = reverse("applications:start"), nik(2727, born)
    typing = text(clerk.post(start, {"q": number}, headers=TYPING))
    assert "Bayu Rekaan" not in typing
    assert number not in typing
    assert "Bayu Rekaan" in text(clerk.post(start, {"q": number}))
