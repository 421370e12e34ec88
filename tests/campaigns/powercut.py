"""A disk whose power can be cut, standing between SQLite and nothing: every file lives in memory.

What was written and not synced is unsafe: at the cut every 512-byte sector of it survives, is lost, or is torn in the
middle, and what survives is applied in any order. What was synced is safe, unless the disk was told to lie about that.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import apsw

SECTOR = 512
NAME = "power-cut"


class PowerCut(Exception):  # noqa: N818 (it reads as what happened)
    """The lights went out in the middle of this."""


@dataclass
class _Content:
    """One file: what a reader sees, what is safe, and the writes between the two."""

    seen: bytearray = field(default_factory=bytearray)
    safe: bytearray | None = None  # None: not even its name is on the disk yet
    unsafe: list[tuple[int, bytes]] = field(default_factory=list)
    truncated: int | None = None

    def write(self, offset: int, data: bytes) -> None:
        _put(self.seen, offset, data)
        for start in range(0, len(data), SECTOR):
            self.unsafe.append((offset + start, data[start : start + SECTOR]))

    def truncate(self, size: int) -> None:
        del self.seen[size:]
        self.truncated = size

    def sync(self) -> None:
        self.safe = bytearray(self.seen)
        self.unsafe.clear()
        self.truncated = None

    def survivor(self, chance: Random, share: float) -> bytes | None:
        """What is on the platter afterwards; of the unsafe sectors about this share."""
        if self.safe is None and chance.random() < 0.5:
            return None
        left = bytearray(self.safe or b"")
        if self.truncated is not None and chance.random() < share:
            del left[self.truncated :]
        survived = [sector for sector in self.unsafe if chance.random() < share]
        chance.shuffle(survived)
        for offset, data in survived:
            torn = chance.random() < 0.1
            _put(left, offset, data[: chance.randrange(len(data))] if torn else data)
        return bytes(left)


def _put(content: bytearray, offset: int, data: bytes) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


class Disk:
    """Counts what changes it, and goes dark at the operation `cut_at` (counted from 1; None: never).

    `lies`: a sync is answered and not done, as cheap disks and careless settings do.
    """

    def __init__(self, *, cut_at: int | None = None, lies: bool = False) -> None:
        self.files: dict[str, _Content] = {}
        self.operations: list[str] = []
        self.dark = False
        self._cut_at = cut_at
        self._lies = lies
        self._at_cut: dict[str, _Content] = {}

    def put(self, name: str, content: bytes) -> None:
        """A file that has been there, safe, for long."""
        self.files[name] = _Content(bytearray(content), bytearray(content))

    def changes(self, name: str, operation: str) -> None:
        """Called before anything changes. After the cut whatever the dying process still does changes nothing."""
        if self.dark:
            return
        self.operations.append(f"{operation} {name}")
        if len(self.operations) == self._cut_at:
            self.go_dark()
            raise PowerCut(f"{operation} {name}")

    def go_dark(self) -> None:
        """Keep what is on the disk now; what comes after is the twitching of a process without power."""
        self.dark = True
        self._at_cut = {
            name: _Content(content.seen, _copied(content.safe), list(content.unsafe), content.truncated)
            for name, content in self.files.items()
        }

    def sync(self, name: str) -> None:
        self.changes(name, "sync")
        if not self._lies:
            self.files[name].sync()

    def survivors(self, folder: Path, chance: Random) -> None:
        """Lay what is left into a folder."""
        share = chance.choice([0.0, 0.25, 0.5, 0.75, 1.0])
        for name, content in self._at_cut.items():
            left = content.survivor(chance, share)
            if left is not None:
                (folder / name).write_bytes(left)


def _copied(content: bytearray | None) -> bytearray | None:
    return None if content is None else bytearray(content)


class _File(apsw.VFSFile):
    """A file on the disk. One process, one connection: locks are granted."""

    def __init__(self, disk: Disk, name: str) -> None:
        self._disk, self._name = disk, name
        if name not in disk.files:
            disk.changes(name, "create")
            disk.files[name] = _Content()

    @property
    def _content(self) -> _Content:
        return self._disk.files[self._name]

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 (SQLite's names)
        return bytes(self._content.seen[offset : offset + amount])

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        self._disk.changes(self._name, "write")
        self._content.write(offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.changes(self._name, "truncate")
        self._content.truncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.sync(self._name)

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._content.seen)

    def xLock(self, level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, level: int) -> None:  # noqa: N802
        pass

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0  # promises nothing: no atomic sectors, no order

    def xClose(self) -> None:  # noqa: N802
        pass


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        super().__init__(NAME, "")
        self._disk = disk

    def xOpen(self, name: Any, flags: list[int]) -> _File:  # noqa: N802
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        flags[1] = flags[0]
        return _File(self._disk, Path(path or "unnamed").name)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self._disk.changes(Path(filename).name, "delete")
        self._disk.files.pop(Path(filename).name, None)

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return Path(pathname).name in self._disk.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name


class Machine:
    """SQLite on such a disk, under the storage settings of the application."""

    def __init__(self, disk: Disk, name: str) -> None:
        self._vfs = _Vfs(disk)
        self._connection = apsw.Connection(name, vfs=NAME)

    def begin(self, init_command: str) -> None:
        """What Django does with a new connection. Raises PowerCut."""
        # The one difference: without shared memory, which this disk does not have, WAL needs the file for itself.
        self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        self._connection.execute(
            init_command
        ).fetchall()  # APSW stops at the first answer until it is fetched

    def setting(self, name: str) -> object:
        return self._connection.pragma(name)

    def do(self, statements: list[tuple[str, tuple[Any, ...]]]) -> None:
        """One act of the application, from its BEGIN to the COMMIT that acknowledges it. Raises PowerCut."""
        for sql, parameters in statements:
            self._connection.execute(sql, parameters).fetchall()
        self._connection.execute("COMMIT")

    def throw_away(self) -> None:
        self._connection.close(force=True)
        self._vfs.unregister()
