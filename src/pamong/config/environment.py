"""Reads the environment; a value that makes no sense is refused with the name of the variable and the mend."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from pamong.config.demo import is_demo


def yes(name: str) -> bool:
    value = os.environ.get(name, "no").strip().lower()
    if value not in {"yes", "no", ""}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write yes or no.")
    return value == "yes"


def demo(data: Path) -> bool:
    """Whether this is the demo office, where one click signs in as anybody: never over the data of an office."""
    if not yes("PAMONG_DEMO"):
        return False
    if os.environ.get("PAMONG_DATABASE_URL"):
        raise ImproperlyConfigured("PAMONG_DEMO=yes keeps its own database: leave PAMONG_DATABASE_URL unset.")
    if (data / "pamong.sqlite3").exists() and not is_demo(data):
        raise ImproperlyConfigured(
            f"PAMONG_DEMO=yes, but {data} holds data that is not a demo: set PAMONG_DEMO=no."
        )
    return True


def address(name: str, *, default: str) -> str:
    """A web address without a path's end; papers carry it for years, so one that opens nothing is refused."""
    value = os.environ.get(name, "").strip() or default
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; write an address such as https://layanan.example.go.id"
        )
    return value.rstrip("/")


def secret_key(data: Path) -> str:
    """Django's signing key, from a file of its own beside the data; made on first start, readable by its owner only."""
    path = data / "secret-key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        data.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    # Written beside and linked into place: two processes starting together must end with one key, not two.
    beside = data / f".secret-key-{secrets.token_hex(4)}"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key)
    try:
        os.link(beside, path)
    except FileExistsError:
        key = path.read_text(encoding="ascii")
    finally:
        beside.unlink()
    return key


def database(data: Path) -> dict[str, Any]:
    """The database setting from PAMONG_DATABASE_URL."""
    url = os.environ.get("PAMONG_DATABASE_URL", "")
    parts = urlsplit(url)
    if not url or parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)) if url else data / "pamong.sqlite3")
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or dict(parse_qsl(parts.query)).get("host", "")),
            "PORT": str(parts.port or ""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
        }
    raise ImproperlyConfigured(
        f"PAMONG_DATABASE_URL begins with {parts.scheme!r}; write sqlite:///path or postgresql://user:password@host/name."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    # FULL: an act that was acknowledged survives a power cut. IMMEDIATE: a transaction that will write takes the
    # write lock at once instead of failing half-way.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON",
        },
    }
