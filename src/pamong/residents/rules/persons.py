"""What a resident's row may hold. What cannot be is refused; what only looks unusual is warned about.

Permendagri 73/2022 asks new names to have two words and at most sixty letters, unabbreviated, in Latin letters. Names
given before it stay valid, so each of these is a warning.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from pamong.residents.rules.lists import CITIZENSHIPS, MISSING_REASONS, SEXES
from pamong.standard.messages import N_, Message, Refusal

NAME_LENGTH = 120
_NAME_ADVISED = 60
_PLACE_LENGTH = 80
_ADDRESS_LENGTH = 200
_OLDEST = date(1890, 1, 1)
_UNUSUAL = re.compile(r"[^A-Za-z '’.,\-]")
_ABBREVIATED = re.compile(r"\b[A-Za-z]{1,3}\.(?=\s)")
_MANY_DIGITS = re.compile(r"\d[\d .\-]{4,}\d")
_PHONE = re.compile(r"(?:\+62|62|0)(\d{7,13})")


@dataclass(frozen=True, slots=True)
class Person:
    """The plain part of a resident's row, as it is to be written."""

    name: str
    sex: str
    birth_place: str
    birth_date: date
    citizenship: str
    number_known: bool
    number_missing_reason: str = ""
    address: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """A warning about one field; the field is named as on the form."""

    field: str
    message: Message


def tidy(text: str) -> str:
    """One line, one blank between words, composed letters (NFC), no control characters."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in composed).split())


def why_not_person(person: Person, *, today: date) -> Refusal | None:
    """The first reason why this cannot be written, else None."""
    return (
        _why_not_name(person.name)
        or _why_not_lists(person)
        or _why_not_birth(person, today)
        or _why_not_number(person)
        or _too_long(person.birth_place, _PLACE_LENGTH, "birth_place_too_long")
        or _too_long(person.address, _ADDRESS_LENGTH, "address_too_long")
    )


def worth_a_look(name: str) -> tuple[Finding, ...]:
    """What is unusual about a name. It may be right all the same, and is kept as written."""
    found = []
    if len(name) > _NAME_ADVISED:
        found.append(Message(N_("Nama lebih dari {most} huruf."), {"most": _NAME_ADVISED}))
    if len(name.split()) == 1:
        found.append(Message(N_("Nama hanya satu kata.")))
    if _UNUSUAL.search(name):
        found.append(Message(N_("Nama memuat tanda atau huruf yang tidak biasa.")))
    if _ABBREVIATED.search(f"{name} "):
        found.append(Message(N_("Nama memuat singkatan.")))
    return tuple(Finding("name", message) for message in found)


def normalised_phone(text: str) -> str | None:
    """The number with +62 and digits only; "" for no number, None when the text is no telephone number."""
    digits = re.sub(r"[\s().\-]", "", text)
    if not digits:
        return ""
    found = _PHONE.fullmatch(digits)
    return f"+62{found[1]}" if found else None


def why_not_phone(text: str) -> Refusal | None:
    """None when the text is empty or a telephone number, else the refusal."""
    if normalised_phone(text) is not None:
        return None
    return _refusal(Message(N_("Nomor telepon ditulis seperti 0812… atau +62812….")), "phone_wrong")


def _why_not_name(name: str) -> Refusal | None:
    if not any(letter.isalpha() for letter in name):
        return _refusal(Message(N_("Isi nama lengkap.")), "name_missing")
    if _MANY_DIGITS.search(name):
        # A number typed into the wrong field would be shown on every list, unmasked.
        return _refusal(
            Message(N_("Nama memuat deretan angka. Nomor diisi di kolomnya sendiri.")), "name_has_number"
        )
    return _too_long(name, NAME_LENGTH, "name_too_long")


def _why_not_lists(person: Person) -> Refusal | None:
    if person.sex not in SEXES:
        return _refusal(Message(N_("Pilih jenis kelamin.")), "sex_missing")
    if person.citizenship not in CITIZENSHIPS:
        return _refusal(Message(N_("Pilih kewarganegaraan.")), "citizenship_missing")
    return None


def _why_not_birth(person: Person, today: date) -> Refusal | None:
    if not person.birth_place:
        return _refusal(Message(N_("Isi tempat lahir.")), "birth_place_missing")
    if _MANY_DIGITS.search(person.birth_place):
        return _refusal(Message(N_("Tempat lahir memuat deretan angka.")), "birth_place_has_number")
    if person.birth_date > today:
        return _refusal(Message(N_("Tanggal lahir belum terjadi.")), "birth_date_in_future")
    if person.birth_date < _OLDEST:
        return _refusal(Message(N_("Tahun lahir terlalu lama; periksa lagi.")), "birth_date_too_old")
    return None


def _why_not_number(person: Person) -> Refusal | None:
    if person.number_known and person.number_missing_reason:
        return _refusal(
            Message(N_("NIK diisi, jadi alasan «belum diketahui» harus kosong.")), "number_and_reason"
        )
    if not person.number_known and person.number_missing_reason not in MISSING_REASONS:
        return _refusal(Message(N_("Isi NIK, atau pilih alasan mengapa belum diketahui.")), "number_missing")
    return None


def _too_long(text: str, most: int, code: str) -> Refusal | None:
    if len(text) <= most:
        return None
    return _refusal(Message(N_("Paling banyak {most} huruf."), {"most": most}), code)


def _refusal(message: Message, code: str) -> Refusal:
    return Refusal(None, message, code)
