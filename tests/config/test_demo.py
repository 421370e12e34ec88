"""`pamong demo`: whose folder it may use, what it refuses, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from pamong.config import cli, demo, environment, server

ROOT = Path(__file__).parents[2]
POSIX = sys.platform != "win32"
TODAY = date(2026, 12, 14)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stands for building and serving: keeps the folders that a demo was made or shown in."""
    folders: list[Path] = []

    def prepare(data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        (data / demo.MARKER).write_text(f"{demo.READY}Made on 2026-12-14\n", encoding="utf-8")
        folders.append(data)

    monkeypatch.setattr(demo, "_prepare", prepare)
    monkeypatch.setattr(demo, "_serve", lambda _port, *, browser: 0)
    return folders


def run(data: Path, *, fresh: bool = False) -> int:
    return demo.run(data=data, port=free_port(), browser=False, fresh=fresh)


class TestWhoseFolder:
    def test_a_new_folder_and_an_empty_one_are_taken(self, tmp_path: Path, made: list[Path]) -> None:
        assert run(tmp_path) == 0
        assert run(tmp_path / "deep" / "new") == 0
        assert made == [tmp_path, tmp_path / "deep" / "new"]

    @pytest.mark.parametrize("fresh", [False, True])
    @pytest.mark.parametrize("marker", [None, "my notes\n", ""])
    def test_a_folder_with_anything_else_in_it_is_left_alone(
        self,
        tmp_path: Path,
        made: list[Path],
        capsys: pytest.CaptureFixture[str],
        marker: str | None,
        fresh: bool,
    ) -> None:
        (tmp_path / "pamong.sqlite3").write_text("an office", encoding="utf-8")
        if marker is not None:
            (tmp_path / "DEMO").write_text(marker, encoding="utf-8")
        assert run(tmp_path, fresh=fresh) == 2
        assert "holds data that is not a demo" in capsys.readouterr().err
        assert made == []
        assert (tmp_path / "pamong.sqlite3").read_text(encoding="utf-8") == "an office"

    def test_a_complete_demo_stays_and_fresh_makes_it_anew(self, tmp_path: Path, made: list[Path]) -> None:
        run(tmp_path)
        (tmp_path / "kept").touch()
        assert run(tmp_path) == 0
        assert (tmp_path / "kept").exists()
        assert run(tmp_path, fresh=True) == 0
        assert not (tmp_path / "kept").exists()

    def test_one_that_was_broken_off_is_made_anew(self, tmp_path: Path, made: list[Path]) -> None:
        (tmp_path / demo.MARKER).write_text(demo.BUILDING, encoding="utf-8")
        (tmp_path / "half").touch()
        assert run(tmp_path) == 0
        assert not (tmp_path / "half").exists()

    def test_a_file_is_no_folder(
        self, tmp_path: Path, made: list[Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "letter.txt"
        path.write_text("dear", encoding="utf-8")
        assert run(path, fresh=True) == 2
        assert capsys.readouterr().err == f"{path} is a file. Choose a folder with --data.\n"
        assert path.read_text(encoding="utf-8") == "dear"

    @pytest.mark.skipif(not POSIX, reason="only on POSIX")
    def test_a_place_that_takes_no_files_is_told_in_one_sentence(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "file").touch()
        for place in (tmp_path / "file" / "demo", Path("/proc/demo")):
            assert run(place) == 2
            told = capsys.readouterr().err
            assert told.startswith(f"The demo cannot be kept in {place}: ")
            assert told.endswith("Choose another folder with --data.\n")
            assert told.count("\n") == 1

    def test_a_port_that_is_taken_is_told_before_anything_is_made(
        self, tmp_path: Path, made: list[Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            assert demo.run(data=tmp_path / "demo", port=port, browser=False, fresh=False) == 2
        assert f"Port {port} is taken" in capsys.readouterr().err
        assert made == []


class TestItsAge:
    @pytest.mark.parametrize(
        ("made", "told"),
        [
            (TODAY, ""),
            (date(2026, 12, 1), "This is the demo of 2026-12-01; --fresh makes it anew"),
            (None, "This is the demo of an earlier day; --fresh makes it anew"),
        ],
    )
    def test_an_older_demo_says_so(
        self, made: date | None, told: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        demo._tell_age(made, TODAY)
        out = capsys.readouterr().out
        assert out.startswith(told)
        assert bool(out) is bool(told)

    def test_the_day_is_kept_in_the_folder(self, tmp_path: Path, made: list[Path]) -> None:
        assert demo.made_on(tmp_path) is None
        run(tmp_path)
        assert demo.made_on(tmp_path) == TODAY


class TestWhatItIsNot:
    def test_there_is_no_way_to_give_it_an_address(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            cli.main(["demo", "--address", "0.0.0.0"])
        assert ended.value.code == 2
        assert "--address" in capsys.readouterr().err

    @pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.10", "pc-loket"])
    def test_serving_it_to_others_is_refused(
        self, address: str, settings: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.DEMO = True
        monkeypatch.setattr(server, "Server", None)
        assert server.serve(address=address, port=free_port()) == 2
        assert "answers to this machine only" in capsys.readouterr().err

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
    def test_serving_it_to_this_machine_is_not(self, address: str, settings: Any) -> None:
        settings.DEMO = True
        assert server._why_not(address) == ""

    def test_its_folder_is_not_served_as_an_office(
        self, tmp_path: Path, settings: Any, made: list[Path]
    ) -> None:
        run(tmp_path)
        settings.DATA = tmp_path
        assert "whose passwords everybody knows" in server._why_not("127.0.0.1")
        settings.DEMO = True
        assert server._why_not("127.0.0.1") == ""

    def test_one_click_sign_in_is_never_put_over_the_data_of_an_office(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PAMONG_DEMO", "yes")
        monkeypatch.delenv("PAMONG_DATABASE_URL", raising=False)
        assert environment.demo(tmp_path) is True
        (tmp_path / "pamong.sqlite3").touch()
        with pytest.raises(ImproperlyConfigured, match="not a demo"):
            environment.demo(tmp_path)
        (tmp_path / demo.MARKER).write_text(demo.BUILDING, encoding="utf-8")
        assert environment.demo(tmp_path) is True
        monkeypatch.setenv("PAMONG_DATABASE_URL", "postgresql://office/pamong")
        with pytest.raises(ImproperlyConfigured, match="PAMONG_DATABASE_URL"):
            environment.demo(tmp_path)

    def test_an_office_is_no_demo_whatever_lies_in_its_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("PAMONG_DEMO", raising=False)
        monkeypatch.setenv("PAMONG_DATABASE_URL", "postgresql://office/pamong")
        (tmp_path / "pamong.sqlite3").touch()
        assert environment.demo(tmp_path) is False


Started = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def started() -> Iterator[Started]:
    """A function that starts a program as a terminal does: in a process group of its own, which Ctrl-C reaches."""
    running: list[subprocess.Popen[str]] = []

    def start(*command: str | Path, **environment: str) -> "subprocess.Popen[str]":
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PAMONG_")}
        program = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env={**clean, "PYTHONUNBUFFERED": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        running.append(program)
        return program

    yield start
    for program in running:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
        program.communicate()


def read_until(program: "subprocess.Popen[str]", text: str) -> str:
    assert program.stdout is not None
    lines = []
    for line in program.stdout:
        lines.append(line)
        if text in line:
            break
    return "".join(lines)


def answers(port: int) -> bool:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.1)
    return False


def ended(program: "subprocess.Popen[str]") -> str:
    os.killpg(program.pid, signal.SIGINT)
    return program.communicate(timeout=60)[0]


# What ./dev does once .venv is as it should be; looking after .venv is tested beside the tools.
FRONT_DOOR = "import sys, tools.front_door as door; door.prepare = print; sys.exit(door.main(sys.argv[1:]))"


@pytest.mark.skipif(not POSIX, reason="only on POSIX")
class TestCtrlC:
    def test_it_stops_the_demo_quietly_and_gives_the_port_back(
        self, tmp_path: Path, started: Started
    ) -> None:
        """The first start is the real one: the office is made, served, stopped, started again by the front door."""
        data, port = tmp_path / "demo", free_port()
        arguments = ("demo", "--no-browser", "--port", str(port), "--data", str(data))
        pamong = Path(sys.executable).with_name("pamong")
        # What an office on the same machine has set does not reach its demo.
        keys = tmp_path / "keys of the office.toml"
        office = {"PAMONG_HOSTS": "layanan.example.go.id", "PAMONG_HTTPS": "yes", "PAMONG_KEYS": str(keys)}
        for command in ((pamong,), (sys.executable, "-c", FRONT_DOOR)):
            program = started(*command, *arguments, **office)
            told = read_until(program, "Ctrl-C stops")
            assert f"http://127.0.0.1:{port}/" in told
            assert answers(port), told
            rest = ended(program)
            assert program.returncode == 0, rest
            assert "Traceback" not in told + rest
            assert rest.strip() == "Demo stopped. The data stays; --fresh begins anew."
            assert demo._free(port)
        assert demo.made_on(data) is not None
        assert (data / "keys.toml").exists()
        assert not keys.exists()

    def test_while_the_office_is_being_made_it_says_that_it_will_be_made_anew(
        self, tmp_path: Path, started: Started
    ) -> None:
        data = tmp_path / "demo"
        program = started(
            Path(sys.executable).with_name("pamong"), "demo", "--port", str(free_port()), "--data", str(data)
        )
        told = read_until(program, "Preparing the database")
        rest = ended(program)
        assert program.returncode == 0, told + rest
        assert "Traceback" not in rest
        assert "the next start makes it anew" in rest
        assert demo._marked(data) == demo.BUILDING
