"""The server for tests: started as an ordinary user, reachable, and gone afterwards."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from tools import postgres


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An imagined machine: nothing on PATH, the usual places below a folder of our own."""
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(postgres, "USUAL_PLACES", (f"{tmp_path}/postgresql/*/bin",))
    return tmp_path


def installed(places: Path, release: str) -> Path:
    folder = places / "postgresql" / release / "bin"
    folder.mkdir(parents=True)
    (folder / "postgres").touch()
    return folder


def test_without_a_server_there_is_none(places: Path) -> None:
    assert postgres.binaries() is None


def test_the_newest_release_is_taken_by_number_not_by_letter(places: Path) -> None:
    installed(places, "9.6")
    newest = installed(places, "17")
    installed(places, "15")
    assert postgres.binaries() == newest


def test_a_folder_with_clients_only_is_no_server(places: Path) -> None:
    (places / "postgresql" / "16" / "bin").mkdir(parents=True)
    assert postgres.binaries() is None


def test_a_folder_below_a_private_one_is_not_open_to_all(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    inner = tmp_path / "inner"
    inner.mkdir(mode=0o755)
    assert not postgres.open_to_all(inner)


def test_a_missing_server_is_said_with_the_command_that_brings_it(places: Path) -> None:
    with pytest.raises(postgres.PostgresError, match="apt-get install postgresql"), postgres.server():
        pass


@pytest.mark.skipif(postgres.binaries() is None, reason="PostgreSQL is missing: apt-get install postgresql")
def test_a_server_answers_and_leaves_nothing_behind() -> None:
    with postgres.server() as url:
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT current_setting('fsync'), current_setting('data_directory')"
            ).fetchone()
        assert row is not None
        fsync, data = row
        assert fsync == "off"
        assert Path(data).exists()
        if os.geteuid() == 0:
            assert Path(data).stat().st_uid != 0
    assert not Path(data).parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


@pytest.mark.skipif(postgres.binaries() is None, reason="PostgreSQL is missing: apt-get install postgresql")
def test_a_server_wants_its_password() -> None:
    with postgres.server() as url:
        address = urlsplit(url)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(
                host=address.hostname, port=address.port, user="pamong", password="wrong", dbname="postgres"
            )
