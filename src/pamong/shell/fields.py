"""What the field macros need to know about a bound field; the drawing itself is in templates/shell/macros/fields.jinja."""

from typing import Any, Final

from django.forms import BaseForm, BoundField
from django.utils.datastructures import MultiValueDict

GROUPS: Final = frozenset({"radioselect", "checkboxselectmultiple"})


def typed(form: BaseForm, data: MultiValueDict[str, str]) -> dict[str, Any]:
    """What `data` (a form as it was sent) holds for the fields of `form`, unjudged: initial values that draw it again."""
    found = {}
    for name, field in form.fields.items():
        sent = form.add_prefix(name)
        given = field.widget.value_from_datadict(data, MultiValueDict(), sent)
        # A list of boxes with none ticked is sent as nothing at all.
        if sent in data or isinstance(given, list):
            found[name] = given
    return found


def is_group(bound: BoundField) -> bool:
    """Whether the field is several controls under one legend."""
    return bound.widget_type in GROUPS


def first_id(bound: BoundField) -> str:
    """The id of the control that an error in the summary leads to."""
    if is_group(bound):
        return str(bound.subwidgets[0].id_for_label)
    return str(bound.id_for_label)


def described_by(bound: BoundField, hint: str = "") -> str:
    """The ids of hint and error, in the order they are read out; empty when there is neither."""
    ids = [f"{bound.auto_id}_helptext"] if hint or bound.help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)


def field_attributes(
    bound: BoundField, hint: str = "", width: str = "", key: str = ""
) -> dict[str, str | bool]:
    """HTML attributes of a single control; names and numbers of applicants are not offered to the next one by the browser."""
    found = {"aria-describedby": described_by(bound, hint), "class": width, "data-key": key}
    attributes: dict[str, str | bool] = {name: value for name, value in found.items() if value}
    if "autocomplete" not in bound.field.widget.attrs:
        attributes["autocomplete"] = "off"
    return attributes
