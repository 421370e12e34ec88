"""Chapter 1: the instruments of law behind the standard. The words are prose; the instruments are looked up."""

from pamong.standard.annotations.delivery import Legal
from pamong.standard.document import Placed, Standard


def instruments(standard: Standard) -> tuple[Placed[Legal], ...]:
    """All laws and decrees the standard rests on, in the order it cites them."""
    return standard.placed(Legal)


def authority(standard: Standard) -> tuple[Placed[Legal], ...]:
    """The instruments that delegate the power to issue; without one nobody here may sign anything."""
    return tuple(placed for placed in standard.placed(Legal) if placed.value.grants_authority)
