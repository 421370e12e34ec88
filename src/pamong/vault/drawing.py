"""A form with a mistake comes back with what was typed; a whole identity number in it does not."""

import re
from typing import Any

from django.forms.renderers import Jinja2

from pamong.shell import controls
from pamong.vault.numbers import mask_typed

_LETTER = re.compile(r"[A-Za-z]")


class MaskingRenderer(Jinja2):
    """Draws every control of every form. FORM_RENDERER names it.

    A number typed into the wrong field would stand in the page, in the browser's history of forms and on the screen
    of whoever comes next. What a page keeps for itself (keys, sealed numbers) has letters in it and is drawn as it is.
    """

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget", {})
        value = widget.get("value")
        if isinstance(value, str) and not (widget.get("is_hidden") and _LETTER.search(value)):
            context = {**context, "widget": {**widget, "value": mask_typed(value)}}
            widget = context["widget"]
        drawn = controls.draw(template_name, widget)
        return str(super().render(template_name, context, request)) if drawn is None else drawn
