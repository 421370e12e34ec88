"""Standards that say other things than the two shipped ones, and a reader in English."""

import json
from collections.abc import Callable
from typing import Any

from pamong.shell.catalogue import translator
from pamong.standard.document import Standard
from pamong.standard.renderings.reader import Reader
from tests.clauses.shipped import shipped

ENGLISH = Reader("en", translator("en"))


def bent(change: Callable[[dict[str, Any]], object], service: str = "ktp") -> Standard:
    """A shipped standard after a change of its canonical data."""
    data = json.loads(shipped(service).canonical())
    change(data)
    return Standard.from_canonical(json.dumps(data))


def clause_with(data: dict[str, Any], annotation: str) -> dict[str, Any]:
    """The first clause that carries this annotation."""
    found: dict[str, Any] = next(
        clause
        for section in data["sections"]
        for clause in section.get("clauses", ())
        if annotation in clause
    )
    return found
