"""The true time of an act that was done on paper, folded away on every form whose act may be entered late."""

from datetime import datetime, tzinfo
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.applications.forms.base import ActForm
from pamong.applications.forms.words import choices
from pamong.applications.late import LATE_REASONS, Late

PARTS: Final = ("late_on", "late_at", "late_reason")


class LateForm(ActForm):
    """An act that may be entered after the fact: all three fields, or none for what is done now."""

    late_on = forms.DateField(
        required=False,
        label=gettext_lazy("Tanggal kejadian"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    late_at = forms.TimeField(
        required=False,
        label=gettext_lazy("Jam kejadian"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
    )
    late_reason = forms.ChoiceField(required=False, label=gettext_lazy("Mengapa baru dicatat sekarang"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["late_reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih…")), *choices(LATE_REASONS)]

    def clean(self) -> dict[str, Any]:
        """A time half declared would be taken for now, in silence."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in PARTS if cleaned.get(name) not in (None, "")]
        for name in PARTS if given else ():
            if name not in given and name not in self.errors:
                self.add_error(name, _("Untuk entri susulan isi ketiganya: tanggal, jam, dan alasannya."))
        return cleaned

    def late(self, zone: tzinfo) -> Late | None:
        """The declared moment in the office's own time; None for an act that is done now."""
        said = self.cleaned_data
        if not said.get("late_reason"):
            return None
        return Late(datetime.combine(said["late_on"], said["late_at"], zone), said["late_reason"])

    def arguments(self) -> dict[str, Any]:
        return {name: value for name, value in super().arguments().items() if name not in PARTS}
