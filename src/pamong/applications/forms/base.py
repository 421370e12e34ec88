"""What every act's form carries."""

from typing import Any

from django import forms

from pamong.applications.forms.words import no_number_as_key


class ActForm(forms.Form):
    """Every act's form carries the key that makes a second sending of it harmless."""

    key = forms.CharField(max_length=80, widget=forms.HiddenInput, validators=[no_number_as_key])

    def arguments(self) -> dict[str, Any]:
        """What the act is called with, beside its actor and the code of the application."""
        return dict(self.cleaned_data)
