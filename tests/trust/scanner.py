"""Finds planted identity numbers in whatever text or bytes: as digits in any grouping, in hexadecimal, in base 64."""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil

REGION = "350899"
"""No kecamatan has this code, so no number with it belongs to anybody."""

_BETWEEN = r"(?:[\s.\-_/+,:]|%20|%2E|%2D|%2F|&nbsp;|&#160;|\xa0|\u2010|\u2013|\xe2\x80[\x90-\x95])?"
_DIGITS = re.compile(_BETWEEN.join([*REGION, *([r"\d"] * 10)]), re.IGNORECASE)
_HEX = re.compile(REGION.encode().hex() + r"(?:3\d){10}", re.IGNORECASE)
_BASE64_RUN = re.compile(r"[A-Za-z0-9+/_\-]{22,}")
_NO_DIGIT = re.compile(r"%[0-9A-Fa-f]{2}|&#160;|\D")


def _in_base64() -> re.Pattern[str]:
    """How the region looks inside base 64, at each of the three places it can begin."""
    fragments = []
    for before in range(3):
        text = base64.b64encode(b"\0" * before + REGION.encode()).decode()
        fragments.append(text[ceil(before * 8 / 6) : (before + len(REGION)) * 8 // 6])
    return re.compile("|".join(map(re.escape, fragments)))


_FRAGMENT = _in_base64()


@dataclass(frozen=True)
class Scanner:
    """Knows the planted numbers; everything else that looks like one is somebody's own affair."""

    planted: frozenset[str]

    def hits(self, found: str | bytes) -> list[str]:
        """The planted numbers in a text, each as often as it stands there."""
        text = found if isinstance(found, str) else found.decode("latin-1")
        return [number for number in self._all(text) if number in self.planted]

    def _all(self, text: str) -> Iterator[str]:
        for match in _DIGITS.finditer(text):
            yield _NO_DIGIT.sub("", match.group())
        for match in _HEX.finditer(text):
            yield bytes.fromhex(match.group()).decode()
        if _FRAGMENT.search(text):
            yield from self._decoded(text)

    @staticmethod
    def _decoded(text: str) -> Iterator[str]:
        for run in _BASE64_RUN.findall(text):
            for skipped in range(4 if _FRAGMENT.search(run) else 0):
                part = run[skipped:].replace("-", "+").replace("_", "/")
                part = part[:-1] if len(part) % 4 == 1 else part
                decoded = base64.b64decode(part + "=" * (-len(part) % 4)).decode("latin-1")
                yield from (_NO_DIGIT.sub("", match.group()) for match in _DIGITS.finditer(decoded))


@dataclass
class Evidence:
    """What was collected, by where it would be read."""

    kept: dict[str, list[str | bytes]] = field(default_factory=dict)
    statuses: set[int] = field(default_factory=set)

    def add(self, where: str, *found: str | bytes) -> None:
        self.kept.setdefault(where, []).extend(found)

    def leaks(self, scanner: Scanner) -> dict[str, list[str]]:
        """Where planted numbers stand, with what stands around them (the digits left out)."""
        found: dict[str, list[str]] = {}
        for where, texts in self.kept.items():
            for text in texts:
                if scanner.hits(text):
                    found.setdefault(where, []).append(_excerpt(text))
        return {where: sorted(set(lines))[:8] for where, lines in found.items()}


def _excerpt(found: str | bytes) -> str:
    text = found if isinstance(found, str) else found.decode("latin-1")
    match = _DIGITS.search(text) or _HEX.search(text)
    if match is None:
        return text[:200]
    around = text[max(0, match.start() - 160) : match.end() + 80]
    return " ".join(around.split())


def spellings(number: str) -> Iterable[str]:
    """One number as people write it."""
    four = [number[at : at + 4] for at in range(0, 16, 4)]
    return (
        number,
        " ".join(four),
        f"{number[:6]}.{number[6:12]}.{number[12:]}",
        f"{number[:6]}-{number[6:12]}-{number[12:]}",
        f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:12]} {number[12:]}",
    )
