"""What is sent with an act on a notice: the key that makes it count once."""

from django import forms

from pamong.ledger.identifiers import uuid7


class KeyForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
