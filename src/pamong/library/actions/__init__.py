"""The verbs of document control."""

from pamong.library.actions.drafting import begin_draft, begin_draft_for, discard_draft, save_draft
from pamong.library.actions.installing import SUBJECT, install
from pamong.library.actions.noting import note_paper
from pamong.library.actions.signing import (
    acknowledge_finding,
    approve_draft,
    return_draft,
    review_draft,
    submit_draft,
)

__all__ = [
    "SUBJECT",
    "acknowledge_finding",
    "approve_draft",
    "begin_draft",
    "begin_draft_for",
    "discard_draft",
    "install",
    "note_paper",
    "return_draft",
    "review_draft",
    "save_draft",
    "submit_draft",
]
