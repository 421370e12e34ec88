from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "pamong.dispatch"
    default_auto_field = "django.db.models.BigAutoField"
