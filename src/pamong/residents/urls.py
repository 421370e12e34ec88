"""Addresses of residents. No address holds a number or a name."""

from django.urls import path

from pamong.residents import views

app_name = "residents"
urlpatterns = [
    path("warga/baru", views.register, name="register"),
    path("warga/dikenal", views.get_to_know, name="get_to_know"),
    path("warga/<uuid:resident_id>", views.page, name="page"),
    path("warga/<uuid:resident_id>/perbaiki", views.correct, name="correct"),
    path("warga/<uuid:resident_id>/nomor", views.reveal, name="reveal"),
    path("warga/<uuid:resident_id>/jawaban-nasional", views.national_answer, name="national_answer"),
    path("warga/perekaman/<uuid:recording_id>/ajukan-pembatalan", views.ask_void, name="ask_void"),
    path("warga/perekaman/<uuid:recording_id>/batalkan", views.approve_void, name="approve_void"),
    path("warga/perekaman/<uuid:recording_id>/tetapkan", views.decline_void, name="decline_void"),
]
