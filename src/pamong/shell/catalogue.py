"""Our own catalogue of texts without Django: what a command prints where there is no office has no settings to ask."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

SOURCE: Final = "id"
LANGUAGES: Final = (SOURCE, "en")
_LOCALE: Final = Path(__file__).resolve().parent / "locale"


@cache
def translator(language: str) -> Callable[[str], str]:
    """How source texts are said in this language; the source language says them as they are. KeyError for another."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return gettext.translation("django", _LOCALE, languages=[language]).gettext
