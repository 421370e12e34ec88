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

from pamong.offices import rules as offices
from pamong.offices.region_source import Region, ShippedOffice
from pamong.staff.rules import POSTS
from pamong.staff.rules.appointing import usable_username
from pamong.standard.messages import N_, Message
from pamong.workdays.calendar import CalendarInvalid, WeekPattern
from pamong.workdays.tables import hours_from_data

LETTERHEAD: Final[Mapping[str, int]] = {
    "address": 200,
    "phone": 60,
    "email": 120,
    "website": 120,
    "city": 60,
    "postal_code": 10,
}
"""The lines of a letterhead with their greatest length."""
KEYS: Final = (
    "kecamatan", *LETTERHEAD, "username", "full_name", "decree", "people", "years", "hours", "services", "from",
    "key_sheet",
)  # fmt: skip
"""The names of the answers, in a file of answers and where they are kept until the end."""
NOTHING: Final = "-"
SHORTEST_PASSWORD: Final = 12
_FIRST_YEAR, _LAST_YEAR = 2015, 2100
_DAYS: Final = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "sabtu": 5, "minggu": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_DAY_NAMES: Final = tuple(_DAYS)[:7]
_SPAN: Final = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})")


class Wrong(ValueError):  # noqa: N818 - reads as what it says
    """An answer that cannot be used: what is wrong with it, why that matters, how it is meant."""

    def __init__(self, text: str, /, **params: object) -> None:
        self.message = Message(text, params)
        super().__init__(self.message.fill())


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is to sign in, and the post it is for."""

    post: str
    username: str
    full_name: str
    decree: str


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


def letterhead_line(name: str, text: str) -> str:
    """A line of the letterhead; a single hyphen is a line the letterhead does not have."""
    line = " ".join(text.split())
    if line == NOTHING:
        return ""
    if len(line) > LETTERHEAD[name]:
        raise Wrong(
            N_("Terlalu panjang untuk satu baris kop surat: paling banyak {most} huruf. Persingkat."),
            most=LETTERHEAD[name],
        )
    if name == "email" and line and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", line):
        raise Wrong(
            N_(
                "«{text}» bukan alamat surel. Kop surat memuatnya agar warga dapat menulis; contoh: kec@contoh.go.id"
            ),
            text=text,
        )
    return line


def username(text: str) -> str:
    asked = text.strip()
    if usable_username(asked) is not None:
        raise Wrong(
            N_(
                "«{text}» tidak dapat menjadi nama masuk. Diketik setiap hari dan tidak boleh menyerupai NIK: huruf"
                " kecil, angka, titik, atau tanda hubung; diawali huruf; 3 sampai 64. Contoh: rukmi.wati"
            ),
            text=asked,
        )
    return asked


def full_name(text: str) -> str:
    name = " ".join(text.split())
    if not any(letter.isalpha() for letter in name) or len(name) > 120:
        raise Wrong(
            N_("Nama lengkap tercatat pada setiap tindakan orang itu. Tulis nama, paling banyak 120 huruf.")
        )
    return name


def decree(text: str) -> str:
    number = " ".join(text.split())
    if not number:
        raise Wrong(
            N_("Setiap penunjukan bersandar pada surat. Tulis nomor surat keputusan atau surat perintahnya.")
        )
    return number


def post(text: str) -> str:
    code = text.strip().lower()
    if code not in POSTS:
        raise Wrong(
            N_("«{text}» bukan jabatan yang dikenal; jabatan menentukan wewenang. Pilih: {posts}"),
            text=text.strip(),
            posts=", ".join(POSTS),
        )
    return code


def person(text: str, *, decree: str) -> NewPerson:
    """`post:username:full name`, with a fourth part when the decree is another than that of the first person."""
    parts = [part.strip() for part in text.split(":", 3)]
    if len(parts) < 3:
        raise Wrong(
            N_(
                "«{text}» kurang lengkap. Tulis jabatan:nama-masuk:nama lengkap, misalnya loket:rukmi:Rukmi Contohwati"
            ),
            text=text,
        )
    own = parts[3] if len(parts) == 4 else decree
    return NewPerson(post(parts[0]), username(parts[1]), full_name(parts[2]), own)


def people(text: str, *, first: NewPerson) -> tuple[NewPerson, ...]:
    """One person in each line. A username belongs to one person, so none may come twice."""
    found = tuple(person(line, decree=first.decree) for line in text.splitlines() if line.strip())
    names = [first.username, *(each.username for each in found)]
    for name in names:
        if names.count(name) > 1:
            raise Wrong(
                N_(
                    "Nama masuk {name} dipakai dua kali; setiap orang punya nama masuk sendiri. Ganti salah satu."
                ),
                name=name,
            )
    return found


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


def hours(text: str, *, ordinary: WeekPattern) -> WeekPattern | None:
    """`Senin-Kamis 08:00-15:00; Jumat 08:00-11:00 13:00-15:00`; None for nothing and for the ordinary week."""
    week: dict[str, list[list[str]]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        days, _, spans = part.partition(" ")
        found = _SPAN.findall(spans)
        if not found or _SPAN.sub("", spans).strip(" ,"):
            raise _wrong_hours(text)
        for day in _days(days, text):
            if str(day) in week:
                raise _wrong_hours(text)
            week[str(day)] = [[f"{one:0>2}:{two}", f"{three:0>2}:{four}"] for one, two, three, four in found]
    try:
        pattern = WeekPattern(ordinary.name, ordinary.valid_from, None, hours_from_data(week))
    except (CalendarInvalid, ValueError):
        raise _wrong_hours(text) from None
    return None if not week or pattern.hours == ordinary.hours else pattern


def _days(text: str, whole: str) -> range:
    first, _, last = text.casefold().rstrip(":").replace("–", "-").partition("-")
    begin, end = _DAYS.get(first), _DAYS.get(last or first)
    if begin is None or end is None or end < begin:
        raise _wrong_hours(whole)
    return range(begin, end + 1)


def _wrong_hours(text: str) -> Wrong:
    return Wrong(
        N_(
            "«{text}» tidak terbaca sebagai jam layanan; setiap batas waktu berakhir pada jam tutup. Tulis seperti:"
            " Senin-Kamis 08:00-15:00; Jumat 08:00-11:00 13:00-15:00"
        ),
        text=text,
    )


def hours_as_text(pattern: WeekPattern) -> str:
    """The way `hours` reads it, days with equal hours together."""
    parts: list[tuple[int, int, str]] = []
    for day, spans in pattern.hours.items():
        written = " ".join(f"{span.start:%H:%M}-{span.end:%H:%M}" for span in spans)
        if parts and parts[-1][1:] == (day - 1, written):
            parts[-1] = (parts[-1][0], day, written)
        else:
            parts.append((day, day, written))
    named = [
        (_DAY_NAMES[first].capitalize(), _DAY_NAMES[last].capitalize(), written)
        for first, last, written in parts
    ]
    return "; ".join(
        f"{first} {written}" if first == last else f"{first}-{last} {written}"
        for first, last, written in named
    )


def services(text: str, *, known: Iterable[str]) -> tuple[str, ...]:
    """Which of the shipped services; a single hyphen for none."""
    there = tuple(known)
    asked = tuple(dict.fromkeys(re.findall(r"[\w-]+", text.lower()))) if text.strip() != NOTHING else ()
    for service in asked:
        if service not in there:
            raise Wrong(
                N_(
                    "Tidak ada contoh standar «{text}». Yang ada: {known}. Tulis dengan koma, atau - bila belum."
                ),
                text=service,
                known=", ".join(there),
            )
    return asked


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Wrong(
            N_(
                "«{text}» bukan tanggal. Standar mengikat sejak hari itu; tulis tahun-bulan-hari, misalnya 2026-12-14"
            ),
            text=text.strip(),
        ) from None


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
