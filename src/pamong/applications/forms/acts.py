"""The forms of the single acts: what each must record, and the key that makes a second sending harmless."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.applications.forms.base import ActForm
from pamong.applications.forms.late import LateForm
from pamong.applications.forms.words import choices, label, no_identity_number
from pamong.residents.rules import ANSWERS
from pamong.standard.chapters.requirements import ChecklistItem
from pamong.standard.messages import Message


class AwaitedForm(ActForm):
    """The awaited step, as the person saw it."""

    step = forms.CharField(max_length=60, widget=forms.HiddenInput, validators=[no_identity_number])


class UndoForm(ActForm):
    """The entry that is undone, as the person saw it."""

    entry = forms.CharField(max_length=40, widget=forms.HiddenInput)


class StepForm(AwaitedForm, LateForm):
    """The awaited step is done; with the number of the letter or list it went with, if there is one."""

    reference = forms.CharField(
        max_length=80,
        required=False,
        validators=[no_identity_number],
        label=gettext_lazy("Nomor surat atau daftar (bila ada)"),
    )


class ReasonForm(ActForm):
    """An act that needs a reason from a closed list, and perhaps a few words."""

    reason = forms.ChoiceField(label=gettext_lazy("Alasan"))
    note = forms.CharField(
        required=False, max_length=400, validators=[no_identity_number], label=gettext_lazy("Keterangan")
    )

    def __init__(self, reasons: Mapping[str, Message], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.ChoiceField(
            label=gettext_lazy("Alasan"), choices=[("", _("Pilih…")), *choices(reasons)]
        )


class ReversalForm(ReasonForm):
    """The entry that is taken back, as the person saw it, and why."""

    entry = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "entry": self.cleaned_data["entry"] or None}


class HoldForm(ReasonForm):
    """Why nothing moves. The public page shows the reason, so there is no room for more words."""

    def __init__(self, reasons: Mapping[str, Message], *args: Any, **kwargs: Any) -> None:
        super().__init__(reasons, *args, **kwargs)
        del self.fields["note"]


class NationalAnswerForm(ActForm):
    """What the national system says about the resident's recording."""

    state = forms.ChoiceField(label=gettext_lazy("Jawaban sistem kependudukan nasional"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih…")), *choices(ANSWERS)]


class HandOverForm(LateForm):
    """Who collects the product, how they are related to the applicant, and what shows who they are."""

    collector = forms.CharField(
        max_length=100, validators=[no_identity_number], label=gettext_lazy("Nama yang mengambil")
    )
    relation = forms.ChoiceField(label=gettext_lazy("Hubungan dengan pemohon"))
    identity = forms.ChoiceField(label=gettext_lazy("Bukti diri yang dilihat"))

    def __init__(
        self,
        relations: Mapping[str, Message],
        identities: Mapping[str, Message],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, messages in (("relation", relations), ("identity", identities)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices(messages)


class PresentForm(LateForm):
    """What the applicant brings when handing a returned application back."""

    def __init__(self, items: Sequence[ChecklistItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"] = forms.MultipleChoiceField(
            choices=[(item.id, label(item.name)) for item in items],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=gettext_lazy("Berkas yang dilengkapi"),
        )
