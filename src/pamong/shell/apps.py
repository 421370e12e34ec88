from django.apps import AppConfig
from django.forms import ChoiceField, MultipleChoiceField
from django.utils.translation import gettext_lazy


class ShellConfig(AppConfig):
    name = "pamong.shell"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Before the middleware is built: WhiteNoise lists the files once, at start.
        from pamong.shell.assets import publish  # noqa: PLC0415 - settings must be loaded first

        publish()
        for kind in (ChoiceField, MultipleChoiceField):
            # Django's own words repeat what was sent, whatever it was; these stand on the page.
            kind.default_error_messages["invalid_choice"] = gettext_lazy("Pilih salah satu dari daftar.")
