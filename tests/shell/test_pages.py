"""Frames and error pages through Django's client: what they show, what they must not show, what they weigh."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import clear_url_caches

from pamong.shell import views
from pamong.shell.frame import staff_frame

KB = 1024
SECRET = "rahasia-3508071212900042"


@pytest.fixture
def client(settings: Any) -> Iterator[Client]:
    settings.ROOT_URLCONF = "tests.shell.gallery.urls"
    settings.STAFF_FRAME = "tests.shell.gallery.urls.frame"
    clear_url_caches()
    yield Client()
    clear_url_caches()


@pytest.mark.parametrize("view", [views.bad_request, views.forbidden, views.not_found])
def test_a_refusal_speaks_both_languages_and_repeats_nothing(view: Any) -> None:
    request = RequestFactory().post(f"/x/{SECRET}?q={SECRET}", {"nik": SECRET})
    response: HttpResponse = view(request, ValueError(SECRET))
    page = response.content.decode()
    assert response.status_code >= 400
    assert SECRET not in page
    assert "Traceback" not in page
    assert '<div lang="en">' in page
    texts = re.findall(r"<h[12]>(.+?)</h", page)
    assert len(set(texts)) == 2, "the English heading is the Indonesian one"


def test_a_failure_and_an_old_form_say_what_to_do() -> None:
    request = RequestFactory().get("/")
    assert views.server_error(request).status_code == 500
    failed = views.csrf_failure(request, reason=SECRET)
    assert failed.status_code == 403
    assert SECRET not in failed.content.decode()


def test_the_english_error_page_leads_to_the_english_front(client: Client) -> None:
    assert 'href="/en/"' in client.get("/en/galeri/tidak-ada").content.decode()
    assert 'href="/"' in client.get("/galeri/tidak-ada").content.decode()


def test_the_header_names_office_person_and_post(client: Client) -> None:
    page = client.get("/galeri/antrean").content.decode()
    for text in (
        "Kecamatan Contoh Asri",
        "Ida Umpama",
        "Petugas loket",
        'data-key="F8"',
        'aria-current="page"',
    ):
        assert text in page
    assert re.search(r'<form method="post" action="/galeri/keluar"><input type="hidden" name="csrf', page)


def test_without_the_configuration_the_frame_shows_the_actor(settings: Any) -> None:
    class Actor:
        office, name, post = "35.08.07", "Ida", "loket"

    del settings.STAFF_FRAME
    request = HttpRequest()
    assert staff_frame(request).person == ""
    request.actor = Actor  # type: ignore[attr-defined]
    assert staff_frame(request).person == "Ida"


@pytest.mark.parametrize("demo", [True, False])
def test_only_the_demo_office_wears_the_band(settings: Any, demo: bool) -> None:
    from pamong.shell.jinja import environment

    settings.DEMO = demo
    env = environment()
    band = env.from_string("{% if demo %}DEMO{% endif %}").render()
    assert band == ("DEMO" if demo else "")


# Closing an answer also closes what an earlier test left open at the database.
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["lacak", "pertanyaan"])
def test_a_public_page_has_no_script_no_cookie_and_little_weight(client: Client, name: str) -> None:
    response = client.get(f"/galeri/{name}")
    page = response.content.decode()
    assert "<script" not in page
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    loaded = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', page)
    assert len(loaded) == 2
    weight = len(response.content)
    for address in loaded:
        held = Client().get(address)
        weight += len(b"".join(held))
        held.close()
    assert weight <= 50 * KB


def test_a_public_page_leads_to_itself_in_the_other_language(client: Client) -> None:
    assert 'href="/en/galeri/lacak"' in client.get("/galeri/lacak").content.decode()
    other = client.get("/en/galeri/lacak").content.decode()
    assert 'href="/galeri/lacak"' in other
    assert '<html lang="en">' in other


@pytest.mark.parametrize("name", ["antrean", "permohonan", "keliru", "lacak", "pertanyaan"])
def test_no_page_carries_inline_script_or_style(client: Client, name: str) -> None:
    page = client.get(f"/galeri/{name}").content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", page)


@pytest.mark.django_db
def test_a_staff_page_stays_light_on_the_line(client: Client) -> None:
    page = client.get("/galeri/antrean").content
    weight = len(gzip.compress(page))
    for address in re.findall(r'(?:href|src)="(/statis/[^"]+)"', page.decode()):
        held = Client(HTTP_ACCEPT_ENCODING="gzip").get(address)
        weight += len(b"".join(held))
        held.close()
    assert weight <= 60 * KB
