"""Changing keys: encryption keys while the counter works, the index key while it is closed."""

from collections.abc import Callable
from types import MappingProxyType

from django.db import transaction

from pamong.standard.messages import N_, Message
from pamong.vault import keys
from pamong.vault.errors import KeysBusy, KeysMissing
from pamong.vault.keyring import KeyRing
from pamong.vault.registry import SealedColumn, anything_sealed, sealed_columns
from pamong.vault.sealing import index_under, key_version, seal_bytes, unseal, unseal_bytes

BATCH = 200
Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""


def first_start() -> KeyRing | None:
    """Make the keys of a new installation and return them for the escrow sheet; None when there are keys.

    Raises `KeysMissing` when the database already holds ciphertexts: their keys exist somewhere and must come back,
    for under new ones the same number could be registered twice. Needs the migrated database.
    """
    if keys.path().exists():
        keys.load()
        return None
    if anything_sealed():
        raise KeysMissing(
            Message(
                N_(
                    "Basis data ini sudah berisi data terenkripsi, tetapi berkas kunci {path} tidak ada. Kembalikan"
                    " berkas itu dari cadangan atau ketik ulang dari lembar kunci; kunci baru tidak dapat membukanya."
                ),
                {"path": keys.path()},
            )
        )
    return keys.create_keys()


def rotate_encryption_key(*, progress: Progress | None = None) -> int:
    """Seal every row under a new key, online: readers and writers go on. Returns the new version.

    Older keys stay in the file, for backups, until `forget_encryption_key`. Interrupted, it is simply run again.
    """
    with keys.changing():
        ring = keys.load()
        version = ring.current + 1
        keys.change(encryption=MappingProxyType({**ring.encryption, version: keys.new_key()}))
        # A writer that read the keys just before us may still commit a row under the old one: look until none is left.
        while _reseal(version, progress):
            pass
    return version


def rotate_index_key(*, progress: Progress | None = None) -> int:
    """Re-index every row under a new index key, offline: stop the server first. Returns the number of rows.

    While it runs, and after it was interrupted, `sealing.blind_index` refuses everywhere; running it again finishes
    it. A file and a database cannot change in one step, so the new key waits in the file until the rows are done.
    """
    with keys.changing():
        ring = keys.load()
        following = ring.next_index or keys.new_key()
        keys.change(next_index=following)
        done = _reindex_all(following, progress)
        keys.change(index=following, next_index=None)
    return done


def forget_encryption_key(version: int) -> None:
    """Take an old key out of the file. `KeysBusy` while it is current or a row is still sealed under it."""
    with keys.changing():
        ring = keys.load()
        if version == ring.current or version in _versions_in_use():
            raise KeysBusy(
                Message(
                    N_("Kunci versi {version} masih dipakai; jalankan «pamong keys rotate» dahulu."),
                    {"version": version},
                )
            )
        keys.change(
            encryption=MappingProxyType(
                {each: key for each, key in ring.encryption.items() if each != version}
            )
        )


def _versions_in_use() -> frozenset[int]:
    return frozenset(
        key_version(blob)
        for column in sealed_columns()
        for batch in column.batches(min(BATCH, column.at_once))
        for _, blob in batch
    )


def _reseal(version: int, progress: Progress | None) -> int:
    total = sum(column.rows().count() for column in sealed_columns())
    done = resealed = 0
    for column in sealed_columns():
        for batch in column.batches(min(BATCH, column.at_once)):
            resealed += _reseal_batch(column, batch, version)
            done += len(batch)
            _tell(progress, done, total)
    return resealed


def _reseal_batch(column: SealedColumn, batch: list[tuple[object, bytes]], version: int) -> int:
    old = [(row, blob) for row, blob in batch if key_version(blob) != version]
    with transaction.atomic():
        for row, blob in old:
            place = {"table": column.table, "column": column.column, "row": row}
            # As bytes: not everything that is sealed is text.
            fresh = seal_bytes(unseal_bytes(blob, **place), **place)  # type: ignore[arg-type]
            # Guarded by the old blob: a row that somebody corrected meanwhile keeps the correction.
            column.rows().filter(pk=row, **{column.column: blob}).update(**{column.column: fresh})
    return len(old)


@transaction.atomic
def _reindex_all(key: bytes, progress: Progress | None) -> int:
    columns = [column for column in sealed_columns() if column.index]
    total = sum(column.rows().count() for column in columns)
    done = 0
    for column in columns:
        for batch in column.batches(min(BATCH, column.at_once)):
            _reindex(column, batch, key)
            done += len(batch)
            _tell(progress, done, total)
    return done


def _reindex(column: SealedColumn, batch: list[tuple[object, bytes]], key: bytes) -> None:
    for row, blob in batch:
        text = unseal(blob, table=column.table, column=column.column, row=row)
        column.rows().filter(pk=row).update(**{str(column.index): index_under(key, str(column.kind), text)})


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)
