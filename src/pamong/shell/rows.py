"""The rows that the macros in templates/shell/macros draw. Every text is ready to be read: dates and numbers are
formatted and translated by the presenter that makes the row. Any object with the same attributes will do.
"""

from dataclasses import dataclass
from typing import Literal

StatusKind = Literal[
    "on_time", "due_today", "late", "returned", "ready", "hold", "closed", "withdrawn", "outside", "waiting"
]
ItemState = Literal["not_examined", "present", "deficient", "not_applicable"]
StepState = Literal["done", "current", "awaited", "skipped"]


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """One requirement computed for one person.

    `attributes` are what the paper must look like ("3 x 4", "latar biru"); `interpretation` says what a person decided
    where the text is silent; `group` joins alternatives of which one is enough; `undetermined` says which fact is missing.
    """

    id: str
    clause: str
    name: str
    state: ItemState = "not_examined"
    attributes: tuple[str, ...] = ()
    issued_by: str = ""
    copies: str = ""
    reason: str = ""
    interpretation: str = ""
    group: str = ""
    optional: bool = False
    undetermined: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as the standard prints it; `holder` and `when` in words ("Operator", "14-12-2026")."""

    clause: str
    text: str
    state: StepState
    holder: str = ""
    when: str = ""
    note: str = ""
    interpretation: str = ""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One entry of the ledger; `declared` is the moment a late entry says it happened."""

    moment: str
    act: str
    actor: str = ""
    post: str = ""
    clause: str = ""
    note: str = ""
    declared: str = ""
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class QuickAction:
    """The one thing to do with a row. `post` sends a form, otherwise it is a link; `key` works while the row has focus.

    `hidden` are the form's hidden fields as (name, value), among them the idempotency key of the act.
    """

    label: str
    url: str
    post: bool = False
    key: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One application in a list: its address, its number, whose it is and what is to be done.

    `choose` is what a ticked line sends to the form "heap" of the page; a line without it has no box.
    """

    url: str
    number: str
    name: str
    service: str
    status: StatusKind
    status_text: str = ""
    step: str = ""
    due: str = ""
    since: str = ""
    action: QuickAction | None = None
    choose: str = ""


@dataclass(frozen=True, slots=True)
class ActButton:
    """One act in the act bar of an application. `kind` is "main" once at most, "danger" for what is hard to mend.

    `post` sends a form at once with the fields of `hidden`; otherwise the button leads to the act's own page.
    """

    label: str
    url: str
    key: str = ""
    kind: Literal["main", "plain", "danger"] = "plain"
    post: bool = False
    hidden: tuple[tuple[str, str], ...] = ()
