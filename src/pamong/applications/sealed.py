"""The sealed columns of this room: the only place that turns them into pictures and back."""

from pamong.applications.models import Scan
from pamong.vault.registry import SealedColumn
from pamong.vault.sealing import seal_bytes, unseal_bytes

# A picture may have a megabyte: rotation takes few at once.
COLUMNS = (
    SealedColumn("applications.Scan", "picture_sealed", at_once=10),
    SealedColumn("applications.Scan", "small_sealed"),
)
_TABLE = "applications_scan"


def columns(*, row: object, picture: bytes, small: bytes | None) -> dict[str, bytes | None]:
    """The sealed columns of one scan's row."""
    return {
        "picture_sealed": seal_bytes(picture, table=_TABLE, column="picture_sealed", row=row),
        "small_sealed": seal_bytes(small, table=_TABLE, column="small_sealed", row=row) if small else None,
    }


def picture(scan: Scan) -> bytes:
    """The picture as JPEG."""
    return unseal_bytes(scan.picture_sealed, table=_TABLE, column="picture_sealed", row=scan.pk)


def small(scan: Scan) -> bytes | None:
    """The small copy as JPEG; None when there is none."""
    if scan.small_sealed is None:
        return None
    return unseal_bytes(scan.small_sealed, table=_TABLE, column="small_sealed", row=scan.pk)
