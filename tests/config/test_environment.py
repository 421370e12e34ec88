"""What an office may set, and what is refused with the name of the variable and the mend."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from pamong.config import environment


@pytest.mark.parametrize(
    ("value", "meaning"), [(None, False), ("", False), ("no", False), ("yes", True), (" YES ", True)]
)
def test_yes_and_no_are_written_out(
    value: str | None, meaning: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAMONG_HTTPS", raising=False)
    if value is not None:
        monkeypatch.setenv("PAMONG_HTTPS", value)
    assert environment.yes("PAMONG_HTTPS") is meaning


@pytest.mark.parametrize("value", ["1", "true", "ya", "on"])
def test_a_value_that_might_mean_anything_is_refused_by_name(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAMONG_HTTPS", value)
    with pytest.raises(ImproperlyConfigured, match=f"PAMONG_HTTPS is '{value}'; write yes or no"):
        environment.yes("PAMONG_HTTPS")


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", "http://127.0.0.1:8000"),
        ("https://layanan.example.go.id/", "https://layanan.example.go.id"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
    ],
)
def test_a_public_address_is_kept_without_its_last_slash(
    value: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAMONG_URL", value)
    assert environment.address("PAMONG_URL", default="http://127.0.0.1:8000") == address


@pytest.mark.parametrize(
    "value",
    ["layanan.example.go.id", "ftp://example.go.id", "https://", "https://x.id/?a=1", "https://x.id/#a"],
)
def test_an_address_that_opens_nothing_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_URL", value)
    with pytest.raises(ImproperlyConfigured, match="PAMONG_URL"):
        environment.address("PAMONG_URL", default="http://127.0.0.1:8000")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (None, {"ENGINE": "django.db.backends.sqlite3", "NAME": Path("/office/pamong.sqlite3")}),
        (
            "sqlite:///srv/pamong%20office/data.sqlite3",
            {"ENGINE": "django.db.backends.sqlite3", "NAME": Path("/srv/pamong office/data.sqlite3")},
        ),
        (
            "postgresql://officer:p%40ss@db.example:5433/pamong",
            {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "pamong",
                "USER": "officer",
                "PASSWORD": "p@ss",
                "HOST": "db.example",
                "PORT": "5433",
            },
        ),
        (
            "postgres:///pamong?host=/run/postgresql",
            {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "pamong",
                "USER": "",
                "PASSWORD": "",
                "HOST": "/run/postgresql",
                "PORT": "",
            },
        ),
    ],
)
def test_the_database_is_named_by_one_address(
    url: str | None, expected: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PAMONG_DATABASE_URL", raising=False)
    if url is not None:
        monkeypatch.setenv("PAMONG_DATABASE_URL", url)
    found = environment.database(Path("/office"))
    assert {name: found[name] for name in expected} == expected


def test_sqlite_survives_a_power_cut_and_takes_the_write_lock_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PAMONG_DATABASE_URL", raising=False)
    options = environment.database(Path("/office"))["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize("url", ["mysql://x/y", "pamong.sqlite3", "https://db"])
def test_another_database_is_refused_with_what_to_write(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_DATABASE_URL", url)
    with pytest.raises(
        ImproperlyConfigured, match=r"PAMONG_DATABASE_URL begins with .*; write sqlite:///path"
    ):
        environment.database(Path("/office"))


def test_the_signing_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "new" / "office"
    first = environment.secret_key(data)
    assert len(first) >= 50
    assert environment.secret_key(data) == first
    assert [path.name for path in data.iterdir()] == ["secret-key"]
    if os.name == "posix":
        assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert environment.secret_key(tmp_path / "another") != first


def test_two_starts_at_once_end_with_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(4, timeout=30)
    link = os.link

    def wait_for_the_others(source: object, target: object) -> None:
        together.wait()
        link(source, target)  # type: ignore[arg-type]  # as os.link is called

    # Every start has found no key and written its own before the first one puts it in place.
    monkeypatch.setattr(os, "link", wait_for_the_others)
    keys: list[str] = []
    starts = [
        threading.Thread(target=lambda: keys.append(environment.secret_key(tmp_path))) for _ in range(4)
    ]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(keys) == 4
    assert set(keys) == {(tmp_path / "secret-key").read_text(encoding="ascii")}
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def started(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Whether the settings can be read in an environment of their own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PAMONG_")}
    return subprocess.run(
        [sys.executable, "-c", "import pamong.config.settings as s; print(s.SESSION_COOKIE_SECURE, s.DEMO)"],
        env={**inherited, "PAMONG_DATA": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    assert started(tmp_path).stdout.split() == ["False", "False"]
    assert started(tmp_path, PAMONG_HTTPS="yes").stdout.split() == ["True", "False"]
    assert started(tmp_path, PAMONG_DEMO="yes").stdout.split() == ["False", "True"]


def test_a_demo_that_others_could_reach_does_not_start(tmp_path: Path) -> None:
    found = started(tmp_path, PAMONG_DEMO="yes", PAMONG_HOSTS="layanan.example.go.id")
    assert found.returncode != 0
    assert "PAMONG_DEMO=yes answers to this machine only" in found.stderr
    assert started(tmp_path, PAMONG_HOSTS="layanan.example.go.id").returncode == 0, "control: an office may"
