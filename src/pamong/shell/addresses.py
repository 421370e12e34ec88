"""Addresses of pages, as `django.urls.reverse` gives them: a list of fifty applications asks for a hundred, and most of
them were asked for a moment ago.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf
from django.urls import reverse as put_together
from django.utils.translation import get_language


def reverse(name: str, args: tuple[Any, ...] | list[Any] = (), kwargs: dict[str, Any] | None = None) -> str:
    """The address of the named page, in the reader's language and behind the address of a look."""
    # What an address hangs on besides its name: the URL map, the language, and what stands in front.
    hangs_on = (get_urlconf(settings.ROOT_URLCONF), get_language(), get_script_prefix())
    return _reverse(hangs_on, name, tuple(args), tuple((kwargs or {}).items()))


@lru_cache(maxsize=8192)
def _reverse(
    _hangs_on: tuple[object, ...], name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]
) -> str:
    return put_together(name, args=args or None, kwargs=dict(kwargs) or None)
