"""Calendars the tests count over, written out by hand: no library, no code of the product chooses a date here."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from pamong.workdays.calendar import Calendar, DayKind, DayNote, Span, WeekPattern

JAKARTA = ZoneInfo("Asia/Jakarta")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

PUBLIC_HOLIDAYS = {
    "01-01-2026": "Tahun Baru Masehi",
    "16-01-2026": "Isra Mikraj Nabi Muhammad",
    "17-02-2026": "Tahun Baru Imlek",
    "19-03-2026": "Hari Suci Nyepi",
    "21-03-2026": "Hari Raya Idul Fitri",
    "22-03-2026": "Hari kedua Idul Fitri",
    "03-04-2026": "Wafat Yesus Kristus",
    "01-05-2026": "Hari Buruh Internasional",
    "14-05-2026": "Kenaikan Yesus Kristus",
    "27-05-2026": "Hari Raya Idul Adha",
    "01-06-2026": "Hari Lahir Pancasila",
    "16-06-2026": "Tahun Baru Islam",
    "17-08-2026": "Hari Kemerdekaan",
    "25-08-2026": "Maulid Nabi Muhammad",
    "25-12-2026": "Hari Raya Natal",
    "01-01-2027": "Tahun Baru Masehi",
}
COLLECTIVE_LEAVE = {
    "16-02-2026": "Cuti Bersama Imlek",
    "18-03-2026": "Cuti Bersama Nyepi",
    "20-03-2026": "Cuti Bersama Idul Fitri",
    "23-03-2026": "Cuti Bersama Idul Fitri",
    "24-03-2026": "Cuti Bersama Idul Fitri",
    "15-05-2026": "Cuti Bersama Kenaikan",
    "28-05-2026": "Cuti Bersama Idul Adha",
    "24-12-2026": "Cuti Bersama Natal",
}


def day(text: str) -> date:
    """Read 14-12-2026, as Indonesian papers write it."""
    day_, month, year = text.split("-")
    return date(int(year), int(month), int(day_))


def moment(text: str) -> datetime:
    """Read "Mon 14-12-2026 10:00" in Jakarta; a weekday that does not fit the date is a mistake of the table."""
    weekday, on, clock = text.split()
    assert WEEKDAYS[day(on).weekday()] == weekday, f"{text} is not a {weekday}"
    return datetime.combine(day(on), time.fromisoformat(clock), JAKARTA)


def spans(text: str) -> tuple[Span, ...]:
    """Read "08:00-12:00 13:00-15:00"."""
    pairs = (piece.split("-") for piece in text.split())
    return tuple(Span(time.fromisoformat(start), time.fromisoformat(end)) for start, end in pairs)


def week(
    name: str, hours: Iterable[str], valid_from: str = "01-01-2015", valid_until: str | None = None
) -> WeekPattern:
    """Make a pattern from the hours of Monday, Tuesday and so on; an empty text is a closed day."""
    return WeekPattern(
        name,
        day(valid_from),
        day(valid_until) if valid_until else None,
        {number: spans(text) for number, text in enumerate(hours) if text},
    )


def notes(kind: DayKind, names: dict[str, str]) -> tuple[DayNote, ...]:
    return tuple(DayNote(day(on), kind, name) for on, name in names.items())


HOLIDAYS = notes("public_holiday", PUBLIC_HOLIDAYS)
LEAVE = notes("collective_leave", COLLECTIVE_LEAVE)

FIVE_DAYS = week("Lima hari", ["08:00-15:00"] * 4 + ["08:00-14:00"])
SIX_DAYS = week("Enam hari", ["08:00-14:00"] * 4 + ["08:00-11:00", "08:00-13:00"])
WITH_BREAK = week("Dengan istirahat", ["08:00-12:00 13:00-15:00"] * 4 + ["08:00-11:00 13:00-15:00"])
RAMADAN = week("Ramadan 1447 H", ["08:00-14:00"] * 4 + ["08:00-11:00"], "19-02-2026", "20-03-2026")


def calendar(*patterns: WeekPattern, days: Iterable[DayNote] = ()) -> Calendar:
    return Calendar("Asia/Jakarta", patterns, tuple(days))


OFFICE = calendar(FIVE_DAYS, days=HOLIDAYS + LEAVE)
WITHOUT_LEAVE = calendar(FIVE_DAYS, days=HOLIDAYS)
SIX_DAY_OFFICE = calendar(SIX_DAYS, days=HOLIDAYS + LEAVE)
RAMADAN_OFFICE = calendar(FIVE_DAYS, RAMADAN, days=HOLIDAYS + LEAVE)
OFFICE_WITH_BREAK = calendar(WITH_BREAK, days=HOLIDAYS + LEAVE)
