"""Figures of many offices at once: sums by office and service, and nothing that leads to a person.

Each is one statement whatever the number of offices, read along an index from the day the period begins.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet, Value
from django.db.models.fields import CharField

from pamong.applications.models import Application
from pamong.applications.rules import Outcome
from pamong.ledger import spans


@dataclass(frozen=True)
class FlowRow:
    """What came in, became ready and was handed over at an office within a period."""

    office: str
    taken_in: int = 0
    ready: int = 0
    handed_over: int = 0


@dataclass(frozen=True)
class BacklogRow:
    """Open applications of an office and service in the hands of one party; `late` are those past their due moment."""

    office: str
    service: str
    holder_kind: str
    holder: str
    open: int
    late: int
    oldest: datetime


@dataclass(frozen=True)
class PunctualityRow:
    """Applications of an office and service that became ready within a period, and how many of them by their due moment."""

    office: str
    service: str
    ready: int
    on_time: int


def flow(*, offices: Collection[str], since: datetime, until: datetime) -> tuple[FlowRow, ...]:
    """What happened at each office from `since` up to, not including, `until`; offices without anything are left out."""
    parts = (
        _counted("taken_in", offices, submitted_at__gte=since, submitted_at__lt=until),
        _counted("ready", offices, ready_at__gte=since, ready_at__lt=until),
        _counted(
            "handed_over", offices, closed_at__gte=since, closed_at__lt=until, outcome=Outcome.HANDED_OVER
        ),
    )
    found: dict[str, dict[str, int]] = {}
    for office, part, number in parts[0].union(*parts[1:], all=True):
        found.setdefault(office, {})[part] = number
    return tuple(FlowRow(office, **numbers) for office, numbers in sorted(found.items()))


def _counted(
    part: str, offices: Collection[str], **conditions: object
) -> "QuerySet[Application, tuple[str, str, int]]":
    rows = Application.objects.filter(office_id__in=offices, **conditions).order_by()
    named = rows.values("office_id").annotate(part=Value(part, output_field=CharField()), number=Count("id"))
    return named.values_list("office_id", "part", "number")


def backlog(*, offices: Collection[str], now: datetime) -> tuple[BacklogRow, ...]:
    """Everything that is open, by office, service and the party that must move next."""
    rows = Application.objects.filter(office_id__in=offices, closed_at__isnull=True)
    grouped = rows.values_list("office_id", "service", "holder_kind", "holder_name").annotate(
        open=Count("id"),
        late=Count("id", filter=Q(due_at__lt=now, ready_at__isnull=True)),
        oldest=Min("submitted_at"),
    )
    return tuple(
        BacklogRow(*row) for row in grouped.order_by("office_id", "service", "holder_kind", "holder_name")
    )


def punctuality(*, offices: Collection[str], since: datetime, until: datetime) -> tuple[PunctualityRow, ...]:
    """Of what became ready in a period, how much was ready by its due moment; what had none is left out."""
    rows = Application.objects.filter(
        office_id__in=offices, ready_at__gte=since, ready_at__lt=until, due_at__isnull=False
    )
    grouped = rows.values_list("office_id", "service").annotate(
        ready=Count("id"), on_time=Count("id", filter=Q(ready_at__lte=F("due_at")))
    )
    return tuple(PunctualityRow(*row) for row in grouped.order_by("office_id", "service"))


def times(
    *, offices: Collection[str], since: datetime, day: date, by: Sequence[str]
) -> tuple[spans.SpanRow, ...]:
    """How long applications stood at a step, or in the hands of a party, where that ended since a moment (of `day`)."""
    return spans.spans(kind="application", offices=offices, since=since, day=day, by=by)
