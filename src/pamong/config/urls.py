"""Every address of the installation. Indonesian has none, English the prefix /en/: a language needs no cookie."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

handler400 = "pamong.shell.views.bad_request"
handler403 = "pamong.shell.views.forbidden"
handler404 = "pamong.shell.views.not_found"
handler500 = "pamong.shell.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        path("", include("pamong.noticeboard.urls")),
        path("", include("pamong.desk.urls")),
        path("", include("pamong.staff.urls")),
        path("", include("pamong.residents.urls")),
        path("", include("pamong.applications.urls")),
        path("", include("pamong.dispatch.urls")),
        path("", include("pamong.desa.urls")),
        path("", include("pamong.calendar.urls")),
        path("", include("pamong.kabupaten.urls")),
        path("", include("pamong.readiness.urls")),
        path("", include("pamong.notices.urls")),
        path("", include("pamong.partners.urls")),
        path("", include("pamong.library.urls")),
        path("", include("pamong.editor.urls")),
        prefix_default_language=False,
    )
]
