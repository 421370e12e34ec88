"""What is asked before a month of the register leaves the program."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.applications.forms.base import ActForm
from pamong.applications.printable import Export

_MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])")


class RegisterForm(ActForm):
    """Which book, which month, and in which form."""

    book = forms.ChoiceField(label=gettext_lazy("Buku"))
    month = forms.CharField(
        label=gettext_lazy("Bulan (tahun-bulan)"),
        max_length=7,
        widget=forms.DateInput(attrs={"type": "month"}),
    )
    export = forms.ChoiceField(choices=[(str(export), str(export)) for export in Export])

    def __init__(self, books: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["book"] = forms.ChoiceField(
            label=gettext_lazy("Buku"), choices=[(book, book.upper()) for book in books]
        )

    def clean_month(self) -> tuple[int, int]:
        """Year and month; a browser without a month picker lets people type them."""
        typed = _MONTH.fullmatch(self.cleaned_data["month"])
        if typed is None:
            raise ValidationError(_("Tulis tahun dan bulan, misalnya 2026-12."))
        return int(typed["year"]), int(typed["month"])

    def arguments(self) -> dict[str, Any]:
        """What the act is called with."""
        year, month = self.cleaned_data["month"]
        return {
            "key": self.cleaned_data["key"],
            "book": self.cleaned_data["book"],
            "year": year,
            "month": month,
            "export": Export(self.cleaned_data["export"]),
        }
