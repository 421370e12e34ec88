"""Chapter 9: who must work in the office, and what each of them must be able to do."""

from pamong.standard.annotations.quality import Staffing
from pamong.standard.document import Placed, Standard


def cards(standard: Standard) -> tuple[Placed[Staffing], ...]:
    """What each post demands of a person: schooling, training, skills, years."""
    return standard.placed(Staffing)


def people(standard: Standard) -> dict[str, int]:
    """How many people the standard demands for each post."""
    counts: dict[str, int] = {}
    for card in standard.placed(Staffing):
        counts[card.value.post] = counts.get(card.value.post, 0) + card.value.count
    return counts
