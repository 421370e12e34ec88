import pytest
from django import forms
from django.forms.renderers import Jinja2

from pamong.vault.drawing import MaskingRenderer
from pamong.vault.numbers import holds_number, mask_typed

NUMBER = "3508074101900001"
SHOWN = "••••••••••••••01"
SEALED = f"0190f0ab-{NUMBER}"


class Counter(forms.Form):
    note = forms.CharField()
    kept = forms.CharField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(choices=[(NUMBER, "a"), ("b", "b")])
    seen = forms.BooleanField()


@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        "3508 0741 0190 0001",
        "3508  0741  0190  0001",
        "35.08.07.410190.0001",
        "350807-410190-0001",
        "350807–410190–0001",
        "35 0807 4101900001",
        "3508+0741+0190+0001",
    ],
)
def test_a_whole_number_is_masked_in_every_grouping(written: str) -> None:
    assert mask_typed(f"NIK {written}, salah") == f"NIK {SHOWN}, salah"
    assert holds_number(written)


@pytest.mark.parametrize(
    "written", ["", "081234567890", "14-12-2026 09.30", "350807410190000", "470/123/35.08.07/2026"]
)
def test_what_is_no_number_stays(written: str) -> None:
    assert mask_typed(written) == written
    assert not holds_number(written)


def test_a_form_comes_back_with_what_was_typed_and_without_the_number() -> None:
    sent = {"note": f"kartu {NUMBER}", "kept": SEALED, "reason": NUMBER, "seen": "on"}
    form = Counter(sent, renderer=MaskingRenderer())
    assert f'value="kartu {SHOWN}"' in str(form["note"])
    assert f'value="{SEALED}"' in str(form["kept"]), "what the page keeps for itself is not touched"
    assert f'value="{NUMBER}" selected' in str(form["reason"]), "a choice is not what was typed"
    assert "checked" in str(form["seen"])


def test_a_forged_hidden_field_does_not_come_back_with_the_number() -> None:
    assert f'value="{SHOWN}"' in str(Counter({"kept": NUMBER}, renderer=MaskingRenderer())["kept"])


def test_control_the_renderer_of_django_draws_the_number() -> None:
    assert NUMBER in str(Counter({"note": NUMBER}, renderer=Jinja2())["note"])
