from pathlib import Path

import pytest

from pamong.vault import keys
from tests.applications.fixtures import foundations, keys_of_the_run, standing_clock, two_offices

__all__ = ["foundations", "keys_of_the_run", "standing_clock", "two_offices"]


@pytest.fixture
def office_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key file of its own for this test."""
    monkeypatch.setenv("PAMONG_KEYS", str(tmp_path / "keys.toml"))
    keys.create_keys()
