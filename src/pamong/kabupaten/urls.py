from django.urls import URLPattern, path

from pamong.kabupaten.views import figures, opening

app_name = "kabupaten"
urlpatterns: list[URLPattern] = [
    path("kabupaten", figures.figures, name="figures"),
    path("kabupaten/angka/<slug:table>.csv", figures.table, name="table"),
    path("kabupaten/kantor/baru", opening.set_up, name="set_up"),
    path("kabupaten/kantor/<str:code>/kop-surat", opening.letterhead, name="letterhead"),
]
