"""The start page of a post and the search box of every staff page."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from pamong.applications.codes import spaced
from pamong.desk import queries
from tests.applications.browsing import browser, text
from tests.applications.installation import (
    IN_FORCE,
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    changed,
    complete,
    give_back,
    install,
    kk,
    ktp,
    ktp_at,
    nik,
    resident,
    set_clock,
    take_in,
)

pytestmark = pytest.mark.usefixtures("counters")

START, SEARCH = "/meja", "/meja/cari"
BORN = date(1981, 4, 3)


def page(code: str) -> str:
    return reverse("applications:page", args=[code])


def test_the_start_page_shows_each_group_with_its_count() -> None:
    rows = [ktp("not_recorded"), ktp_at("submit"), ktp_at("hand-over"), ktp_at("back")]
    shown = text(browser().get(START))
    for heading in (
        "Dikerjakan di kantor (1)",
        "Dikembalikan, menunggu pemohon (1)",
        "Siap diambil (1)",
        "Di pihak lain (1)",
    ):
        assert heading in shown
    for row in rows:
        assert page(row.public_code) in shown


def test_the_start_page_counts_what_is_late_and_what_is_due_today() -> None:
    complete(kk("other"), "old-card")
    set_clock("2026-12-15 08:00")
    clerk = browser("loket", KK_OFFICE)
    today = text(clerk.get(START))
    set_clock("2026-12-16 08:00")
    late = text(browser("loket", KK_OFFICE).get(START))
    assert "Jatuh tempo hari ini" in today
    assert "Lewat waktu" in late


@pytest.mark.parametrize("post", ["loket", "operator", "kasi", "sekretaris", "camat", "information_officer"])
def test_every_post_has_a_start_page(post: str) -> None:
    ktp_at("send")
    give_back(ktp("not_recorded"))
    answer = browser(post).get(START)
    assert answer.status_code == 200
    assert (reverse("applications:start") in text(answer)) is (post in {"loket", "operator", "kasi"})


def test_an_office_sees_its_own_queue_only() -> None:
    row = ktp()
    assert page(row.public_code) not in text(browser("loket", KK_OFFICE).get(START))


def test_the_start_page_is_read_and_the_search_is_sent() -> None:
    clerk = browser()
    assert clerk.post(START).status_code == 405
    assert clerk.get(SEARCH).status_code == 405


@pytest.mark.parametrize(("address", "method"), [(START, "get"), (SEARCH, "post")])
def test_nobody_reads_without_signing_in(address: str, method: str) -> None:
    answer = getattr(Client(), method)(address)
    assert answer.status_code == 302
    assert reverse("staff:sign_in") in answer["Location"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_code_or_register_number_opens_its_application(language: str) -> None:
    row, clerk = ktp(), browser()
    for typed in (row.public_code, spaced(row.public_code).lower(), "1/2026", "ktp 1/2026"):
        answer = clerk.post(f"{language}{SEARCH}", {"q": typed})
        assert answer.status_code == 302
        assert answer["Location"] == f"{language}/loket/permohonan/{row.public_code}"


def test_the_same_register_number_in_two_books_lists_both() -> None:
    install(changed("kk", office=KTP_OFFICE), since=IN_FORCE)
    rows = [ktp(), take_in(resident(), "kk", answers={"reasons": ("other",)}, office=KTP_OFFICE)]
    shown = text(browser().post(SEARCH, {"q": "1/2026"}))
    for row in rows:
        assert page(row.public_code) in shown


def test_a_name_or_a_whole_number_lists_the_person_with_the_applications() -> None:
    person = resident(name="Elang Rekaan", born=BORN, number=nik(2718, BORN))
    row = take_in(person, answers={"recording": "not_recorded"})
    clerk = browser()
    for typed in ("elang", "Elang 1981", "elang 3-4-1981", nik(2718, BORN)):
        shown = text(clerk.post(SEARCH, {"q": typed}))
        assert "Elang Rekaan" in shown, typed
        assert page(row.public_code) in shown, typed


def test_a_number_that_was_searched_for_is_not_shown_again() -> None:
    number = nik(2719, BORN)
    shown = text(browser().post(SEARCH, {"q": f"{number[:6]} {number[6:12]} {number[12:]}"}))
    assert number not in shown.replace(" ", "")
    found = queries.search(actor=actor("loket"), text=number)
    assert (found.text, found.code, found.residents) == ("", None, ())
    assert queries.search(actor=actor("loket"), text="bukan siapa").text == "bukan siapa"


@pytest.mark.parametrize("typed", ["", "   ", "nobody at all", "99/2026", "00000-00000-000"])
def test_a_search_that_finds_nothing_says_so(typed: str) -> None:
    ktp()
    answer = browser().post(SEARCH, {"q": typed})
    assert answer.status_code == 200
    assert "/loket/permohonan/" not in text(answer).replace(reverse("applications:start"), "")


def test_another_offices_people_and_applications_are_not_found() -> None:
    person = resident(KK_OFFICE, name="Bayu Rekaan", born=BORN, number=nik(2720, BORN))
    row = take_in(person, "kk", answers={"reasons": ("other",)})
    for typed in ("bayu", nik(2720, BORN), row.public_code, "kk 1/2026"):
        found = queries.search(actor=actor("loket"), text=typed)
        assert (found.code, found.applications, found.residents) == (None, (), ()), typed
    assert queries.search(actor=actor("loket", KK_OFFICE), text=row.public_code).code == row.public_code
    assert isinstance(person.id, UUID)
