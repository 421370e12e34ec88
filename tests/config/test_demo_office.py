"""What the demo shows: every state there is, with dates that lie right around whatever today is."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import TestCase, override_settings

from pamong.applications import queries as applications
from pamong.applications.models import Application, LateEntry, Remark
from pamong.applications.queries.queue import Group, Urgency
from pamong.applications.rules import HOLD_REASONS, Outcome
from pamong.calendar.models import CalendarChange
from pamong.config import demo_acts, demo_office, demo_people, demo_stories
from pamong.config.demo_office import Days
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.models import Entry
from pamong.ledger.rules import Subject
from pamong.ledger.verification import verify
from pamong.library import queries as library
from pamong.offices import rules as offices
from pamong.offices.holidays_source import days_from_library
from pamong.offices.region_source import read_region
from pamong.residents import queries as residents
from pamong.residents import sealed
from pamong.residents.models import Resident, ResidentOffice
from pamong.staff import queries as staff
from pamong.staff.rules import Actor
from pamong.vault import keys
from pamong.workdays.calendar import Calendar
from pamong.workdays.clock import due

ZONE = ZoneInfo("Asia/Jakarta")
REGION = read_region("lumajang")
CALENDAR = Calendar(
    REGION.zone, (REGION.hours,), offices.notes_in_force((), days_from_library((2025, 2026, 2027)))
)
# A Saturday; the Thursday and Friday after it are Christmas Eve's leave and Christmas.
SATURDAY = datetime(2026, 12, 19, 10, 0, tzinfo=ZONE)
MONDAY = datetime(2026, 12, 21, 8, 30, tzinfo=ZONE)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "next_day"),
    [
        ("2026-12-14 00:05", date(2026, 12, 14)),  # a Monday, before it opens
        ("2026-12-14 10:00", date(2026, 12, 14)),
        ("2026-12-14 15:30", date(2026, 12, 15)),  # after hours
        ("2026-12-18 14:30", date(2026, 12, 21)),  # on Fridays it closes at two
        ("2026-12-19 10:00", date(2026, 12, 21)),  # Saturday
        ("2026-12-20 23:59", date(2026, 12, 21)),  # Sunday
        ("2026-12-24 10:00", date(2026, 12, 28)),  # collective leave, Christmas, weekend
    ],
)
def test_the_day_the_office_sees_next(now: str, next_day: date) -> None:
    assert Days(CALENDAR, at(now)).next() == next_day


@pytest.mark.parametrize("hour", [0, 8, 11, 14, 15, 23])
def test_on_every_day_of_a_year_the_stories_lie_in_the_past_and_come_due_as_their_tables_say(
    hour: int,
) -> None:
    for day in range(366):
        now = datetime(2026, 1, 1, hour, 40, tzinfo=ZONE) + timedelta(days=day)
        days = Days(CALENDAR, now)
        assert days.moment(0, 8.2) <= now
        assert days.moment(1, 17.0) <= now
        for back, limit, after in ((12, 12, 0), (11, 12, 1), (1, 1, 0)):
            complete = days.moment(back, 12.9)
            assert complete <= now
            found = due(CALENDAR, complete_at=complete, amount=limit, unit="working_days").moment
            expected = days.next() if not after else days._step(days.next(), 1)
            assert found is not None
            assert found.astimezone(ZONE).date() == expected, now
        late = due(CALENDAR, complete_at=days.moment(13, 12.9), amount=12, unit="working_days").moment
        assert late is not None
        assert late <= now, now


def test_every_story_begins_within_the_days_the_demo_goes_back() -> None:
    furthest = max(max(plan.taken_in, *(act.day for act in plan.acts), 0) for plan in demo_stories.PLANS)
    assert furthest <= demo_stories.LONGEST
    for day in range(366):
        now = datetime(2026, 1, 1, 10, tzinfo=ZONE) + timedelta(days=day)
        assert Days(CALENDAR, now).moment(demo_stories.LONGEST, 8) > now - demo_office._BEGAN


def test_every_act_that_can_be_told_is_told_and_none_is_misspelt() -> None:
    told = {act.name for plan in demo_stories.PLANS for act in plan.acts}
    assert told == set(demo_acts.DO)


def test_two_hundred_residents_have_two_hundred_names_and_numbers_of_no_region() -> None:
    people = [demo_people.person(place, demo_people.KTP_OFFICE) for place in range(demo_office.RESIDENTS)]
    assert len({person.name for person in people}) == 200
    assert len({person.number for person in people}) == 200
    assert all(person.number.startswith("350899") and len(person.number) == 16 for person in people)


@pytest.fixture(scope="class")
def shown(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demo as it is made on a Saturday, looked at on the Monday after; made once, for it takes seconds."""
    atomics = None
    with pytest.MonkeyPatch.context() as environment, django_db_blocker.unblock():  # type: ignore[attr-defined]
        environment.setenv("PAMONG_KEYS", str(tmp_path_factory.mktemp("demo") / "keys.toml"))
        keys.create_keys()
        clock.release()
        clock.set_for_demo_or_test(SATURDAY)
        atomics = TestCase._enter_atomics()  # type: ignore[attr-defined]
        try:
            with override_settings(PASSWORD_HASHERS=["pamong.config.demo_hasher.DemoHasher"]):
                demo_office.build(tell=lambda _what, _done, _total: None)
            clock.set_for_demo_or_test(MONDAY)
            yield
        finally:
            TestCase._rollback_atomics(atomics)  # type: ignore[attr-defined]
            clock.release()


def loket(office: str) -> Actor:
    row = next(row for row in staff.people_of(office) if row.post == "loket")
    return Actor(row.person_id, row.person_name, office, "loket")


def one(**wanted: object) -> Application:
    return Application.objects.filter(**wanted).order_by("submitted_at")[0]


@pytest.mark.usefixtures("shown")
class TestShown:
    def test_there_are_two_offices_with_enough_to_look_at(self) -> None:
        assert Application.objects.count() >= 60
        assert Resident.objects.count() == 200
        assert {row.office_id for row in Application.objects.all()} == set(demo_people.STAFF)

    @pytest.mark.parametrize("office", sorted(demo_people.STAFF))
    def test_every_step_of_its_standard_waits_for_somebody(self, office: str) -> None:
        (version,) = library.services(office=office, on=MONDAY.date())
        steps = {step.id for step in library.procedure(version.id).office_steps}
        waiting = Application.objects.filter(office_id=office, closed_at=None)
        assert set(waiting.values_list("step", flat=True)) == steps

    @pytest.mark.parametrize("office", sorted(demo_people.STAFF))
    def test_on_the_first_working_day_something_is_late_due_today_due_tomorrow_and_in_every_group(
        self, office: str
    ) -> None:
        queue = applications.queue_for(actor=loket(office))
        assert queue.late
        assert queue.today
        assert {row.urgency for row in queue.rows} >= {Urgency.LATE, Urgency.TODAY, Urgency.TOMORROW}
        assert all(queue.counts[group] for group in Group)

    def test_on_time_is_there_too(self) -> None:
        rows = applications.queue_for(actor=loket(demo_people.KTP_OFFICE)).rows
        assert Urgency.ON_TIME in {row.urgency for row in rows}

    def test_every_way_to_end_and_every_reason_to_hold_occurs(self) -> None:
        outcomes = set(Application.objects.values_list("outcome", flat=True))
        assert outcomes == {str(outcome) for outcome in Outcome}
        held = set(Application.objects.exclude(hold_reason="").values_list("hold_reason", flat=True))
        assert held == set(HOLD_REASONS)

    def test_something_was_returned_for_a_photo_a_birth_date_and_a_letter(self) -> None:
        returned = Application.objects.filter(holder_kind="applicant", office_id=demo_people.KTP_OFFICE)
        deficient = {
            name for row in returned for name, item in row.checklist.items() if item["state"] == "deficient"
        }
        assert deficient == {"photo", "village-letter"}
        assert {field["field"] for row in returned for field in row.invalid_fields} == {"birth_date"}
        assert any(row.pauses for row in returned), "one was returned while its clock was running"
        notes = str([remark.detail for remark in Remark.objects.filter(application__in=returned)])
        assert "meminta latar" in notes

    def test_a_photo_was_asked_for_in_the_colour_of_the_birth_year(self) -> None:
        for row in Application.objects.filter(checklist__photo__state="deficient").select_related("resident"):
            wanted = "merah" if row.resident.birth_date.year % 2 else "biru"
            assert row.checklist["photo"]["note"].endswith(f"meminta latar {wanted}")

    def test_ready_ones_wait_for_weeks(self) -> None:
        oldest = one(ready_at__isnull=False, closed_at=None)
        assert oldest.ready_at is not None
        assert MONDAY - oldest.ready_at > timedelta(days=30)

    def test_timelines_show_a_resubmission_a_release_a_skip_and_reversals(self) -> None:
        verbs = Counter(Entry.objects.values_list("verb", flat=True))
        assert all(verbs[verb] for verb in ("resubmit", "release", "skip", "withdraw", "refuse"))
        assert verbs["reverse"] == 2

    def test_a_second_recording_was_refused_and_left_nothing(self) -> None:
        stuck = [
            row
            for row in Application.objects.filter(step="record", closed_at=None)
            if residents.recording_state(resident_id=row.resident_id) == "recorded_card_pending"
        ]
        assert stuck
        for row in stuck:
            verbs = [entry.verb for entry in ledger.timeline(Subject("application", str(row.pk)))]
            # The late decree of the demo may have moved its date.
            assert [verb for verb in verbs if verb != "recompute_due"] == ["submit", "complete"]

    def test_a_late_decree_has_moved_dates_and_a_paper_form_waits_for_the_sekretaris(self) -> None:
        change = CalendarChange.objects.get()
        assert change.finished_at is not None
        assert sum(recount.moved for recount in change.recounts.all()) > 0
        assert LateEntry.objects.filter(acknowledged_at=None).count() == 1

    def test_a_substitute_has_acted(self) -> None:
        office = demo_people.KTP_OFFICE
        entries = ledger.entries(office, end=ledger.end_of_entries(office))
        (act,) = staff.substitute_acts(office, entries)
        assert (act.entry.verb, act.post) == ("complete", "kasi")

    def test_one_resident_is_known_in_both_offices_and_one_came_twice(self) -> None:
        offices_of = Counter(ResidentOffice.objects.values_list("resident_id", flat=True))
        assert max(offices_of.values()) == 2
        served = Counter(Application.objects.values_list("resident_id", "service"))
        assert max(served.values()) == 2

    def test_no_number_in_it_can_be_somebodys(self) -> None:
        for resident in Resident.objects.all():
            number = sealed.number(resident)
            assert number is not None
            assert number.reveal().startswith(demo_people.NUMBER_REGION)

    def test_nothing_was_done_on_a_closed_day_or_in_the_future(self) -> None:
        for entry in Entry.objects.filter(subject_kind="application"):
            local = entry.recorded_at.astimezone(ZONE)
            assert CALENDAR.is_working(local.date()), (entry.verb, local)
            assert local <= SATURDAY

    def test_the_log_fits_together_and_its_days_are_closed(self) -> None:
        report = verify()
        assert report.findings == ()
        assert report.checkpoints > 50

    def test_everybody_can_sign_in_with_the_password_that_is_printed(self) -> None:
        rows = list(demo_office.sign_ins())
        assert {post for _, _, post, office in rows if "Jatiroto" in office} == {
            "Petugas loket", "Operator", "Kasi Pelayanan Umum", "Sekretaris", "Camat", "Petugas layanan informasi",
        }  # fmt: skip
        assert ("Kasi Pelayanan Umum *", "Darma Misalkan") in {(post, name) for _, name, post, _ in rows}


def test_a_broken_off_build_leaves_nothing(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAMONG_KEYS", str(tmp_path / "keys.toml"))
    keys.create_keys()

    def stop_at_staff(what: str, _done: int, _total: int) -> None:
        if what == "staff":
            raise KeyboardInterrupt

    clock.release()
    with pytest.raises(KeyboardInterrupt):
        demo_office.build(tell=stop_at_staff)
    assert not demo_office.is_there()
    assert abs(clock.now() - datetime.now(ZONE)) < timedelta(minutes=5), "the clock is given back"  # noqa: TID251 (what the provider is compared with)
