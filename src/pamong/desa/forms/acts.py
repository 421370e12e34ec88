"""The forms of single acts: each carries the key that makes a second sending harmless."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.desa.rules import WITHDRAWAL_REASONS
from pamong.residents.forms import KeyedForm, closed_list


class CodedForm(KeyedForm):
    """An act that asks for nothing but its key."""


class SendForm(KeyedForm):
    """What the desa saw on the paper form."""

    seen = forms.MultipleChoiceField(
        label=_("Sudah dilihat pada formulir"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, wanted: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].choices = list(wanted)  # type: ignore[attr-defined]


class WithdrawForm(KeyedForm):
    """Why the form is taken out of the way."""

    reason = forms.ChoiceField(label=_("Alasan"), choices=closed_list(WITHDRAWAL_REASONS, empty="–"))
