from django.urls import path

from pamong.calendar import views

app_name = "calendar"
urlpatterns = [
    path("kalender", views.year, name="year"),
    path("kalender/hari", views.note_days, name="note_days"),
    path("kalender/jam", views.set_hours, name="set_hours"),
    path("kalender/impor", views.import_year, name="import_year"),
    path("kalender/catatan/<uuid:note_id>/cabut", views.remove_day, name="remove_day"),
    path("kalender/perubahan/<uuid:change_id>", views.change, name="change"),
    path("kalender/perubahan/<uuid:change_id>/lanjutkan", views.resume, name="resume"),
]
