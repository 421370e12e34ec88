"""Makes `.venv` exactly as uv.lock says, and leaves it alone while nothing changed.

uv does the work: the one on PATH, else one fetched with pip into `.dev/uv`, where it touches nothing else. That is
also allowed where the system's Python is "externally managed", and works where `ensurepip` is missing.
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

from tools.places import PRIVATE, ROOT, VENV, base_python, program
from tools.progress import StopError, answers, run, say

OLDEST_UV = (0, 8)
UV_FOLDER = PRIVATE / "uv"
STAMP = VENV / ".made-from.json"
# What the environment holds: "demo" is enough to run Pamong, "dev" adds what tests and lint need.
DEMO, DEV = "demo", "dev"
# Settings of the person's own pip and uv that would send the work elsewhere.
NEUTRAL: dict[str, str | None] = {
    "PIP_USER": "0",
    "PIP_TARGET": None,
    "PIP_PREFIX": None,
    "PIP_REQUIRE_VIRTUALENV": "0",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_ROOT_USER_ACTION": "ignore",  # --target is a private folder, whoever owns it
    "VIRTUAL_ENV": None,
    "UV_PROJECT_ENVIRONMENT": str(VENV),
    "PYTHONPATH": None,
}


def fingerprint(root: Path, python: str) -> str:
    """What the environment is made from, as one number: the lock, the project file and the Python."""
    digest = hashlib.sha256(python.encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update(b"\0" + (root / name).read_bytes())
    return digest.hexdigest()


def is_fresh(stamp: Path, made_from: str, wanted: str) -> bool:
    """Whether the environment was made from the same things and holds at least what is wanted."""
    try:
        written = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return written.get("made_from") == made_from and written.get("holds") in {wanted, DEV}


def version_of_uv(printed: str | None) -> tuple[int, int]:
    """The two leading numbers of what `uv --version` printed; (0, 0) where it is no uv."""
    found = re.match(r"uv (\d+)\.(\d+)", printed or "")
    return (int(found[1]), int(found[2])) if found else (0, 0)


def private_uv(folder: Path = UV_FOLDER) -> Path | None:
    """The uv that an earlier start fetched."""
    names = ("bin/uv", "bin/uv.exe", "Scripts/uv.exe")
    return next((path for name in names if (path := folder / name).exists()), None)


def usable_uv() -> Path | None:
    """A uv that runs and is new enough; a name on PATH that only pretends (a version manager's shim) does not count."""
    on_path = shutil.which("uv")
    for found in (Path(on_path) if on_path else None, private_uv()):
        if found and version_of_uv(answers([found, "--version"])) >= OLDEST_UV:
            return found
    return None


def find_pip() -> list[str] | None:
    """How to call a pip: this Python's own, else that of a small environment made for the purpose."""
    python = base_python()
    if answers([python, "-m", "pip", "--version"]):
        return [python, "-m", "pip"]
    folder = PRIVATE / "pip"
    inside = program("python", environment=folder)
    if answers([inside, "-m", "pip", "--version"]) is None:
        say("This Python has no pip of its own: making one in .dev/pip")
        answers([python, "-m", "venv", "--clear", str(folder)])
    if answers([inside, "-m", "pip", "--version"]):
        return [str(inside), "-m", "pip"]
    return None


def fetch_uv() -> Path:
    """Fetch uv with pip into `.dev/uv`."""
    pip = find_pip()
    if pip is None:
        raise StopError(
            "Neither uv nor pip is here, and this Python cannot make a pip (ensurepip is missing).\n"
            "On Debian or Ubuntu: apt-get install python3-pip      (or: python3-venv)\n"
            "Elsewhere: install uv, then start this again."
        )
    shutil.rmtree(UV_FOLDER, ignore_errors=True)
    command = [*pip, "install", "--quiet", "--progress-bar", "off", "--no-deps", "--target", str(UV_FOLDER)]
    code = run("Fetching uv, which installs the rest (once, about 20 MB)", [*command, "uv>=0.9"], env=NEUTRAL)
    found = private_uv()
    if code or found is None:
        raise StopError("pip could not fetch uv; its message stands above. Is this machine online?")
    return found


def uv() -> Path:
    """A uv to work with, fetched if need be."""
    return usable_uv() or fetch_uv()


def prepare(wanted: str) -> None:
    """Bring `.venv` to what uv.lock says. Costs nothing when nothing changed.

    Installing for the demo never removes what a developer has: the demo is started from a developer's tree as well.
    """
    python = base_python()
    made_from = fingerprint(ROOT, f"{python} {sys.version}")
    if program("python").exists() and is_fresh(STAMP, made_from, wanted):
        return
    tool = uv()
    STAMP.unlink(missing_ok=True)
    command: list[str | Path] = [tool, "sync", "--frozen", "--python", python]
    command += ["--no-dev", "--inexact"] if wanted == DEMO else []
    if run("Making .venv from uv.lock", command, env=NEUTRAL):
        raise StopError(
            "uv could not make the environment; its message stands above. Is this machine online?"
        )
    STAMP.write_text(json.dumps({"made_from": made_from, "holds": wanted}), encoding="utf-8")
    say("The environment is ready")
