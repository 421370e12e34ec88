"""The pages of refusal and of failure: what happened, what to do now, and nothing about the visitor or the machine."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as N_  # noqa: N812 - the mark every catalogue tool knows


def _error(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    home = "/en/" if get_language() == "en" else "/"
    context = {"status": status, "title": title, "advice": advice, "home": home}
    return render(request, "shell/error.jinja", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _error(
        request,
        400,
        N_("Permintaan tidak dapat dibaca"),
        N_("Kembali ke halaman sebelumnya, periksa isian Anda, lalu coba sekali lagi."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _error(
        request,
        403,
        N_("Anda tidak berwenang membuka halaman ini"),
        N_("Masuk dengan jabatan yang berwenang, atau mintalah bantuan kepada atasan Anda."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _error(
        request,
        404,
        N_("Halaman tidak ditemukan"),
        N_("Periksa kembali alamat atau kode yang Anda ketik. Mungkin ada huruf atau angka yang tertukar."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(
        request,
        500,
        N_("Ada yang salah pada sistem"),
        N_(
            "Kesalahan ini sudah dicatat. Tunggu sebentar, lalu coba lagi. Bila tetap terjadi, hubungi petugas."
        ),
    )


def busy(request: HttpRequest) -> HttpResponse:
    """Answers an act that found no turn to write: nothing was kept, and the same form may be sent again."""
    response = _error(
        request,
        503,
        N_("Sistem sedang sibuk"),
        N_("Belum ada yang tersimpan. Tunggu sebentar, lalu kirim formulir yang sama sekali lagi."),
    )
    response["Retry-After"] = "5"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answers a form whose token is missing or old; the reason stays in the log, it tells a visitor nothing."""
    return _error(
        request,
        403,
        N_("Formulir ini sudah kedaluwarsa"),
        N_("Kembali ke halaman sebelumnya, muat ulang, lalu kirim sekali lagi. Belum ada yang tersimpan."),
    )
