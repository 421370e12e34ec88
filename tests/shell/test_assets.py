"""Static files: addresses that carry the content, kept for ever, small enough for a slow line."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.templatetags.static import static
from django.test import Client

from pamong.shell.assets import HashedStorage, found_files, hashed_name, publish

KB = 1024


def test_a_changed_file_has_a_new_name() -> None:
    names = {hashed_name("shell/pamong.css", content) for content in (b"a", b"b")}
    assert len(names) == 2
    assert all(re.fullmatch(r"shell/pamong\.[0-9a-f]{12}\.css", name) for name in names)


# Closing the answer also closes what an earlier test left open at the database.
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["shell/pamong.css", "shell/keys.js", "django_htmx/htmx-2.min.js"])
def test_the_hashed_file_is_served_for_ever_and_packed(name: str) -> None:
    response = Client(HTTP_ACCEPT_ENCODING="gzip").get(static(name))
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(response)) == found_files()[name].read_bytes()
    response.close()


@pytest.mark.django_db
def test_the_plain_name_is_not_kept_for_ever() -> None:
    response = Client().get("/statis/shell/pamong.css")
    assert response.status_code == 200
    assert "immutable" not in response.headers["Cache-Control"]
    response.close()


def test_a_file_nobody_ships_is_an_error_where_it_is_named() -> None:
    with pytest.raises(ValueError, match=r"shell/none\.css"):
        HashedStorage().url("shell/none.css")


def test_publishing_again_changes_nothing(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path

    def state() -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}

    publish()
    first = state()
    publish()
    assert first
    assert state() == first
    assert not [name for name in first if Path(name).name.startswith(".")]


@pytest.mark.parametrize(
    ("name", "limit"), [("shell/pamong.css", 10 * KB), ("shell/keys.js", 4 * KB), ("shell/search.js", 2 * KB)]
)
def test_own_files_stay_small(name: str, limit: int) -> None:
    assert len(gzip.compress(found_files()[name].read_bytes(), 9)) <= limit


def test_the_stylesheet_loads_nothing() -> None:
    # Names inside a stylesheet are not rewritten: a url(...) would point at a file without its hash.
    text = found_files()["shell/pamong.css"].read_text(encoding="utf-8")
    assert "url(" not in text
    assert "@import" not in text
