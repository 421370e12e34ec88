"""The shipped offices of a kabupaten, read from data/<region>.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from pamong.offices import rules
from pamong.workdays.calendar import WeekPattern
from pamong.workdays.tables import hours_from_data

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_VILLAGE_KINDS: Final = {"1": "kelurahan", "2": "desa"}


@dataclass(frozen=True)
class ShippedOffice:
    code: str
    kind: str
    parent: str | None
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    city: str = ""
    postal_code: str = ""


@dataclass(frozen=True)
class Region:
    """What a region file holds. `offices` come parents first; `digest` is the file's SHA-256."""

    zone: str
    hours: WeekPattern
    offices: tuple[ShippedOffice, ...]
    digest: str


def read_region(name: str) -> Region:
    """Read a shipped region, e.g. "lumajang". Raises FileNotFoundError for a name that does not ship."""
    content = (files("pamong.offices") / "data" / f"{name}.toml").read_bytes()
    data = tomllib.loads(content.decode())
    return Region(data["zone"], _hours(data["hours"]), tuple(_offices(data)), sha256(content).hexdigest())


def _hours(row: Mapping[str, Any]) -> WeekPattern:
    week = {str(number): row.get(weekday, []) for number, weekday in enumerate(_WEEKDAYS)}
    return WeekPattern(row["name"], row["valid_from"], row.get("valid_until"), hours_from_data(week))


def _offices(data: Mapping[str, Any]) -> Iterator[ShippedOffice]:
    kabupaten = data["kabupaten"]
    yield ShippedOffice(kind="kabupaten", parent=None, **kabupaten)
    yield ShippedOffice(kind="dispenduk", parent=kabupaten["code"], **data["dispenduk"])
    for code, row in data["kecamatan"].items():
        letterhead = {key: value for key, value in row.items() if key != "villages"}
        yield ShippedOffice(code=code, kind="kecamatan", parent=kabupaten["code"], **letterhead)
        for number, name in row["villages"].items():
            kind = _VILLAGE_KINDS[number[0]]
            yield ShippedOffice(f"{code}.{number}", kind, code, rules.TITLES[kind] + name)
