"""The form of the examination: what is found about each requirement, and which data contradict their evidence."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.applications.forms.late import LateForm
from pamong.applications.forms.words import choices, label, no_identity_number
from pamong.applications.present.words import FIELDS, ITEM_STATES
from pamong.applications.rules import Examined, InvalidField, ItemState
from pamong.standard.chapters.requirements import ChecklistItem, Need

INVALID_ROWS = 3


class ExaminationForm(LateForm):
    """What the examination finds about each requirement, and which data contradict their evidence."""

    note = forms.CharField(
        required=False,
        max_length=400,
        validators=[no_identity_number],
        label=gettext_lazy("Pesan untuk pemohon"),
    )

    def __init__(self, items: Sequence[ChecklistItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [item for item in items if item.need is not Need.NOT_APPLICABLE]
        for item in self.items:
            self._add_item(item)
        for row in range(1, INVALID_ROWS + 1):
            self._add_row(row)

    def _add_item(self, item: ChecklistItem) -> None:
        self.fields[f"state-{item.id}"] = forms.ChoiceField(
            label=label(item.name), choices=choices(ITEM_STATES), required=False
        )
        self.fields[f"reason-{item.id}"] = forms.CharField(
            label=label(item.name), required=False, max_length=200, validators=[no_identity_number]
        )
        if item.open_ended:
            self.fields[f"named-{item.id}"] = forms.CharField(
                label=_("Nama berkas untuk: %(name)s") % {"name": label(item.name)},
                required=False,
                max_length=120,
                validators=[no_identity_number],
            )

    def _add_row(self, row: int) -> None:
        names = [("", "—"), *choices(FIELDS)]
        self.fields[f"field_{row}"] = forms.ChoiceField(
            label=gettext_lazy("Isian"), choices=names, required=False
        )
        for name, words in (("given", gettext_lazy("Tertulis")), ("evidence", gettext_lazy("Menurut bukti"))):
            self.fields[f"{name}_{row}"] = forms.CharField(
                label=words, required=False, max_length=120, validators=[no_identity_number]
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for item in self.items:
            self._check_item(item, cleaned)
        for row in range(1, INVALID_ROWS + 1):
            parts = [cleaned.get(f"{name}_{row}") for name in ("field", "given", "evidence")]
            # A row half filled in would otherwise be dropped in silence.
            if any(parts) and not all(parts):
                self.add_error(
                    f"field_{row}",
                    _("Isi ketiganya: isian mana, apa yang tertulis, dan apa menurut buktinya."),
                )
        return cleaned

    def _check_item(self, item: ChecklistItem, cleaned: Mapping[str, Any]) -> None:
        state = cleaned.get(f"state-{item.id}")
        if state == ItemState.DEFICIENT and not cleaned.get(f"reason-{item.id}"):
            self.add_error(
                f"reason-{item.id}", _("Sebutkan apa yang kurang, agar pemohon tahu apa yang dibawa.")
            )
        if state == ItemState.PRESENT and item.open_ended and not cleaned.get(f"named-{item.id}"):
            self.add_error(f"named-{item.id}", _("Sebutkan berkas apa yang diserahkan untuk butir ini."))

    def examined(self) -> dict[str, Examined]:
        """What was found, for the items that were looked at."""
        return {
            item.id: Examined(
                state=ItemState(self.cleaned_data[f"state-{item.id}"]),
                note=self.cleaned_data[f"reason-{item.id}"],
                named=self.cleaned_data.get(f"named-{item.id}", ""),
            )
            for item in self.items
            if self.cleaned_data.get(f"state-{item.id}")
        }

    def invalid(self) -> tuple[InvalidField, ...]:
        """The data that do not match their evidence."""
        rows = range(1, INVALID_ROWS + 1)
        return tuple(
            InvalidField(
                field=self.cleaned_data[f"field_{row}"],
                given=self.cleaned_data[f"given_{row}"],
                evidence=self.cleaned_data[f"evidence_{row}"],
            )
            for row in rows
            if self.cleaned_data.get(f"field_{row}")
        )

    def arguments(self) -> dict[str, Any]:
        """The findings; what is told the applicant goes with a return only."""
        return {"key": self.cleaned_data["key"], "examined": self.examined(), "invalid": self.invalid()}


class ReturnForm(ExaminationForm):
    """The same findings, with a message to the applicant."""

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "note": self.cleaned_data["note"]}
