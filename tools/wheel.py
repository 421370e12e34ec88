"""Builds the wheel, installs it into an empty environment and tries it: what works in the tree may be missing there."""

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from tools import environment
from tools.places import ROOT, base_python, program
from tools.progress import run, say


def expected(root: Path = ROOT) -> set[str]:
    """The names that must be inside the wheel: whatever stands in the package, and the shipped standards."""
    package, standards = root / "src" / "pamong", root / "standards"
    paths = {path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    names = {f"pamong/{path.relative_to(package).as_posix()}" for path in paths}
    laws = {path for path in standards.rglob("*") if path.is_file()}
    return names | {f"pamong/_standards/{path.relative_to(standards).as_posix()}" for path in laws}


def absent(wheel: Path, names: set[str]) -> list[str]:
    """Which of the names the wheel does not hold."""
    with zipfile.ZipFile(wheel) as archive:
        return sorted(names - set(archive.namelist()))


def build(uv: Path, folder: Path) -> Path | None:
    if run(
        "Building the wheel",
        [uv, "build", "--wheel", "--quiet", "--out-dir", folder],
        env=environment.NEUTRAL,
    ):
        return None
    return next(folder.glob("*.whl"), None)


def install(uv: Path, wheel: Path, folder: Path) -> Path | None:
    """Install the wheel with the locked versions; answer the new environment's folder."""
    locked = folder / "locked.txt"
    export: list[str | Path] = [
        uv,
        "export",
        "--frozen",
        "--no-dev",
        "--no-emit-project",
        "--no-hashes",
        "--quiet",
        "-o",
        locked,
    ]
    venv = folder / "venv"
    python = program("python", environment=venv)
    into: list[str | Path] = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--constraints",
        locked,
        wheel,
    ]
    steps: tuple[tuple[str, list[str | Path]], ...] = (
        ("Reading the locked versions", export),
        ("Making an empty environment", [uv, "venv", "--quiet", "--python", base_python(), venv]),
        ("Installing the wheel into it", into),
    )
    for label, command in steps:
        if run(label, command, env=environment.NEUTRAL):
            return None
    return venv


def smoke(venv: Path, folder: Path) -> bool:
    """Start the installed command from an empty folder: help, the shipped standards, a database from nothing."""
    pamong = program("pamong", environment=venv)
    where = "import pamong, pathlib; print(pathlib.Path(pamong.__file__).parent / '_standards')"
    python = program("python", environment=venv)
    standards = subprocess.run(
        [python, "-c", where], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()
    clean = {
        "PAMONG_DATA": str(folder / "data"),
        "PAMONG_DATABASE_URL": None,
        "DJANGO_SETTINGS_MODULE": None,
        **environment.NEUTRAL,
    }
    tries = (["--help"], ["standard", "check", standards], ["migrate"])
    return all(
        run(f"Installed: pamong {words[0]}", [pamong, *words], env=clean, cwd=folder) == 0 for words in tries
    )


def check() -> bool:
    """Whether the wheel holds everything and works where nothing else is."""
    folder = Path(tempfile.mkdtemp(prefix="pamong-wheel-"))
    try:
        uv = environment.uv()
        wheel = build(uv, folder)
        if wheel is None:
            return False
        lost = absent(wheel, expected())
        for name in lost:
            say(f"Not in the wheel: {name}")
        venv = install(uv, wheel, folder)
        return venv is not None and smoke(venv, folder) and not lost
    finally:
        shutil.rmtree(folder, ignore_errors=True)
