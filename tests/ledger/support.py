"""Offices, subjects and acts for the tests of this room; and the databases they run on."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pamong.ledger.actions import append, writing
from pamong.ledger.rules import EntryRow, Subject

OFFICE = "35.08.07"
OTHER_OFFICE = "35.08.08"


def act(
    verb: str = "submit",
    *,
    office: str = OFFICE,
    subject: Subject | None = None,
    payload: Mapping[str, Any] | None = None,
    key: str | None = None,
    occurred_at: datetime | None = None,
) -> EntryRow:
    """One whole act of an invented officer, with its entry."""
    with writing(office=office):
        return append(
            office=office,
            actor="officer-1",
            post="loket",
            verb=verb,
            subject=subject or Subject("application", "a-1"),
            clause="4.3",
            payload=payload or {},
            key=key or secrets.token_urlsafe(12),
            occurred_at=occurred_at,
        )
