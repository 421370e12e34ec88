"""Where the time of the mix goes, as a flame graph: `python -m bench.flame COUNT`.

Serves COUNT applications through the views in this process and looks, at every millisecond of processor time, at which
line of calls stands. What is drawn wide, and not what is called often, is what an application costs. Prints the graph as
SVG. Needs a timer of processor time, which Windows does not have.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from xml.sax.saxutils import escape

EVERY = 0.001
"""Seconds of processor time between two looks."""
WIDTH, ROW = 1200, 17
FONT = 'font-family="sans-serif" font-size="11"'
NARROWEST = 1.2
"""What would be narrower than this is left out."""
BEGIN = "django.core.handlers.base.get_response"
"""The frames before a request reaches Django are the bench's own."""
WRAPPERS = frozenset({"django.core.handlers.exception.inner", "django.utils.deprecation.__call__"})
"""What Django puts around each middleware; twenty rows of nothing."""
COLOURS = {
    "pamong": "#8fb8de",
    "templates": "#a8d5a2",
    "jinja2": "#cfe8c9",
    "markupsafe": "#cfe8c9",
    "django": "#f2c58a",
    "sqlite3": "#d6a5a5",
}


@dataclass
class Frame:
    """One function on one line of calls: how many looks found it there, and what it called."""

    name: str
    looks: int = 0
    calls: dict[str, "Frame"] = field(default_factory=dict)

    def add(self, names: Sequence[str]) -> None:
        """One look that found this line of calls below this frame."""
        self.looks += 1
        if names:
            self.calls.setdefault(names[0], Frame(names[0])).add(names[1:])


def name_of(frame: FrameType) -> str:
    """`pamong.desk.views.start`; a template by its place: `templates.desk/list.jinja`."""
    module = str(frame.f_globals.get("__name__", ""))
    path = frame.f_code.co_filename
    if path.endswith((".jinja", ".html")):
        return "templates." + path.rpartition("/templates/")[2]
    return f"{module}.{frame.f_code.co_name}"


def line_of(frame: FrameType | None) -> list[str]:
    """The names from the request's beginning to this frame, outermost first; one's own repetitions once."""
    names: list[str] = []
    while frame is not None:
        name = name_of(frame)
        if name == BEGIN:
            return names[::-1]
        if name not in WRAPPERS and (not names or names[-1] != name):
            names.append(name)
        frame = frame.f_back
    return []


@contextmanager
def watched(root: Frame) -> Iterator[None]:
    """Looks at what this thread does, for as long as it does it."""

    def look(_signal: int, frame: FrameType | None) -> None:
        if names := line_of(frame):
            root.add(names)

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def drawn(root: Frame) -> str:
    """The graph: each function as wide as the time under it, what it called above it."""
    rows: list[str] = []
    deepest = _draw(root, 0.0, 0, WIDTH / max(root.looks, 1), rows)
    height = ROW * (deepest + 3)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {FONT}>',
            f"<title>{escape(root.name)}</title>",
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            f'<text x="4" y="13" font-weight="bold">{escape(root.name)}</text>',
            f'<g transform="translate(0 {height})">',
            *rows,
            "</g></svg>\n",
        ]
    )


def _draw(frame: Frame, x: float, depth: int, scale: float, rows: list[str]) -> int:
    width = frame.looks * scale
    if width < NARROWEST:
        return depth
    if depth:
        y = -ROW * depth
        share = 100 * frame.looks * scale / WIDTH
        shown = frame.name[: int(width / 6)] if width > 30 else ""
        rows.append(
            f'<g><title>{escape(frame.name)} {share:.1f} %</title><rect x="{x:.1f}" y="{y}" width="{width:.1f}"'
            f' height="{ROW - 1}" fill="{_colour(frame.name)}" stroke="#ffffff" stroke-width="0.5"/>'
            f'<text x="{x + 3:.1f}" y="{y + 12}">{escape(shown)}</text></g>'
        )
    deepest = depth
    for each in sorted(frame.calls.values(), key=lambda each: each.name):
        deepest = max(deepest, _draw(each, x, depth + 1, scale, rows))
        x += each.looks * scale
    return deepest


def _colour(name: str) -> str:
    return COLOURS.get(name.partition(".")[0], "#dddddd")


def main(count: int) -> str:
    """The graph of `count` applications, after some that fill the lists and every cache."""
    from bench.floor import Counter, _life, _without_application

    counter = Counter()
    residents = _without_application(count + 51)
    for resident in residents[:50]:
        counter.intake(resident)
    _life(counter, residents[50])
    root = Frame(f"{count} applications of the mix, processor time")
    with watched(root):
        for resident in residents[51:]:
            _life(counter, resident)
    return drawn(root)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    import django

    django.setup()
    print(main(int(sys.argv[1])))
