"""Saving what was edited. Every change is laid on the newest text, so that two editors only meet where both changed."""

from collections.abc import Callable
from uuid import UUID

from pamong.editor import rules
from pamong.editor.queries import readable
from pamong.ledger.rules import Refused
from pamong.library import actions as library
from pamong.library import queries as drafts
from pamong.library.queries import Saved
from pamong.staff.rules import Actor
from pamong.standard.editing import places
from pamong.standard.editing.changes import Data
from pamong.standard.editing.following import followed
from pamong.standard.editing.writing import emit
from pamong.standard.problems import Path

TRIES = 5
Change = Callable[[Data], tuple[Data, Path]]
"""What is done to the newest data, and where its result stands. May raise places.Gone."""


def change(*, actor: Actor, key: str, draft: UUID, how: Change) -> Path:
    """Lay one change on the newest text of a draft; answers where its result stands.

    `how` looks itself whether what it changes is still what its author saw. Raises Refused as saving a draft does, and for
    a text that is not in the shape of a standard. Somebody who saves in the same moment is waited for.
    """
    for attempt in range(TRIES):
        row = drafts.draft(actor=actor, draft=draft)
        data = None if row is None else readable(row.text)
        if row is None or data is None:
            raise Refused(rules.UNREADABLE)
        new, path = how(data)
        text = emit(followed(data, new, drafts.blocks()), row.text)
        saved = library.save_draft(
            actor=actor,
            # A key stands for one text: a form sent twice with other words must not be taken for a repetition.
            key=f"{key}:{attempt}:{places.mark(text)}",
            draft=draft,
            text=text,
            expected_version=row.version,
        )
        if not saved.conflict:
            return path
    raise Refused(rules.BUSY)


def replace(*, actor: Actor, key: str, draft: UUID, text: str, expected_version: int) -> Saved:
    """Put another YAML in the place of a draft's whole text, as saving a draft does."""
    return library.save_draft(
        actor=actor,
        key=f"{key}:{places.mark(text)}",
        draft=draft,
        text=text,
        expected_version=expected_version,
    )
