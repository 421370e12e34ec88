"""What `./dev test` says at the end, what it lacks, and what CI makes of a skip."""

import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tools import needs, wheel
from tools.checks import SPEAKS_POSTGRESQL, Stage, closing_line, last_line, table
from tools.front_door import COMMANDS, EXPLAINED, main
from tools.needs import Need
from tools.places import ROOT
from tools.progress import StopError

from tests.conftest import unexplained_skips


class Report(NamedTuple):
    """What pytest tells of one skipped test."""

    nodeid: str
    longrepr: Any


@pytest.mark.parametrize(
    ("output", "line"),
    [
        ("....\n===== 312 passed in 41.20s =====\n", "312 passed in 41.20s"),
        (
            "x\n== 1 failed, 311 passed, 2 skipped in 99.00s (0:01:39) ==\n",
            "1 failed, 311 passed, 2 skipped in 99.00s (0:01:39)",
        ),
        ("12 passed in 0.50s\nSomething after it\n", "12 passed in 0.50s"),
        ("ImportError while loading conftest\n", ""),
    ],
)
def test_pytest_s_closing_line_is_kept(output: str, line: str) -> None:
    assert closing_line(output) == line


def test_the_table_shows_every_stage_with_its_seconds() -> None:
    stages = [
        Stage("lint", True, "", 12.34),
        Stage("suite", False, "1 failed", 100.0),
        Stage("wheel", None, "no uv"),
    ]
    assert table(stages).splitlines() == [
        "stage     seconds  result",
        "lint         12.3  ok",
        "suite       100.0  FAILED   1 failed",
        "wheel         0.0  not run  no uv",
        "together    112.3",
    ]


@pytest.mark.parametrize(
    ("sqlite", "postgresql", "line"),
    [
        (True, True, "5 passed in 1s"),
        (True, None, "5 passed in 1s"),
        (True, False, "1 failed, 4 passed in 2s"),
    ],
)
def test_the_last_line_is_pytest_s_and_never_greener_than_the_run(
    sqlite: bool, postgresql: bool | None, line: str
) -> None:
    suites = [Stage("a", sqlite, "5 passed in 1s"), Stage("b", postgresql, "1 failed, 4 passed in 2s")]
    assert last_line(suites).strip("= ") == line


def test_in_ci_only_a_skip_about_the_other_database_is_accepted() -> None:
    reports = [
        Report("test_a", ("a.py", 1, "Skipped: only on PostgreSQL: row locks")),
        Report("test_b", ("b.py", 1, "Skipped: Chromium is missing")),
        Report("test_c", "could not import 'x'"),
    ]
    assert unexplained_skips(reports) == ["test_b: Chromium is missing", "test_c: could not import 'x'"]


SKIPPING = """
import pytest

def test_passes() -> None: ...

@pytest.mark.skip(reason={reason!r})
def test_skipped() -> None: ...
"""


@pytest.mark.parametrize(
    ("ci", "reason", "code"),
    [("true", "no browser", 1), ("", "no browser", 0), ("true", "only on SQLite: a pragma", 0)],
)
def test_a_skip_fails_the_run_in_ci_and_only_there(tmp_path: Path, ci: str, reason: str, code: int) -> None:
    (tmp_path / "test_one.py").write_text(SKIPPING.format(reason=reason))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={"CI": ci, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "1 passed, 1 skipped" in done.stdout


def test_what_is_missing_is_said_with_the_command_that_brings_it() -> None:
    gone = Need("A thing", "debian-thing", "it is not tested", lambda: False)
    here = Need("B thing", "other-thing", "it is not tested", lambda: True)
    assert needs.missing([gone, here]) == [gone]
    assert gone.advice() == "A thing is missing, so it is not tested. Get it: apt-get install debian-thing"


def test_ci_without_apt_get_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(StopError, match=r"chromium(.|\n)*no apt-get"):
        needs.install([needs.CHROMIUM])


def test_ci_reads_the_package_lists_and_installs_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $@" >> {tmp_path}/calls\ntouch {tmp_path}/$1\n')
    apt.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _name: str(apt))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    needs.install([Need("A thing", "debian-thing", "it is not tested", (tmp_path / "install").exists)])
    update, install = (tmp_path / "calls").read_text().splitlines()
    assert update.startswith("noninteractive update")
    assert install.startswith("noninteractive install")
    assert install.endswith("--yes --no-install-recommends debian-thing")


def test_ci_notices_when_the_installation_brought_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: "/bin/true")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(StopError, match="Still missing"):
        needs.install([Need("A thing", "debian-thing", "it is not tested", lambda: False)])


def test_chromium_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PAMONG_CHROMIUM", raising=False)
    assert not needs.has_chromium()
    named = tmp_path / "my-browser"
    named.write_text("#!/bin/sh\n")
    named.chmod(0o755)
    monkeypatch.setenv("PAMONG_CHROMIUM", str(named))
    assert needs.has_chromium()


def test_every_command_is_explained() -> None:
    assert set(COMMANDS) == set(EXPLAINED)


@pytest.mark.parametrize(("words", "code"), [([], 0), (["--help"], 0), (["dmeo"], 2)])
def test_help_and_mistyped_commands_name_the_commands(
    capsys: pytest.CaptureFixture[str], words: list[str], code: int
) -> None:
    assert main(words) == code
    assert "./dev demo" in capsys.readouterr().out


def test_bench_hands_its_arguments_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(_label: str, command: list[object]) -> int:
        ran.append([str(word) for word in command])
        return 3

    monkeypatch.setattr("tools.front_door.prepare", lambda _groups: None)
    monkeypatch.setattr("tools.front_door.run", run)
    assert main(["bench", "selftest"]) == 3
    assert ran[0][1:] == ["-m", "bench", "selftest"]


def test_the_wheel_must_hold_templates_catalogues_data_and_standards(tmp_path: Path) -> None:
    for name in (
        "src/pamong/shell/templates/shell/page.jinja",
        "src/pamong/shell/static/shell/keys.js",
        "src/pamong/shell/locale/en/LC_MESSAGES/django.mo",
        "src/pamong/shell/locale/en/LC_MESSAGES/django.po",
        "src/pamong/offices/data/lumajang.toml",
        "src/pamong/shell/__pycache__/words.pyc",
        "standards/blocks/complaints@1.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert wheel.expected(tmp_path) == {
        "pamong/shell/templates/shell/page.jinja",
        "pamong/shell/static/shell/keys.js",
        "pamong/shell/locale/en/LC_MESSAGES/django.mo",
        "pamong/shell/locale/en/LC_MESSAGES/django.po",
        "pamong/offices/data/lumajang.toml",
        "pamong/_standards/blocks/complaints@1.yaml",
    }


def test_whoever_asks_for_the_engine_is_measured_on_both() -> None:
    """The run on PostgreSQL is measured for the rooms alone that speak to it in their own words."""
    asking = {
        path.relative_to(ROOT / "src" / "pamong").parts[0]
        for path in (ROOT / "src" / "pamong").rglob("*.py")
        if "connection.vendor" in path.read_text("utf-8") and "migrations" not in path.parts
    }
    assert asking <= {Path(tests).parts[1] for tests in SPEAKS_POSTGRESQL}
    assert all((ROOT / tests).exists() for tests in SPEAKS_POSTGRESQL)
