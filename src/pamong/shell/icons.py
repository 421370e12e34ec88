"""Drawings of 16 by 16 points. A drawing never stands alone: the word beside it carries the meaning."""

from collections.abc import Mapping
from typing import Final

from django.utils.safestring import SafeString, mark_safe

ICONS: Final[Mapping[str, str]] = {
    "check": "M3 8.5 6.5 12 13 4.5",
    "clock": "M8 4.5V8l2.5 2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z",
    "alert": "M8 2 15 14H1zM8 6.5v3.2M8 12v.1",
    "cross": "M4 4l8 8M12 4l-8 8",
    "back": "M5.5 3 2 6.5 5.5 10M2 6.5h8a3.5 3.5 0 0 1 0 7H7",
    "ready": "M2 3.5h12v9H2zM5 8l2 2 4-4",
    "pause": "M5.5 3v10M10.5 3v10",
    "box": "M2 2.5h12v3H2zM3 5.5h10v8H3zM6.5 8.5h3",
    "circle": "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z",
    "minus": "M3.5 8h9",
    "arrow": "M2.5 8h11M9.5 4l4 4-4 4",
    "out": "M9 2.5h4.5V7M13.5 2.5 7 9M11 9v4.5H2.5V5H7",
    "skip": "M3 4l5 4-5 4zM12.5 4v8",
    "search": "M12 7A5 5 0 1 1 2 7a5 5 0 0 1 10 0zM10.7 10.7 14 14",
    "info": "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 7.5v3.5M8 5v.1",
    "pen": "M2.5 13.5 3.5 10 11 2.5 13.5 5 6 12.5z",
    "print": "M4.5 6V2h7v4M4.5 11H2V6h12v5h-2.5M4.5 9h7v5h-7z",
    "person": "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c0-6 11-6 11 0",
    "plus": "M8 3v10M3 8h10",
}


def icon(name: str) -> SafeString:
    """The drawing as inline SVG, hidden from screen readers; KeyError for a name nobody drew."""
    drawing = ICONS[name]
    return mark_safe(  # noqa: S308 - the drawings are the constants above
        f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="{drawing}"/></svg>'
    )
