"""What makes an answer usable when an office is set up: at the start of an installation, by command or on the page.

An answer is kept as the text it was given in; reading it a second time gives the same value.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

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
NOTHING: Final = "-"
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
    """What a person types to sign in, every day; nothing that could be an identity number."""
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
    """The name that stands beside every act of the person, at most 120 letters."""
    name = " ".join(text.split())
    if not any(letter.isalpha() for letter in name) or len(name) > 120:
        raise Wrong(
            N_("Nama lengkap tercatat pada setiap tindakan orang itu. Tulis nama, paling banyak 120 huruf.")
        )
    return name


def decree(text: str) -> str:
    """The number of the letter an appointment rests on."""
    number = " ".join(text.split())
    if not number:
        raise Wrong(
            N_("Setiap penunjukan bersandar pada surat. Tulis nomor surat keputusan atau surat perintahnya.")
        )
    return number


def post(text: str) -> str:
    """The key of one of `POSTS`, in any case of letters."""
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


def listed(text: str, *, decree: str, besides: Iterable[str] = ()) -> tuple[NewPerson, ...]:
    """One person in each line. A username belongs to one person, so none may come twice, nor be one of `besides`."""
    found = tuple(person(line, decree=decree) for line in text.splitlines() if line.strip())
    names = [*besides, *(each.username for each in found)]
    for name in names:
        if names.count(name) > 1:
            raise Wrong(
                N_(
                    "Nama masuk {name} dipakai dua kali; setiap orang punya nama masuk sendiri. Ganti salah satu."
                ),
                name=name,
            )
    return found


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
    """A date as `2026-12-14`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Wrong(
            N_(
                "«{text}» bukan tanggal. Standar mengikat sejak hari itu; tulis tahun-bulan-hari, misalnya 2026-12-14"
            ),
            text=text.strip(),
        ) from None
