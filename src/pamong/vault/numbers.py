"""Identity numbers as a type that does not leak, and what may be said of a number without asking anyone.

Pure. A number has no check digit: a mistyped one can look right, so only what cannot be is refused. What merely
differs is warned about, because a corrected birth date or sex leaves the number as it was issued
(Permendagri 108/2019 art. 15(3)) and retired region codes live on in the numbers of those registered under them.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Generic, NoReturn, Self, TypeVar

from pamong.standard.messages import N_, Message

LENGTH = 16
_SHOWN = 2
_BULLET = "•"
# People write numbers in groups, and documents print them with any of these between.
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015]+")
_WOMEN_DAY_OFFSET = 40
# Sixteen digits or more, with what people write between them. No slash: 470/123/35.08.07/2026 is the number of a letter.
_WHOLE = re.compile(r"\d(?:[\s.\-+_\u2010-\u2015]{0,2}\d){15,}")


class NumberRefused(ValueError):  # noqa: N818 - it is a refusal, and says so
    """The text is no number of this kind. ``message`` says why, and never repeats the text."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.fill())
        self.message = message


class SealedNumber:
    """Sixteen digits that show their last two only: in ``repr``, ``str``, ``format``, and therefore in any log line,
    error page or template that prints one by accident. ``reveal()`` is the only way to the digits.
    """

    __slots__ = ("_digits",)
    _digits: str

    def __new__(cls, digits: str) -> Self:
        """Take exactly 16 digits; raise `NumberRefused` for anything else."""
        if not _is_number(digits):
            raise NumberRefused(Message(N_("Nomor harus 16 angka.")))
        number = super().__new__(cls)
        object.__setattr__(number, "_digits", digits)
        return number

    def reveal(self) -> str:
        """The sixteen digits. Whoever calls this answers for where they go."""
        return self._digits

    @property
    def masked(self) -> str:
        """``••••••••••••••01``: enough to compare with the card in front of you, too little to search by."""
        return _BULLET * (LENGTH - _SHOWN) + self._digits[-_SHOWN:]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked})"

    def __str__(self) -> str:
        return self.masked

    def __format__(self, spec: str) -> str:
        return format(self.masked, spec)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._digits == other._digits

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._digits))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} does not change.")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        # A pickle lands in caches, sessions and queues, where nobody looks for an identity number.
        raise TypeError(f"{type(self).__name__} is never pickled.")


class IdentityNumber(SealedNumber):
    """NIK: region of first registration (6), birth date DDMMYY with 40 added to a woman's day, serial (4)."""

    __slots__ = ()


class KkNumber(SealedNumber):
    """Nomor KK: region (6), date of recording DDMMYY, serial (4). It changes on a move or a split: never a key."""

    __slots__ = ()


Number = TypeVar("Number", bound=SealedNumber)


@dataclass(frozen=True)
class NumberFinding(Generic[Number]):
    """What an examination says: ``refused`` with the reason, or ``number`` with what differs in ``warnings``."""

    number: Number | None
    refused: Message | None = None
    warnings: tuple[Message, ...] = ()


def normalise(text: str) -> str:
    """``text`` without blanks, dots and dashes; whether digits remain is for `examine` to say."""
    return _SEPARATORS.sub("", text)


def holds_number(text: str) -> bool:
    """Whether a whole identity number, in any grouping, stands in a text that is no place for one."""
    return _WHOLE.search(text) is not None


def mask_typed(text: str) -> str:
    """``text`` with every whole number in it shown by its last two digits, for drawing back what a person typed."""
    return _WHOLE.sub(lambda found: _BULLET * (LENGTH - _SHOWN) + normalise(found.group())[-_SHOWN:], text)


def region_of(text: str) -> str | None:
    """The six digits of the region in a whole number, else None."""
    digits = normalise(text)
    return digits[:6] if _is_number(digits) else None


def examine(
    text: str, *, birth_date: date | None, sex: str | None, region_known: bool
) -> NumberFinding[IdentityNumber]:
    """Examine a NIK as typed against the recorded birth date and sex ("m" or "f"); None means not recorded."""
    digits = normalise(text)
    refused = _refusal(digits, women_offset=_WOMEN_DAY_OFFSET)
    if refused:
        return NumberFinding(number=None, refused=refused)
    return NumberFinding(
        number=IdentityNumber(digits), warnings=_warnings(digits, birth_date, sex, region_known)
    )


def examine_kk_number(text: str, *, region_known: bool) -> NumberFinding[KkNumber]:
    """Examine a nomor KK as typed. Its date is the day of recording, so it is compared with nothing."""
    digits = normalise(text)
    refused = _refusal(digits, women_offset=0)
    if refused:
        return NumberFinding(number=None, refused=refused)
    return NumberFinding(number=KkNumber(digits), warnings=() if region_known else (_unknown_region(),))


def _is_number(digits: str) -> bool:
    return len(digits) == LENGTH and digits.isascii() and digits.isdigit()


def _refusal(digits: str, *, women_offset: int) -> Message | None:
    if not _is_number(digits):
        return Message(N_("Nomor harus 16 angka; yang diisi {count} karakter."), {"count": len(digits)})
    if len(set(digits)) == 1:
        return Message(N_("Nomor tidak mungkin terdiri dari satu angka yang sama semua."))
    if digits[12:] == "0000":
        return Message(N_("Empat angka terakhir tidak mungkin 0000: nomor urut dimulai dari 0001."))
    day = int(digits[6:8])
    if not _is_day(day - women_offset if women_offset and day > women_offset else day, digits):
        return Message(N_("Angka ke-7 sampai ke-12 bukan tanggal yang mungkin ada."))
    return None


def _is_day(day: int, digits: str) -> bool:
    # The century is not in the number. 2000 + YY is a leap year wherever 1900 + YY is one.
    try:
        date(2000 + int(digits[10:12]), int(digits[8:10]), day)
    except ValueError:
        return False
    return True


def _unknown_region() -> Message:
    return Message(
        N_("Kode wilayah (enam angka pertama) tidak ada dalam daftar. Periksa lagi pada kartunya.")
    )


def _warnings(
    digits: str, birth_date: date | None, sex: str | None, region_known: bool
) -> tuple[Message, ...]:
    day = int(digits[6:8])
    woman = day > _WOMEN_DAY_OFFSET
    written = f"{day - _WOMEN_DAY_OFFSET if woman else day:02}{digits[8:12]}"
    found = []
    if not region_known:
        found.append(_unknown_region())
    if birth_date is not None and written != birth_date.strftime("%d%m%y"):
        found.append(
            Message(
                N_(
                    "Tanggal dalam nomor berbeda dengan tanggal lahir yang dicatat. Ini wajar bila tanggal lahir"
                    " pernah dibetulkan; nomor tidak ikut berubah (Permendagri 108/2019 Pasal 15 ayat 3)."
                )
            )
        )
    if sex is not None and woman != (sex == "f"):
        found.append(
            Message(
                N_(
                    "Nomor ini tertulis untuk jenis kelamin yang lain. Periksa lagi nomor dan jenis kelaminnya."
                )
            )
        )
    return tuple(found)
