"""A standard for an office it was not written for. Pure.

The shipped examples were written after the published texts of two offices; what a neighbour has in force was written for
the neighbour. Another office may begin with either and then make it its own.
"""

import json
from collections.abc import Mapping
from typing import Any, Literal

from pamong.standard import checks
from pamong.standard.document import Standard

# What speaks about the text it was written after, and stays as it is.
_OF_THE_SOURCE = frozenset({"adapted_from", "source_findings"})
_OF_ITS_PAPER = frozenset({"cover", "letterhead"})


def copied(standard: Standard, *, code: str, place: str, letterhead: Mapping[str, str]) -> Standard:
    """The text under this office's code, name and letterhead, as an example until the office has made it its own.

    A shipped example keeps the source it names; a neighbour's text names the neighbour's document as its source.
    `letterhead` are the confirmed lines (an empty one is a line the letterhead does not have), `place` is the office's
    name without its kind. ValueError should the result be no standard that can run.
    """
    data = json.loads(standard.canonical())
    if standard.office != code:
        data = {
            key: value if key in _OF_THE_SOURCE else _renamed(value, standard.office_name, place)
            for key, value in data.items()
        }
        data |= {"office": code, "status": "example"}
        data.setdefault("adapted_from", _named(standard))
        data["letterhead"]["fax"] = None
        # How the source was printed is not this office's concern; what contradicts itself in its clauses is.
        data["source_findings"] = [
            each for each in data.get("source_findings", ()) if each["clause"] not in _OF_ITS_PAPER
        ]
    data["letterhead"] |= {name: line or None for name, line in letterhead.items()}
    return _sound(data)


def as_first(standard: Standard, *, status: Literal["example", "draft"]) -> Standard:
    """A copied text as the office's first: revision 00, not yet issued."""
    data = json.loads(standard.canonical())
    document = data["document"]
    data["status"] = status
    dates = {"revised_on": None, "issued_on": None}
    data["document"] = document | {"revision": "00"} | dates
    if header := document.get("running_header"):
        revision = "00" if header.get("revision") else None
        data["document"]["running_header"] = header | {"revision": revision, "issued_on": None}
    return _sound(data)


def _named(standard: Standard) -> dict[str, Any]:
    """The document of a text, as the source of another."""
    document = json.loads(standard.canonical())["document"]
    return {name: document[name] for name in ("number", "revision", "issued_on") if name in document}


def _sound(data: Mapping[str, Any]) -> Standard:
    made = Standard.from_canonical(json.dumps(data))
    if found := [problem for problem in checks.problems(made) if problem.severity == "error"]:
        raise ValueError(f"{made.service} for {made.office}: {found[0].message.fill()}")
    return made


def _renamed(value: Any, old: str, new: str) -> Any:
    """Every text with the old office's name in it, as name or in the capitals of a document number."""
    if isinstance(value, dict):
        return {key: _renamed(each, old, new) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, old, new) for each in value]
    if isinstance(value, str):
        return value.replace(old, new).replace(old.upper(), new.upper().replace(" ", "-"))
    return value
