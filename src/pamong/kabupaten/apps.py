from django.apps import AppConfig


class KabupatenConfig(AppConfig):
    name = "pamong.kabupaten"
    default_auto_field = "django.db.models.BigAutoField"
