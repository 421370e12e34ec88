"""Chapters 12 and 13: what the head of the office vouches for, and the documents it leans on."""

from pamong.standard.annotations.quality import DocumentReference, Guarantee
from pamong.standard.document import Placed, Standard


def guarantees(standard: Standard) -> tuple[Placed[Guarantee], ...]:
    """Who vouches for the service and for safety (12, 13)."""
    return standard.placed(Guarantee)


def references(standard: Standard) -> tuple[Placed[DocumentReference], ...]:
    """Every other controlled document the standard names, from any chapter."""
    return standard.placed(DocumentReference)
