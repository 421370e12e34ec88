"""Libraries that few requests need, loaded by the first that does: an office PC has no memory to spare for all of them.

if TYPE_CHECKING:
import xlsxwriter
else:
xlsxwriter = late("xlsxwriter")
"""

from importlib import import_module
from typing import Any


class _Late:
    """Stands where a module would, and asks it for every name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        found = getattr(import_module(self._name), name, None)
        # A part of it that nobody has loaded yet.
        return import_module(f"{self._name}.{name}") if found is None else found


def late(name: str) -> Any:
    """The module of this name, which is loaded when something of it is first used; ImportError only then."""
    return _Late(name)
