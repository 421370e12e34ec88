"""How a name is written so that two spellings of it meet, and what a line typed into the search asks for."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from pamong.vault.numbers import LENGTH, normalise

KEY_LENGTH = 160
SLIP_FROM = 5
"""Letters a word must have before a slip in it is looked past."""
_ANY = "[A-Z0-9]"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TITLES = _set(
    "DR DRS DRA DRG DRH IR PROF H HJ HAJI HAJJAH KH NYAI KIAI KYAI USTAD USTADZ USTAZ TN NY SDR SDRI ALM ALMH"
)
_DEGREES = _set(
    "SP SE SH ST SPD SAG SKOM SSOS SIP SSI SKM SKEP SPT SPDI SHI SEI SSTP STP SAP SPSI SFARM SPDSD MM MSI MPD MH MT MA "
    "MAG MKES MAP MKOM MSC MBA PHD AMD AMDKEB AMDKEP AP BA NERS LC"
)
_MUHAMMAD = _set(
    "MOH MUH MOCH MUCH MHD MOHD MUHD MOHAMAD MOHAMMAD MUHAMAD MUHAMMAD MOCHAMAD MOCHAMMAD MUCHAMAD MUCHAMMAD MOHAMED "
    "MUHAMMED MOHAMMED"
)
_INSIDE_A_WORD = re.compile(r"['’‘`´ʼ]")
_SEPARATOR = re.compile(r"[^A-Z0-9]+")
_BIRTH_DATE = re.compile(r"(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Search:
    """What a search asks for. ``number`` alone, or ``words`` of a name (normalised, each the beginning of a word of
    the name) with an optional year or date of birth. Nothing at all when the line cannot be answered.
    """

    number: str | None = field(default=None, repr=False)
    words: tuple[str, ...] = ()
    year: int | None = None
    birth_date: date | None = None

    @property
    def empty(self) -> bool:
        """Nothing to look for: no whole number, and no name."""
        return self.number is None and not self.words


def name_key(name: str) -> str:
    """The name for searching: capitals, titles and degrees dropped, MOH./MUH./M. as MUHAMMAD, punctuation out.

    A name that consists of titles only keeps its last word. At most `KEY_LENGTH` letters.
    """
    return " ".join(_words(name))[:KEY_LENGTH].strip()


def near(word: str) -> str | None:
    """A regular expression for words of a name key that begin with `word` but for one slip: a letter wrong, missing,
    too many, or two exchanged. None for a short word, of which one slip leaves too little.

    `word` is a normalised word: letters and digits only, so nothing in it is special to the expression.
    """
    if len(word) < SLIP_FROM:
        return None
    places = range(len(word))
    slips = {word[:place] + _ANY + word[place + 1 :] for place in places}
    slips |= {word[:place] + _ANY + word[place:] for place in places}
    slips |= {word[:place] + word[place + 1 :] for place in places}
    slips |= {
        word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(len(word) - 1)
    }
    return f"(^| )({'|'.join(sorted(slips))})"


def parse_search(text: str) -> Search:
    """Read a search line: a whole number, or a name with an optional birth year or date in any place.

    Part of a number finds nothing: whoever could search by a tail could collect the numbers of others.
    """
    digits = normalise(text)
    if len(digits) == LENGTH and digits.isascii() and digits.isdigit():
        return Search(number=digits)
    born = _BIRTH_DATE.search(text)
    birth_date = _date(born) if born else None
    if born:
        text = text[: born.start()] + text[born.end() :]
    year = None if born else _YEAR.search(text)
    if year:
        text = text[: year.start()] + text[year.end() :]
    if _DIGITS.search(text) or (born and birth_date is None):
        return Search()
    return Search(words=tuple(_words(text)), year=int(year.group()) if year else None, birth_date=birth_date)


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).upper()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    before, _, after = _INSIDE_A_WORD.sub("", plain).partition(",")
    # After a comma stand degrees; a name typed as "ALI, MUHAMMAD" has none of them and is kept whole.
    tail = _split(after)
    words = _split(before) if _only_degrees(after) else [*_split(before), *tail]
    words = _without_titles(_without_degrees(words, before))
    if len(words) > 1 and words[0] == "M":
        words[0] = "MUHAMMAD"
    return ["MUHAMMAD" if word in _MUHAMMAD else word for word in words]


def _split(text: str) -> list[str]:
    return [word for word in _SEPARATOR.split(text) if word]


def _only_degrees(text: str) -> bool:
    return all("".join(_split(part)) in _DEGREES for part in re.split(r"[,\s]+", text) if _split(part))


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    return words


def _without_degrees(words: list[str], written: str) -> list[str]:
    # "S.PD" becomes two words; a degree without its comma is known by its dots.
    for part in reversed(written.split()):
        letters = _split(part)
        if "." not in part.rstrip(".") or "".join(letters) not in _DEGREES or len(letters) >= len(words):
            break
        words = words[: -len(letters)]
    return words


def _date(found: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
