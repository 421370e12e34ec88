"""Who collects which applications for the desa, and what the counter really hands over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.applications.forms.words import no_identity_number
from pamong.applications.rules import IDENTITIES
from pamong.residents.forms import KeyedForm, closed_list

OF_A_COLLECTOR = ("ktp", "known")
"""What shows who the collector is; the receipts and family cards are the residents' own."""


class CollectForm(KeyedForm):
    """The ready applications that one person of the desa collects."""

    chosen = forms.MultipleChoiceField(label=_("Yang diambil"), widget=forms.CheckboxSelectMultiple)
    collector = forms.CharField(
        label=_("Nama petugas desa yang mengambil"), max_length=100, validators=[no_identity_number]
    )

    def __init__(self, ready: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = list(ready)  # type: ignore[attr-defined]


class HandedForm(KeyedForm):
    """What the counter hands over of a list, to whom it has looked at."""

    handed = forms.MultipleChoiceField(label=_("Yang diserahkan"), widget=forms.CheckboxSelectMultiple)
    identity = forms.ChoiceField(
        label=_("Bukti diri yang dilihat"),
        choices=closed_list({name: IDENTITIES[name] for name in OF_A_COLLECTOR}),
    )

    def __init__(self, items: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handed"].choices = list(items)  # type: ignore[attr-defined]
