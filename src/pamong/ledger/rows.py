"""What a reader of the ledger is handed: the columns of a row as plain values, frozen. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Subject:
    """What an entry is about, e.g. Subject("application", "0197…"). The ledger never looks behind the identifier."""

    kind: str
    id: str


@dataclass(frozen=True)
class EntryRow:
    """One entry as it was written.

    `position` counts from 0 in the office's log (the leaf index of RFC 6962); `subject_sequence` counts from 1.
    """

    id: UUID
    office: str
    position: int
    subject: Subject
    subject_sequence: int
    recorded_at: datetime
    occurred_at: datetime | None
    actor: str
    actor_post: str
    verb: str
    clause: str | None
    payload: Mapping[str, Any]
    key: str
    leaf_hash: bytes


@dataclass(frozen=True)
class HeadRow:
    """Where an office's log ended when it was read."""

    office: str
    size: int
    frontier: bytes
    root: bytes
    last_recorded_at: datetime | None


@dataclass(frozen=True)
class CheckpointRow:
    """The checkpoint of an office day; `text` is the signed note that is published."""

    office: str
    on: date
    size: int
    root: bytes
    text: str
