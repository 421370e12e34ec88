"""A shipped standard with one annotation changed, found by its id."""

import json
from typing import Any

from pamong.standard.document import Standard


def changed_step(standard: Standard, identifier: str, **changes: Any) -> Standard:
    """The step or requirement called `identifier` with other values; None takes a value away."""
    data = json.loads(standard.canonical())
    found = next(each for each in _annotations(data) if each.get("id") == identifier)
    found |= changes
    for name in [name for name, value in changes.items() if value is None]:
        del found[name]
    return Standard.from_canonical(json.dumps(data))


def _annotations(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(found for each in value.values() for found in _annotations(each))]
    if isinstance(value, list):
        return [found for each in value for found in _annotations(each)]
    return []
