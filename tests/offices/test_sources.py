"""What ships: the region Lumajang, and the holidays of the library with their kinds and their doubts."""

from collections import Counter
from datetime import date

import pytest

from pamong.offices.holidays_source import LAST_YEAR_WITH_COLLECTIVE_LEAVE, days_from_library
from pamong.offices.region_source import read_region
from pamong.workdays.calendar import Calendar, DayNote, WeekPattern
from tests.workdays.calendars import spans

LUMAJANG = read_region("lumajang")


def days(year: int) -> dict[tuple[date, str], DayNote]:
    return {(note.on, note.kind): note for note in days_from_library([year])}


@pytest.mark.parametrize(
    ("year", "kinds"),
    [
        (2024, {"public_holiday": 17, "election": 2, "collective_leave": 10}),
        (2025, {"public_holiday": 17, "collective_leave": 11}),
        (2026, {"public_holiday": 17, "collective_leave": 8}),
    ],
)
def test_both_categories_come_in_the_numbers_the_decrees_announced(year: int, kinds: dict[str, int]) -> None:
    assert Counter(note.kind for note in days_from_library([year])) == kinds


def working_days(year: int) -> int:
    pattern = WeekPattern("pekan", date(2015, 1, 1), None, dict.fromkeys(range(5), spans("08:00-15:00")))
    calendar = Calendar("Asia/Jakarta", (pattern,), days_from_library([year]))
    first = date(year, 1, 1).toordinal()
    return sum(
        calendar.is_working(date.fromordinal(first + offset)) for offset in range(365 + (year == 2024))
    )


@pytest.mark.parametrize(("year", "days"), [(2023, 239), (2024, 238), (2025, 237), (2026, 240)])
def test_a_year_has_the_working_days_of_the_reference(year: int, days: int) -> None:
    assert working_days(year) == days


def test_a_day_added_within_the_year_and_the_days_moved_in_2021_are_there() -> None:
    assert (date(2025, 8, 18), "collective_leave") in days(2025)
    assert (date(2021, 8, 11), "public_holiday") in days(2021)
    assert (date(2021, 10, 20), "public_holiday") in days(2021)


def test_two_feasts_on_one_date_are_one_note_with_both_names() -> None:
    note = days(2021)[date(2021, 5, 13), "public_holiday"]
    assert note.name == "Hari Raya Idul Fitri; Kenaikan Yesus Kristus"


def test_leave_moved_by_a_second_decree_is_still_leave() -> None:
    moved = [note for note in days_from_library([2020]) if note.name.startswith("Pegangti Cuti Bersama")]
    assert {note.kind for note in moved} == {"collective_leave"}


@pytest.mark.parametrize(
    ("on", "kind", "status"),
    [
        (date(2027, 3, 10), "public_holiday", "provisional"),
        (date(2027, 3, 12), "collective_leave", "provisional"),  # leave of a feast that may move
        (date(2027, 3, 25), "collective_leave", "final"),  # leave of Good Friday, which cannot
        (date(2027, 1, 1), "public_holiday", "final"),
        (date(2026, 3, 23), "collective_leave", "final"),
    ],
)
def test_an_estimated_feast_and_its_leave_are_provisional(on: date, kind: str, status: str) -> None:
    note = days(on.year)[on, kind]
    assert note.status == status
    assert "perkiraan" not in note.name


def test_a_date_that_one_certain_feast_closes_is_final() -> None:
    assert days(2034)[date(2034, 6, 1), "public_holiday"].status == "final"


def test_the_library_still_knows_no_leave_after_the_year_we_say() -> None:
    def leave(year: int) -> bool:
        return "collective_leave" in {note.kind for note in days_from_library([year])}

    assert leave(LAST_YEAR_WITH_COLLECTIVE_LEAVE)
    assert not leave(LAST_YEAR_WITH_COLLECTIVE_LEAVE + 1)


def test_years_given_twice_come_once() -> None:
    assert days_from_library([2026, 2026]) == days_from_library([2026])


def test_lumajang_has_its_21_kecamatan_198_desa_and_7_kelurahan() -> None:
    assert Counter(office.kind for office in LUMAJANG.offices) == {
        "kabupaten": 1,
        "dispenduk": 1,
        "kecamatan": 21,
        "desa": 198,
        "kelurahan": 7,
    }


# Villages of each kecamatan, 35.08.01 to 35.08.21.
VILLAGES = (7, 6, 10, 11, 13, 11, 12, 7, 8, 12, 7, 12, 9, 9, 10, 12, 6, 12, 12, 11, 8)


def test_each_kecamatan_has_as_many_villages_as_the_ministry_counts() -> None:
    counted = Counter(office.parent for office in LUMAJANG.offices if office.kind in ("desa", "kelurahan"))
    assert counted == {f"35.08.{number:02}": count for number, count in enumerate(VILLAGES, start=1)}


def test_codes_are_unique_and_every_parent_comes_before_its_offices() -> None:
    seen: set[str | None] = {None}
    for office in LUMAJANG.offices:
        assert office.code not in seen
        assert office.parent in seen
        assert office.parent is None or office.code.startswith(office.parent + ".")
        seen.add(office.code)


def test_the_letterheads_are_those_of_the_two_published_standards() -> None:
    offices = {office.code: office for office in LUMAJANG.offices}
    yosowilangun, jatiroto = offices["35.08.07"], offices["35.08.17"]
    assert (yosowilangun.phone, yosowilangun.postal_code, yosowilangun.website) == (
        "(0334) 390555",
        "67382",
        "",
    )
    assert yosowilangun.email == "kec_yosowilangun@lumajangkab.go.id"
    assert (jatiroto.phone, jatiroto.postal_code) == ("(0334) 321465", "67355")
    assert jatiroto.website == "jatiroto.lumajangkab.go.id"
    assert offices["35.08.10.1003"].name == "Kelurahan Citrodiwangsan"
    assert offices["35.08.07.2006"].name == "Desa Yosowilangun Lor"


def test_the_default_week_is_five_days_and_friday_closes_earlier() -> None:
    assert LUMAJANG.hours.hours == {
        **dict.fromkeys(range(4), spans("08:00-15:00")),
        4: spans("08:00-14:00"),
    }
    assert LUMAJANG.zone == "Asia/Jakarta"


def test_a_region_that_does_not_ship_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        read_region("atlantis")
