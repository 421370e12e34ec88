from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pamong.notices"
    default_auto_field = "django.db.models.BigAutoField"
