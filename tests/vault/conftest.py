from pathlib import Path

import pytest

from pamong.vault import keys
from pamong.vault.keyring import KeyRing


@pytest.fixture
def no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key file's place, still empty; what is made there stays in this test."""
    place = tmp_path / "elsewhere" / "keys.toml"
    monkeypatch.setenv("PAMONG_KEYS", str(place))
    return place


@pytest.fixture
def ring(no_keys: Path) -> KeyRing:
    """Fresh keys of this test's own installation."""
    return keys.create_keys()
