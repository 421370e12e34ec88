"""Where the example standards are: beside the source in a checkout, inside the package when installed."""

from pathlib import Path

_INSTALLED = Path(__file__).resolve().parent.parent / "_standards"
_CHECKOUT = Path(__file__).resolve().parents[3] / "standards"


def standards_folder() -> Path:
    """The folder of the shipped standards."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def standard_files() -> tuple[Path, ...]:
    """Every shipped standard, blocks left out."""
    folder = standards_folder()
    return tuple(sorted(path for path in folder.rglob("*.yaml") if path.parent.name != "blocks"))
