"""Chapter 8: what must stand in the office, and which of it is a book."""

from pamong.standard.annotations.delivery import StepAnnotation
from pamong.standard.annotations.quality import Facility
from pamong.standard.document import Placed, Standard


def facilities(standard: Standard) -> tuple[Placed[Facility], ...]:
    """The equipment, furniture and books the office must have, in the order of the list."""
    return standard.placed(Facility)


def used_by(standard: Standard, facility: str) -> tuple[str, ...]:
    """The ids of the steps that cannot be done without it."""
    return tuple(step.value.id for step in standard.placed(StepAnnotation) if facility in step.value.uses)
