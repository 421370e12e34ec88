"""The fixtures of every room that stands on applications; their conftest files take them from here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from pamong.desk import badges
from pamong.ledger import clock
from pamong.vault import keys
from tests.applications.installation import MONDAY, lay_down


@pytest.fixture(scope="session")
def keys_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key file of its own, made once: no test here changes keys."""
    return tmp_path_factory.mktemp("keys") / "keys.toml"


@pytest.fixture
def standing_clock() -> Iterator[None]:
    """The clock stands at Monday 14-12-2026, 08.00 WIB."""
    clock.release()
    clock.set_for_demo_or_test(MONDAY)
    yield
    clock.release()


@pytest.fixture
def foundations(keys_of_the_run: Path, standing_clock: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clock, keys and language, for tests that bring their own database."""
    # A page in English leaves its language behind in the thread.
    translation.activate("id")
    badges.forget()
    monkeypatch.setenv("PAMONG_KEYS", str(keys_of_the_run))
    keys.create_keys()


@pytest.fixture
def two_offices(foundations: None, db: None) -> None:
    """Yosowilangun and Jatiroto with calendar and standards in force, on a Monday morning."""
    lay_down()


@pytest.fixture
def counters(two_offices: None, settings: Any) -> None:
    """The two offices, with passwords that cost little to check."""
    settings.PASSWORD_HASHERS = ["tests.staff.conftest.QuickArgon2"]
