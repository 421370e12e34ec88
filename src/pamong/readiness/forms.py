"""What is typed about people and things: a diploma, a training, a count, a fault."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pamong.ledger.identifiers import uuid7
from pamong.readiness.rules.competence import Aspect, Equivalences
from pamong.readiness.rules.equipment import FAULTS, MOST
from pamong.readiness.rules.keeping import WITHDRAWAL_REASONS
from pamong.shell.words import message
from pamong.standard.messages import Message
from pamong.vault.numbers import holds_number

DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]
EXAMPLE = _("Contoh: 14-12-2026")


def no_identity_number(text: str) -> None:
    """A note about staff or a chair needs nobody's number, and would keep it readable in the database."""
    if holds_number(text):
        raise ValidationError(gettext("Jangan menulis nomor identitas di sini."))


def _text(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        validators=[no_identity_number],
    )


def _day(label: Any, *, required: bool = True, help_text: Any = EXAMPLE) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DATE_FORMATS,
        help_text=help_text,
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric", "class": "w10"}),
    )


def _words(table: Mapping[str, Message]) -> list[tuple[str, str]]:
    return [(name, message(word)) for name, word in table.items()]


class KeyedForm(forms.Form):
    """Carries the key that makes a form count once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def arguments(self) -> dict[str, Any]:
        """What the act is called with, beside its actor and its object."""
        return {
            name: str(value) if isinstance(value, UUID) else value
            for name, value in self.cleaned_data.items()
            if value is not None
        }


class NoteForm(KeyedForm):
    """A note about a person; each aspect of a card has its own fields."""

    aspect: Aspect

    def arguments(self) -> dict[str, Any]:
        return {"aspect": str(self.aspect), **super().arguments()}


class EducationForm(NoteForm):
    aspect = Aspect.EDUCATION
    name = forms.ChoiceField(label=_("Jenjang"), widget=forms.Select(attrs={"lang": "id"}))
    detail = _text(_("Bidang dan sekolah"), 200, required=False)
    certificate = _text(_("Nomor ijazah"), 80, required=False)
    since = _day(_("Tanggal lulus"), required=False)

    def offer(self, table: Equivalences, _demanded: Iterable[str]) -> None:
        """The levels of the table, each school of a level under its own name."""
        names = [name for level in table.levels for name in (school[0] for school in level.schools)]
        self.fields["name"].choices = [("", "–"), *((name, name) for name in names)]  # type: ignore[attr-defined]


class DemandedForm(NoteForm):
    """A training or a skill: one that a card in force demands, or another."""

    name = forms.ChoiceField(
        label=_("Yang diminta standar"), required=False, widget=forms.Select(attrs={"lang": "id"})
    )
    other = _text(_("Atau yang lain"), 200, required=False)

    def offer(self, _table: Equivalences, demanded: Iterable[str]) -> None:
        """What the cards in force demand of this kind."""
        self.fields["name"].choices = [("", "–"), *((name, name) for name in demanded)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found["name"] = found.get("name") or found.get("other", "")
        if not found["name"] and not self.errors:
            self.add_error("name", gettext("Pilih atau tulis salah satu."))
        found.pop("other", None)
        return found


class TrainingForm(DemandedForm):
    aspect = Aspect.TRAINING
    certificate = _text(_("Nomor sertifikat"), 80, required=False)
    since = _day(_("Tanggal sertifikat"))
    until = _day(_("Berlaku sampai"), required=False, help_text=_("Kosong: berlaku seterusnya"))


class SkillForm(DemandedForm):
    aspect = Aspect.SKILL
    detail = _text(
        _("Dibuktikan dengan"), 200, required=False, help_text=_("Misalnya: pengamatan tiga bulan")
    )


class ExperienceForm(NoteForm):
    aspect = Aspect.EXPERIENCE
    name = _text(_("Pekerjaan dan tempatnya"), 200)
    since = _day(_("Mulai bekerja"))
    until = _day(_("Sampai"), required=False, help_text=_("Kosong: masih berlangsung"))

    def offer(self, _table: Equivalences, _demanded: Iterable[str]) -> None:
        """Work is written in one's own words."""


NOTES: Mapping[str, type[EducationForm | TrainingForm | SkillForm | ExperienceForm]] = {
    form.aspect.value: form for form in (EducationForm, TrainingForm, SkillForm, ExperienceForm)
}


class WithdrawForm(KeyedForm):
    reason = forms.ChoiceField(label=_("Alasan"), choices=lambda: [("", "–"), *_words(WITHDRAWAL_REASONS)])


class StockForm(KeyedForm):
    """One field for the count and one for the day of purchase of each thing; what stays empty keeps its last count."""

    def __init__(self, codes: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = tuple(codes)
        for code in self.codes:
            self.fields[f"count-{code}"] = forms.IntegerField(
                required=False, min_value=0, max_value=MOST, label=gettext("Jumlah")
            )
            self.fields[f"bought-{code}"] = _day(gettext("Dibeli"), required=False, help_text="")

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(
            self.cleaned_data.get(f"count-{code}") is not None for code in self.codes
        ):
            raise ValidationError(gettext("Tulis jumlah sekurangnya satu barang."))
        return self.cleaned_data

    def arguments(self) -> dict[str, Any]:
        """The counts that were typed, and the days of purchase with them."""
        counts = self._typed("count-")
        return {
            "key": str(self.cleaned_data["key"]),
            "counts": counts,
            "purchased": self._typed("bought-"),
        }

    def _typed(self, prefix: str) -> dict[str, Any]:
        found = {code: self.cleaned_data[f"{prefix}{code}"] for code in self.codes}
        return {code: value for code, value in found.items() if value is not None}


class FaultForm(KeyedForm):
    code = forms.ChoiceField(label=_("Barang"))
    fault = forms.ChoiceField(label=_("Keadaan"), choices=lambda: _words(FAULTS), widget=forms.RadioSelect)
    quantity = forms.IntegerField(
        label=_("Jumlah"), min_value=1, max_value=MOST, widget=forms.NumberInput(attrs={"class": "w4"})
    )
    since = _day(_("Sejak"))
    reason = _text(
        _("Keterangan"), 200, required=False, help_text=_("Misalnya: lampu pemindai mati; tanpa nama orang")
    )

    def __init__(self, things: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "–"), *things]  # type: ignore[attr-defined]


class EndForm(KeyedForm):
    on = _day(_("Berfungsi kembali sejak"))
