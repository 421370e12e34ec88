"""Papers: PDF/A made by typst from a template and data. Knows no paper of any room; the rooms say what stands on theirs.

A template is a `.typ` file inside the package and holds no words: every text arrives as data, translated, so that a
citizen reads Indonesian and below it English, and so that nothing a person typed is ever read as typst source. Fonts
come from inside the typst wheel only, and the file's date is the moment it is given: the same data make the same bytes.
"""

import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import override

from pamong.shell.late import late

if TYPE_CHECKING:
    import segno
    import typst
else:
    segno = late("segno")
    typst = late("typst")


STANDARD: Final = "a-2b"
"""PDF/A-2b: fonts inside, nothing that changes or reaches out; what archives accept."""

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_PROBE: Final = b"#json(bytes(sys.inputs.data))"
_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
# What every font of the wheel has; only what lies outside is tried, once per process.
_LAST_PLAIN: Final = "\N{LATIN SMALL LETTER Z WITH CARON}"

Pair = dict[str, str]
"""A text in both languages: `{"id": …, "en": …}`."""


def both(say: Callable[[], str]) -> Pair:
    """What `say` answers when the reader's language is Indonesian, and when it is English."""
    said = {}
    for language in ("id", "en"):
        with override(language):
            said[language] = say()
    return said


def law(text: str) -> list[tuple[str, bool]]:
    """A clause's text in pieces, each with whether it is bold: `**word**` is how a standard marks bold words."""
    pieces = _BOLD.split(text)
    return [(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece]


def qr(text: str, *, error: str = "m") -> str:
    """A QR code as SVG, one module wide borders: the page around it is white. `error`: l, m, q or h."""
    out = io.BytesIO()
    segno.make(text, error=error, micro=False).save(out, kind="svg", border=1, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def pdf(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The paper as PDF/A-2b. `template` is the template's path inside the package (`applications/typst/receipt.typ`),
    `at` the aware moment that the file says it was made.

    A character that no font inside the wheel can draw is printed as U+FFFD: PDF/A refuses it, and a citizen with
    such a letter in the name gets the paper all the same.
    """
    return typst.compile(
        str(_PACKAGE / template),
        root=str(_PACKAGE),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(printable(data), ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=int(at.timestamp()),
    )


def printable(value: Any) -> Any:
    """The data with every text such that the fonts can draw it; other values stay as they are."""
    match value:
        case str():
            return value if value.isascii() and value.isprintable() else "".join(map(_printable, value))
        case Mapping():
            return {str(name): printable(item) for name, item in value.items()}
        case list() | tuple():
            return [printable(item) for item in value]
    return value


def _printable(character: str) -> str:
    if character == "\n" or (character.isprintable() and character <= _LAST_PLAIN):
        return character
    if character.isspace():
        return " "
    return character if _drawn(character) else _UNKNOWN


@lru_cache(maxsize=4096)
def _drawn(character: str) -> bool:
    """Whether the fonts inside the wheel have this character."""
    if "\ud800" <= character <= "\udfff":
        return False
    try:
        typst.compile(
            _PROBE,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(character)},
            pdf_standards=[STANDARD],
            timestamp=0,
        )
    except typst.TypstError:
        return False
    return True


@cache
def _fonts() -> "typst.Fonts":
    """The fonts of the wheel: what an office PC has installed must not change what a paper looks like."""
    return typst.Fonts(include_system_fonts=False)
