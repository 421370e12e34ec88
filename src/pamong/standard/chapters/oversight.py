"""Chapter 10: who watches over process and product."""

from pamong.standard.annotations.quality import Oversight
from pamong.standard.document import Placed, Standard


def oversight(standard: Standard) -> tuple[Placed[Oversight], ...]:
    """Who watches what; `every` is None where the text names no period (10.1)."""
    return standard.placed(Oversight)
