"""The words of the text against themselves and against the program beside them."""

import re
from collections.abc import Iterator

from pamong.standard.annotations.delivery import FeeAnnotation, LimitAnnotation
from pamong.standard.document import NumberedClause, Standard
from pamong.standard.findings.rule import Check, Circumstances, warn
from pamong.standard.findings.spelled import spelled_number
from pamong.standard.messages import N_, Message
from pamong.standard.problems import Path, Problem

_DIGITS = r"\d{1,3}(?:\.\d{3})+|\d+"
_BOTH = re.compile(rf"(?<![\d.,/])({_DIGITS})\s*\(([A-Za-z\s]+)\)")
_ANY = re.compile(rf"(?<![\d.,/])(?:{_DIGITS})(?![\d/])")
_IN_A_NUMBER = re.compile(r"\bKEC\.\s*([A-Z][A-Z ]+?)\s*-")


def _numbers(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    for clause in standard.clauses():
        text = f"{clause.text}\n{clause.clause.continuation or ''}"
        for digits, words in _BOTH.findall(text):
            value = spelled_number(words)
            if value is not None and value != _value(digits):
                yield warn(
                    "number-against-words", (*clause.path, *_text_key(clause)), clause.id,
                    Message(N_("Angka {digits} tidak sama dengan katanya, “{words}”."), {"digits": digits, "words": words}),
                    Message(N_("Samakan angka dan katanya.")),
                )  # fmt: skip


def _text_key(clause: NumberedClause) -> Path:
    return ("text",) if clause.path[-2] == "clauses" else ()


def _value(digits: str) -> int:
    return int(digits.replace(".", ""))


def _promised(standard: Standard, _around: Circumstances) -> Iterator[Problem]:
    for limit in standard.placed(LimitAnnotation):
        span = (limit.value.range.least, limit.value.range.most) if limit.value.range else ()
        single = (limit.value.at_most, limit.value.about)
        wanted = {amount for amount in (*single, *span) if amount is not None}
        yield from _differs("limit-against-text", limit.clause, limit.path, wanted)
    for fee in standard.placed(FeeAnnotation):
        yield from _differs("fee-against-text", fee.clause, fee.path, {fee.value.amount or 0} - {0})


def _differs(rule: str, clause: NumberedClause, path: Path, wanted: set[int]) -> Iterator[Problem]:
    """A text without any number promises in words only, and is left to its readers."""
    printed = {_value(digits) for digits in _ANY.findall(f"{clause.text} {clause.clause.continuation or ''}")}
    missing = sorted(wanted - printed)
    if printed and missing:
        yield warn(
            rule, path, clause.id,
            Message(N_("Anotasi menyebut {number}, tetapi angka itu tidak ada dalam teks."), {"number": missing[0]}),
            Message(N_("Samakan teks dan anotasinya.")),
        )  # fmt: skip


def _other_office(standard: Standard, around: Circumstances) -> Iterator[Problem]:
    own = _capitals(standard.office_name)
    others = {_capitals(name) for name in around.offices} | _copied_from(standard)
    for name in sorted(others - {own}):
        pattern = re.compile(rf"\b(?:KECAMATAN|CAMAT|KEC\.)\s*{re.escape(name)}\b")
        for path, clause, text in _texts(standard):
            if pattern.search(_capitals(text)):
                yield warn(
                    "other-office-name", path, clause,
                    Message(N_("Naskah menyebut kantor lain: {name}."), {"name": name.title()}),
                    Message(N_("Ganti dengan nama kantor ini, atau periksa apakah kalimatnya memang milik kantor ini.")),
                )  # fmt: skip


def _copied_from(standard: Standard) -> set[str]:
    """The names inside document numbers: what a text was copied from often survives there."""
    numbers = [standard.document.number, standard.adapted_from.number if standard.adapted_from else ""]
    return {_capitals(name) for number in numbers for name in _IN_A_NUMBER.findall(number)}


def _capitals(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("**", "")).strip().upper()


def _texts(standard: Standard) -> Iterator[tuple[Path, str, str]]:
    yield ("title",), "cover", standard.title
    yield ("document", "number"), "cover", standard.document.number
    yield ("letterhead", "office"), "letterhead", standard.letterhead.office
    for index, signature in enumerate(standard.document.signatures):
        yield ("document", "signatures", index, "printed_title"), "cover", signature.printed_title or ""
    for clause in standard.clauses():
        yield clause.path, clause.id, clause.text
        if ".row" not in clause.id:
            yield (*clause.path, "continuation"), clause.id, clause.clause.continuation or ""


CHECKS: tuple[Check, ...] = (_numbers, _promised, _other_office)
