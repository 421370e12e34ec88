"""Every control is drawn to the letter as Django's own template draws it."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import Jinja2

from pamong.shell import controls
from pamong.vault.drawing import MaskingRenderer

CHOICES = [("a", "<Satu>"), ("b", 'Dua & "dua"'), ("Kelompok <k>", [("c", "Tiga"), (4, "Empat")])]
PLAIN = CHOICES[:2]
ATTRIBUTES: dict[str, Any] = {
    "id": "id_x",
    "class": "w4",
    "required": True,
    "disabled": False,
    "data-key": 'F"4',
}

WIDGETS: dict[str, tuple[forms.Widget, Any]] = {
    "text": (forms.TextInput(), 'isi <b> & "kutip"'),
    "text without a value": (forms.TextInput(), None),
    "number": (forms.NumberInput(), 12),
    "hidden": (forms.HiddenInput(), "kunci-1"),
    "password": (forms.PasswordInput(), "rahasia"),
    "date": (forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "2026-12-14"),
    "box": (forms.CheckboxInput(), True),
    "box not ticked": (forms.CheckboxInput(), False),
    "text area": (forms.Textarea(), "baris\n<dua>"),
    "text area without a value": (forms.Textarea(), None),
    "list": (forms.Select(choices=CHOICES), "b"),
    "list of several": (forms.SelectMultiple(choices=CHOICES), ["a", "c"]),
    "list with nothing in it": (forms.Select(), None),
    "file": (forms.FileInput(), None),
    "radio buttons": (forms.RadioSelect(choices=PLAIN), "a"),
    "boxes": (forms.CheckboxSelectMultiple(choices=PLAIN), ["b"]),
}


@pytest.mark.parametrize("name", WIDGETS)
@pytest.mark.parametrize("attributes", [{}, ATTRIBUTES], ids=["bare", "with attributes"])
def test_a_control_is_drawn_as_django_draws_it(name: str, attributes: dict[str, Any]) -> None:
    widget, value = WIDGETS[name]
    plain = widget.render("nama", value, attributes, renderer=Jinja2())
    assert widget.render("nama", value, attributes, renderer=MaskingRenderer()) == plain
    context = widget.get_context("nama", value, attributes)["widget"]
    drawn = controls.draw(context["template_name"], context)
    assert drawn in {plain, None}
    assert (drawn is None) == (name in {"file", "radio buttons", "boxes"})


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@pytest.mark.parametrize("attributes", [{}, {"id": "id_x"}], ids=["bare", "with an id"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_one_option_is_drawn_as_django_draws_it(
    kind: type[forms.RadioSelect], attributes: dict[str, Any], wrapped: bool
) -> None:
    widget = kind(choices=PLAIN)
    for option in widget.subwidgets("nama", "a", attributes):
        context = {"widget": {**option, "wrap_label": wrapped}}
        plain = Jinja2().render(option["template_name"], context)
        assert controls.draw(option["template_name"], context["widget"]) == plain
