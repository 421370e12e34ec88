from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "pamong.calendar"
    default_auto_field = "django.db.models.BigAutoField"
