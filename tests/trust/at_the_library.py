"""What the rows of document control need: a draft at each stage of its way, and the forms its signers send."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pamong.ledger.identifiers import uuid7
from pamong.library import actions, queries
from pamong.library.queries import DraftRow
from pamong.library.rules import DraftState
from tests.applications.installation import KTP_OFFICE, key, limited_to, set_clock
from tests.library import drafting
from tests.library.drafting import KASI

if TYPE_CHECKING:
    from tests.trust.rows import World


def version(_world: "World") -> tuple[Any, ...]:
    return (drafting.version_id(),)


def draft(_world: "World") -> tuple[Any, ...]:
    return (_revision().id,)


def in_review(_world: "World") -> tuple[Any, ...]:
    return (drafting.answered(drafting.submit(_revision())).id,)


def checked(_world: "World") -> tuple[Any, ...]:
    return (drafting.review(drafting.answered(drafting.submit(_revision()))).id,)


def _revision() -> DraftRow:
    """A revision of the KTP; one that lies open already goes back to its writers and is put aside first."""
    for row in queries.drafts(actor=KASI):
        if row.service == "ktp":
            if row.state is DraftState.IN_REVIEW:
                drafting.send_back(row)
            if row.state is DraftState.AWAITING_APPROVAL:
                drafting.send_back(row, drafting.CAMAT)
            actions.discard_draft(actor=KASI, key=_uuid(), draft=row.id)
    return drafting.shortened()


def charter(_world: "World") -> tuple[Any, ...]:
    return (drafting.charter().id,)


def on_the_wall(_world: "World") -> tuple[Any, ...]:
    made = drafting.charter()
    set_clock("2026-12-15 08:00")
    return (made.office, made.service)


def to_come(_world: "World") -> tuple[Any, ...]:
    """A service whose next version has its day."""
    since = date(2027, 2, 1)
    actions.install(actor=drafting.CAMAT, key=key(), standard=limited_to("ktp", 8), in_force_from=since)
    return (KTP_OFFICE, "ktp")


def as_saved(_world: "World", made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": _uuid(), "expected_version": _row(made).version}


def as_submitted(_world: "World", made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": _uuid(), "digest": _row(made).digest, "in_force_from": "15-12-2026"}


def remark(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": _uuid(), "remark": "Periksa butir 5.1."}


def paper(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": _uuid(), "signed_paper_on": "14-12-2026", "decree": "188.45/1/2026", "decree_on": ""}


def new_service(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": _uuid(), "service": "surat-domisili", "title": "Surat Keterangan Domisili"}


def new_document(_world: "World", _made: tuple[Any, ...]) -> dict[str, Any]:
    return {"key": _uuid(), "service": "quality_policy"}


def _row(made: tuple[Any, ...]) -> DraftRow:
    return drafting.row_of(UUID(str(made[0])))


def _uuid() -> str:
    return str(uuid7())
