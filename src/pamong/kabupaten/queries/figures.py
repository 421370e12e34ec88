"""The offices of a kabupaten side by side: sums and spans of time, each table from one question to the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pamong.applications.queries import figures as applications
from pamong.applications.queries.figures import BacklogRow, FlowRow, PunctualityRow
from pamong.ledger import clock
from pamong.ledger.spans import SpanRow
from pamong.library import queries as library
from pamong.offices import queries as offices
from pamong.staff import queries as staff
from pamong.staff.rules import Actor
from pamong.standard.parts import Label

DAYS = 30
"""The period of times and punctuality: this many days, today included."""


@dataclass(frozen=True)
class OfficeFigures:
    """One office: what happened today, what is open, and how much of the period was on time."""

    code: str
    name: str
    today: FlowRow
    backlog: tuple[BacklogRow, ...] = ()
    punctuality: tuple[PunctualityRow, ...] = ()

    @property
    def open(self) -> int:
        return sum(row.open for row in self.backlog)

    @property
    def late(self) -> int:
        return sum(row.late for row in self.backlog)

    @property
    def ready(self) -> int:
        """What became ready in the period."""
        return sum(row.ready for row in self.punctuality)

    @property
    def on_time(self) -> int:
        return sum(row.on_time for row in self.punctuality)


@dataclass(frozen=True)
class Figures:
    """What the kabupaten sees. `steps` are by service, step and holder, `parties` by holder; nobody is named anywhere."""

    since: date
    until: date
    offices: tuple[OfficeFigures, ...]
    steps: tuple[SpanRow, ...] = field(default=())
    parties: tuple[SpanRow, ...] = field(default=())


def seen_offices(*, actor: Actor) -> Mapping[str, str]:
    """The offices with a counter below the actor's that are at work, by code with their names."""
    below, at_work = staff.managed_by(actor.office), staff.offices_at_work()
    return {
        row.code: row.name for row in offices.every("kecamatan") if row.code in below and row.code in at_work
    }


def figures(*, actor: Actor, office: str = "") -> Figures:
    """The figures of every office below the actor's; the times of one of them only where `office` names it."""
    names = seen_offices(actor=actor)
    zone = offices.zone(actor.office)
    today = clock.today(zone)
    begins = today - timedelta(days=DAYS - 1)
    since, until = _midnight(begins, zone), _midnight(today + timedelta(days=1), zone)
    flows = applications.flow(offices=names, since=_midnight(today, zone), until=until)
    timed = [office] if office in names else list(names)
    return Figures(
        since=begins,
        until=today,
        offices=_side_by_side(
            names,
            flows,
            applications.backlog(offices=names, now=clock.now()),
            applications.punctuality(offices=names, since=since, until=until),
        ),
        steps=applications.times(
            offices=timed, since=since, day=begins, by=("service", "step", "holder_kind", "holder_name")
        ),
        parties=applications.times(offices=timed, since=since, day=begins, by=("holder_kind", "holder_name")),
    )


def _side_by_side(
    names: Mapping[str, str],
    flows: Iterable[FlowRow],
    backlog: Iterable[BacklogRow],
    punctuality: Iterable[PunctualityRow],
) -> tuple[OfficeFigures, ...]:
    today = {row.office: row for row in flows}
    open_: dict[str, list[BacklogRow]] = defaultdict(list)
    for row in backlog:
        open_[row.office].append(row)
    ready: dict[str, list[PunctualityRow]] = defaultdict(list)
    for share in punctuality:
        ready[share.office].append(share)
    return tuple(
        OfficeFigures(code, name, today.get(code, FlowRow(code)), tuple(open_[code]), tuple(ready[code]))
        for code, name in names.items()
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


StepWords = Mapping[tuple[str, str], Label]
"""What the steps are called, by service and step: as the newest standard in force calls them."""


def step_words(*, actor: Actor) -> StepWords:
    """The names of the steps of every service that offices below the actor's work by today."""
    names = seen_offices(actor=actor)
    today = clock.today(offices.zone(actor.office))
    newest = {row.service: row for row in library.published(on=today) if row.office in names}
    return {
        (service, step.id): step.name
        for service, row in newest.items()
        for step in library.procedure(row.id).office_steps
    }
