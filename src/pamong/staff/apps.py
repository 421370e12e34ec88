from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "pamong.staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from pamong.vault.registry import SealedColumn, register  # noqa: PLC0415 - models exist only now

        register(SealedColumn("staff.CodeSecret", "secret"), SealedColumn("staff.KeptForm", "content"))
