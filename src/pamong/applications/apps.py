from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "pamong.applications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pamong.applications.sealed import COLUMNS  # noqa: PLC0415 - models exist only now
        from pamong.vault.registry import register  # noqa: PLC0415 - models exist only now

        register(*COLUMNS)
