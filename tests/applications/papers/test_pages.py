"""Papers through the door: buttons on the application page, files in the answer, and nobody's name in a file name."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pamong.applications.models import Application
from tests.applications.browsing import browser
from tests.applications.installation import KK_OFFICE, complete, give_back, key, kk, ktp
from tests.applications.papers.printing import said, text

pytestmark = pytest.mark.usefixtures("two_offices", "quick")


@pytest.fixture
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]


def send(client: Client, row: Application, paper: str = "receipt", key_: str = "") -> HttpResponse:
    address = reverse("applications:print_paper", args=[row.public_code, paper])
    answer = client.post(address, {"key": key_ or key()})
    assert isinstance(answer, HttpResponse)
    return answer


def body(client: Client, row: Application) -> str:
    return client.get(reverse("applications:page", args=[row.public_code])).content.decode()


BUTTON = re.compile(r'<button class="plain"(?: data-key="(\w+)")?>Cetak: ([^<]+?)(?: <|</)')


def test_the_page_offers_the_papers_of_the_moment_and_the_first_has_a_key() -> None:
    clerk, row = browser(), ktp()
    assert BUTTON.findall(body(clerk, row)) == [("F9", "Tanda terima"), ("", "Label map")]
    row = give_back(row)
    assert BUTTON.findall(body(clerk, row)) == [("F9", "Surat pengembalian"), ("", "Tanda terima")]


def test_a_post_that_prints_nothing_sees_no_button() -> None:
    assert BUTTON.findall(body(browser("sekretaris"), ktp())) == []


def test_a_print_answers_a_pdf_named_after_the_public_code() -> None:
    clerk, row = browser(), ktp()
    answer = send(clerk, row)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'inline; filename="receipt-{row.public_code}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert row.public_code in text(answer.content).replace("-", "")


def test_the_key_drawn_on_the_page_is_sent_with_it() -> None:
    clerk, row = browser(), ktp()
    keys = re.findall(r'cetak/receipt">.*?name="key" value="([^"]+)"', body(clerk, row), re.DOTALL)
    assert len(keys) == 1
    first = send(clerk, row, key_=keys[0]).content
    assert send(clerk, row, key_=keys[0]).content == first, "the same form sent again is the same print"
    assert "sudah 1 kali" in body(clerk, row)
    assert "CETAK ULANG (cetakan ke-2)" in text(send(clerk, row).content)


@pytest.mark.parametrize(
    ("paper", "sent", "status"),
    [
        ("refusal", {"key": "t-1"}, 409),
        ("receipt", {}, 422),
        ("diploma", {"key": "t-1"}, 404),
    ],
)
def test_a_paper_that_cannot_be_printed_prints_nothing(paper: str, sent: dict[str, str], status: int) -> None:
    row = ktp()
    address = reverse("applications:print_paper", args=[row.public_code, paper])
    answer = browser().post(address, sent)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")


def test_a_print_is_never_a_get_and_never_of_another_office() -> None:
    row = ktp()
    address = reverse("applications:print_paper", args=[row.public_code, "receipt"])
    assert browser().get(address).status_code == 405
    assert send(browser(office=KK_OFFICE), row).status_code == 404
    assert Client().post(address, {"key": key()}).status_code == 302


def test_papers_are_the_same_whatever_language_the_officer_reads() -> None:
    clerk, row = browser(), ktp()
    address = reverse("applications:print_paper", args=[row.public_code, "receipt"])
    answer = clerk.post(f"/en{address}", {"key": "t-en"})
    assert answer.content == send(clerk, row, key_="t-en").content
    assert f"/status/{row.public_code}" in text(answer.content)
    assert "/en/status" not in text(answer.content)


def month(client: Client, **changes: str) -> HttpResponse:
    sent = {"key": key(), "book": "ktp", "month": "2026-12", "export": "pdf", **changes}
    answer = client.post(reverse("applications:print_month"), sent)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("post", ["loket", "sekretaris", "camat"])
def test_the_books_are_open_to_those_who_keep_and_oversee_them(post: str) -> None:
    reader = browser(post)
    drawn = reader.get(reverse("applications:register")).content.decode()
    assert said(drawn, 'value="2026-12"', '<option value="ktp"', "Formulir kosong KTP") == []
    assert month(reader).status_code == 200


def test_the_books_are_closed_to_others() -> None:
    stranger = browser("information_officer")
    assert stranger.get(reverse("applications:register")).status_code == 403
    assert month(stranger).status_code == 403


@pytest.mark.parametrize(
    ("export", "kind", "shown"),
    [
        ("pdf", "application/pdf", "inline"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
        ("csv", "text/csv; charset=utf-8", "attachment"),
    ],
)
def test_a_month_of_the_book_comes_in_three_forms(export: str, kind: str, shown: str) -> None:
    row = complete(ktp())
    answer = month(browser(), export=export)
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'{shown}; filename="register-ktp-2026-12.{export}"'
    if export == "csv":
        assert row.public_code in answer.content.decode("utf-8-sig").replace("-", "")


@pytest.mark.parametrize(
    "changes", [{"month": "2026-13"}, {"month": "Desember"}, {"book": "kk"}, {"export": "docx"}, {"key": ""}]
)
def test_a_month_that_makes_no_sense_is_sent_back(changes: dict[str, str]) -> None:
    answer = month(browser(), **changes)
    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.content.decode()


def test_a_key_that_served_elsewhere_is_refused_on_the_page() -> None:
    clerk, row = browser(), ktp()
    send(clerk, row, key_="t-elsewhere")
    answer = month(clerk, key="t-elsewhere")
    assert answer.status_code == 409
    assert "sudah dipakai untuk tindakan lain" in answer.content.decode()


def test_the_blank_form_of_the_standard_in_force_lies_ready() -> None:
    clerk = browser(office=KK_OFFICE)
    kk("other")
    answer = clerk.get(reverse("applications:blank_form", args=["kk"]))
    assert answer["Content-Disposition"] == 'inline; filename="formulir-kk.pdf"'
    assert "FORMULIR PERMOHONAN" in text(answer.content)
    assert clerk.get(reverse("applications:blank_form", args=["ktp"])).status_code == 404
    assert Client().get(reverse("applications:blank_form", args=["kk"])).status_code == 302
