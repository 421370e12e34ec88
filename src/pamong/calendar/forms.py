"""What is asked before a calendar is changed. Each form cleans to one `rules.Change`."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.applications.forms.base import ActForm
from pamong.applications.forms.words import choices, in_words, no_identity_number
from pamong.calendar.rules import (
    DAY_KINDS,
    Change,
    Kind,
    notes_between,
    read_hours,
    sensible_days,
    sensible_years,
)
from pamong.offices.queries import NoteRow, holidays_difference
from pamong.offices.rules import sensible_hours
from pamong.standard.messages import Refusal
from pamong.workdays.calendar import CalendarInvalid, Span, WeekPattern

WHOLE: Final = "*"
"""The choice for the whole installation."""
WEEKDAYS: Final = (
    gettext_lazy("Senin"),
    gettext_lazy("Selasa"),
    gettext_lazy("Rabu"),
    gettext_lazy("Kamis"),
    gettext_lazy("Jumat"),
    gettext_lazy("Sabtu"),
    gettext_lazy("Minggu"),
)


def _date(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, validators=[no_identity_number], help_text=help_text)


def _spans(text: str) -> tuple[Span, ...]:
    try:
        return read_hours(text)
    except CalendarInvalid as error:
        raise forms.ValidationError(_("Tulis jamnya seperti 08.00-12.00, 13.00-15.00.")) from error


class ChangeForm(ActForm):
    """A change is first looked at: `seen` comes with the preview, and says what was seen."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self, own: str, offices: Sequence[tuple[str, str]], today: date, *args: Any, **kwargs: Any
    ) -> None:
        """`own` is the office whose calendar it is; `offices` are those to choose among, none for whoever has no choice."""
        super().__init__(*args, **kwargs)
        self.own, self.today = own, today
        if offices:
            self.fields["office"] = forms.ChoiceField(
                label=_("Berlaku untuk"),
                choices=[(WHOLE, _("Semua kantor dalam instalasi ini")), *offices],
            )

    @property
    def office(self) -> str | None:
        """The office it is for; None for the whole installation."""
        chosen = self.cleaned_data.get("office", self.own)
        return None if chosen == WHOLE else str(chosen)

    def refuse(self, name: str, refusal: Refusal | None) -> None:
        """Say what a rule refuses beside the field it is about."""
        if refusal is not None:
            self.add_error(name, in_words(refusal.message))

    def change(self) -> Change:
        """What the cleaned form asks for."""
        raise NotImplementedError


class DaysForm(ChangeForm):
    """A decree, a closure or other hours on some dates."""

    kind = forms.ChoiceField(label=gettext_lazy("Jenis hari"))
    first = _date(gettext_lazy("Tanggal pertama"))
    last = _date(gettext_lazy("Tanggal terakhir (kosong: satu hari)"), required=False)
    hours = forms.CharField(
        label=gettext_lazy("Jam layanan pada hari itu"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Hanya untuk jam layanan lain, misalnya 08.00-11.00. Kosong: jam biasa."),
    )
    name = _text(gettext_lazy("Nama hari atau peristiwa"), 120)
    reference = _text(
        gettext_lazy("Nomor keputusan atau surat"),
        120,
        gettext_lazy("Pemohon membacanya di samping tanggalnya yang baru."),
    )
    provisional = forms.BooleanField(label=gettext_lazy("Masih perkiraan, belum ditetapkan"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices(DAY_KINDS)

    def clean_hours(self) -> tuple[Span, ...]:
        return _spans(self.cleaned_data["hours"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["last"] = cleaned.get("last") or cleaned.get("first")
        if not self.errors:
            asked = {name: cleaned[name] for name in ("first", "last", "kind", "hours")}
            refusal = sensible_days(today=self.today, **asked)
            self.refuse("hours" if refusal and refusal.code == "hours" else "first", refusal)
        return cleaned

    def change(self) -> Change:
        said = self.cleaned_data
        asked = {name: said[name] for name in ("first", "last", "kind", "name", "hours", "provisional")}
        return Change(
            Kind.DAYS, self.office, f"{said['reference']}: {said['name']}", put=notes_between(**asked)
        )


class HoursForm(ChangeForm):
    """A week pattern: the hours of Ramadan between two dates, or another ordinary week from a day on."""

    name = _text(gettext_lazy("Nama pola pekan"), 120)
    valid_from = _date(gettext_lazy("Berlaku mulai"))
    valid_until = _date(gettext_lazy("Berlaku sampai (kosong: seterusnya)"), required=False)
    reference = _text(gettext_lazy("Nomor keputusan atau surat"), 120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in enumerate(WEEKDAYS):
            self.fields[f"hours_{weekday}"] = forms.CharField(label=name, required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        week = {}
        for weekday in range(7):
            try:
                week[weekday] = _spans(cleaned.get(f"hours_{weekday}", ""))
            except forms.ValidationError as error:
                self.add_error(f"hours_{weekday}", error)
        if not self.errors:
            self._make(cleaned, week)
        return cleaned

    def _make(self, cleaned: dict[str, Any], week: dict[int, tuple[Span, ...]]) -> None:
        span = (cleaned["valid_from"], cleaned["valid_until"])
        try:
            pattern = WeekPattern(cleaned["name"], *span, week)
        except CalendarInvalid:
            text = _("Jam yang bertumpang tindih, atau tanggal terakhir mendahului tanggal pertama.")
            self.add_error("valid_from", text)
        else:
            self.refuse("hours_0", sensible_hours(pattern))
            cleaned["pattern"] = pattern

    def change(self) -> Change:
        said = self.cleaned_data
        reason = f"{said['reference']}: {said['name']}"
        return Change(Kind.HOURS, self.office, reason, pattern=said["pattern"])


class ImportForm(ChangeForm):
    """A year of national holidays and collective leave from the shipped table, for the whole installation."""

    year = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2002, max_value=2100)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if (refusal := sensible_years((year,), today=self.today)) is not None:
            raise forms.ValidationError(in_words(refusal.message))
        return year

    def change(self) -> Change:
        year = self.cleaned_data["year"]
        found = holidays_difference((year,))
        reason = f"Tabel hari libur nasional {year}"
        put = (*found.added, *found.changed)
        return Change(Kind.IMPORT, None, reason, put=put, drop=found.removed, years=(year,))


class RemoveForm(ChangeForm):
    """Why a note is taken back."""

    reason = _text(gettext_lazy("Alasan atau nomor keputusan"), 200)

    def __init__(self, row: NoteRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(row.office or "", (), *args, **kwargs)
        self.row = row

    def change(self) -> Change:
        return Change(Kind.REMOVE, self.row.office, self.cleaned_data["reason"], drop=(self.row.note,))
