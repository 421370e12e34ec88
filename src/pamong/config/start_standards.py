"""A shipped example for an office it was not written for.

The examples were written after the published texts of two offices. Another office may begin with one and then make it
its own: until it has done so the text stays an example, and says after which text it was written.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from pamong.config.shipped import standard_files
from pamong.offices.region_source import ShippedOffice
from pamong.standard import checks
from pamong.standard.document import Standard
from pamong.standard.read import read_file

# What speaks about the text it was written after, and stays as it is.
_OF_THE_SOURCE = frozenset({"adapted_from", "source_findings"})
_OF_ITS_PAPER = frozenset({"cover", "letterhead"})


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
    own = standard.office == office.code
    if own and all(getattr(office, name) == line for name, line in letterhead.items()):
        return standard
    data = json.loads(standard.canonical())
    if not own:
        data = {
            key: value if key in _OF_THE_SOURCE else _renamed(value, standard.office_name, place)
            for key, value in data.items()
        }
        data |= {"office": office.code, "status": "example"}
        data["letterhead"]["fax"] = None
        # How the source was printed is not this office's concern; what contradicts itself in its clauses is.
        data["source_findings"] = [
            each for each in data.get("source_findings", ()) if each["clause"] not in _OF_ITS_PAPER
        ]
    data["letterhead"] |= {name: line or None for name, line in letterhead.items()}
    adapted = Standard.from_canonical(json.dumps(data))
    if found := [problem for problem in checks.problems(adapted) if problem.severity == "error"]:
        raise ValueError(f"{standard.service} for {office.code}: {found[0].message.fill()}")
    return adapted


def _renamed(value: Any, old: str, new: str) -> Any:
    """Every text with the old office's name in it, as name or in the capitals of a document number."""
    if isinstance(value, dict):
        return {key: _renamed(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, old, new) for each in value]
    if isinstance(value, str):
        return value.replace(old, new).replace(old.upper(), new.upper().replace(" ", "-"))
    return value
