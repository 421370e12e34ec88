from importlib import import_module

import pytest

from pamong.standard import read
from tests.applications.fixtures import counters, foundations, keys_of_the_run, standing_clock, two_offices

__all__ = ["counters", "foundations", "keys_of_the_run", "silent_linter", "standing_clock", "two_offices"]


@pytest.fixture
def silent_linter(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped texts have findings of their own; a test about something else need not answer for each of them."""
    for module in (read, import_module("pamong.library.queries.drafts")):
        monkeypatch.setattr(module, "findings", lambda *_arguments: ())
