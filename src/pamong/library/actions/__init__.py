"""The verbs of document control."""

from pamong.library.actions.drafting import begin_draft, discard_draft, save_draft
from pamong.library.actions.installing import SUBJECT, install

__all__ = ["SUBJECT", "begin_draft", "discard_draft", "install", "save_draft"]
