"""What an entry is, how its bytes are written for the tree, and what may never enter it. Pure."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pamong.ledger.rows import CheckpointRow, EntryRow, HeadRow, Subject

if TYPE_CHECKING:
    from pamong.standard.messages import Refusal

__all__ = [
    "AlreadyDone",
    "BrokenLogError",
    "CheckpointRow",
    "EntryRow",
    "HeadRow",
    "PayloadError",
    "Refused",
    "Subject",
]

LEAF_FORMAT = "pamong/entry@1"

# Sixteen digits in a row, or in the groups people write an identity number in.
_IDENTITY_NUMBER = re.compile(r"\d{16}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}|\d{6}([ .-])\d{6}\2\d{4}")
# A digest or key written in hexadecimal: by chance one in a hundred SHA-256 digests has sixteen digits in a row.
_DIGEST = re.compile(r"(?=.*[a-f])[0-9a-f]{32,128}")
# A UUID whose middle groups happen to be all digits reads like a number written in groups of four.
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Refused(Exception):  # noqa: N818 (it reads as what happened)
    """An act the rules do not allow; the refusal names the clause and says it in words for the person at the counter."""

    def __init__(self, refusal: "Refusal") -> None:
        super().__init__(refusal)
        self.refusal = refusal


class PayloadError(ValueError):
    """A mistake of the program, not of a person: what was to be written may not stand in the ledger."""


class BrokenLogError(RuntimeError):
    """The log does not fit together; nothing more is signed until `pamong verify` has been run and understood."""


class AlreadyDone(Exception):  # noqa: N818 (it reads as what happened)
    """An entry with this idempotency key exists: the act was done before, and `entry` is its outcome."""

    def __init__(self, entry: EntryRow) -> None:
        super().__init__(entry.key)
        self.entry = entry


def canonical(value: Any) -> bytes:
    """JSON with sorted names and nothing optional: the same bytes whichever database kept the value."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def leaf_bytes(row: EntryRow) -> bytes:
    """The bytes of an entry in the tree: every column of the row except the hash of these bytes."""
    return canonical(
        {
            "format": LEAF_FORMAT,
            "id": str(row.id),
            "office": row.office,
            "position": row.position,
            "subject": [row.subject.kind, row.subject.id, row.subject_sequence],
            "recorded_at": _moment(row.recorded_at),
            "occurred_at": None if row.occurred_at is None else _moment(row.occurred_at),
            "actor": row.actor,
            "actor_post": row.actor_post,
            "verb": row.verb,
            "clause": row.clause,
            "payload": row.payload,
            "key": row.key,
        }
    )


def leaf_hash(row: EntryRow) -> bytes:
    """SHA-256 of 0x00 and the leaf's bytes (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + leaf_bytes(row)).digest()


def check_payload(payload: Mapping[str, Any]) -> None:
    """Raise PayloadError unless this is plain JSON without fractions and without an identity number.

    A fraction is written differently by different databases and would change the hash; amounts are whole Rupiah.
    """
    for where, text in _texts(payload, "payload"):
        check_text(text, where)


def check_text(text: str, where: str) -> None:
    """Raise PayloadError if the text cannot be kept the same by every database, or holds an identity number."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise PayloadError(f"{where} holds a character that PostgreSQL cannot keep.")
    if _IDENTITY_NUMBER.search(_UUID.sub("", text)) and not _DIGEST.fullmatch(text):
        # The value itself is left out: this message may reach a log.
        raise PayloadError(f"{where} looks like an identity number, which never enters the ledger.")


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Every name, text and number in the value, with the place where it stands."""
    match value:
        case None | bool():
            pass
        case int() | str():
            yield where, str(value)
        case Mapping():
            for name, item in value.items():
                if not isinstance(name, str):
                    raise PayloadError(f"{where} has a name that is not text.")
                yield where, name
                yield from _texts(item, f"{where}.{name}")
        case list() | tuple():
            for item in value:
                yield from _texts(item, f"{where}[]")
        case _:
            raise PayloadError(
                f"{where} is a {type(value).__name__}; write text, whole numbers, lists and mappings."
            )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
