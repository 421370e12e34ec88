"""Runs the clause tests again, in this process, and says which clauses turned red.

A small stand-in for pytest: the clause tests use no fixtures, only tables, so calling them is running them. It keeps
sixty mutants within seconds where as many runs of pytest would take minutes.
"""

import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from tests.clauses import kk, ktp

PACKAGES: Mapping[str, ModuleType] = {"ktp": ktp, "kk": kk}


@dataclass(frozen=True)
class Result:
    """`red` holds the clauses of which at least one row failed; `rows` counts all rows that were run."""

    red: frozenset[str]
    rows: int


def rerun(service: str) -> Result:
    red: set[str] = set()
    rows = 0
    for clauses, test in _tests(service):
        for arguments in _rows(test):
            rows += 1
            if not _passes(test, arguments):
                red |= clauses
    return Result(frozenset(red), rows)


def _passes(test: Callable[..., object], arguments: Mapping[str, object]) -> bool:
    # Any exception is red, as in pytest: a clause that was dropped shows as a KeyError, not as a failed comparison.
    try:
        test(**arguments)
    except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever it is, it is red
        return False
    return True


def _tests(service: str) -> Iterator[tuple[frozenset[str], Callable[..., object]]]:
    package = PACKAGES[service]
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for name, test in vars(import_module(module.name)).items():
            if name.startswith("test_") and inspect.isfunction(test):
                yield _clauses(service, test), test


def _marks(test: Callable[..., object], name: str) -> list[Any]:
    return [mark for mark in getattr(test, "pytestmark", []) if mark.name == name]


def _clauses(service: str, test: Callable[..., object]) -> frozenset[str]:
    marks = _marks(test, "clause")
    return frozenset(clause for mark in marks if mark.args[0] == service for clause in mark.args[1:])


def _rows(test: Callable[..., object]) -> Iterator[dict[str, object]]:
    tables = [_table(*mark.args) for mark in _marks(test, "parametrize")]
    for combination in itertools.product(*tables):
        arguments = {name: value for row in combination for name, value in row.items()}
        assert set(arguments) == set(inspect.signature(test).parameters), f"{test.__name__} uses fixtures"
        yield arguments


def _table(names: str | tuple[str, ...], values: list[Any]) -> list[dict[str, object]]:
    if isinstance(names, str):
        return [{names: value} for value in values]
    return [dict(zip(names, value, strict=True)) for value in values]
