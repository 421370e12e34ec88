from django.urls import path

from pamong.readiness import views

app_name = "readiness"
urlpatterns = [
    path("kesiapan", views.overview, name="overview"),
    path("kesiapan/tindakan", views.acts, name="acts"),
    path("kesiapan/orang/<uuid:person_id>", views.person, name="person"),
    path("kesiapan/orang/<uuid:person_id>/catat", views.note_qualification, name="note_qualification"),
    path(
        "kesiapan/keterangan/<uuid:qualification_id>/cabut",
        views.withdraw_qualification,
        name="withdraw_qualification",
    ),
    path("kesiapan/alat", views.inventory, name="inventory"),
    path("kesiapan/alat/hitung", views.take_stock, name="take_stock"),
    path("kesiapan/alat/rusak", views.report_fault, name="report_fault"),
    path("kesiapan/kerusakan/<uuid:fault_id>/selesai", views.end_fault, name="end_fault"),
]
