"""The intake form: what the pinned standard asks, and the papers it requires of this person."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pamong.applications.forms.late import LateForm
from pamong.applications.forms.words import label, no_identity_number
from pamong.applications.queries.facts import facts_for
from pamong.shell.fields import typed
from pamong.standard.chapters.requirements import ChecklistItem, checklist
from pamong.standard.conditions import FactValue
from pamong.standard.document import Standard
from pamong.standard.facts import AskedFact
from pamong.standard.facts import asked as asked_facts


class IntakeForm(LateForm):
    """The facts the standard asks for and the papers it requires of this person."""

    def __init__(
        self, asked: Sequence[AskedFact], items: Sequence[ChecklistItem], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.items = items
        for fact in asked:
            self.fields[f"fact_{fact.name}"] = fact_field(fact)
        self.fields["present"] = forms.MultipleChoiceField(
            choices=[(item.id, label(item.name)) for item in items],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=gettext_lazy("Berkas yang diserahkan"),
        )

    @property
    def registered(self) -> tuple[str, ...]:
        """The asked facts whose answer belongs into the resident's register, not into this application."""
        return tuple(fact.name for fact in self.asked if fact.only_if_silent)

    def answers(self) -> dict[str, FactValue]:
        """What was answered; a question left open stays unknown."""
        found: dict[str, FactValue] = {}
        for fact in self.asked:
            answer: Any = self.cleaned_data.get(f"fact_{fact.name}")
            if answer not in UNANSWERED:
                found[fact.name] = tuple(answer) if fact.several else answer
        return found


def fact_field(fact: AskedFact) -> forms.Field:
    """The control for one question of the standard."""
    words = [
        (choice, label(fact.labels[choice]) if choice in fact.labels else choice) for choice in fact.choices
    ]
    if fact.several:
        return forms.MultipleChoiceField(
            label=label(fact.label),
            choices=words,
            widget=forms.CheckboxSelectMultiple,
            required=fact.of == "applicant",
        )
    if fact.choices:
        return forms.ChoiceField(
            label=label(fact.label),
            choices=[("", _("Belum diketahui")), *words],
            required=fact.of == "applicant",
        )
    return _open_question(fact)


UNANSWERED: tuple[object, ...] = (None, "", [], ())
"""What a control holds that nobody touched."""


def _open_question(fact: AskedFact) -> forms.Field:
    """A fact without a list of choices: a number, a date, yes or no, or a few words."""
    asked: dict[str, Any] = {"label": label(fact.label), "required": fact.of == "applicant"}
    match fact.kind:
        case "number":
            return forms.IntegerField(min_value=0, max_value=9999, **asked)
        case "date":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **asked)
        case "truth":
            words = [("", _("Belum diketahui")), ("True", _("Ya")), ("False", _("Tidak"))]
            return forms.TypedChoiceField(
                choices=words, coerce=lambda given: given == "True", empty_value=None, **asked
            )
    return forms.CharField(max_length=120, validators=[no_identity_number], **asked)


def intake(
    standard: Standard,
    resident_id: UUID,
    office: str,
    sent: QueryDict | None,
    *,
    bound: bool = True,
) -> tuple[IntakeForm, tuple[ChecklistItem, ...]]:
    """The intake form for this resident and the checklist its answers lead to so far.

    With `bound` false what was typed stays in the form without being judged: the checklist is computed anew, or a
    kept form is shown again.
    """
    known = facts_for(standard=standard, resident_id=resident_id, answers={}, office=office)
    asked = tuple(
        fact for fact in asked_facts(standard) if not (fact.only_if_silent and known[fact.name] is not None)
    )
    probe = IntakeForm(asked, (), sent or {})
    probe.is_valid()
    answers = probe.answers()
    items = checklist(standard, known | answers)
    key = {"key": (sent and sent.get("key")) or str(uuid4())}
    if sent is None:
        return IntakeForm(asked, items, initial=key), items
    if bound:
        return IntakeForm(asked, items, sent), items
    form = IntakeForm(asked, items)
    form.initial = typed(form, sent) | key
    return form, items
