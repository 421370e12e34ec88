from django.apps import AppConfig


class EditorConfig(AppConfig):
    name = "pamong.editor"
    default_auto_field = "django.db.models.BigAutoField"
