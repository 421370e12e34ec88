"""Where a demo may live: never on top of anything that is not one, and never behind somebody else's port."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pamong.config import demo


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were prepared; nothing is built and nothing served."""
    folders: list[Path] = []

    def prepare(data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        folders.append(data)

    monkeypatch.setattr(demo, "_prepare", prepare)
    monkeypatch.setattr(demo, "_serve", lambda _port, *, browser: 0)
    return folders


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int, *, fresh: bool = False) -> int:
    return demo.run(data=data, port=port, browser=False, fresh=fresh)


@pytest.mark.parametrize(
    "files",
    [
        {"surat.txt": "penting"},
        {"DEMO": "my own notes about a demo", "surat.txt": "penting"},
        {"DEMO/notes.txt": "a folder of that name", "surat.txt": "penting"},
        {"pamong.sqlite3": "an office"},
    ],
)
@pytest.mark.parametrize("fresh", [False, True])
def test_a_folder_that_is_not_a_demo_is_left_alone(
    files: dict[str, str],
    fresh: bool,
    tmp_path: Path,
    port: int,
    prepared: list[Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert start(tmp_path, port, fresh=fresh) == 2
    assert "not a demo" in capsys.readouterr().err
    assert prepared == []
    for name, content in files.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == content


def test_a_file_in_place_of_a_folder_is_left_alone(tmp_path: Path, port: int, prepared: list[Path]) -> None:
    file = tmp_path / "data"
    file.write_text("penting", encoding="utf-8")
    assert start(file, port) == 2
    assert (file.read_text(encoding="utf-8"), prepared) == ("penting", [])


def test_a_taken_port_is_told_before_anything_is_made(
    tmp_path: Path, taken: int, prepared: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "demo"
    assert start(data, taken) == 2
    assert f"Port {taken} is taken" in capsys.readouterr().err
    assert (prepared, data.exists()) == ([], False)


@pytest.mark.parametrize("there", ["nothing", "an empty folder"])
def test_a_new_or_empty_folder_becomes_a_demo(
    there: str, tmp_path: Path, port: int, prepared: list[Path]
) -> None:
    data = tmp_path / "demo"
    if there == "an empty folder":
        data.mkdir()
    assert start(data, port) == 0
    assert prepared == [data]


@pytest.mark.parametrize(
    ("marker", "fresh", "kept"),
    [
        (demo.READY, False, True),
        (demo.READY, True, False),
        (demo.BUILDING, False, False),
        (demo.BUILDING, True, False),
    ],
)
def test_a_complete_demo_is_kept_unless_a_fresh_one_is_asked_for_and_a_broken_off_one_never(
    marker: str, fresh: bool, kept: bool, tmp_path: Path, port: int, prepared: list[Path]
) -> None:
    (tmp_path / demo.MARKER).write_text(marker, encoding="utf-8")
    (tmp_path / "pamong.sqlite3").write_text("invented", encoding="utf-8")
    assert start(tmp_path, port, fresh=fresh) == 0
    assert (tmp_path / "pamong.sqlite3").exists() is kept
    assert prepared == [tmp_path]
