"""A changed calendar and the deadlines it moves: exactly those, each with its reason, none forgotten (clause 5.1)."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamong.applications import actions as applications
from pamong.applications.models import Application
from pamong.applications.queries import running_clocks
from pamong.calendar import actions, queries
from pamong.calendar.models import CalendarChange, OfficeRecount
from pamong.calendar.rules import Change, Kind
from pamong.ledger import clock
from pamong.ledger import queries as ledger
from pamong.ledger.rules import Refused, Subject
from pamong.offices import queries as offices
from pamong.staff.rules import INSTALLER
from pamong.standard.document import Standard
from pamong.workdays.answers import NoWorkingDays
from pamong.workdays.calendar import DayNote, Span, WeekPattern
from pamong.workdays.clock import due
from tests.applications.installation import (
    KK_OFFICE,
    KTP_OFFICE,
    actor,
    at,
    complete,
    give_back,
    install,
    key,
    kk,
    ktp,
    ktp_at,
    log,
    reverse,
    set_clock,
    verbs,
)
from tests.calendar.changing import REASON, closing, decree, opening
from tests.clauses.shipped import shipped

pytestmark = pytest.mark.usefixtures("two_offices")

SEKRETARIS = actor("sekretaris")
WEDNESDAY = date(2026, 12, 16)
RAMADAN = WeekPattern(
    "Ramadan", date(2026, 12, 15), date(2027, 1, 8), {day: (Span(time(8), time(13)),) for day in range(5)}
)


def moment(row: Application) -> datetime | None:
    row.refresh_from_db()
    return row.due_at


def refused(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.refusal.code


@pytest.mark.clause("ktp", "5.1")
@pytest.mark.clause("kk", "5.1")
def test_a_late_collective_leave_moves_exactly_the_due_dates_it_touches() -> None:
    card, family = complete(ktp()), complete(kk("other"), "old-card")
    assert (moment(card), moment(family)) == (at("2027-01-04 15:00"), at("2026-12-15 15:00"))
    decree(closing(WEDNESDAY))
    assert moment(card) == at("2027-01-06 15:00"), (
        "one of the twelve working days was taken out, and 5 January is a holiday"
    )
    assert moment(family) == at("2026-12-15 15:00"), "its one working day lies before the decree"
    decree(closing(date(2026, 12, 15)))
    assert moment(family) == at("2026-12-17 15:00"), "its one working day is closed, and so is the next"


@pytest.mark.clause("ktp", "5.1")
def test_the_entry_says_which_date_became_which_and_because_of_which_days() -> None:
    row = complete(ktp())
    decree(closing(WEDNESDAY, date(2027, 2, 3)))
    entry = log(row)[-1]
    assert (entry.verb, entry.payload["reason"]) == ("recompute_due", REASON)
    assert entry.payload["due_before"] == at("2027-01-04 15:00").astimezone(UTC).isoformat()
    assert entry.payload["due_at"].startswith("2027-01-06T15:00")
    assert entry.payload["dates"] == ["2026-12-16"], "the day in February played no part"


def test_a_preview_says_what_a_change_moves_and_writes_nothing() -> None:
    row, other = complete(ktp()), complete(kk("other"), "old-card")
    found = queries.preview(actor=SEKRETARIS, change=closing(WEDNESDAY))
    assert found.counts == ((KTP_OFFICE, 1),)
    assert (found.total, found.checked) == (1, 2)
    (line,) = found.rows
    assert (line.number, line.code) == (f"KTP {row.number}/2026", row.public_code)
    assert (line.moved.before.moment, line.moved.after.moment) == (
        at("2027-01-04 15:00"),
        at("2027-01-06 15:00"),
    )
    assert [cause.on for cause in line.moved.causes] == [WEDNESDAY]
    assert (moment(row), moment(other)) == (at("2027-01-04 15:00"), at("2026-12-15 15:00"))
    assert not CalendarChange.objects.exists()
    elsewhere = queries.preview(actor=actor("sekretaris", KK_OFFICE), change=closing(WEDNESDAY))
    assert [line.code for line in elsewhere.rows] == [""], "no way into another office's application"


def test_what_a_preview_foretells_is_what_happens() -> None:
    rows = [complete(ktp()), complete(ktp()), complete(kk("other"), "old-card")]
    change = closing(date(2026, 12, 15))
    foretold = {
        line.number: line.moved.after.moment for line in queries.preview(actor=INSTALLER, change=change).rows
    }
    made = decree(change)
    happened = {f"{row.book.upper()} {row.number}/{row.year}": moment(row) for row in rows}
    assert happened == foretold
    found = queries.change(actor=INSTALLER, identifier=made)
    assert found is not None
    assert (found.moved, found.done, found.left) == (3, 2, ())
    assert found.finished_at is not None


def test_a_preview_that_is_no_longer_true_is_not_carried_out() -> None:
    seen = queries.preview(actor=SEKRETARIS, change=closing(WEDNESDAY)).seen
    decree(closing(date(2026, 12, 17)))
    late = closing(WEDNESDAY, office=KTP_OFFICE)
    code = refused(lambda: actions.change_calendar(actor=SEKRETARIS, key=key(), change=late, seen=seen))
    assert code == "changed_since"
    again = queries.preview(actor=SEKRETARIS, change=late).seen
    made = actions.change_calendar(actor=SEKRETARIS, key=key(), change=late, seen=again)
    assert queries.unfinished() == (made,)


def test_a_note_is_taken_back_and_the_deadline_returns() -> None:
    row = complete(ktp())
    decree(closing(WEDNESDAY))
    (note,) = offices.notes(KTP_OFFICE, first=WEDNESDAY, last=WEDNESDAY)
    assert offices.day_note(note.id) == note
    decree(Change(Kind.REMOVE, None, "SKB 9/2026 dicabut", drop=(note.note,)))
    assert moment(row) == at("2027-01-04 15:00")
    assert offices.day_note(note.id) is None
    assert verbs(row) == ["submit", "complete", "recompute_due", "recompute_due"]


def test_one_office_may_serve_on_a_day_of_leave_and_only_its_deadlines_move() -> None:
    decree(closing(WEDNESDAY))
    card, family = complete(ktp()), complete(kk("other"), "old-card")
    decree(opening(WEDNESDAY, office=KTP_OFFICE), actor("camat"))
    assert moment(card) == at("2027-01-04 15:00")
    assert moment(family) == at("2026-12-15 15:00")
    calendars = offices.calendar(KTP_OFFICE), offices.calendar(KK_OFFICE)
    assert [calendar.is_working(WEDNESDAY) for calendar in calendars] == [True, False]


def test_shortened_hours_move_the_hour_and_not_the_day() -> None:
    row = complete(ktp())
    decree(opening(date(2027, 1, 4), Span(time(8), time(11)), office=KTP_OFFICE), SEKRETARIS)
    assert moment(row) == at("2027-01-04 11:00")


def test_the_hours_of_ramadan_hold_between_their_dates() -> None:
    row = complete(ktp())
    decree(Change(Kind.HOURS, None, "SE Bupati 3", pattern=RAMADAN))
    assert moment(row) == at("2027-01-04 13:00")
    assert RAMADAN in offices.week_patterns(KTP_OFFICE)
    assert offices.calendar(KTP_OFFICE).closes_at(date(2027, 1, 11)) == at("2027-01-11 15:00")
    year = queries.year(actor=SEKRETARIS, year=2026)
    assert [pattern.name for pattern in year.patterns][-1] == "Ramadan"


def test_the_import_of_a_year_is_looked_at_first() -> None:
    difference = offices.holidays_difference((2028,))
    assert difference.added
    put = (*difference.added, *difference.changed)
    change = Change(
        Kind.IMPORT, None, "Tabel hari libur 2028", put=put, drop=difference.removed, years=(2028,)
    )
    assert queries.preview(actor=INSTALLER, change=change).total == 0
    decree(change)
    assert not offices.holidays_difference((2028,))
    assert offices.calendar(KTP_OFFICE).day(date(2028, 8, 17)).closed == "public_holiday"


@pytest.mark.parametrize(
    ("post", "office", "code"),
    [
        ("loket", KTP_OFFICE, "not_yours"),
        ("kasi", KTP_OFFICE, "not_yours"),
        ("sekretaris", KK_OFFICE, "not_yours"),
        ("camat", None, "not_yours"),
    ],
)
def test_a_calendar_is_changed_by_those_whose_it_is(post: str, office: str | None, code: str) -> None:
    who = actor(post)
    assert (
        refused(
            lambda: actions.change_calendar(actor=who, key=key(), change=closing(WEDNESDAY, office=office))
        )
        == code
    )


def test_a_change_needs_a_ground_and_something_that_changes() -> None:
    silent = Change(Kind.DAYS, None, " ", put=closing(WEDNESDAY).put)
    assert refused(lambda: actions.change_calendar(actor=INSTALLER, key=key(), change=silent)) == "reason"
    empty = Change(Kind.DAYS, None, REASON)
    assert refused(lambda: actions.change_calendar(actor=INSTALLER, key=key(), change=empty)) == "nothing"


def test_a_calendar_that_never_opens_is_refused_before_it_is_written() -> None:
    complete(ktp())
    other = WeekPattern("Tutup", date(2026, 1, 2), None, {6: (Span(time(8), time(9)),)})
    shut = tuple(
        DayNote(date.fromordinal(day), "closure", "Tutup")
        for day in range(WEDNESDAY.toordinal(), WEDNESDAY.toordinal() + 500)
    )
    change = Change(Kind.DAYS, None, "Tutup", put=shut, pattern=other)
    with pytest.raises(NoWorkingDays):
        actions.change_calendar(actor=INSTALLER, key=key(), change=change)
    assert offices.calendar(KTP_OFFICE).is_working(WEDNESDAY)


def test_the_same_decree_sent_twice_is_one() -> None:
    row, once, change = complete(ktp()), key(), closing(WEDNESDAY)
    made = actions.change_calendar(actor=INSTALLER, key=once, change=change)
    assert actions.change_calendar(actor=INSTALLER, key=once, change=change) == made
    other = closing(date(2026, 12, 17))
    assert refused(lambda: actions.change_calendar(actor=INSTALLER, key=once, change=other)) == "key"
    assert actions.recount(change=made)
    assert actions.recount(change=made)
    assert verbs(row) == ["submit", "complete", "recompute_due"]
    entry = ledger.newest(Subject("calendar_change", str(made)))
    assert entry is not None
    assert (entry.verb, entry.payload["dates"]) == ("change_calendar", ["2026-12-16"])


class PowerCutError(Exception):
    pass


def test_a_recount_that_is_cut_off_stays_marked_and_is_finished_by_the_next() -> None:
    card, family = complete(ktp()), complete(kk("other"), "old-card")
    monday = closing(date(2026, 12, 15))
    made = actions.change_calendar(actor=INSTALLER, key=key(), change=monday)

    def cut(office: str, moved: int) -> None:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        actions.recount(change=made, tell=cut)
    assert moment(card) == at("2027-01-06 15:00")
    assert moment(family) == at("2026-12-15 15:00"), "not yet"
    assert queries.unfinished() == (made,)
    half = queries.change(actor=INSTALLER, identifier=made)
    assert half is not None
    assert (half.done, half.left, half.finished_at) == (1, (KK_OFFICE,), None)
    (forgotten,) = queries.misdated()
    assert (forgotten.office, forgotten.counted) == (KK_OFFICE, at("2026-12-16 15:00"))
    # Nothing moved twice: the office that was done keeps its one entry.
    told: list[tuple[str, int]] = []
    assert actions.resume_all(tell=lambda office, moved: told.append((office, moved))) == 1
    assert told == [(KK_OFFICE, 1)]
    assert moment(family) == at("2026-12-16 15:00")
    assert verbs(card) == ["submit", "complete", "recompute_due"]
    assert (queries.unfinished(), queries.misdated()) == ((), ())


def test_control_what_nobody_goes_on_with_is_named() -> None:
    """The check that finds nothing after every recount does find the deadlines of a change left alone."""
    complete(ktp())
    actions.change_calendar(actor=INSTALLER, key=key(), change=closing(WEDNESDAY))
    assert len(queries.misdated()) == len(queries.misdated(office=KTP_OFFICE)) == 1
    assert queries.misdated(office=KK_OFFICE) == ()


def test_an_act_that_fails_takes_its_batch_back_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    row = complete(ktp())
    made = actions.change_calendar(actor=INSTALLER, key=key(), change=closing(WEDNESDAY))

    def broken(**_said: Any) -> None:
        raise PowerCutError

    with monkeypatch.context() as patched:
        patched.setattr(OfficeRecount.objects, "get_or_create", broken)
        with pytest.raises(PowerCutError):
            actions.recount(change=made)
    assert moment(row) == at("2027-01-04 15:00")
    assert verbs(row) == ["submit", "complete"]
    assert actions.recount(change=made)
    assert verbs(row) == ["submit", "complete", "recompute_due"]


def test_one_change_that_cannot_be_counted_does_not_keep_the_next_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = complete(ktp())
    broken = actions.change_calendar(actor=INSTALLER, key=key(), change=closing(WEDNESDAY))
    sound = actions.change_calendar(actor=INSTALLER, key=key(), change=closing(date(2026, 12, 17)))
    whole = actions.recount

    def cannot(*, change: UUID, tell: Any = None) -> bool:
        if change == broken:
            raise NoWorkingDays
        return whole(change=change, tell=tell)

    with monkeypatch.context() as patched:
        patched.setattr(actions, "recount", cannot)
        assert actions.resume_all() == 2
    assert queries.unfinished() == (broken,), "it stays marked"
    assert moment(row) == at("2027-01-07 15:00")
    assert sound not in queries.unfinished()


def test_a_limit_that_depends_on_the_person_is_counted_for_that_person() -> None:
    data = json.loads(shipped("ktp").canonical())
    for section in data["sections"]:
        for clause in section.get("clauses", ()):
            if "limit" in clause:
                clause["limit"]["when"] = {"citizenship": "wni"}
    install(Standard.from_canonical(json.dumps(data)), since=date(2026, 12, 14))
    row = complete(ktp())
    assert moment(row) == at("2027-01-04 15:00")
    decree(closing(WEDNESDAY))
    assert moment(row) == at("2027-01-06 15:00")


def test_many_deadlines_move_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [complete(ktp()) for _ in range(3)]
    monkeypatch.setattr(actions, "BATCH", 2)
    made = actions.change_calendar(actor=INSTALLER, key=key(), change=closing(WEDNESDAY))
    assert actions.recount(change=made, batches=1) is False
    assert sum(moment(row) == at("2027-01-06 15:00") for row in rows) == 2
    assert actions.recount(change=made, batches=1) is False
    assert actions.recount(change=made, batches=1) is True
    assert all(moment(row) == at("2027-01-06 15:00") for row in rows)
    found = queries.change(actor=INSTALLER, identifier=made)
    assert found is not None
    assert found.moved == 3


def test_what_is_back_at_the_counter_after_a_reversal_has_followed_the_calendar() -> None:
    row = ktp_at("hand-over")
    decree(closing(WEDNESDAY))
    assert moment(row) == at("2027-01-04 15:00"), "a clock that has ended is history"
    reverse(row)
    assert moment(row) == at("2027-01-06 15:00"), "it runs again, over the calendar of today"
    assert queries.misdated() == ()


def test_changes_are_seen_by_the_offices_they_touch() -> None:
    whole = decree(closing(WEDNESDAY))
    own = decree(closing(date(2026, 12, 17), office=KTP_OFFICE, kind="closure"), SEKRETARIS)
    there = actor("camat", KK_OFFICE)
    assert [row.id for row in queries.changes(actor=SEKRETARIS)] == [own, whole]
    assert [row.id for row in queries.changes(actor=there)] == [whole]
    assert queries.change(actor=there, identifier=own) is None
    assert {row.id for row in queries.changes(actor=actor("it", "35.08"))} == {own, whole}
    assert queries.changes(actor=SEKRETARIS)[0].dates == (date(2026, 12, 17),)


def test_a_year_shows_which_days_are_shortened() -> None:
    decree(opening(WEDNESDAY, Span(time(8), time(11)), office=KTP_OFFICE), SEKRETARIS)
    year = queries.year(actor=SEKRETARIS, year=2026)
    assert len(year.days) == 365
    assert [day.on for day in year.days if year.shortened(day)] == [WEDNESDAY]
    assert WEDNESDAY in {note.note.on for note in year.notes}
    assert queries.today(KTP_OFFICE) == date(2026, 12, 14)


DAYS = st.dates(date(2026, 12, 7), date(2027, 1, 22))


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(days=st.frozensets(DAYS, min_size=1, max_size=4))
def test_for_any_decree_exactly_the_applications_whose_counted_days_it_closes_move(
    settled: tuple[Application, ...], days: frozenset[date]
) -> None:
    """Before the decree each application's counted days are listed; those and no others decide whether it moves."""
    for row in settled:
        row.refresh_from_db()
    before = {row.pk: row.due_at for row in settled}
    expected = {row.pk for row in settled if counted(row) & working(days, row.office_id)}
    made = decree(closing(*sorted(days), kind="closure"))
    try:
        after = {row.pk: moment(row) for row in settled}
        assert {pk for pk, due_at in after.items() if due_at != before[pk]} == expected
        for row in settled:
            assert row.due_at == from_scratch(row)
        assert queries.misdated() == ()
    finally:
        drop = tuple(DayNote(on, "closure", "Cuti bersama susulan") for on in sorted(days))
        decree(Change(Kind.REMOVE, None, f"Dicabut {made}", drop=drop))
    assert {row.pk: moment(row) for row in settled} == before, "taken back, every date returns"


@pytest.fixture
def settled() -> tuple[Application, ...]:
    """Applications at every kind of stage: counting, paused and resumed, with the applicant, ready, one-day KK."""
    set_clock("2026-12-14 09:00")
    first = complete(ktp())
    paused = give_back(ktp_at("record", "not_recorded"), post="operator")
    away = give_back(ktp_at("record", "not_recorded"), post="operator")
    set_clock("2026-12-16 09:00")
    applications.resubmit(
        actor=actor("loket"),
        key=key(),
        code=paused.public_code,
        present=["village-letter", "photo", "kk-copy"],
    )
    set_clock("2026-12-17 16:30")
    after_hours = complete(ktp())
    family = complete(kk("other"), "old-card")
    return (first, complete(paused), away, after_hours, family, ktp_at("hand-over"), ktp())


def reckoned(row: Application) -> Any:
    clocks = [each for each in running_clocks(office=row.office_id) if each.code == row.public_code]
    if not clocks:
        return None
    (each,) = clocks
    asked = each.clock
    return due(
        offices.calendar(row.office_id),
        complete_at=asked.complete_at,
        amount=asked.amount,
        unit=asked.unit,
        pauses=asked.pauses,
    )


def counted(row: Application) -> set[date]:
    """The dates that make the deadline: day zero and every counted one; none where no clock runs."""
    found = reckoned(row)
    if found is None or found.moment is None:
        return set()
    return {line.on for line in found.lines if line.reason in {"day_zero", "counted"}}


def working(days: frozenset[date], office: str) -> set[date]:
    return {on for on in days if offices.calendar(office).is_working(on)}


def from_scratch(row: Application) -> datetime | None:
    """By the calendar as it is built from the tables now; what no longer runs keeps its date."""
    found = reckoned(row)
    return row.due_at if found is None else found.moment


def test_the_clock_gives_the_moment_of_a_change() -> None:
    made = decree(closing(WEDNESDAY))
    assert CalendarChange.objects.get(pk=made).applied_at == clock.now()
