"""Reads of notices: of one application, of one office, and the text that would be sent now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from pamong.ledger.prepared import Prepared, PreparedCounts
from pamong.notices.models import Notice
from pamong.notices.rules import BY_HAND, NEEDS_SOMEBODY, Letter, State

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 50
MANY = 100
"""Counts stop here; what reaches it is shown as "99+"."""


@dataclass(frozen=True, slots=True)
class Job:
    """Where a notice comes from and where it goes; no text and no address, both are read when it is sent.

    `entry` is the ledger entry it tells about; None for what no act causes (the morning briefing).
    """

    id: UUID
    office: str
    subject_kind: str
    subject_id: str
    entry: UUID | None
    channel: str
    language: str


Writer = Callable[[Job], Letter | None]
Naming = Callable[[Sequence[str]], Mapping[str, tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as pages show it; whom it goes to is not in it."""

    job: Job
    state: State
    attempts: int
    last_error: str
    next_at: datetime | None
    ordered_at: datetime
    sent_at: datetime | None
    sent_by: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """At most `PAGE` notices, the newest first; `after` is where the next page begins, None on the last."""

    rows: tuple[NoticeRow, ...]
    after: UUID | None


def about(*, subject_kind: str, subject_id: str) -> tuple[NoticeRow, ...]:
    """The notices about one subject, the newest first. Who asks has loaded the subject under its own office."""
    return tuple(row(each) for each in _ABOUT.rows(kind=subject_kind, subject=subject_id))


_ABOUT = Prepared(
    lambda kind, subject: Notice.objects.filter(subject_kind=kind, subject_id=subject).order_by("-id")
)


def needing_somebody(*, office: str) -> tuple[NoticeRow, ...]:
    """What an office must look at: given up, or waiting for a person to press send; oldest first, at most `MANY`."""
    return tuple(row(each) for each in _needing(office).order_by("id")[:MANY])


def count_needing_somebody(*, office: str) -> int:
    """How many of those there are, exactly up to `MANY`: read from an index that holds nothing else."""
    return _NEEDING.counts(office=office)[0]


def of_office(*, office: str, after: UUID | None = None) -> NoticePage:
    """What an office tells its applicants, page by page."""
    found = Notice.objects.filter(office=office, entry__isnull=False)
    if after is not None:
        found = found.filter(id__lt=after)
    rows = tuple(row(each) for each in found.order_by("-id")[: PAGE + 1])
    return NoticePage(rows[:PAGE], rows[PAGE - 1].job.id if len(rows) > PAGE else None)


def one(*, office: str, notice_id: UUID) -> NoticeRow | None:
    """One notice of this office; another office's is as unknown as one that never was."""
    found = Notice.objects.filter(pk=notice_id, office=office).first()
    return None if found is None else row(found)


def was_sent(*, entry: UUID) -> bool:
    """Whether anybody was told about this entry."""
    return Notice.objects.filter(entry=entry, state=State.SENT).exists()


def channels() -> tuple[str, ...]:
    """What this installation can send: by adapters, and by hand."""
    adapters: Mapping[str, str] = settings.NOTICE_ADAPTERS
    return tuple(sorted({*adapters, *BY_HAND}))


def written(job: Job) -> Letter | None:
    """The letter as it would be sent now, by the writer that the settings name for this kind of subject; None when there
    is nothing left to say.
    """
    write: Writer = import_string(settings.NOTICE_WRITERS[job.subject_kind])
    return write(job)


def names(rows: Sequence[NoticeRow]) -> Mapping[str, tuple[str, str]]:
    """Name and address of what notices are about, by its id, as the rooms above call it; rows of one office only."""
    found: dict[str, tuple[str, str]] = {}
    for kind, path in settings.NOTICE_SUBJECTS.items():
        ids = [each.job.subject_id for each in rows if each.job.subject_kind == kind]
        if ids:
            name: Naming = import_string(path)
            found.update(name(ids))
    return found


def row(found: Notice) -> NoticeRow:
    """A notice as plain values."""
    return NoticeRow(
        job=Job(
            id=found.pk,
            office=found.office,
            subject_kind=found.subject_kind,
            subject_id=found.subject_id,
            entry=found.entry,
            channel=found.channel,
            language=found.language,
        ),
        state=State(found.state),
        attempts=found.attempts,
        last_error=found.last_error,
        next_at=found.next_at,
        ordered_at=found.ordered_at,
        sent_at=found.sent_at,
        sent_by=found.sent_by,
    )


def _needing(office: str) -> "QuerySet[Notice]":
    return Notice.objects.filter(office=office, state__in=sorted(NEEDS_SOMEBODY))


_NEEDING = PreparedCounts(lambda office: [_needing(office).order_by()[:MANY]], names=("office",))
