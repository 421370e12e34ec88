from django.urls import path

from pamong.noticeboard import views

app_name = "noticeboard"
urlpatterns = [
    path("", views.home, name="home"),
    path("layanan/<str:office>/<slug:service>", views.service, name="service"),
    path("layanan/<str:office>/<slug:service>/yang-dibawa", views.needs, name="needs"),
    path("layanan/<str:office>/<slug:service>/terbitan/<slug:form>", views.rendering, name="rendering"),
    path("layanan/<str:office>/<slug:service>/akan-berlaku", views.coming, name="coming"),
    path("banding/<slug:service>", views.compare, name="compare"),
    path("istilah", views.glossary, name="glossary"),
    path("status", views.find_status, name="find_status"),
    path("status/<str:code>", views.status, name="status"),
    path("periksa", views.check_receipt, name="check_receipt"),
    path("papan/<str:office>", views.board, name="board"),
    path("papan/<str:office>/dokumen/<slug:key>", views.document, name="document"),
    path("papan/<str:office>/titik-periksa/<str:day>.txt", views.checkpoint, name="checkpoint"),
]
