"""`./dev` makes the environment once, notices what changed, and finds a uv wherever one is."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tools import environment
from tools.environment import DEMO, DEV, fingerprint, is_fresh, private_uv, version_of_uv
from tools.places import base_python
from tools.progress import StopError

Fake = Callable[..., Path]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "uv.lock").write_text("lock 1")
    (tmp_path / "pyproject.toml").write_text("project 1")
    return tmp_path


@pytest.fixture
def program(tmp_path: Path) -> Fake:
    """Writes a small shell script that stands for a program."""

    def written(name: str, script: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return path

    return written


def stamp(folder: Path, made_from: str, holds: str) -> Path:
    path = folder / "stamp.json"
    path.write_text(json.dumps({"made_from": made_from, "holds": holds}))
    return path


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_file_asks_for_a_new_environment(tree: Path, name: str) -> None:
    before = fingerprint(tree, "3.11.2")
    (tree / name).write_text("something else")
    assert fingerprint(tree, "3.11.2") != before


def test_another_python_asks_for_a_new_environment(tree: Path) -> None:
    assert fingerprint(tree, "3.11.2") != fingerprint(tree, "3.13.0")


def test_nothing_changed_is_the_same_fingerprint(tree: Path) -> None:
    assert fingerprint(tree, "3.11.2") == fingerprint(tree, "3.11.2")


def test_text_moved_from_one_file_to_the_other_is_a_change(tree: Path) -> None:
    before = fingerprint(tree, "3.11.2")
    (tree / "uv.lock").write_text("lock 1project 1")
    (tree / "pyproject.toml").write_text("")
    assert fingerprint(tree, "3.11.2") != before


@pytest.mark.parametrize(
    ("holds", "wanted", "fresh"),
    [(DEV, DEV, True), (DEV, DEMO, True), (DEMO, DEMO, True), (DEMO, DEV, False)],
)
def test_what_tests_need_is_enough_for_the_demo_but_not_the_other_way_round(
    tmp_path: Path, holds: str, wanted: str, fresh: bool
) -> None:
    assert is_fresh(stamp(tmp_path, "x", holds), "x", wanted) is fresh


def test_a_missing_torn_or_foreign_stamp_is_not_fresh(tmp_path: Path) -> None:
    assert not is_fresh(tmp_path / "none", "x", DEV)
    (tmp_path / "torn").write_text('{"made_from": "x", "hol')
    assert not is_fresh(tmp_path / "torn", "x", DEV)
    assert not is_fresh(stamp(tmp_path, "y", DEV), "x", DEV)


@pytest.mark.parametrize(
    ("printed", "version"),
    [
        ("uv 0.13.8 (abc 2026-11-01)\n", (0, 13)),
        ("uv 1.0.0\n", (1, 0)),
        ("pyenv: uv: command not found", (0, 0)),
        (None, (0, 0)),
    ],
)
def test_the_version_of_uv_is_read_from_what_it_prints(printed: str | None, version: tuple[int, int]) -> None:
    assert version_of_uv(printed) == version


def test_a_private_uv_is_found_where_pip_puts_it(tmp_path: Path) -> None:
    assert private_uv(tmp_path) is None
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "uv").touch()
    assert private_uv(tmp_path) == tmp_path / "bin" / "uv"


@pytest.mark.parametrize(
    ("on_path", "private", "chosen"),
    [
        ("echo 'uv 0.13.8'", None, "path/uv"),
        ("echo 'uv 0.13.8'", "echo 'uv 0.13.8'", "path/uv"),
        ("echo 'uv 0.1.2'", "echo 'uv 0.13.8'", "private/bin/uv"),
        ("echo 'not found' >&2; exit 127", "echo 'uv 0.13.8'", "private/bin/uv"),
        ("exit 127", None, None),
        (None, None, None),
    ],
)
def test_the_uv_on_path_is_used_if_it_runs_and_is_new_enough(
    tmp_path: Path,
    program: Fake,
    monkeypatch: pytest.MonkeyPatch,
    on_path: str | None,
    private: str | None,
    chosen: str | None,
) -> None:
    if on_path:
        program("path/uv", on_path)
    if private:
        program("private/bin/uv", private)
    monkeypatch.setenv("PATH", f"{tmp_path / 'path'}:/usr/bin:/bin")
    monkeypatch.setattr("shutil.which", lambda name: _which(tmp_path / "path" / name))
    monkeypatch.setattr(environment, "private_uv", lambda: private_uv(tmp_path / "private"))
    assert environment.usable_uv() == (tmp_path / chosen if chosen else None)


def _which(path: Path) -> str | None:
    return str(path) if path.exists() else None


def test_without_uv_pip_and_ensurepip_the_debian_package_is_named(
    tmp_path: Path, program: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = program("python3", "echo 'No module named pip' >&2; exit 1")
    monkeypatch.setattr(environment, "base_python", lambda: str(python))
    monkeypatch.setattr(environment, "PRIVATE", tmp_path / "private")
    with pytest.raises(StopError, match="apt-get install python3-pip"):
        environment.fetch_uv()


def test_pip_is_called_through_the_python_that_has_it(program: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    python = program("python3", "echo pip 23")
    monkeypatch.setattr(environment, "base_python", lambda: str(python))
    assert environment.find_pip() == [str(python), "-m", "pip"]


def test_a_python_without_pip_gets_one_from_a_small_environment(
    tmp_path: Path, program: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "private" / "pip" / "bin"
    script = f"""
    if [ "$2" = venv ]; then
        mkdir -p {inside} && printf '#!/bin/sh\\necho pip 23\\n' > {inside}/python && chmod +x {inside}/python
    else exit 1; fi
    """
    python = program("python3", script)
    monkeypatch.setattr(environment, "base_python", lambda: str(python))
    monkeypatch.setattr(environment, "PRIVATE", tmp_path / "private")
    assert environment.find_pip() == [str(inside / "python"), "-m", "pip"]


@pytest.fixture
def prepared(tree: Path, program: Fake, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree whose uv only writes down how it was called."""
    uv = program(
        "uv", f'echo "$@" >> {tree / "calls"}; mkdir -p {tree}/.venv/bin; touch {tree}/.venv/bin/python'
    )
    monkeypatch.setattr(environment, "ROOT", tree)
    monkeypatch.setattr(environment, "STAMP", tree / ".venv" / "stamp.json")
    monkeypatch.setattr(environment, "program", lambda name: tree / ".venv" / "bin" / name)
    monkeypatch.setattr(environment, "uv", lambda: uv)
    return tree


def calls(tree: Path) -> list[str]:
    return (tree / "calls").read_text().splitlines() if (tree / "calls").exists() else []


def test_the_second_start_does_nothing(prepared: Path) -> None:
    environment.prepare(DEV)
    environment.prepare(DEV)
    environment.prepare(DEMO)
    assert len(calls(prepared)) == 1


def test_a_deleted_interpreter_makes_it_anew(prepared: Path) -> None:
    environment.prepare(DEV)
    (prepared / ".venv" / "bin" / "python").unlink()
    environment.prepare(DEV)
    assert len(calls(prepared)) == 2


def test_the_demo_installs_less_and_removes_nothing(prepared: Path) -> None:
    environment.prepare(DEMO)
    environment.prepare(DEV)
    first, second = calls(prepared)
    assert "--no-dev" in first
    assert "--inexact" in first
    assert "--no-dev" not in second
    assert all("--frozen" in call for call in (first, second))


def test_a_failed_installation_is_tried_again(
    prepared: Path, program: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.prepare(DEV)
    (prepared / "uv.lock").write_text("lock 2")
    broken = program("broken", "exit 2")
    monkeypatch.setattr(environment, "uv", lambda: broken)
    with pytest.raises(StopError):
        environment.prepare(DEV)
    (prepared / "uv.lock").write_text("lock 1")
    monkeypatch.setattr(environment, "uv", lambda: program("uv2", f"echo again >> {prepared / 'calls'}"))
    environment.prepare(DEV)
    assert calls(prepared)[-1] == "again", (
        "the environment was half changed; the old stamp must not vouch for it"
    )


def test_an_old_python_gets_a_sentence_instead_of_a_traceback(tmp_path: Path) -> None:
    front = Path(__file__).resolve().parent.parent.parent / "dev"
    text = front.read_text().replace("sys.version_info < (3, 11)", "sys.version_info < (4, 0)")
    (tmp_path / "dev").write_text(text)
    done = subprocess.run(
        [base_python(), str(tmp_path / "dev"), "demo"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "needs Python 3.11" in done.stderr
    assert "Traceback" not in done.stderr
