"""Static files under names that carry their content: a browser may keep them for ever, and an upgrade is seen at once.

Nothing has to be collected by hand. At start every file the finders know is published into STATIC_ROOT under its
hashed name, with a gzipped twin; WhiteNoise serves both. Publishing again changes nothing, so several processes may
start together. Stylesheets must not point at other files by `url(...)`: their text is published as it is.
"""

import gzip
import hashlib
import secrets
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

DIGITS: Final = 12
COMPRESSED: Final = frozenset({".css", ".js", ".svg"})


class HashedStorage(StaticFilesStorage):
    """Gives every static file the address of its hashed name; an unknown name is an error where it is written."""

    @cached_property
    def hashed_names(self) -> dict[str, str]:
        return {name: hashed_name(name, path.read_bytes()) for name, path in found_files().items()}

    def url(self, name: str | None) -> str:
        """The address of the file `name`; raises ValueError for a file that no room ships."""
        known = self.hashed_names.get(name or "")
        if known is None:
            raise ValueError(f"No room ships a static file {name!r}.")
        return super().url(known)


def hashed_name(name: str, content: bytes) -> str:
    """`shell/pamong.css` becomes `shell/pamong.<hash>.css`, the form WhiteNoise knows as unchanging."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(content).hexdigest()[:DIGITS]
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


def found_files() -> dict[str, Path]:
    """Name and place of every static file of every room; the first finder wins, as everywhere in Django."""
    files: dict[str, Path] = {}
    for finder in finders.get_finders():
        for name, storage in finder.list(None):
            files.setdefault(name.replace("\\", "/"), Path(storage.path(name)))
    return files


def publish() -> None:
    """Writes every static file into STATIC_ROOT under its hashed name, where WhiteNoise finds it at start."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    for name, path in found_files().items():
        content = path.read_bytes()
        target = root / hashed_name(name, content)
        if target.exists():
            continue
        if target.suffix in COMPRESSED:
            _write(target.with_name(target.name + ".gz"), gzip.compress(content, 9, mtime=0))
        _write(target, content)


def _write(target: Path, content: bytes) -> None:
    # Written beside and moved into place: a process starting at the same moment must never serve half a file.
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    beside.write_bytes(content)
    beside.replace(target)
