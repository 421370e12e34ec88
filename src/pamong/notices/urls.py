from django.urls import path

from pamong.notices import views

app_name = "notices"
urlpatterns = [
    path("pemberitahuan", views.start, name="start"),
    path("pemberitahuan/<uuid:notice_id>", views.page, name="page"),
    path("pemberitahuan/<uuid:notice_id>/terkirim", views.mark_sent, name="mark_sent"),
    path("pemberitahuan/<uuid:notice_id>/tidak-terkirim", views.mark_failed, name="mark_failed"),
    path("pemberitahuan/<uuid:notice_id>/ulangi", views.retry, name="retry"),
]
