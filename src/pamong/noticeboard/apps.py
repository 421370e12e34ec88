from django.apps import AppConfig


class NoticeboardConfig(AppConfig):
    name = "pamong.noticeboard"
    default_auto_field = "django.db.models.BigAutoField"
