"""The people of the demo: staff of two offices, and residents. Nobody of them exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

KTP_OFFICE = "35.08.07"
KK_OFFICE = "35.08.17"
KABUPATEN = "35.08"
DISPENDUK = "35.08.dispenduk"
SHORT: Mapping[str, str] = {
    KTP_OFFICE: "yosowilangun",
    KK_OFFICE: "jatiroto",
    KABUPATEN: "lumajang",
    DISPENDUK: "lumajang",
}
STAFF: Mapping[str, Mapping[str, str]] = {
    KTP_OFFICE: {
        "loket": "Rukmi Contohwati",
        "operator": "Bagus Peragawan",
        "kasi": "Wening Teladani",
        "sekretaris": "Darma Misalkan",
        "camat": "Surya Umpamanto",
        "information_officer": "Laras Andaikan",
        "it": "Nanda Rekaanto",
    },
    KK_OFFICE: {
        "loket": "Galih Contohadi",
        "operator": "Ayu Peragawati",
        "kasi": "Banyu Teladanto",
        "sekretaris": "Kirana Misalkan",
        "camat": "Tirta Umpamasari",
        "information_officer": "Jaya Andaikan",
    },
}
# Offices without a counter.
OTHERS: Mapping[str, Mapping[str, str]] = {
    DISPENDUK: {"dispenduk": "Utari Misalkanti"},
    KABUPATEN: {"kabupaten": "Mahesa Contohkan", "it": "Intan Rekaanti"},
}
# No kecamatan has this code: a number of the demo can never be somebody's.
NUMBER_REGION = "350899"

# Given names alternate woman, man; twenty and eleven share no divisor, so no full name comes twice below 220.
_GIVEN = ("Sekar", "Bima", "Larasati", "Panji", "Melati", "Satriya", "Kenanga", "Arya", "Cempaka", "Wira", "Dahlia",
          "Guntur", "Seruni", "Elang", "Anggrek", "Topan", "Mawar", "Bayu", "Flamboyan", "Lintang")  # fmt: skip
_FAMILY = ("Contohan", "Misalnya", "Perumpama", "Rekaan", "Andaika", "Permisalan", "Ibaratno", "Umpamawan", "Semisal",
           "Karangan", "Bayangan")  # fmt: skip
_VILLAGES: Mapping[str, tuple[str, ...]] = {
    KTP_OFFICE: tuple(f"{KTP_OFFICE}.{number}" for number in range(2001, 2013)),
    KK_OFFICE: tuple(f"{KK_OFFICE}.{number}" for number in range(2001, 2007)),
}


# How people of the demo wish to be told; some do not.
_WISHES = ("email", "", "whatsapp", "email", "", "sms", "email")


@dataclass(frozen=True)
class Invented:
    """A person who does not exist, with an identity number that nobody has."""

    name: str
    sex: str
    birth_place: str
    birth_date: date
    village: str
    number: str
    phone: str
    email: str
    notice_channel: str


def person(place: int, office: str) -> Invented:
    """The person at a place of the list: names and dates run through their lists at different steps."""
    villages = _VILLAGES[office]
    sex = "f" if place % 2 == 0 else "m"
    born = date(1961 + (place * 7) % 45, 1 + (place * 5) % 12, 1 + (place * 11) % 28)
    day = born.day + (40 if sex == "f" else 0)
    return Invented(
        name=f"{_GIVEN[place % len(_GIVEN)]} {_FAMILY[place % len(_FAMILY)]}",
        sex=sex,
        birth_place="Lumajang",
        birth_date=born,
        village=villages[place % len(villages)],
        number=f"{NUMBER_REGION}{day:02}{born:%m%y}{place + 1:04}",
        # No subscriber's number begins with 0 after the country code: a link of the demo rings nobody.
        phone=f"+620000000{place:03}",
        email=f"warga{place}@contoh.{'invalid' if place % 5 == 0 else 'example'}",
        notice_channel=_WISHES[place % len(_WISHES)],
    )
