"""What people type to sign in, to unlock, and to keep their account."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.ledger.identifiers import uuid7
from pamong.vault.numbers import mask_typed

LONGEST_PASSWORD = 256


class PasswordInput(forms.CharField):
    """A password or PIN: never shown again after an error, never trimmed."""

    def __init__(
        self, *, label: Any, autocomplete: str, digits: bool = False, first: bool = False, help_text: Any = ""
    ) -> None:
        attrs: dict[str, Any] = {"autocomplete": autocomplete, "autofocus": first}
        if digits:
            attrs |= {"inputmode": "numeric"}
        super().__init__(
            label=label,
            max_length=LONGEST_PASSWORD,
            strip=False,
            widget=forms.PasswordInput(attrs=attrs),
            help_text=help_text,
        )


class NextForm(forms.Form):
    """Carries the page to return to; the view looks at it before it forwards."""

    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class KeyedForm(NextForm):
    """Carries the key that makes a form count once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def act_key(self) -> str:
        return str(self.cleaned_data["key"])


class SignInForm(NextForm):
    username = forms.CharField(
        label=_("Nama masuk"),
        max_length=64,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    password = PasswordInput(label=_("Kata sandi"), autocomplete="current-password")

    def clean_username(self) -> str:
        # Nobody is called by a number; whoever types one here must not find it in a log of the database's questions.
        return mask_typed(str(self.cleaned_data["username"]))


class AppointmentForm(NextForm):
    """One appointment of a list the page shows; whether it is the person's own is looked up, not believed."""

    appointment = forms.UUIDField()

    def chosen(self) -> UUID:
        found: UUID = self.cleaned_data["appointment"]
        return found


class UnlockForm(NextForm):
    answer = PasswordInput(label=_("PIN atau kata sandi"), autocomplete="current-password", first=True)


class ChangePersonForm(NextForm):
    seat = forms.UUIDField(widget=forms.HiddenInput)
    pin = PasswordInput(label=_("PIN"), autocomplete="off", digits=True)


class ProofForm(NextForm):
    password = PasswordInput(label=_("Kata sandi"), autocomplete="current-password", first=True)


class ChangePasswordForm(KeyedForm):
    current = PasswordInput(label=_("Kata sandi sekarang"), autocomplete="current-password")
    password = PasswordInput(
        label=_("Kata sandi baru"),
        autocomplete="new-password",
        help_text=_(
            "Sekurangnya 12 huruf. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak."
        ),
    )
    again = PasswordInput(label=_("Kata sandi baru, sekali lagi"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        return _same(self, "password", "again")


class PinForm(KeyedForm):
    password = PasswordInput(label=_("Kata sandi"), autocomplete="current-password")
    pin = PasswordInput(
        label=_("PIN baru"),
        autocomplete="off",
        digits=True,
        help_text=_("Enam angka, bukan urutan dan bukan kembar."),
    )
    again = PasswordInput(label=_("PIN baru, sekali lagi"), autocomplete="off", digits=True)

    def clean(self) -> dict[str, Any]:
        return _same(self, "pin", "again")


class LookForm(KeyedForm):
    look = forms.ChoiceField(
        label=_("Tampilan"),
        required=False,
        choices=[
            ("", _("Biasa")),
            ("besar", _("Huruf besar")),
            ("kontras", _("Kontras tinggi")),
            ("besar-kontras", _("Huruf besar dan kontras tinggi")),
        ],
    )


class CodeForm(KeyedForm):
    code = forms.CharField(
        label=_("Kode enam angka"),
        max_length=6,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class PasskeyForm(KeyedForm):
    """The browser's answer as JSON, put in by the script."""

    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Nama kunci sandi"), max_length=60, required=False, help_text=_("Misalnya: telepon saya")
    )


def _same(form: forms.Form, first: str, second: str) -> dict[str, Any]:
    if form.cleaned_data.get(first) != form.cleaned_data.get(second):
        form.add_error(second, _("Kedua isian tidak sama."))
    return form.cleaned_data
