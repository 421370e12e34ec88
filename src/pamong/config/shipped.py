"""Where the example standards are: beside the source in a checkout, inside the package when installed."""

from pathlib import Path

from pamong.standard.read import files_of

_INSTALLED = Path(__file__).resolve().parent.parent / "_standards"
_CHECKOUT = Path(__file__).resolve().parents[3] / "standards"


def standards_folder() -> Path:
    """The folder of the shipped standards."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def standard_files() -> tuple[Path, ...]:
    """Every shipped standard, without the blocks and the register of legal instruments."""
    return files_of(standards_folder())
