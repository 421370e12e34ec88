"""The description of the API, for whoever writes a program against it."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from pamong import __version__
from pamong.partners.description import description
from pamong.partners.operations import Operation
from pamong.shell.middleware import public_page


@lru_cache(maxsize=1)
def operations() -> tuple[Operation, ...]:
    """What the rooms above declare; this room stands below them and knows only where to look."""
    return tuple(each for name in settings.API_OPERATIONS for each in import_string(name))


@require_safe
@public_page(seconds=300)
def openapi(_request: HttpRequest) -> JsonResponse:
    """The OpenAPI document."""
    return JsonResponse(description(operations(), version=__version__))
