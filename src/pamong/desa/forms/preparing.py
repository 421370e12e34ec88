"""The form that the desa fills in with the resident: a resident's data, and beside it what the family card says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from pamong.applications.forms.intake import UNANSWERED, fact_field
from pamong.applications.forms.words import no_identity_number
from pamong.applications.queries.facts import stored
from pamong.desa.content import Content
from pamong.desa.rules import Preparation
from pamong.residents import queries as residents
from pamong.residents import rules as people
from pamong.residents.forms import DATE_FORMATS, ResidentForm, UnseenInput

ON_CARD = ("number", "name", "birth_place", "birth_date", "address")
_NUMBERS = ("number", "kk_number", "card_number")


class DesaForm(ResidentForm):
    """The fields of the form, the same fields as the family card in hand has them, and the standard's own questions."""

    card_number = forms.CharField(
        label=_("NIK"),
        required=False,
        max_length=40,
        widget=UnseenInput(attrs={"inputmode": "numeric", "spellcheck": "false"}),
    )
    card_name = forms.CharField(
        label=_("Nama"), required=False, max_length=120, validators=[no_identity_number]
    )
    card_birth_place = forms.CharField(
        label=_("Tempat lahir"), required=False, max_length=80, validators=[no_identity_number]
    )
    card_birth_date = forms.DateField(
        label=_("Tanggal lahir"),
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric"}),
    )
    card_address = forms.CharField(
        label=_("Alamat"), required=False, max_length=200, validators=[no_identity_number]
    )
    card_number_kept = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def __init__(
        self,
        preparation: Preparation,
        data: QueryDict | None = None,
        *,
        today: date,
        earlier: QueryDict | None = None,
    ) -> None:
        super().__init__((), data, today=today)
        self.questions = preparation.questions
        # The desa is the office that fills it in, and from here the form leads to its own page.
        for name in ("village", "onward"):
            del self.fields[name]
        for fact in self.questions:
            self.fields[f"fact_{fact.name}"] = fact_field(fact)
        self.hints["card_number"] = ""
        if earlier is not None:
            self.restore(earlier)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        typed = self._whole("card_number")
        self._examine("card_number", typed, lambda: residents.examine_number(typed))
        return found

    @sensitive_variables()
    def restore(self, earlier: QueryDict) -> None:
        """As a resident's form, with the number of the card."""
        super().restore(earlier)
        self._restore_number("card_number", residents.examine_number, earlier)

    def content(self) -> Content:
        """What stands on the form from now on."""
        said = self.cleaned_data
        return Content(
            name=people.tidy(said["name"]),
            sex=said["sex"],
            birth_place=people.tidy(said["birth_place"]),
            birth_date=said["birth_date"],
            citizenship=said["citizenship"],
            number=said["number"],
            number_missing_reason=said["number_missing_reason"],
            kk_number=said["kk_number"],
            address=people.tidy(said["address"]),
            phone=said["phone"],
            card={name: _text(said[f"card_{name}"]) for name in ON_CARD},
            answers=self._answers(),
        )

    def _answers(self) -> dict[str, Any]:
        given = {fact.name: self.cleaned_data.get(f"fact_{fact.name}") for fact in self.questions}
        answered = {name: value for name, value in given.items() if value not in UNANSWERED}
        return stored(answered)


def as_typed(content: Content, key: str) -> QueryDict:
    """A form's content as if it had just been typed, to open it again; numbers travel sealed under `key`."""
    values = QueryDict(mutable=True)
    values["key"] = key
    for name in (
        "name",
        "sex",
        "birth_place",
        "citizenship",
        "number",
        "number_missing_reason",
        "kk_number",
        "address",
        "phone",
    ):
        values[name] = getattr(content, name)
    values["birth_date"] = f"{content.birth_date:%d-%m-%Y}"
    for name, said in content.card.items():
        values[f"card_{name}"] = _shown(name, said)
    _answer(values, content.answers)
    return values


def _answer(values: QueryDict, answers: Mapping[str, Any]) -> None:
    for name, value in answers.items():
        values.setlist(f"fact_{name}", value if isinstance(value, list) else [str(value)])


def _shown(name: str, said: str) -> str:
    return f"{date.fromisoformat(said):%d-%m-%Y}" if said and name == "birth_date" else said


def _text(value: str | date | None) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return people.tidy(value or "")
