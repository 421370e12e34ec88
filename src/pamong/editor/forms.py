"""The fixed forms of the editor; those of the pieces are made from the format itself (present.controls)."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.standard.yamltree import MAX_BYTES

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class TextForm(forms.Form):
    """Another YAML for a draft, typed or uploaded; `version` is the text that was seen."""

    key = forms.CharField(max_length=80, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        required=False,
        strip=False,
        label=gettext_lazy("Naskah YAML"),
        widget=forms.Textarea(attrs={"spellcheck": "false", "class": "yaml"}),
    )
    file = forms.FileField(required=False, label=gettext_lazy("Ganti dengan berkas"))

    def clean_file(self) -> "UploadedFile[Any] | None":
        """Not read before its size is known."""
        given: UploadedFile[Any] | None = self.cleaned_data["file"]
        if given is not None and (given.size or 0) > MAX_BYTES:
            raise ValidationError(_("Berkas ini terlalu besar: satu standar paling banyak 1 MB."))
        return given

    def clean(self) -> dict[str, object]:
        """One of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("file") and not cleaned.get("text") and not self.errors:
            raise ValidationError(_("Tulis naskahnya atau pilih berkasnya."))
        return cleaned

    def given_text(self) -> str:
        """The text as it was typed or uploaded; what is no UTF-8 becomes signs that the reader refuses by line."""
        given: UploadedFile[Any] | None = self.cleaned_data["file"]
        if given is None:
            return str(self.cleaned_data["text"]).replace("\r\n", "\n")
        return str(given.read(), "utf-8", "replace")

    def given_name(self) -> str:
        """What problems call the file."""
        given: UploadedFile[Any] | None = self.cleaned_data["file"]
        return "" if given is None else str(given.name)
