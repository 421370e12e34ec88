from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "pamong.offices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pamong.offices import remembered  # noqa: PLC0415 - models are not there before this moment

        remembered.listen()
