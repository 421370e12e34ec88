"""What is typed about an office: a letterhead, and everything a new office needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pamong.kabupaten.rules import NewOffice, answers
from pamong.kabupaten.rules.answers import Wrong
from pamong.ledger.identifiers import uuid7
from pamong.offices.queries import OfficeRow
from pamong.offices.rules import LETTERHEAD, TITLES
from pamong.shell.words import message
from pamong.vault.logs import mask_numbers
from pamong.workdays.calendar import WeekPattern

_WORDS: Mapping[str, Any] = {
    "address": _("Alamat"),
    "phone": _("Telepon"),
    "email": _("Surel"),
    "website": _("Situs web"),
    "city": _("Kota"),
    "postal_code": _("Kode pos"),
}
_KINDS = (("kecamatan", _("Kecamatan")), ("dispenduk", _("Dinas (Dispenduk)")))


class LetterheadForm(forms.Form):
    """The lines of a letterhead; an empty field is a line the letterhead does not have."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in LETTERHEAD:
            self.fields[name] = forms.CharField(
                label=_WORDS[name], required=False, max_length=answers.LETTERHEAD[name]
            )

    def act_key(self) -> str:
        """The key that makes the form count once."""
        return str(self.cleaned_data["key"])

    def lines(self) -> dict[str, str]:
        """The letterhead as the verbs take it."""
        return {name: str(self.cleaned_data[name]) for name in LETTERHEAD}

    def clean_email(self) -> str:
        """An address people can write to, or none."""
        typed = str(self.cleaned_data["email"])
        self.understood("email", lambda text: answers.letterhead_line("email", text))
        return typed

    def understood(self, name: str, read: Any) -> Any:
        """The answer in a field as its reading understands it; what is wrong becomes the field's error."""
        try:
            return read(str(self.cleaned_data.get(name, "")))
        except Wrong as wrong:
            # The answer is quoted, and somebody may have typed a number into the wrong field.
            self.add_error(name, mask_numbers(message(wrong.message)))
            return None


class NewOfficeForm(LetterheadForm):
    """An office chosen from the list of the region, or one that no list has, with its people and first standards."""

    field_order = ["key", "listed", "code", "kind", "name", *LETTERHEAD, "template", "services", "hours", "decree", "people"]  # fmt: skip

    listed = forms.ChoiceField(label=_("Kantor"), required=False)
    code = forms.CharField(
        label=_("Kode kantor"),
        max_length=40,
        required=False,
        help_text=_(
            "Hanya bila tidak ada dalam daftar; kode wilayah, misalnya 35.08.22 atau 35.08.dispenduk"
        ),
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=_KINDS, initial="kecamatan")
    name = forms.CharField(label=_("Nama tanpa jenisnya"), max_length=80, required=False)
    template = forms.ChoiceField(
        label=_("Standar dan jam disalin dari"),
        required=False,
        help_text=_("Nama kantor di dalam naskah diganti; naskahnya menjadi konsep milik kantor baru."),
    )
    services = forms.CharField(
        label=_("Layanan"),
        required=False,
        max_length=200,
        help_text=_("Kunci layanan dengan koma; - bila belum"),
    )
    hours = forms.CharField(
        label=_("Jam layanan sendiri"),
        required=False,
        max_length=400,
        help_text=_("Misalnya: Senin-Kamis 08:00-15:00; Jumat 08:00-11:00 13:00-15:00"),
    )
    decree = forms.CharField(label=_("Nomor surat penunjukan"), max_length=120)
    people = forms.CharField(
        label=_("Orang"),
        max_length=8000,
        widget=forms.Textarea,
        help_text=_(
            "Satu orang satu baris: jabatan:nama-masuk:nama lengkap, misalnya loket:rukmi:Rukmi Contohwati"
        ),
    )

    def __init__(
        self,
        *args: Any,
        listed: Sequence[OfficeRow],
        templates: Mapping[str, tuple[str, ...]],
        names: Mapping[str, str],
        ordinary: WeekPattern,
        **named: Any,
    ) -> None:
        super().__init__(*args, **named)
        self._listed = {row.code: row for row in listed}
        self._templates, self._ordinary = templates, ordinary
        self._choices(
            "listed", [("", _("Tidak ada dalam daftar")), *((row.code, row.name) for row in listed)]
        )
        shipped = _("Contoh bawaan")
        sources = [(code, names.get(code) or shipped, services) for code, services in templates.items()]
        self._choices(
            "template", [(code, f"{name} ({', '.join(services)})") for code, name, services in sources]
        )

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Everything wrong is told at once, each beside its field."""
        said = self.cleaned_data
        said["people"] = self.understood(
            "people", lambda text: answers.listed(text, decree=str(said.get("decree", "")))
        )
        said["hours"] = self.understood("hours", lambda text: answers.hours(text, ordinary=self._ordinary))
        known = self._templates.get(str(said.get("template", "")), ())
        said["services"] = self.understood("services", lambda text: answers.services(text, known=known))
        return said

    def wanted(self) -> NewOffice:
        """The office as the rules see it; of a listed one the list says what it is."""
        said = self.cleaned_data
        row = self._listed.get(said["listed"])
        kind = row.kind if row else said["kind"]
        name = row.name if row else TITLES[kind] + " ".join(said["name"].split())
        return NewOffice(
            code=row.code if row else said["code"].strip(),
            kind=kind,
            name=name,
            letterhead=self._own_lines(row),
            decree=said["decree"],
            people=said["people"],
            template=said["template"],
            services=said["services"],
            hours=said["hours"],
        )

    def _own_lines(self, row: OfficeRow | None) -> dict[str, str]:
        """What was typed; a line left empty stays as the list has it, a hyphen takes it away."""
        typed = self.lines()
        if row is not None:
            typed = {name: line or getattr(row, name) for name, line in typed.items()}
        return {name: answers.letterhead_line(name, line) for name, line in typed.items()}
