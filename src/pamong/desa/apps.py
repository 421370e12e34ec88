from django.apps import AppConfig


class DesaConfig(AppConfig):
    name = "pamong.desa"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pamong.desa.sealed import COLUMNS  # noqa: PLC0415 - models exist only now
        from pamong.vault.registry import register  # noqa: PLC0415 - models exist only now

        register(*COLUMNS)
