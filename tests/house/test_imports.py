"""The import contracts hold, and each of them can be broken."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.source import PACKAGE, ROOT, rooms

LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# What a careless change would add, and the contract that must notice: file, line, name of the contract.
VIOLATIONS = (
    ("workdays/astray.py", "import pamong.offices", "A room leans only on the rooms below it"),
    ("library/queries/__init__.py", "import pamong.library.actions", "In a room, views lean on actions"),
    (
        "standard/astray.py",
        "import django.conf",
        "Rules, the standard and the working-time clock know no Django",
    ),
    (
        "desk/astray.py",
        "import pamong.applications.models",
        "The tables of applications belong to applications",
    ),
    ("desk/astray.py", "import pamong.residents.models", "The tables of residents belong to residents"),
    ("desk/astray.py", "import pamong.library.models", "The tables of library belong to library"),
    ("desk/astray.py", "import pamong.readiness.models", "The tables of readiness belong to readiness"),
    ("desk/astray.py", "import pamong.staff.models", "The tables of staff belong to staff"),
    ("desk/astray.py", "import pamong.calendar.models", "The tables of calendar belong to calendar"),
    ("desk/astray.py", "import pamong.offices.models", "The tables of offices belong to offices"),
    ("desk/astray.py", "import pamong.desa.models", "The tables of desa belong to desa"),
    ("desk/astray.py", "import pamong.partners.models", "The tables of partners belong to partners"),
    ("desk/astray.py", "import pamong.ledger.models", "The tables of ledger belong to ledger"),
    ("desk/astray.py", "import pamong.dispatch.models", "The tables of dispatch belong to dispatch"),
    ("desk/astray.py", "import pamong.notices.models", "The tables of notices belong to notices"),
)


def lint(folder: Path) -> tuple[int, str]:
    """Check the contracts against the package below a folder."""
    done = subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache", "--no-logo", "--config", ".importlinter"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "COLUMNS": "400", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_every_contract_is_kept() -> None:
    code, said = lint(ROOT)
    assert code == 0, said


def test_the_room_list_is_complete() -> None:
    here = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert here == {room for row in rooms() for room in row}


def test_control_each_contract_breaks_when_its_rule_is_broken(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".importlinter", tmp_path)
    shutil.copytree(
        PACKAGE, tmp_path / "src" / "pamong", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    for where, line, _contract in VIOLATIONS:
        path = tmp_path / "src" / "pamong" / where
        if path.name == "__init__.py" and not path.exists():
            path = path.parent.with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"\n{line}\n")
    code, said = lint(tmp_path)
    assert code == 1, said
    broken = [line for line in said.splitlines() if line.endswith(" BROKEN")]
    for _where, _line, contract in VIOLATIONS:
        assert any(line.startswith(contract) for line in broken), f"nobody noticed: {contract}\n{said}"


def test_control_a_room_that_nobody_placed_is_refused(tmp_path: Path) -> None:
    shutil.copy(ROOT / ".importlinter", tmp_path)
    shutil.copytree(
        PACKAGE, tmp_path / "src" / "pamong", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    (tmp_path / "src" / "pamong" / "attic").mkdir()
    (tmp_path / "src" / "pamong" / "attic" / "__init__.py").touch()
    code, said = lint(tmp_path)
    assert code == 1, said
    assert "attic" in said
