"""The demo office: two kecamatan of Lumajang with invented staff, residents and applications, made through the verbs.

Nobody here exists. Identity numbers carry the region code 35.08.99, which no kecamatan has.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from pamong.applications import actions as applications
from pamong.config import demo_calendar, demo_desa, demo_dispatch, demo_readiness
from pamong.config import demo_people as people
from pamong.config import demo_stories as stories
from pamong.config.demo_acts import DO, Scene, new_key
from pamong.config.shipped import standard_files
from pamong.config.ticker import close_days
from pamong.ledger import clock
from pamong.ledger.actions import writing
from pamong.library import actions as library
from pamong.notices import actions as notices
from pamong.notices import queries as notice_queries
from pamong.notices.rules import State
from pamong.offices import actions as offices_actions
from pamong.offices import queries as offices
from pamong.residents import actions as residents
from pamong.shell.words import message
from pamong.staff import actions as staff
from pamong.staff import queries as staff_queries
from pamong.staff.rules import POSTS, Actor
from pamong.standard.document import Standard
from pamong.standard.read import read_file
from pamong.workdays.calendar import Calendar

PASSWORD = "contoh-demo-2026"  # noqa: S105 - the demo's password is printed at its start
ZONE = ZoneInfo("Asia/Jakarta")
INSTALLER = Actor(person_id="installation", name="Pemasang", office="35.08", post="it")
RESIDENTS = 200
# Longer than the longest story, holidays included.
_BEGAN = timedelta(days=2 * stories.LONGEST + 14)

# Far enough that what is due today or tomorrow stays so, near enough that it moves the others.
_CLOSED_AHEAD = 4

Tell = Callable[[str, int, int], None]
"""Called with what is being made, how many are done, and how many there will be."""


@dataclass(frozen=True)
class Counter:
    """The people of one office, by post."""

    office: str
    people: dict[str, Actor]


@dataclass(frozen=True)
class Days:
    """The working days of the demo as they lie around `now`."""

    calendar: Calendar
    now: datetime

    def next(self) -> date:
        """The day the office sees next: today while the counter is or will be open, else the next working day."""
        local = self.now.astimezone(self.calendar.tz)
        day = local.date()
        if self.calendar.is_working(day) and local < self.calendar.closes_at(day):
            return day
        return self._step(day, 1)

    def ahead(self, days: int) -> date:
        """The working day so many days after `next`."""
        day = self.next()
        for _ in range(days):
            day = self._step(day, 1)
        return day

    def moment(self, back: int, hour: float) -> datetime:
        """An hour of the working day `back` days before `next`. What would lie ahead lies on the day before."""
        day = self.next()
        for _ in range(back):
            day = self._step(day, -1)
        found = datetime.combine(day, time(), self.calendar.tz) + timedelta(hours=hour)
        if found > self.now and back == 0:
            return self.moment(1, hour)
        return min(found, self.now)

    def _step(self, day: date, days: int) -> date:
        day += timedelta(days=days)
        while not self.calendar.is_working(day):
            day += timedelta(days=days)
        return day


def is_there() -> bool:
    return bool(offices.every())


def sign_ins() -> Iterator[tuple[str, str, str, str]]:
    """Username, name, post and office of everybody who can sign in."""
    for row in staff_queries.everybody():
        post = message(POSTS[row.post].label)
        yield row.username, row.person_name, f"{post} *" if row.substitute else post, row.office_name


def build(*, tell: Tell) -> None:
    """Offices, calendar, staff, standards, residents, applications, in the order of time up to now: all or nothing.

    One transaction, because the first start waits for it: six hundred acts, each with its own, wait six hundred times
    for the disk.
    """
    now = clock.now()
    began = datetime.combine(now.astimezone(ZONE).date(), time(8), ZONE) - _BEGAN
    clock.release()
    try:
        clock.set_for_demo_or_test(began)
        with writing():
            _build(now, began.date(), tell)
    finally:
        clock.release()


def _build(now: datetime, began: date, tell: Tell) -> None:
    tell("offices and calendar", 0, 1)
    offices_actions.load_region(actor=INSTALLER, key="demo:region")
    years = range(began.year, now.year + 2)
    offices_actions.import_holidays(actor=INSTALLER, key="demo:holidays", years=years)
    tell("offices and calendar", 1, 1)
    counters = {}
    for done, office in enumerate(people.STAFF):
        tell("staff", done, len(people.STAFF))
        counters[office] = _staff(office, began, until=now.date() + timedelta(days=30))
    tell("staff", len(people.STAFF), len(people.STAFF))
    others = {
        post: _employ(office, post, name, began)
        for office, names in people.OTHERS.items()
        for post, name in names.items()
    }
    files = standard_files()
    for done, path in enumerate(files):
        tell("standards", done, len(files))
        _install(read_file(path), counters, began)
    tell("standards", len(files), len(files))
    _play(now, counters, others["dispenduk"], tell)


def _install(standard: Standard, counters: dict[str, Counter], day: date) -> None:
    if standard.office in counters:
        camat = counters[standard.office].people["camat"]
        key = f"demo:standard:{standard.office}:{standard.service}"
        library.install(actor=camat, key=key, standard=standard, in_force_from=day)


def _staff(office: str, since: date, *, until: date) -> Counter:
    made = {post: _employ(office, post, name, since) for post, name in people.STAFF[office].items()}
    if office == people.KTP_OFFICE:
        made["kasi_substitute"] = _substitute(made["sekretaris"], made["kasi"], since, until)
    return Counter(office, made)


def _employ(office: str, post: str, name: str, since: date) -> Actor:
    return _hire(office, post, name, since, f"{post.replace('_', '-')}.{people.SHORT[office]}")


def _hire(office: str, post: str, name: str, since: date, username: str) -> Actor:
    first = f"{PASSWORD}-awal"
    person = staff.add_person(
        actor=INSTALLER, username=username, full_name=name, password=first, key=f"demo:{username}"
    )
    staff.appoint(
        actor=INSTALLER,
        person_id=person.id,
        office=office,
        post=post,
        valid_from=since,
        decree="SK demo",
        key=f"demo:appoint:{username}",
    )
    actor = Actor(person_id=str(person.id), name=name, office=office, post=post)
    staff.change_password(
        actor=actor, current=first, password=PASSWORD, session_key="", key=f"demo:password:{username}"
    )
    return actor


def _substitute(substitute: Actor, holder: Actor, since: date, until: date) -> Actor:
    """A dated appointment that lends the holder's post to somebody else."""
    held = next(
        row
        for row in staff_queries.people_of(holder.office, since)
        if (row.person_id, row.post) == (holder.person_id, holder.post)
    )
    staff.appoint(
        actor=INSTALLER,
        person_id=UUID(substitute.person_id),
        office=holder.office,
        post=holder.post,
        valid_from=since,
        valid_until=until,
        decree="SP demo",
        substitute_for=UUID(held.id),
        key=f"demo:substitute:{holder.post}.{holder.office}",
    )
    return replace(substitute, post=holder.post, substitute=True)


def _play(now: datetime, counters: dict[str, Counter], dispenduk: Actor, tell: Tell) -> None:
    """Run all stories side by side in the order of time: the clock never goes back, and neither do the logs."""
    days = Days(offices.calendar(people.KTP_OFFICE), now)
    known: dict[int, UUID] = {}
    lives = [
        _life(plan, place, counters[plan.office], days, known) for place, plan in enumerate(stories.PLANS)
    ]
    lives.append(_visits(counters, days))
    lives += [demo_desa.life(desa, order, days) for order, desa in enumerate(_desa_people())]
    lives.append(demo_dispatch.life(counters[people.KTP_OFFICE].people, dispenduk, days))
    staffs = {office: counter.people for office, counter in counters.items()}
    lives.append(demo_readiness.lives(staffs, days.moment, stories.LONGEST))
    late = people.person(demo_calendar.PERSON, people.KTP_OFFICE)
    loket = counters[people.KTP_OFFICE].people["loket"]
    lives.append(
        demo_calendar.lives(staffs, days.moment, lambda: _register(late, loket), days.ahead(_CLOSED_AHEAD))
    )
    total = (
        demo_calendar.ACTS
        + demo_readiness.ACTS
        + len(_others())
        + sum(1 + len(plan.acts) for plan in stories.PLANS)
    )
    ticket = count()
    done = count()
    agenda = [(next(life), next(ticket), life) for life in lives]
    agenda.sort()
    while agenda:
        moment, _order, life = heappop(agenda)
        if moment.astimezone(ZONE).date() > clock.today(ZONE):
            clock.set_for_demo_or_test(max(moment.replace(hour=6), clock.now()))
            close_days()
        clock.set_for_demo_or_test(max(moment, clock.now()))
        # Lives beside the stories have acts of their own that nobody counted: rather full a moment early than over full.
        tell("residents and applications", min(next(done), total), total)
        following = next(life, None)
        notices.deliver()
        if following is not None:
            heappush(agenda, (following, next(ticket), life))
    _send_by_hand(counters)
    tell("residents and applications", total, total)


def _desa_people() -> Iterator[Actor]:
    since = clock.today(ZONE)
    for office, (username, name) in demo_desa.DESA.items():
        yield _hire(office, "desa", name, since, username)


def _send_by_hand(counters: dict[str, Counter]) -> None:
    """What goes by WhatsApp was sent by the counter, but for the last few: somebody has to find work here."""
    for office, counter in counters.items():
        waiting = [
            row for row in notice_queries.needing_somebody(office=office) if row.state is State.BY_HAND
        ]
        for row in waiting[:-3]:
            notices.mark_sent(actor=counter.people["loket"], key=new_key(), notice_id=row.job.id)


def _others() -> tuple[int, ...]:
    """Residents without an application: a search must find somebody among many."""
    with_application = {plan.person for plan in stories.PLANS} | {demo_calendar.PERSON}
    return tuple(place for place in range(RESIDENTS) if place not in with_application)


def _visits(counters: dict[str, Counter], days: Days) -> Iterator[datetime]:
    """Those who came once, long ago."""
    others = _others()
    for order, place in enumerate(others):
        yield days.moment(stories.LONGEST - order * stories.LONGEST // (2 * len(others)), 9 + order % 4)
        office = people.KTP_OFFICE if place % 2 else people.KK_OFFICE
        _register(people.person(place, office), counters[office].people["loket"])


def _life(
    plan: stories.Plan, place: int, counter: Counter, days: Days, known: dict[int, UUID]
) -> Iterator[datetime]:
    """One application from intake to the stage its plan names; yields the moment of each next act."""
    loket = counter.people["loket"]
    yield days.moment(plan.taken_in, 8.2 + (place * 0.17) % 3)
    person = people.person(plan.person, plan.office)
    if plan.person not in known:
        known[plan.person] = _register(person, loket)
    else:
        # Known here or in the other office: whoever gives the whole number is served.
        residents.find_by_number(actor=loket, key=new_key(), number=person.number)
    resident = known[plan.person]
    code = applications.submit(
        actor=loket,
        key=new_key(),
        service=plan.service,
        resident_id=resident,
        answers=plan.answers,
        present=[name for name in plan.requirements if name not in plan.lacking],
    ).public_code
    scene = Scene(code, person, resident, plan.requirements, counter.people)
    for act in plan.acts:
        yield days.moment(act.day, act.hour + (place * 0.11) % 1)
        DO[act.name](scene)


def _register(person: people.Invented, loket: Actor) -> UUID:
    return residents.register(
        actor=loket,
        key=new_key(),
        name=person.name,
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        citizenship="wni",
        village=person.village,
        number=person.number,
        number_missing_reason=None,
        phone=person.phone,
        email=person.email,
        notice_channel=person.notice_channel,
    ).id
