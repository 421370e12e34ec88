"""Scans for tests, attached through the verb."""

from typing import Any

from pamong.applications.actions import scans as actions
from pamong.applications.models import Application, Scan
from pamong.ledger import queries as ledger
from pamong.ledger.rules import EntryRow, Subject
from tests.applications.installation import actor, key
from tests.shell import drawn

RED, BLUE = drawn.jpeg("red"), drawn.jpeg("blue")


def attach(row: Application, picture: bytes = RED, requirement: str = "photo", **options: Any) -> Scan:
    made = actions.attach_scan(
        actor=options.pop("actor", None) or actor("loket", row.office_id),
        key=options.pop("key", None) or key(),
        code=row.public_code,
        requirement=requirement,
        picture=picture,
    )
    return Scan.objects.get(pk=made)


def trace(row: Application) -> tuple[EntryRow, ...]:
    return tuple(ledger.timeline(Subject("scan", str(row.pk))))
