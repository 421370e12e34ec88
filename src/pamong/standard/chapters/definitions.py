"""Chapter 3 of the shipped standards: what a word means. Printed, never executed."""

from pamong.standard.annotations.delivery import Definition
from pamong.standard.document import Placed, Standard


def definitions(standard: Standard) -> tuple[Placed[Definition], ...]:
    """The terms with the clauses that explain them."""
    return standard.placed(Definition)
