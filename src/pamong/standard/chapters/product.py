"""Chapter 7: what the applicant receives."""

from dataclasses import dataclass

from pamong.standard.annotations.delivery import ProductAnnotation
from pamong.standard.document import Standard
from pamong.standard.parts import Label, Period


@dataclass(frozen=True)
class Product:
    """`printed_by` and `signed_by` are actors; None where the text does not say."""

    id: str
    name: Label
    printed_by: str | None
    signed_by: str | None
    validity: Period | None
    clause: str


def products(standard: Standard) -> tuple[Product, ...]:
    """What is handed over at the end (7.1); some standards hand over more than one thing."""
    return tuple(
        Product(
            id=placed.value.id,
            name=placed.value.name,
            printed_by=placed.value.printed_by,
            signed_by=placed.value.signed_by,
            validity=placed.value.validity,
            clause=placed.clause.id,
        )
        for placed in standard.placed(ProductAnnotation)
    )
