"""The template environment: strict about missing names, escaping everything, speaking two languages."""

from functools import lru_cache
from typing import Any

import jinja2
from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext, ngettext, override
from django_htmx.jinja import htmx_script
from markupsafe import Markup

from pamong.shell import fields, words
from pamong.shell.addresses import reverse
from pamong.shell.frame import staff_frame
from pamong.shell.icons import icon
from pamong.shell.looks import LOOKS, look_asked, other_looks, without_look


def url(name: str, /, *args: object, **kwargs: object) -> str:
    """The address of the named page in the reader's language."""
    return reverse(name, args=args, kwargs=kwargs)


def said(text: str, /, **places: object) -> Markup:
    """The text in the reader's language with its places filled, as `{% trans %}` and `_(…)` of templates want it.

    A page says some seventy texts; each is looked up once in a process.
    """
    return _said(get_language(), text) % places if places else _said_plainly(get_language(), text)


@lru_cache(maxsize=4096)
def _said(_language: str | None, text: str) -> Markup:
    return Markup(gettext(text))  # noqa: S704 - our own texts


@lru_cache(maxsize=4096)
def _said_plainly(_language: str | None, text: str) -> Markup:
    # Every text is one with places, also without any: a percent sign is written twice.
    return _said(_language, text) % {}


def one_token(request: HttpRequest) -> dict[str, object]:
    """For the context of every page: the hidden field against forged forms, made once for all forms of the page."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}


def in_language(request: HttpRequest, code: str, address: str = "") -> str:
    """The address of this same page (or of `address`) in the language `code`; itself when it speaks only one."""
    return translate_url(without_look(request, address), code)


def english(text: str) -> str:
    """The text in English whatever the page's language, for pages that must be understood by whoever meets them."""
    with override("en"):
        return gettext(text)


def environment(**options: Any) -> jinja2.Environment:
    """Jinja2 as Django's template backend asks for it; `options` come from the settings."""
    options |= {
        "autoescape": True,
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": ["jinja2.ext.i18n"],
    }
    env = jinja2.Environment(**options)  # noqa: S701 - autoescape is set above
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"gettext": said, "_": said}
    env.policies["ext.i18n.trimmed"] = True
    env.globals |= {
        "url": url,
        "static": static,
        "icon": icon,
        "htmx": htmx_script,
        "staff_frame": staff_frame,
        "language": get_language,
        "in_language": in_language,
        "looks": LOOKS,
        "look_asked": look_asked,
        "other_looks": other_looks,
        "english": english,
        "demo": settings.DEMO,
        "is_group": fields.is_group,
        "first_id": fields.first_id,
        "described_by": fields.described_by,
        "field_attributes": fields.field_attributes,
    }
    env.filters |= {
        "weekday_date": words.weekday_date,
        "weekday_moment": words.weekday_moment,
        "day": words.day,
        "moment": words.moment,
        "number": words.number,
        "label": words.label,
        "message": words.message,
    }
    return env
