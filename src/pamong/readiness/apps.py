from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "pamong.readiness"
    default_auto_field = "django.db.models.BigAutoField"
