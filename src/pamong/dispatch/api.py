"""Dispenduk's desk for programs: the same acts and lists as the page, declared for the API (KTP 4.6)."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from pamong.dispatch import actions, queries
from pamong.dispatch.queries import BundleRow, ItemRow
from pamong.dispatch.rules import Direction, Mark
from pamong.ledger.rules import Refused
from pamong.partners.operations import Body, Call, Operation
from pamong.shell.words import message
from pamong.standard.messages import N_, Message, Refusal
from pamong.vault.numbers import holds_number

MOST = 500
"""So many results, or codes, in one request."""
PAGE = 100


def _no_number(text: str) -> str:
    if holds_number(text):
        raise ValueError("an identity number has no place here")
    return text


Code = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[0-9A-Za-z -]+$")]
# No control characters: a database keeps none of them, and no note needs them.
Note = Annotated[
    str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$"), AfterValidator(_no_number)
]
Word = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9_-]*$")]
ResultWord = Literal["in_process", "printed", "refused", "no_blanks", "duplicate"]
ReasonWord = Literal["", "missing_paper", "unreadable_paper", "data_differs", "recording_unusable"]


class BundleOut(Body):
    """One bundle on its way to this Dispenduk or counted in there."""

    id: UUID
    number: str
    office: str
    sent_at: datetime | None
    received_at: datetime | None
    items: int
    counted: int


class BundlesOut(Body):
    bundles: list[BundleOut]


class ReceiveIn(Body):
    """The codes that were found in the bag; null for everything on the manifest."""

    codes: Annotated[list[Code], Field(min_length=1, max_length=MOST)] | None = None


class ReceivedOut(Body):
    """How many were counted in now, how many had been before, how many are still to be found."""

    id: UUID
    new: int
    already: int
    missing: int


class ItemOut(Body):
    """One application in the print queue, by its code and the number of its register; nobody is named."""

    id: UUID
    code: str
    office: str
    service: str
    number: str
    manifest: str
    received_at: datetime | None
    result: str
    reason: str


class QueueQuery(Body):
    """`after` is the id of the last line of the page before; `office` narrows to one kecamatan."""

    after: UUID | None = None
    office: Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9.]*$")] = ""


class QueueOut(Body):
    """At most 100 lines, the longest waiting first; `next` is what to send as `after` for the following page."""

    items: list[ItemOut]
    next: UUID | None


class MarkIn(Body):
    code: Code
    result: ResultWord
    reason: ReasonWord = ""
    requirement: Word = ""
    note: Note = ""


class MarksIn(Body):
    results: Annotated[list[MarkIn], Field(min_length=1, max_length=MOST)]


class MarkedOut(Body):
    """One result: written down now or by this same request before; `why` and `problem` say why not."""

    code: str
    applied: bool
    problem: str
    why: str


class MarksOut(Body):
    results: list[MarkedOut]


def _bundles(call: Call) -> BundlesOut:
    actor = call.token.actor
    found = queries.bundles(actor=actor, direction=Direction.OUT)
    return BundlesOut(bundles=[_bundle(row) for row in found if row.receiver == actor.office])


def _bundle(row: BundleRow) -> BundleOut:
    return BundleOut(
        id=row.id,
        number=row.number,
        office=row.sender,
        sent_at=row.sent_at,
        received_at=row.received_at,
        items=row.items,
        counted=row.counted,
    )


def _receive(call: Call) -> ReceivedOut:
    count = actions.receive(
        actor=call.token.actor, key=call.key, bundle_id=_identifier(call), codes=call.body.codes
    )
    return ReceivedOut(id=count.bundle.pk, new=count.new, already=count.already, missing=count.missing)


def _identifier(call: Call) -> UUID:
    try:
        return UUID(call.path["bundle"])
    except ValueError:
        raise Refused(
            Refusal(None, Message(N_("Bundel itu tidak ada di kantor ini.")), "not_found")
        ) from None


def _queue(call: Call) -> QueueOut:
    rows = queries.queue_after(
        actor=call.token.actor, office=call.query.office, after=call.query.after, limit=PAGE + 1
    )
    following = rows[PAGE - 1].id if len(rows) > PAGE else None
    return QueueOut(items=[_item(row) for row in rows[:PAGE]], next=following)


def _item(row: ItemRow) -> ItemOut:
    return ItemOut(
        id=row.id,
        code=row.code,
        office=row.office,
        service=row.service,
        number=row.number,
        manifest=row.manifest,
        received_at=row.received_at,
        result=row.result,
        reason=row.reason,
    )


def _mark(call: Call) -> MarksOut:
    marks = [
        Mark(each.code, each.result, each.reason, each.requirement, each.note) for each in call.body.results
    ]
    found = actions.mark(actor=call.token.actor, key=call.key, marks=marks)
    return MarksOut(
        results=[
            MarkedOut(
                code=each.code,
                applied=each.applied,
                problem=each.refusal.code if each.refusal else "",
                why=message(each.refusal.message) if each.refusal else "",
            )
            for each in found
        ]
    )


OPERATIONS = (
    Operation(
        name="bundles",
        method="get",
        path="bundel",
        summary="Bundles on their way to this Dispenduk or counted in there, the newest first",
        scope="bundles:read",
        answer=BundlesOut,
        carry_out=_bundles,
    ),
    Operation(
        name="receive",
        method="post",
        path="bundel/{bundle}/terima",
        summary="Count in what a bundle brought: everything, or the codes that were found",
        scope="bundles:receive",
        answer=ReceivedOut,
        carry_out=_receive,
        body=ReceiveIn,
    ),
    Operation(
        name="queue",
        method="get",
        path="antrean",
        summary="What lies at this Dispenduk and does not go home yet, page after page",
        scope="queue:read",
        answer=QueueOut,
        carry_out=_queue,
        query=QueueQuery,
    ),
    Operation(
        name="mark",
        method="post",
        path="hasil",
        summary="Write down results, each by itself: one that is refused stops no other",
        scope="results:write",
        answer=MarksOut,
        carry_out=_mark,
        body=MarksIn,
    ),
)
"""What a partner's program may ask of this room."""
