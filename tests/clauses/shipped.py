"""The two shipped standards.

Every clause test reaches its standard through `shipped`, so that the mutant tests can lay a bent one in its place.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from pamong.standard.document import Standard
from pamong.standard.read import read_file

STANDARDS = Path(__file__).parents[2] / "standards"
PATHS = {"ktp": "lumajang/yosowilangun/ktp.yaml", "kk": "lumajang/jatiroto/kk.yaml"}
_instead: ContextVar[Mapping[str, Standard] | None] = ContextVar("instead", default=None)


def shipped(service: str) -> Standard:
    return (_instead.get() or {}).get(service) or _read(service)


@contextmanager
def in_place_of(service: str, standard: Standard) -> Iterator[None]:
    """While this lasts, `shipped` answers with another standard for this service."""
    token = _instead.set({service: standard})
    try:
        yield
    finally:
        _instead.reset(token)


@cache
def _read(service: str) -> Standard:
    return read_file(STANDARDS / PATHS[service])
