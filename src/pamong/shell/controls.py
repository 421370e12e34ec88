"""The controls of forms as HTML, to the letter what Django's templates draw.

A page with four forms has twenty controls, and each is several templates that include each other; drawn here they cost
a tenth. What is not drawn here, Django's templates draw.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from markupsafe import escape

Widget = Mapping[str, Any]


def draw(template: str, widget: Widget) -> str | None:
    """The control that Django's template of this name would draw; None for one that is not known here."""
    drawing = _DRAWN.get(template)
    return None if drawing is None else drawing(widget)


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    return (
        f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'
    )


def _labelled(widget: Widget) -> str:
    if not widget.get("wrap_label"):
        return _input(widget)
    known = widget["attrs"].get("id")
    label = f' for="{escape(known)}"' if known else ""
    return f"<label{label}>{_input(widget)} {escape(widget['label'])}</label>"


def _textarea(widget: Widget) -> str:
    value = escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    drawn = [f'<select name="{escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            drawn.append(f'\n  <optgroup label="{escape(group)}">')
        drawn += [f"\n  {_option(option)}" for option in options]
        if group:
            drawn.append("\n  </optgroup>")
    return "".join([*drawn, "\n</select>"])


def _option(widget: Widget) -> str:
    return (
        f'<option value="{escape(widget["value"])}"{_attributes(widget)}>{escape(widget["label"])}</option>'
    )


_FOLDER: Final = "django/forms/widgets"
_INPUTS = (
    "input",
    "text",
    "number",
    "email",
    "url",
    "password",
    "hidden",
    "date",
    "checkbox",
    "search",
    "tel",
)
_DRAWN: Final[Mapping[str, Callable[[Widget], str]]] = {
    **{f"{_FOLDER}/{name}.html": _input for name in _INPUTS},
    **{f"{_FOLDER}/{name}_option.html": _labelled for name in ("radio", "checkbox")},
    f"{_FOLDER}/textarea.html": _textarea,
    f"{_FOLDER}/select.html": _select,
}
