"""What the lists ask for."""

from typing import Any

from django import forms

from pamong.applications.forms.words import no_identity_number, no_number_as_key


class HeapForm(forms.Form):
    """The chosen lines, each as code and the step it awaited when it was drawn, and the key of the whole."""

    key = forms.CharField(max_length=60, validators=[no_number_as_key])

    def steps(self, chosen: list[str]) -> dict[str, str]:
        """Code and step of every chosen line that has both."""
        pairs = (each.partition(":") for each in chosen)
        return {code: step for code, _, step in pairs if code and step}


class KeepForm(forms.Form):
    """A name for the list one is looking at. The rule says what a name may be; here only its size is bounded."""

    name = forms.CharField(max_length=200, required=False)
    query = forms.CharField(max_length=200, required=False, validators=[no_identity_number])

    def arguments(self) -> dict[str, Any]:
        """What `actions.keep_filter` is called with beside its actor."""
        return dict(self.cleaned_data)
