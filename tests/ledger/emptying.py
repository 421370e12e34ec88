"""Lets Django empty the test database, which the ledger's triggers would rightly refuse."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def triggers_lifted() -> Iterator[None]:
    # Imported late: the settings must not be read before the test run has put the environment in order.
    from django.db import connection

    from pamong.ledger import triggers
    from pamong.library import triggers as library

    triggers.remove(connection)
    library.remove(connection)
    try:
        yield
    finally:
        triggers.install(connection)
        library.install(connection)


@pytest.fixture(scope="session", autouse=True)
def ledger_may_be_emptied_between_tests() -> Iterator[None]:
    """Only while Django clears up behind a test that really committed; the test itself meets the triggers."""
    from django.test import TransactionTestCase

    teardown: Callable[[Any], None] = vars(TransactionTestCase)["_fixture_teardown"]

    def emptied(case: Any) -> None:
        with triggers_lifted():
            teardown(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield
