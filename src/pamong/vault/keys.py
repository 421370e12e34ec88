"""The key file: every secret of an installation, beside the database and never in it.

``keys.toml`` in the data folder, or where PAMONG_KEYS says; readable by its owner only. The keys stand in it as
they stand on the escrow sheet, so the sheet can be typed back into an empty file (see `sheet`).
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings

from pamong.standard.messages import N_, Message
from pamong.vault.errors import KeysBusy, KeysDamaged, KeysMissing
from pamong.vault.keyring import KeyRing, parsed, written
from pamong.vault.spelling import KEY_BYTES, Misspelt

POSIX = os.name == "posix"
"""Elsewhere files have no owner bits and folders cannot be synced; access lists must do it there."""


def path() -> Path:
    """Where the key file is or would be."""
    return Path(os.environ.get("PAMONG_KEYS") or Path(settings.DATA) / "keys.toml")


def load() -> KeyRing:
    """The keys as the file has them now: another process may have rotated them since the last call.

    Raises `KeysMissing` or `KeysDamaged`.
    """
    file = path()
    try:
        stat = file.stat()
    except FileNotFoundError:
        raise KeysMissing(
            Message(
                N_(
                    "Berkas kunci {path} tidak ada. Pemasangan baru: jalankan «pamong keys create». Pemasangan lama:"
                    " kembalikan berkas itu dari cadangan atau ketik ulang dari lembar kunci."
                ),
                {"path": file},
            )
        ) from None
    seen = (str(file), stat.st_ino, stat.st_mtime_ns, stat.st_size, stat.st_mode)
    if _cache.get("seen") != seen:
        _refuse_readable_by_others(file, stat.st_mode)
        _cache.update(ring=_read(file), seen=seen)
    ring: KeyRing = _cache["ring"]
    return ring


def create_keys() -> KeyRing:
    """Make the key file of a new installation; a file that is already there is used as it is."""
    ring = KeyRing(encryption=MappingProxyType({1: new_key()}), index=new_key(), signing_seed=new_key())
    with suppress(FileExistsError):
        put_in_place(ring)
    return load()


def put_in_place(ring: KeyRing) -> None:
    """Write a key file where there is none; FileExistsError otherwise, for keys are never written over."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = _write_beside(file, ring)
    try:
        # Linked into place: of two processes that start together one wins, and both use the winner's keys.
        os.link(beside, file)
    finally:
        beside.unlink()
    _sync_folder(file.parent)


def new_key() -> bytes:
    """Thirty-two random bytes."""
    return secrets.token_bytes(KEY_BYTES)


@contextmanager
def changing() -> Iterator[None]:
    """Hold the key file for a change; two changes at once would lose a key that rows are already sealed under."""
    lock = path().with_suffix(".lock")
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise KeysBusy(
            Message(
                N_(
                    "Kunci sedang diganti oleh perintah lain. Bila tidak ada yang berjalan, hapus {path} lalu ulangi."
                ),
                {"path": lock},
            )
        ) from None
    try:
        yield
    finally:
        lock.unlink()


def change(**changes: Any) -> KeyRing:
    """Write the key file with ``changes`` (fields of `KeyRing`), durable before this returns. Only inside `changing`."""
    file = path()
    beside = _write_beside(file, replace(load(), **changes))
    beside.replace(file)
    _sync_folder(file.parent)
    return load()


_cache: dict[str, Any] = {}


def _refuse_readable_by_others(file: Path, mode: int) -> None:
    if POSIX and mode & 0o077:
        raise KeysDamaged(
            Message(
                N_("Berkas kunci {path} dapat dibaca orang lain. Jalankan: chmod 600 {path}"), {"path": file}
            )
        )


def _read(file: Path) -> KeyRing:
    try:
        return parsed(file.read_text(encoding="utf-8"))
    except Misspelt as wrong:
        message = Message(
            N_("Berkas kunci {path}: kunci {name} baris {row} tidak cocok dengan dua huruf pemeriksanya."),
            {"path": file, "name": wrong.name, "row": wrong.row},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        message = Message(
            N_("Berkas kunci {path} tidak terbaca ({problem}). Kembalikan dari cadangan atau lembar kunci."),
            {"path": file, "problem": type(problem).__name__},
        )
    raise KeysDamaged(message)


def _write_beside(file: Path, ring: KeyRing) -> Path:
    beside = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(written(ring))
        stream.flush()
        # A row sealed under a key that a power cut took away is lost for good.
        os.fsync(stream.fileno())
    return beside


def _sync_folder(folder: Path) -> None:
    if POSIX:
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
