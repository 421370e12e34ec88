"""The flow chart drawn as SVG: plain shapes and letters, readable without colour, with its text twin inside."""

from collections.abc import Iterator
from html import escape

from pamong.standard.document import Standard
from pamong.standard.renderings.chart import LINE, PAD, Arrow, Box, Chart, chart
from pamong.standard.renderings.reader import Reader

INK, SOFT, PAPER, FILL = "#1a1a1a", "#5a5a5a", "#ffffff", "#f3f5f7"
_MARKER = (
    '<defs><marker id="panah" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    f'<path d="M0 0L8 4L0 8z" fill="{INK}"/></marker></defs>'
)
_FRAMES = {
    "step": f'rx="4" fill="{FILL}" stroke="{INK}"',
    "prepare": f'rx="4" fill="{PAPER}" stroke="{SOFT}" stroke-dasharray="5 3"',
    "end": f'rx="18" fill="{PAPER}" stroke="{INK}" stroke-width="2"',
}


def flow_chart(standard: Standard, reader: Reader) -> str:
    """A whole SVG file. `title` and `desc` say in words what it shows."""
    return drawn(chart(standard, reader), reader.language)


def drawn(picture: Chart, language: str) -> str:
    """The picture; one element a line, so that two versions can be compared line by line."""
    wide, high = _n(picture.width), _n(picture.height)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img"'
        f' aria-labelledby="alur-judul alur-isi" lang="{language}" font-family="sans-serif" font-size="13">'
    )
    lines = [
        root,
        f'<title id="alur-judul">{escape(picture.title)}</title>',
        f'<desc id="alur-isi">{escape(" ".join(picture.twin))}</desc>',
        _MARKER,
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>',
        *(_arrow(arrow) for arrow in picture.arrows),
        *(line for box in picture.boxes for line in _box(box)),
        *(line for label in picture.labels for line in _words(label)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _arrow(arrow: Arrow) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in arrow.points)
    dashes = ' stroke-dasharray="4 3"' if arrow.dashed else ""
    return f'<polyline points="{points}" fill="none" stroke="{INK}"{dashes} marker-end="url(#panah)"/>'


def _box(box: Box) -> Iterator[str]:
    place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    yield f"<rect {place} {_FRAMES[box.kind]}/>"
    middle = box.kind == "end"
    x = box.x + box.width / 2 if middle else box.x + PAD
    anchor = ' text-anchor="middle"' if middle else ""
    for place_in_box, line in enumerate(box.lines):
        y = box.y + PAD + 13 + place_in_box * LINE
        weight = ' font-weight="bold"' if place_in_box == 0 and not middle else ""
        yield f'<text x="{_n(x)}" y="{_n(y)}" fill="{INK}"{anchor}{weight}>{escape(line)}</text>'


def _words(label: Box) -> Iterator[str]:
    for place, line in enumerate(label.lines):
        y = label.y + 11 + place * 15
        yield f'<text x="{_n(label.x)}" y="{_n(y)}" font-size="11" fill="{SOFT}">{escape(line)}</text>'


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
