"""Addresses of the gallery; the look tests put them in the place of the real ones."""

from pathlib import Path
from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import URLPattern, URLResolver, path

from pamong.shell.frame import NavigationItem, StaffFrame
from pamong.shell.middleware import public_page, staff_page
from tests.shell.gallery import samples

HERE = Path(__file__).parent


def frame(request: HttpRequest) -> StaffFrame:
    return StaffFrame(
        office="Kecamatan Contoh Asri",
        person="Ida Umpama",
        post="Petugas loket",
        navigation=(
            NavigationItem("Antrean", "/galeri/antrean", "F8"),
            NavigationItem("Permohonan baru", "/galeri/masukan", "F2"),
        ),
        search_url="/galeri/cari",
        sign_out_url="/galeri/keluar",
        lock_url="/galeri/kunci",
    )


def _draw(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    template = engines["jinja2"].from_string((HERE / f"{name}.jinja").read_text(encoding="utf-8"))
    return HttpResponse(template.render({"samples": samples, **context}, request))


@staff_page
def queue(request: HttpRequest) -> HttpResponse:
    return _draw(request, "queue")


@staff_page
def application(request: HttpRequest) -> HttpResponse:
    return _draw(request, "application", form=samples.IntakeForm())


@staff_page
def intake(request: HttpRequest) -> HttpResponse:
    form = samples.IntakeForm(request.POST) if request.method == "POST" else samples.IntakeForm()
    return _draw(request, "intake", form=form)


@staff_page
def wrong(request: HttpRequest) -> HttpResponse:
    return _draw(request, "intake", form=samples.IntakeForm({"name": "Wagiyem"}))


@staff_page
def search(request: HttpRequest) -> HttpResponse:
    return _draw(request, "found", text=request.POST.get("q", ""))


@public_page(seconds=60)
def status(request: HttpRequest) -> HttpResponse:
    return _draw(request, "status")


@public_page(seconds=0)
def question(request: HttpRequest) -> HttpResponse:
    return _draw(request, "question", form=samples.IntakeForm({}))


@public_page()
def unreadable(request: HttpRequest) -> HttpResponse:
    """The control: a page that axe must refuse."""
    return HttpResponse("<!doctype html><title></title><img src='/x.png'><input><p>tanpa bahasa</p>")


urlpatterns: list[URLPattern | URLResolver] = i18n_patterns(
    path("galeri/antrean", queue, name="queue"),
    path("galeri/permohonan", application, name="application"),
    path("galeri/masukan", intake, name="intake"),
    path("galeri/keliru", wrong, name="wrong"),
    path("galeri/cari", search, name="search"),
    path("galeri/lacak", status, name="status"),
    path("galeri/pertanyaan", question, name="question"),
    path("galeri/rusak", unreadable, name="unreadable"),
    prefix_default_language=False,
)
handler404 = "pamong.shell.views.not_found"
