from django.apps import AppConfig


class DesaConfig(AppConfig):
    name = "pamong.desa"
    default_auto_field = "django.db.models.BigAutoField"
