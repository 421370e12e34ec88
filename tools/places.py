"""Where things are: the tree, its virtual environment, and the folder for what may be thrown away."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
# Ignored by git; deleting it costs a download, nothing else.
PRIVATE = ROOT / ".dev"
WINDOWS = os.name == "nt"


def program(name: str, *, environment: Path = VENV) -> Path:
    """A command of a virtual environment, by its name without the ending."""
    return environment / "Scripts" / f"{name}.exe" if WINDOWS else environment / "bin" / name


def base_python() -> str:
    """The Python that stands behind the one running, should that one live in a virtual environment itself."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def in_ci() -> bool:
    """Whether a build server runs this: then what is missing is installed and a skip is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
