"""A shipped example for an office it was not written for: `kabupaten` knows how, here is which examples there are."""

from collections.abc import Mapping
from functools import lru_cache

from pamong.config.shipped import standard_files
from pamong.kabupaten.rules.copying import copied
from pamong.offices.region_source import ShippedOffice
from pamong.standard.document import Standard
from pamong.standard.read import read_file


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Standard]:
    """The shipped examples by service."""
    found = (read_file(path) for path in standard_files())
    return {standard.service: standard for standard in sorted(found, key=lambda each: each.service)}


def for_office(
    standard: Standard, office: ShippedOffice, letterhead: Mapping[str, str], place: str
) -> Standard:
    """The example under this office's code, name and letterhead; unchanged where it is this office's already.

    `letterhead` are the confirmed lines, `place` is the office's name without its kind. ValueError should the
    result be no standard that can run.
    """
    if standard.office == office.code and all(
        getattr(office, name) == line for name, line in letterhead.items()
    ):
        return standard
    return copied(standard, code=office.code, place=place, letterhead=letterhead)
