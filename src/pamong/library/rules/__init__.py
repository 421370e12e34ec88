"""What document control decides: who may write, check and approve which text, and what a text begins as. Pure."""

from pamong.library.rules.beginning import SIGNERS, counted_up, empty_text, next_revision
from pamong.library.rules.drafting import (
    COVER,
    OPEN,
    WRITERS,
    DraftState,
    Kind,
    may_discard,
    may_write,
    usable_key,
    usable_text,
)

__all__ = [
    "COVER",
    "OPEN",
    "SIGNERS",
    "WRITERS",
    "DraftState",
    "Kind",
    "counted_up",
    "empty_text",
    "may_discard",
    "may_write",
    "next_revision",
    "usable_key",
    "usable_text",
]
