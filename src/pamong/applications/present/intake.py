"""The intake form of one service for one resident."""

from collections.abc import Sequence
from typing import Any

from pamong.applications import forms
from pamong.applications.present import rows
from pamong.library.queries import VersionRow
from pamong.readiness import present as readiness
from pamong.readiness.queries import Stopped
from pamong.residents.queries import ResidentRow
from pamong.shell.words import label
from pamong.standard.chapters.requirements import ChecklistItem
from pamong.standard.document import Standard
from pamong.standard.messages import Refusal


def context(
    version: VersionRow,
    resident: ResidentRow,
    form: forms.IntakeForm,
    items: Sequence[ChecklistItem],
    refusal: Refusal | None,
    standard: Standard,
) -> dict[str, Any]:
    """What the intake page draws: the questions, and per requirement a box to tick and what it must look like."""
    shown = rows.requirements(items, standard)
    boxes = {box.data["value"]: box for box in form["present"].subwidgets}
    return {
        "title": label(standard.name) if standard.name else version.title,
        "resident": resident,
        "form": form,
        "questions": [form[f"fact_{fact.name}"] for fact in form.asked],
        "requirements": [(row, boxes[row.id]) for row in shown if not row.undetermined],
        "undetermined": [row for row in shown if row.undetermined],
        "waits_for": ", ".join(dict.fromkeys(row.undetermined for row in shown if row.undetermined)),
        "refusal": refusal,
    }


def stopped(found: Sequence[Stopped]) -> list[str]:
    """What this resident would wait for in vain today, said before anything is taken in."""
    return [readiness.stopped(one) for one in found]
