"""What is typed about texts on their way: a key and title, a day, a remark, a reason."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.ledger.identifiers import uuid7
from pamong.library.rules import REMARK_LENGTH, Kind
from pamong.shell.words import message
from pamong.standard.controlled import NAMES
from pamong.vault.numbers import holds_number

DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]


def no_identity_number(text: str) -> None:
    """A remark about a document needs nobody's number, and would keep it readable in the database."""
    if holds_number(text):
        raise ValidationError(gettext("Jangan menulis nomor identitas di sini."))


class KeyedForm(forms.Form):
    """Carries the key that makes a form count once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def arguments(self) -> dict[str, Any]:
        """What the act is called with, beside its actor and its object."""
        return {
            name: str(value) if isinstance(value, UUID) else value
            for name, value in self.cleaned_data.items()
        }


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DATE_FORMATS,
        help_text=_("Contoh: 14-12-2026"),
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric"}),
    )


class BeginForm(KeyedForm):
    """A service the office does not have yet."""

    service = forms.SlugField(
        label=_("Kunci layanan"), max_length=60, help_text=_("Pendek, huruf kecil, misalnya surat-domisili")
    )
    title = forms.CharField(label=_("Judul standar"), max_length=200, validators=[no_identity_number])


class BeginDocumentForm(KeyedForm):
    """Another controlled document, one of the closed list that standards can refer to."""

    service = forms.ChoiceField(label=_("Dokumen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, message(name)) for key, name in NAMES.items()]

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"kind": Kind.DOCUMENT}


class SubmitForm(KeyedForm):
    """The saved text that was seen."""

    expected_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReviewForm(KeyedForm):
    """The submitted text that was seen."""

    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class ApproveForm(ReviewForm):
    """The text that was seen, and from when it binds."""

    in_force_from = _day(_("Berlaku mulai"))


class ReturnForm(KeyedForm):
    """What must change."""

    remark = forms.CharField(
        label=_("Yang harus diperbaiki"),
        max_length=REMARK_LENGTH,
        widget=forms.Textarea,
        validators=[no_identity_number],
    )


class AcknowledgeForm(KeyedForm):
    """One finding and why it stays."""

    finding = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Mengapa temuan ini dibiarkan"), max_length=REMARK_LENGTH, validators=[no_identity_number]
    )


class PaperForm(KeyedForm):
    """What happened to the paper."""

    signed_paper_on = _day(_("Ditandatangani basah pada"), required=False)
    decree = forms.CharField(
        label=_("Nomor keputusan penetapan"), max_length=120, required=False, validators=[no_identity_number]
    )
    decree_on = _day(_("Tanggal keputusan"), required=False)
