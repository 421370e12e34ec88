"""What two editors wrote in the same piece, side by side."""

from typing import Any

from pamong.editor.present.controls import Control, Drawing
from pamong.editor.present.page import url_of, vocabulary
from pamong.library.queries import DraftPage
from pamong.standard.editing import filling, places
from pamong.standard.editing.changes import Data
from pamong.standard.problems import Path

UNSAID = frozenset({"key", "was", "do", "csrfmiddlewaretoken"})


def form_id(path: Path) -> str:
    """The form of a piece on its page."""
    return f"form-{places.address(path).replace('.', '-')}"


def context(page: DraftPage, data: Data, path: Path, says: filling.Flat) -> dict[str, Any]:
    """Rows of field, what is saved, what was sent; `there` is false when the piece was removed meanwhile."""
    try:
        now: places.Place | None = places.place(data, path)
    except places.Gone:
        now = None
    known, shape = vocabulary(data), places.shape_of(path)
    mine = Drawing(says, {}, known).controls(shape)
    theirs = Drawing(filling.flat(shape, now.value if now else {}), {}, known).controls(shape)
    rows = [(one.label, said(other), said(one)) for one, other in zip(mine, theirs, strict=True)]
    return {
        "rows": [row for row in rows if row[1] or row[2]],
        "there": now is not None,
        "mark": now.mark if now else "",
        "url_of_piece": url_of(page, path),
        "clause": len(path) == 4 and path[2] == "clauses",
        "address": places.address(path),
        "sent": [(name, value) for name, values in says.items() if name not in UNSAID for value in values],
    }


def said(control: Control) -> str:
    """What one field says, in words."""
    labels = dict(control.options)
    if control.parts:
        inner = [f"{part.label}: {text}" for part in control.parts if (text := said(part))]
        return "; ".join(inner)
    if control.kind == "checks":
        return ", ".join(labels.get(value, value) for value in control.values)
    if control.kind == "truth":
        return "✓" if control.value else ""
    return labels.get(control.value, control.value)
