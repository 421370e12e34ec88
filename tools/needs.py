"""Programs that tests need and that no Python package brings: what is missing, how to get it, and getting it in CI."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tools import postgres
from tools.progress import StopError, run


@dataclass(frozen=True)
class Need:
    """A program of the machine: its name, Debian's package, what is not tested without it, and how to look for it."""

    name: str
    package: str
    without_it: str
    is_here: Callable[[], bool]

    def advice(self) -> str:
        return f"{self.name} is missing, so {self.without_it}. Get it: apt-get install {self.package}"


def has_chromium() -> bool:
    named = os.environ.get("PAMONG_CHROMIUM")
    names = (named,) if named else ("chromium", "chromium-browser", "google-chrome", "chrome")
    return any(shutil.which(name) for name in names)


CHROMIUM = Need("Chromium", "chromium", "browser tests are skipped", has_chromium)
POSTGRESQL = Need(
    "PostgreSQL's server",
    "postgresql",
    "the suite runs on SQLite only",
    lambda: postgres.binaries() is not None,
)
NEEDS = (CHROMIUM, POSTGRESQL)


def missing(needs: Sequence[Need] = NEEDS) -> list[Need]:
    return [need for need in needs if not need.is_here()]


def install(needs: Sequence[Need]) -> None:
    """Install what is missing from Debian's packages; only a build server does this, a person is told instead."""
    apt = shutil.which("apt-get")
    if apt is None:
        raise StopError("\n".join(need.advice() for need in needs) + "\nThis machine has no apt-get.")
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    packages = [need.package for need in needs]
    for label, words in (
        ("Reading Debian's package lists", ["update", "--quiet=2"]),
        (
            f"Installing {', '.join(packages)}",
            ["install", "--quiet=2", "--yes", "--no-install-recommends", *packages],
        ),
    ):
        if run(label, [*as_root, *quiet, apt, *words]):
            raise StopError("apt-get did not succeed; its message stands above.")
    left = missing(needs)
    if left:
        raise StopError("Still missing after installing: " + ", ".join(need.name for need in left))
