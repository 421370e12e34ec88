"""What `pamong start` must know, and what makes an answer usable. Pure: the same readings serve the questions on the
terminal, the options of the command, and the file of answers.

An answer is kept as the text it was given in; reading it a second time gives the same value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from pamong.kabupaten.rules.answers import (
    LETTERHEAD,
    NOTHING,
    NewPerson,
    Wrong,
    a_day,
    decree,
    full_name,
    hours,
    hours_as_text,
    letterhead_line,
    listed,
    post,
    services,
    username,
)
from pamong.offices import rules as offices
from pamong.offices.region_source import Region, ShippedOffice
from pamong.standard.messages import N_
from pamong.workdays.calendar import WeekPattern

__all__ = [
    "KEYS",
    "LETTERHEAD",
    "NOTHING",
    "SHORTEST_PASSWORD",
    "Answers",
    "NewPerson",
    "Wrong",
    "a_day",
    "as_texts",
    "decree",
    "defaults",
    "find_kecamatan",
    "full_name",
    "hours",
    "hours_as_text",
    "kecamatan_of",
    "letterhead_line",
    "people",
    "place",
    "post",
    "read_all",
    "services",
    "username",
    "years",
]

KEYS: Final = (
    "kecamatan", *LETTERHEAD, "username", "full_name", "decree", "people", "years", "hours", "services", "from",
    "key_sheet",
)  # fmt: skip
"""The names of the answers, in a file of answers and where they are kept until the end."""
SHORTEST_PASSWORD: Final = 12
_FIRST_YEAR, _LAST_YEAR = 2015, 2100


@dataclass(frozen=True)
class Answers:
    """Everything `pamong start` needs but passwords, which are kept nowhere. An empty `hours` is the region's week;
    an empty `key_sheet` is the screen.
    """

    office: ShippedOffice
    letterhead: Mapping[str, str]
    first: NewPerson
    people: tuple[NewPerson, ...]
    years: tuple[int, ...]
    hours: WeekPattern | None
    services: tuple[str, ...]
    in_force_from: date
    key_sheet: str


def kecamatan_of(region: Region) -> tuple[ShippedOffice, ...]:
    return tuple(office for office in region.offices if office.kind == "kecamatan")


def place(office: ShippedOffice) -> str:
    return office.name.removeprefix(offices.TITLES["kecamatan"])


def find_kecamatan(text: str, region: Region) -> ShippedOffice:
    """The one kecamatan with this code, this name, or a name with this in it."""
    asked = text.strip().casefold().removeprefix("kecamatan ").strip()
    known = kecamatan_of(region)
    for fits in (
        [office for office in known if asked in {office.code, place(office).casefold()}],
        [office for office in known if asked and asked in place(office).casefold()],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise Wrong(
                N_("«{text}» ada di beberapa nama: {names}. Tulis lebih lengkap, atau tulis kodenya."),
                text=text,
                names=_named(fits),
            )
    raise Wrong(
        N_("Tidak ada kecamatan «{text}» dalam daftar wilayah. Yang ada: {names}. Tulis nama atau kodenya."),
        text=text,
        names=_named(known),
    )


def _named(found: Iterable[ShippedOffice]) -> str:
    return ", ".join(f"{place(office)} ({office.code})" for office in found)


def people(text: str, *, first: NewPerson) -> tuple[NewPerson, ...]:
    """One person in each line, beside the first."""
    return listed(text, decree=first.decree, besides=(first.username,))


def years(text: str, *, today: date) -> tuple[int, ...]:
    """`2026-2027` or `2026, 2027`."""
    span = re.fullmatch(r"\s*(\d{4})\s*[-–]\s*(\d{4})\s*", text)
    listed = re.fullmatch(r"\s*\d{4}(\s*,\s*\d{4})*\s*", text)
    found = range(int(span[1]), int(span[2]) + 1) if span else tuple(map(int, re.findall(r"\d{4}", text)))
    usable = bool(span or listed) and all(_FIRST_YEAR <= year <= _LAST_YEAR for year in found)
    if not usable or today.year not in found:
        raise Wrong(
            N_(
                "«{text}» tidak dapat dipakai. Batas waktu dihitung dengan hari libur, jadi tahun ini harus ada:"
                " tulis {first}-{last}, atau {first}, {last}."
            ),
            text=text.strip(),
            first=today.year,
            last=today.year + 1,
        )
    return tuple(sorted(set(found)))


def as_texts(given: Mapping[str, Any]) -> dict[str, str]:
    """A file of answers as texts; its lists become lines, its dates and years are written out."""
    unknown = sorted(set(given) - set(KEYS))
    if unknown:
        raise Wrong(
            N_("Jawaban «{name}» tidak dikenal, jadi tidak akan dipakai. Yang dikenal: {known}."),
            name=unknown[0],
            known=", ".join(KEYS),
        )
    return {name: _as_text(name, value) for name, value in given.items()}


def _as_text(name: str, value: Any) -> str:
    if isinstance(value, list):
        return ("\n" if name == "people" else ", ").join(str(each) for each in value)
    return str(value)


def defaults(
    region: Region, given: Mapping[str, str], *, today: date, known: Iterable[str]
) -> dict[str, str]:
    """What holds where nothing is answered. Who the first person is and by which decree cannot be guessed."""
    found = {
        "people": "",
        "years": f"{today.year}-{today.year + 1}",
        "hours": hours_as_text(region.hours),
        "services": ", ".join(known),
        "from": today.isoformat(),
        "key_sheet": "",
        **dict.fromkeys(LETTERHEAD, ""),
    }
    try:
        office = find_kecamatan(given.get("kecamatan", ""), region)
    except Wrong:
        return found
    return found | {name: getattr(office, name) for name in LETTERHEAD}


def read_all(
    texts: Mapping[str, str], *, region: Region, today: date, known: Iterable[str]
) -> tuple[Answers | None, dict[str, Wrong]]:
    """The answers, or by name everything that is wrong with them."""
    wrong: dict[str, Wrong] = {}

    def read(name: str, reading: Callable[[str], Any]) -> Any:
        try:
            return reading(texts.get(name, ""))
        except Wrong as problem:
            wrong[name] = problem
            return None

    office = read("kecamatan", lambda text: find_kecamatan(text, region))
    lines = {name: read(name, partial(letterhead_line, name)) for name in LETTERHEAD}
    first = NewPerson(
        "it",
        read("username", username) or "",
        read("full_name", full_name) or "",
        read("decree", decree) or "",
    )
    others = read("people", lambda text: people(text, first=first))
    calendar = read("years", lambda text: years(text, today=today))
    week = read("hours", lambda text: hours(text, ordinary=region.hours))
    chosen = read("services", lambda text: services(text, known=known))
    since = read("from", a_day)
    if wrong:
        return None, wrong
    sheet = texts.get("key_sheet", "").strip()
    return Answers(office, lines, first, others, calendar, week, chosen, since, sheet), {}
