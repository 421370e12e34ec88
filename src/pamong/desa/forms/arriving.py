"""The counter's form for what a desa sent ahead: the standard's questions, already answered, and boxes for the papers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.applications.forms.intake import IntakeForm
from pamong.desa.content import Content
from pamong.desa.forms.preparing import as_typed
from pamong.desa.queries import facts_of
from pamong.residents.queries import ResidentRow
from pamong.shell.fields import typed
from pamong.standard.chapters.requirements import ChecklistItem, checklist
from pamong.standard.document import Standard
from pamong.standard.facts import asked as asked_facts


class ArrivalForm(IntakeForm):
    """Taking in: where the form has no number, also who of the known people this is."""

    resident = forms.ChoiceField(label=gettext_lazy("Orang ini"), widget=forms.RadioSelect, required=False)

    def __init__(self, people: Sequence[ResidentRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not people:
            del self.fields["resident"]
            return
        self.fields["resident"].choices = [  # type: ignore[attr-defined]
            *((str(each.id), f"{each.name} ({each.birth_year}), {each.village_name}") for each in people),
            ("", _("Orang baru, belum dikenal kantor ini")),
        ]

    def chosen(self) -> UUID | None:
        """Who of the known people it is; None for the one whom the form names."""
        found = self.cleaned_data.get("resident")
        return UUID(found) if found else None


def arrival(
    content: Content,
    standard: Standard,
    office: str,
    *,
    known: ResidentRow | None,
    alike: Sequence[ResidentRow],
    sent: QueryDict | None,
    judged: bool,
) -> tuple[ArrivalForm, tuple[ChecklistItem, ...]]:
    """The form and the checklist its answers lead to. `judged` is false while the checklist is only computed anew."""
    silent = facts_of(content=content, standard=standard, office=office, resident=known, answers={})
    asked = tuple(
        fact for fact in asked_facts(standard) if not (fact.only_if_silent and silent[fact.name] is not None)
    )
    given = sent if sent is not None else as_typed(content, str(uuid4()))
    probe = ArrivalForm((), asked, (), given)
    probe.is_valid()
    items = checklist(standard, silent | probe.answers())
    if judged:
        return ArrivalForm(alike, asked, items, given), items
    form = ArrivalForm(alike, asked, items)
    form.initial = typed(form, given) | {"key": given["key"]}
    return form, items
