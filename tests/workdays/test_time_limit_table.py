"""The time limit as a table an officer can check with a wall calendar.

Every date was counted by hand. Hours of "office": Monday to Thursday 08:00-15:00, Friday 08:00-14:00. Holidays and
collective leave are those of 2026 as written in calendars.py.
"""

from typing import NamedTuple

import pytest

from pamong.workdays.calendar import Calendar, DayNote
from pamong.workdays.clock import Pause, due
from tests.workdays.calendars import (
    FIVE_DAYS,
    HOLIDAYS,
    LEAVE,
    OFFICE,
    OFFICE_WITH_BREAK,
    RAMADAN_OFFICE,
    SIX_DAY_OFFICE,
    WITHOUT_LEAVE,
    calendar,
    day,
    moment,
    spans,
)


class Row(NamedTuple):
    what: str
    calendar: Calendar
    complete: str
    limit: str
    due: str | None
    pauses: tuple[str, ...] = ()
    day_zero: str | None = None


def with_note(*notes: DayNote) -> Calendar:
    return calendar(FIVE_DAYS, days=(*HOLIDAYS, *LEAVE, *notes))


DECREED_LATER = with_note(DayNote(day("18-11-2026"), "regional_holiday", "Hari libur daerah"))
ELECTION = with_note(DayNote(day("14-02-2024"), "election", "Hari Pemilihan Umum"))
FLOOD = with_note(DayNote(day("03-11-2026"), "closure", "Kantor kebanjiran"))
OPEN_ON_LEAVE = with_note(DayNote(day("24-12-2026"), "extra_open", "Loket tetap buka", spans("08:00-12:00")))
OPEN_AS_USUAL = with_note(DayNote(day("24-12-2026"), "extra_open", "Loket tetap buka"))
OPEN_ON_SATURDAY = with_note(DayNote(day("07-11-2026"), "extra_open", "Jemput bola", spans("09:00-11:00")))

# fmt: off
TABLE = [
    # The three anchors.
    Row("twelve days over Christmas and New Year", OFFICE, "Mon 14-12-2026 10:00", "12 working_days", "Mon 04-01-2027 15:00"),
    Row("the same, collective leave forgotten", WITHOUT_LEAVE, "Mon 14-12-2026 10:00", "12 working_days", "Thu 31-12-2026 15:00"),
    Row("the same, in a six-day week", SIX_DAY_OFFICE, "Mon 14-12-2026 10:00", "12 working_days", "Wed 30-12-2026 14:00"),
    # Day 0.
    Row("one day, an ordinary Monday", OFFICE, "Mon 02-11-2026 10:00", "1 working_days", "Tue 03-11-2026 15:00"),
    Row("due on a Friday, which closes earlier", OFFICE, "Thu 05-11-2026 10:00", "1 working_days", "Fri 06-11-2026 14:00"),
    Row("over the weekend", OFFICE, "Fri 06-11-2026 10:00", "1 working_days", "Mon 09-11-2026 15:00"),
    Row("completed before the counter opens", OFFICE, "Mon 02-11-2026 07:10", "1 working_days", "Tue 03-11-2026 15:00", (), "02-11-2026"),
    Row("completed on the stroke of closing time", OFFICE, "Mon 02-11-2026 15:00", "1 working_days", "Tue 03-11-2026 15:00", (), "02-11-2026"),
    Row("completed a minute after closing", OFFICE, "Mon 02-11-2026 15:01", "1 working_days", "Wed 04-11-2026 15:00", (), "03-11-2026"),
    Row("completed on Friday after closing", OFFICE, "Fri 06-11-2026 14:30", "1 working_days", "Tue 10-11-2026 15:00", (), "09-11-2026"),
    Row("completed on a Saturday", OFFICE, "Sat 07-11-2026 09:00", "1 working_days", "Tue 10-11-2026 15:00", (), "09-11-2026"),
    Row("completed on a Saturday, six-day week", SIX_DAY_OFFICE, "Sat 07-11-2026 09:00", "1 working_days", "Mon 09-11-2026 14:00", (), "07-11-2026"),
    Row("completed on a public holiday", OFFICE, "Mon 17-08-2026 09:00", "1 working_days", "Wed 19-08-2026 15:00", (), "18-08-2026"),
    Row("completed after closing before New Year", OFFICE, "Thu 31-12-2026 16:00", "1 working_days", "Tue 05-01-2027 15:00", (), "04-01-2027"),
    # Holidays.
    Row("twelve days over Eid and its leave", OFFICE, "Mon 09-03-2026 10:00", "12 working_days", "Wed 01-04-2026 15:00"),
    Row("the same, collective leave forgotten", WITHOUT_LEAVE, "Mon 09-03-2026 10:00", "12 working_days", "Thu 26-03-2026 15:00"),
    Row("one day, on the eve of the Eid leave", OFFICE, "Tue 17-03-2026 10:00", "1 working_days", "Wed 25-03-2026 15:00"),
    Row("one day, before New Year", OFFICE, "Thu 31-12-2026 10:00", "1 working_days", "Mon 04-01-2027 15:00"),
    Row("one day, before a long weekend", OFFICE, "Wed 13-05-2026 10:00", "1 working_days", "Mon 18-05-2026 15:00"),
    Row("a holiday and its leave within the week", OFFICE, "Tue 26-05-2026 10:00", "1 working_days", "Fri 29-05-2026 14:00"),
    Row("an election day", ELECTION, "Tue 13-02-2024 10:00", "1 working_days", "Thu 15-02-2024 15:00"),
    Row("before a regional holiday is decreed", OFFICE, "Mon 02-11-2026 10:00", "12 working_days", "Wed 18-11-2026 15:00"),
    Row("after it is decreed for the due day", DECREED_LATER, "Mon 02-11-2026 10:00", "12 working_days", "Thu 19-11-2026 15:00"),
    Row("the office is flooded", FLOOD, "Mon 02-11-2026 10:00", "1 working_days", "Wed 04-11-2026 15:00"),
    Row("the counter serves on a day of leave", OPEN_ON_LEAVE, "Wed 23-12-2026 10:00", "1 working_days", "Thu 24-12-2026 12:00"),
    Row("the same with the ordinary hours", OPEN_AS_USUAL, "Wed 23-12-2026 10:00", "1 working_days", "Thu 24-12-2026 15:00"),
    Row("the counter opens on one Saturday", OPEN_ON_SATURDAY, "Fri 06-11-2026 10:00", "1 working_days", "Sat 07-11-2026 11:00"),
    # Hours of Ramadan.
    Row("Ramadan: the due day closes earlier", RAMADAN_OFFICE, "Mon 23-02-2026 10:00", "1 working_days", "Tue 24-02-2026 14:00"),
    Row("Ramadan: after closing, though not after the ordinary one", RAMADAN_OFFICE, "Mon 23-02-2026 14:30", "1 working_days", "Wed 25-02-2026 14:00", (), "24-02-2026"),
    Row("Ramadan ends before the due day", RAMADAN_OFFICE, "Mon 09-03-2026 10:00", "12 working_days", "Wed 01-04-2026 15:00"),
    # The applicant holds it.
    Row("never returned", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Wed 21-10-2026 15:00"),
    Row("two pauses, two closing times and one", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Mon 26-10-2026 15:00",
        ("Wed 07-10-2026 10:00 > Fri 09-10-2026 09:00", "Tue 13-10-2026 11:00 > Wed 14-10-2026 11:00")),
    Row("a pause over a holiday costs the working days only", OFFICE, "Mon 10-08-2026 10:00", "12 working_days", "Tue 01-09-2026 15:00",
        ("Fri 14-08-2026 09:00 > Wed 19-08-2026 09:00",)),
    Row("the same without the pause", OFFICE, "Mon 10-08-2026 10:00", "12 working_days", "Fri 28-08-2026 14:00"),
    Row("returned and back before closing costs nothing", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Wed 21-10-2026 15:00",
        ("Thu 08-10-2026 09:00 > Thu 08-10-2026 14:00",)),
    Row("returned and back after closing costs the day", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Thu 22-10-2026 15:00",
        ("Thu 08-10-2026 09:00 > Thu 08-10-2026 15:30",)),
    Row("returned on the stroke of closing time costs the day", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Thu 22-10-2026 15:00",
        ("Thu 08-10-2026 15:00 > Fri 09-10-2026 08:00",)),
    Row("back on the stroke of closing time costs nothing", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Wed 21-10-2026 15:00",
        ("Thu 08-10-2026 09:00 > Thu 08-10-2026 15:00",)),
    Row("a pause over the weekend costs nothing", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Wed 21-10-2026 15:00",
        ("Fri 09-10-2026 14:30 > Mon 12-10-2026 08:30",)),
    Row("returned on day 0, which does not count anyway", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Thu 22-10-2026 15:00",
        ("Mon 05-10-2026 13:00 > Tue 06-10-2026 16:00",)),
    Row("still with the applicant", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", None,
        ("Thu 08-10-2026 09:00 > …",)),
    Row("returned only after it was due", OFFICE, "Mon 05-10-2026 10:00", "12 working_days", "Wed 21-10-2026 15:00",
        ("Thu 22-10-2026 09:00 > …",)),
    # Minutes and hours of service.
    Row("thirty minutes", OFFICE, "Mon 02-11-2026 10:00", "30 minutes", "Mon 02-11-2026 10:30"),
    Row("thirty minutes before opening", OFFICE, "Mon 02-11-2026 07:00", "30 minutes", "Mon 02-11-2026 08:30"),
    Row("thirty minutes, fifteen before closing", OFFICE, "Mon 02-11-2026 14:45", "30 minutes", "Tue 03-11-2026 08:15"),
    Row("fifteen minutes, fifteen before closing", OFFICE, "Mon 02-11-2026 14:45", "15 minutes", "Mon 02-11-2026 15:00"),
    Row("ninety minutes over the weekend", OFFICE, "Fri 06-11-2026 13:30", "90 minutes", "Mon 09-11-2026 09:00"),
    Row("thirty minutes after closing", OFFICE, "Mon 02-11-2026 16:00", "30 minutes", "Tue 03-11-2026 08:30", (), "03-11-2026"),
    Row("an hour, forty minutes of it with the applicant", OFFICE, "Mon 02-11-2026 10:00", "1 hours", "Mon 02-11-2026 11:40",
        ("Mon 02-11-2026 10:20 > Mon 02-11-2026 11:00",)),
    Row("an hour, returned overnight", OFFICE, "Mon 02-11-2026 14:30", "1 hours", "Wed 04-11-2026 09:20",
        ("Mon 02-11-2026 14:40 > Wed 04-11-2026 08:30",)),
    Row("an hour, still with the applicant", OFFICE, "Mon 02-11-2026 10:00", "1 hours", None, ("Mon 02-11-2026 10:20 > …",)),
    Row("half an hour, returned after it was due", OFFICE, "Mon 02-11-2026 10:00", "30 minutes", "Mon 02-11-2026 10:30",
        ("Mon 02-11-2026 11:00 > …",)),
    Row("four hours over the midday break", OFFICE_WITH_BREAK, "Mon 02-11-2026 10:00", "4 hours", "Mon 02-11-2026 15:00"),
    Row("two hours end as the break begins", OFFICE_WITH_BREAK, "Mon 02-11-2026 10:00", "2 hours", "Mon 02-11-2026 12:00"),
    Row("an hour, complete during the break", OFFICE_WITH_BREAK, "Mon 02-11-2026 12:30", "1 hours", "Mon 02-11-2026 14:00"),
    # Dates of the calendar.
    Row("three days, the last a Saturday", OFFICE, "Wed 04-11-2026 10:00", "3 days", "Mon 09-11-2026 15:00"),
    Row("two days within the week", OFFICE, "Mon 02-11-2026 10:00", "2 days", "Wed 04-11-2026 15:00"),
    Row("ten days, two of them with the applicant", OFFICE, "Mon 05-10-2026 10:00", "10 days", "Mon 19-10-2026 15:00",
        ("Tue 06-10-2026 09:00 > Thu 08-10-2026 09:00",)),
    Row("ten days, a weekend with the applicant", OFFICE, "Mon 05-10-2026 10:00", "10 days", "Mon 19-10-2026 15:00",
        ("Sat 10-10-2026 09:00 > Mon 12-10-2026 09:00",)),
    Row("the last day passed, then returned over the weekend and Monday", OFFICE, "Wed 04-11-2026 10:00", "3 days", "Tue 10-11-2026 15:00",
        ("Sun 08-11-2026 09:00 > Tue 10-11-2026 09:00",)),
    Row("three days, still with the applicant", OFFICE, "Wed 04-11-2026 10:00", "3 days", None, ("Sat 07-11-2026 09:00 > …",)),
    Row("two weeks, ending on collective leave", OFFICE, "Thu 10-12-2026 10:00", "2 weeks", "Mon 28-12-2026 15:00"),
    Row("a month that has no such date", OFFICE, "Fri 30-01-2026 10:00", "1 months", "Mon 02-03-2026 15:00"),
    Row("two months over New Year", OFFICE, "Fri 13-11-2026 10:00", "2 months", "Wed 13-01-2027 15:00"),
    Row("a month into December", OFFICE, "Mon 02-11-2026 10:00", "1 months", "Wed 02-12-2026 15:00"),
    Row("a year from a leap day", OFFICE, "Thu 29-02-2024 10:00", "1 years", "Fri 28-02-2025 14:00"),
]
# fmt: on


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.what} [{row.complete}]")
def test_due_is_what_the_wall_calendar_says(row: Row) -> None:
    amount, unit = row.limit.split()
    answer = due(
        row.calendar,
        complete_at=moment(row.complete),
        amount=int(amount),
        unit=unit,
        pauses=[pause(text) for text in row.pauses],
    )
    assert answer.moment == (moment(row.due) if row.due else None)
    if row.day_zero:
        assert answer.day_zero == day(row.day_zero)


def pause(text: str) -> Pause:
    start, end = text.split(" > ")
    return Pause(moment(start), None if end == "…" else moment(end))


def test_the_explanation_names_every_day_of_the_first_anchor() -> None:
    answer = due(OFFICE, complete_at=moment("Mon 14-12-2026 10:00"), amount=12, unit="working_days")
    told = [
        f"{line.on:%d-%m} {line.reason}{f' {line.counts}' if line.counts else ''}"
        + (f" ({line.name})" if line.name else "")
        for line in answer.lines
    ]
    assert told == [
        "14-12 day_zero",
        "15-12 counted 1",
        "16-12 counted 2",
        "17-12 counted 3",
        "18-12 counted 4",
        "19-12 weekend",
        "20-12 weekend",
        "21-12 counted 5",
        "22-12 counted 6",
        "23-12 counted 7",
        "24-12 collective_leave (Cuti Bersama Natal)",
        "25-12 public_holiday (Hari Raya Natal)",
        "26-12 weekend",
        "27-12 weekend",
        "28-12 counted 8",
        "29-12 counted 9",
        "30-12 counted 10",
        "31-12 counted 11",
        "01-01 public_holiday (Tahun Baru Masehi)",
        "02-01 weekend",
        "03-01 weekend",
        "04-01 counted 12",
    ]
