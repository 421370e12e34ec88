"""What the pages of bundles send."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pamong.applications import codes
from pamong.applications.forms import ActForm
from pamong.applications.forms.words import choices, no_identity_number
from pamong.dispatch.lists import MOST_LINES
from pamong.dispatch.rules import REASONS, RESULT_WORDS, Mark
from pamong.shell.words import label

_MOST_BYTES = 400 * MOST_LINES


class ChosenForm(ActForm):
    """Ticked lines, and what a scanner typed: one code a line, or as many as there are."""

    scanned = forms.CharField(
        label=_("Pindai kode dari tanda terima"),
        help_text=_("Satu kode setiap baris. Yang dicentang dan yang dipindai dihitung bersama."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )

    def clean_scanned(self) -> list[str]:
        """The scanned codes; one that is mistyped names itself."""
        typed = self.cleaned_data["scanned"].split()
        found = {each: codes.normalise(each) for each in typed}
        wrong = [each for each, code in found.items() if code is None]
        if wrong:
            text = _("Kode ini salah ketik: %(codes)s")
            raise forms.ValidationError(text, params={"codes": ", ".join(wrong)[:80]})
        return [code for code in found.values() if code]

    def chosen(self) -> list[str]:
        """Every code, ticked or scanned, once."""
        found = [codes.normalise(each) for each in _ticked(self)]
        return list(dict.fromkeys([each for each in found if each] + self.cleaned_data.get("scanned", [])))


def _ticked(form: forms.Form) -> list[str]:
    """The ticked lines of a form as it was sent; they belong to no field, for nobody knows how many there are."""
    assert isinstance(form.data, QueryDict)
    return form.data.getlist("chosen")


class CourierForm(ActForm):
    """Who carries the bundle. Nobody need be named for a bundle that is only prepared, so the act asks for the name."""

    courier = forms.CharField(
        label=_("Dibawa oleh"), max_length=80, required=False, validators=[no_identity_number]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["courier"].required = not self.is_bound


class MarkForm(ActForm):
    """One result for every ticked line; a refusal says why, and which paper it is about."""

    result = forms.ChoiceField(label=_("Hasil"))
    reason = forms.ChoiceField(label=_("Alasan, bila ditolak"), required=False)
    requirement = forms.ChoiceField(label=_("Berkas yang dimaksud"), required=False)
    note = forms.CharField(
        label=_("Catatan untuk kantor asal"), max_length=200, required=False, validators=[no_identity_number]
    )

    def __init__(self, papers: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = [("", "–")]
        for name, found in (
            ("result", choices(RESULT_WORDS)),
            ("reason", empty + choices(REASONS)),
            ("requirement", empty + [(key, label(text)) for key, text in papers.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found

    def marks(self) -> list[Mark]:
        """One mark for every ticked line; what only a refusal says is left out of the others."""
        said = self.cleaned_data
        refused = said["result"] == "refused"
        ticked = [codes.normalise(each) for each in _ticked(self)]
        return [
            Mark(
                code=code,
                result=said["result"],
                reason=said["reason"] if refused else "",
                requirement=said["requirement"] if refused else "",
                note=said["note"],
            )
            for code in dict.fromkeys(ticked)
            if code
        ]


class NoteForm(ActForm):
    """What the applicant should know beside the reason."""

    note = forms.CharField(max_length=200, required=False, validators=[no_identity_number])


class TableForm(ActForm):
    """A table of results, as a file or pasted."""

    file = forms.FileField(label=_("Berkas CSV"), required=False)
    text = forms.CharField(
        label=_("Atau tempel isinya di sini"),
        required=False,
        max_length=_MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def table(self) -> str:
        """The table as text. A spreadsheet of this country may still write it in the old way (cp1252)."""
        sent = self.cleaned_data.get("file")
        if sent is None:
            return str(self.cleaned_data["text"])
        content = bytes(sent.read(_MOST_BYTES))
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace")
