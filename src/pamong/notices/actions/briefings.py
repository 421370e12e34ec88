"""The morning briefing: for each person at the counter, once on every working day, when the office opens."""

from datetime import date, datetime

from django.conf import settings

from pamong.ledger import clock
from pamong.notices.models import Notice
from pamong.notices.rules import LOG, State
from pamong.offices import queries as offices
from pamong.staff import queries as staff
from pamong.staff.queries import AppointmentRow
from pamong.staff.rules import posts_of

SUBJECT = "briefing"
READERS = frozenset({"general_services", "sekretaris"})


def order_briefings() -> int:
    """Order today's briefing for everybody in an office that has opened today; answers how many are new.

    Whoever has no e-mail address gets none, except in a trial, where the log file takes it. Asked again, it orders nothing.
    """
    if not settings.NOTICE_ADAPTERS:
        return 0
    counters: dict[str, list[AppointmentRow]] = {}
    for row in staff.everybody():
        if row.post in posts_of(READERS):
            counters.setdefault(row.office, []).append(row)
    return sum(_order_for(office, people, now=clock.now()) for office, people in counters.items())


def _order_for(office: str, people: list[AppointmentRow], *, now: datetime) -> int:
    calendar = offices.calendar(office)
    today = now.astimezone(calendar.tz).date()
    if not calendar.is_working(today) or now < calendar.opens_at(today):
        return 0
    emails = staff.emails_of(row.person_id for row in people)
    wanted = [_briefing(row, _channel(row.person_id in emails), today, now) for row in people]
    return _keep([each for each in wanted if each is not None])


def _channel(has_email: bool) -> str:
    ways = settings.NOTICE_ADAPTERS
    if has_email and "email" in ways:
        return "email"
    return LOG if LOG in ways else ""


def _briefing(row: AppointmentRow, channel: str, today: date, now: datetime) -> Notice | None:
    if not channel:
        return None
    return Notice(
        office=row.office,
        subject_kind=SUBJECT,
        subject_id=f"{row.id}:{today.isoformat()}",
        channel=channel,
        language="id",
        state=State.WAITING,
        next_at=now,
        ordered_at=now,
    )


def _keep(wanted: list[Notice]) -> int:
    """Two processes that look at the clock at the same moment: the constraint keeps one row of each."""
    known = set(
        Notice.objects.filter(
            subject_kind=SUBJECT, subject_id__in=[each.subject_id for each in wanted]
        ).values_list("subject_id", flat=True)
    )
    new = [each for each in wanted if each.subject_id not in known]
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
