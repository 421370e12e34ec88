"""The command `pamong`: exit codes, what it does without an office, and what it hands on."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from pamong import __version__
from pamong.config import cli, demo, server, shipped
from tests.clauses.shipped import STANDARDS


def exit_of(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    return ended.value.code


def test_the_shipped_standards_pass_the_check() -> None:
    assert cli.main(["standard", "check", str(STANDARDS)]) == 0


def test_a_standard_with_an_error_fails_the_check_and_the_line_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ktp.yaml"
    path.write_text("format: pamong/standard@1\nservice: ktp\nservice: kk\n", encoding="utf-8")
    assert cli.main(["standard", "check", str(path)]) == 1
    assert f"{path}:3" in capsys.readouterr().out
    assert cli.main(["standard", "check", str(tmp_path / "nothing")]) == 1


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_of("--version") == 0
    assert capsys.readouterr().out == f"pamong {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("standard",),
        ("demo", "--port", "0"),
        ("demo", "--port", "65536"),
        ("demo", "--port", "eighty"),
        ("serve", "--port", "99999"),
        ("serve", "--processes", "many"),
    ],
)
def test_a_mistaken_call_ends_with_2_and_says_how_it_is_meant(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_of(*arguments) == 2
    assert "usage: pamong" in capsys.readouterr().err


def test_the_help_lists_the_commands_of_every_room(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_of("--help") == 0
    printed = capsys.readouterr().out
    for command in ("demo", "serve", "migrate", "standard", "keys", "verify", "close-day"):
        assert command in printed


@pytest.mark.parametrize("arguments", [["--version"], ["standard", "check", str(STANDARDS)], []])
def test_what_needs_no_office_makes_none(arguments: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from pamong.config.cli import main; sys.exit(main())",
            *arguments,
        ],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == (0 if arguments else 2), done.stderr
    assert list(tmp_path.iterdir()) == []


def test_serve_hands_on_where_to_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: dict[str, Any] = {}

    def serve(**told: Any) -> int:
        heard.update(told)
        return 3

    monkeypatch.setattr(server, "serve", serve)
    assert cli.main(["serve", "--address", "0.0.0.0", "--port", "9000", "--processes", "2"]) == 3
    assert heard == {"address": "0.0.0.0", "port": 9000, "processes": 2}


def test_demo_hands_on_folder_port_and_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: dict[str, Any] = {}

    def run(**told: Any) -> int:
        heard.update(told)
        return 0

    monkeypatch.setattr(demo, "run", run)
    assert cli.main(["demo", "--port", "8123", "--data", "x/y", "--no-browser", "--fresh"]) == 0
    assert heard == {"data": Path("x/y"), "port": 8123, "browser": False, "fresh": True}


def test_the_shipped_standards_are_found_without_their_blocks() -> None:
    assert [path.name for path in shipped.standard_files()] == ["kk.yaml", "ktp.yaml"]
    assert shipped.standards_folder().is_dir()


def test_an_installed_copy_brings_its_standards_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "_standards"
    (inside / "blocks").mkdir(parents=True)
    (inside / "blocks" / "b.yaml").touch()
    (inside / "ktp.yaml").touch()
    monkeypatch.setattr(shipped, "_INSTALLED", inside)
    assert shipped.standard_files() == (inside / "ktp.yaml",)


class Noted:
    """Stands for the server program; keeps what it was started with."""

    started: dict[str, Any]

    def __init__(self, target: str, **options: Any) -> None:
        type(self).started = {"target": target, **options}

    def serve(self, **_loading: Any) -> None:
        type(self).started["served"] = True


def test_one_process_with_threads_serves_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "Server", Noted)
    assert server.serve(address="127.0.0.1", port=8999) == 0
    assert Noted.started["target"] == "pamong.config.wsgi:application"
    assert (Noted.started["address"], Noted.started["port"]) == ("127.0.0.1", 8999)
    assert (Noted.started["workers"], Noted.started["served"]) == (1, True)


@pytest.mark.parametrize("url", ["", "sqlite:///x"])
def test_several_processes_on_sqlite_are_refused(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAMONG_DATABASE_URL", url)
    monkeypatch.setattr(server, "Server", Noted)
    Noted.started = {}
    assert server.serve(address="127.0.0.1", port=8999, processes=2) == 2
    assert "needs PostgreSQL" in capsys.readouterr().err
    assert Noted.started == {}


@pytest.mark.django_db
def test_migrate_makes_the_keys_of_a_new_installation_and_prints_their_sheet_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PAMONG_KEYS", str(tmp_path / "keys.toml"))
    monkeypatch.setattr("django.core.management.call_command", lambda *_said, **_options: None)
    assert cli.main(["migrate"]) == 0
    assert "[encryption.1]" in capsys.readouterr().out
    assert cli.main(["migrate"]) == 0
    assert "[encryption.1]" not in capsys.readouterr().out


@pytest.mark.django_db
def test_migrate_says_when_the_keys_of_an_old_installation_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "keys.toml"
    broken.write_text("broken", encoding="utf-8")
    broken.chmod(0o600)
    monkeypatch.setenv("PAMONG_KEYS", str(broken))
    monkeypatch.setattr("django.core.management.call_command", lambda *_said, **_options: None)
    assert cli.main(["migrate"]) == 1
    assert str(broken) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("says", "code"),
    [("no such table: ledger_entry", 2), ('relation "ledger_entry" does not exist', 2)],
)
def test_a_database_without_its_tables_is_told_in_a_sentence(
    says: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_options: Any) -> int:
        raise OperationalError(says)

    monkeypatch.setattr(cli, "_migrate", missing)
    assert cli.main(["migrate"]) == code
    assert "pamong migrate" in capsys.readouterr().err


def test_any_other_failure_of_the_database_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_options: Any) -> int:
        raise OperationalError("database is locked")

    monkeypatch.setattr(cli, "_migrate", locked)
    with pytest.raises(OperationalError, match="locked"):
        cli.main(["migrate"])
