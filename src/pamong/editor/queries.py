"""What can be edited as forms."""

import copy

from pamong.standard import yamltree
from pamong.standard.editing import outline
from pamong.standard.editing.changes import Data
from pamong.standard.problems import StandardInvalid


def readable(text: str) -> Data | None:
    """The plain data of a text, if it has the shape that forms and operations count on."""
    try:
        data = copy.deepcopy(yamltree.known(text).data)
    except StandardInvalid:
        return None
    return data if isinstance(data, dict) and outline.editable(data) else None
