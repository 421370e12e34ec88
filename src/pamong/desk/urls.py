from django.urls import path

from pamong.desk import views

app_name = "desk"
urlpatterns = [
    path("meja", views.start, name="start"),
    path("meja/daftar", views.open_list, name="list"),
    path("meja/daftar/laksanakan", views.perform_chosen, name="perform_chosen"),
    path("meja/daftar/simpan", views.keep_filter, name="keep_filter"),
    path("meja/daftar/<int:identifier>/buang", views.drop_filter, name="drop_filter"),
    path("meja/cari", views.search, name="search"),
    path("meja/ringkasan", views.briefing, name="briefing"),
    path("meja/versi-berjalan", views.versions, name="versions"),
    path("meja/wewenang", views.rights, name="rights"),
]
