from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from pamong.ledger import clock
from pamong.vault import keys
from tests.staff.people import MORNING, found_offices


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm with the least work: the office's own cost is there to be slow."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


@pytest.fixture(autouse=True)
def standing_clock(settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = [f"{__name__}.QuickArgon2"]
    clock.release()
    clock.set_for_demo_or_test(MORNING)
    yield
    clock.release()


@pytest.fixture
def kantor(db: None) -> None:
    keys.create_keys()
    found_offices()
