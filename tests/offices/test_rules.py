"""Who may change a calendar, and which rows hold when an office and the installation disagree."""

from datetime import date

import pytest

from pamong.offices.rules import (
    KINDS,
    TITLES,
    Acting,
    difference,
    may_change,
    notes_in_force,
    patterns_in_force,
    sensible_hours,
)
from pamong.workdays.calendar import Calendar, DayKind, DayNote, WeekPattern
from tests.offices.acting import CAMAT, IT, LOKET, SEKRETARIS
from tests.workdays.calendars import day, spans, week


@pytest.mark.parametrize(
    ("actor", "office", "allowed"),
    [
        (IT, None, True),
        (IT, "35.08.07", True),
        (IT, "35.08.17", True),
        (CAMAT, "35.08.07", True),
        (SEKRETARIS, "35.08.07", True),
        (CAMAT, "35.08.17", False),
        (CAMAT, None, False),
        (LOKET, "35.08.07", False),
        (LOKET, None, False),
    ],
)
def test_it_changes_every_calendar_and_an_office_its_own(
    actor: Acting, office: str | None, allowed: bool
) -> None:
    refusal = may_change(actor, office=office)
    assert (refusal is None) is allowed
    assert refusal is None or refusal.code == "not_yours"


def test_a_week_without_service_is_refused_by_name() -> None:
    refusal = sensible_hours(week("Kosong", []))
    assert refusal is not None
    assert refusal.code == "no_service_hours"
    assert "Kosong" in refusal.message.fill()
    assert sensible_hours(week("Senin", ["08:00-15:00"])) is None


DEFAULT = week("umum", ["08:00-15:00"] * 5)
NEW_DEFAULT = week("umum baru", ["07:30-15:30"] * 5, "01-07-2026")
RAMADAN = week("Ramadan", ["08:00-14:00"] * 5, "19-02-2026", "20-03-2026")
OWN = week("enam hari", ["08:00-14:00"] * 6, "01-01-2026")
OWN_RAMADAN = week("Ramadan kantor ini", ["08:00-13:00"] * 6, "19-02-2026", "20-03-2026")


@pytest.mark.parametrize(
    ("own", "whole", "on", "hours"),
    [
        ([], [DEFAULT], "02-02-2026", "08:00-15:00"),
        ([OWN], [DEFAULT], "02-02-2026", "08:00-14:00"),
        ([OWN], [DEFAULT], "01-12-2025", "08:00-15:00"),  # before the office set its own
        ([OWN], [DEFAULT, NEW_DEFAULT], "03-08-2026", "08:00-14:00"),  # a new default does not undo it
        ([], [DEFAULT, NEW_DEFAULT], "03-08-2026", "07:30-15:30"),
        ([OWN], [DEFAULT, RAMADAN], "23-02-2026", "08:00-14:00"),  # hours of Ramadan hold for all
        ([OWN, OWN_RAMADAN], [DEFAULT, RAMADAN], "23-02-2026", "08:00-13:00"),
    ],
)
def test_an_office_keeps_the_week_it_has_set(
    own: list[WeekPattern], whole: list[WeekPattern], on: str, hours: str
) -> None:
    calendar = Calendar("Asia/Jakarta", patterns_in_force(own, whole))
    assert calendar.hours_on(day(on)) == spans(hours)


def note(kind: DayKind, name: str, on: str = "02-11-2026") -> DayNote:
    return DayNote(day(on), kind, name)


def test_the_own_note_of_a_kind_holds_and_other_kinds_stay() -> None:
    whole = [note("public_holiday", "nasional"), note("extra_open", "semua buka")]
    own = [note("extra_open", "kami buka")]
    assert notes_in_force(own, whole) == (own[0], whole[0])


def test_an_import_tells_new_changed_and_vanished_dates_and_leaves_what_was_entered() -> None:
    found = difference(
        imported=[
            note("public_holiday", "baru", "01-01-2027"),
            note("public_holiday", "Idul Fitri", "10-03-2027"),
            note("public_holiday", "tetap", "17-08-2027"),
            note("collective_leave", "impor", "24-12-2027"),
        ],
        earlier=[
            DayNote(date(2027, 3, 10), "public_holiday", "Idul Fitri", status="provisional"),
            note("public_holiday", "Idul Fitri hari kedua", "11-03-2027"),
            note("public_holiday", "tetap", "17-08-2027"),
        ],
        entered=[note("collective_leave", "ditetapkan camat", "24-12-2027")],
    )
    assert [row.name for row in found.added] == ["baru"]
    assert [(row.name, row.status) for row in found.changed] == [("Idul Fitri", "final")]
    assert [row.name for row in found.removed] == ["Idul Fitri hari kedua"]
    assert found


def test_an_import_that_finds_nothing_new_is_no_difference() -> None:
    same = [note("public_holiday", "tetap")]
    assert not difference(imported=same, earlier=same, entered=[])


def test_every_kind_of_office_has_a_title() -> None:
    assert set(TITLES) == set(KINDS)
