"""Who reads a rendering: the language, and the way our own words come into it.

The law stays Indonesian whatever the reader's language: only labels, and the names a standard gives in both
languages, are put into English.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pamong.standard.messages import N_, Message
from pamong.standard.parts import Label

_MONTHS = (
    N_("Januari"), N_("Februari"), N_("Maret"), N_("April"), N_("Mei"), N_("Juni"),
    N_("Juli"), N_("Agustus"), N_("September"), N_("Oktober"), N_("November"), N_("Desember"),
)  # fmt: skip


def _same(text: str) -> str:
    return text


@dataclass(frozen=True)
class Reader:
    """`translate` knows the English of our own Indonesian texts; the Indonesian reader needs none."""

    language: str = "id"
    translate: Callable[[str], str] = _same

    def say(self, text: str | Message, **values: object) -> str:
        """A source text (marked with `N_`) or a message, filled and in the reader's language."""
        found = text if isinstance(text, Message) else Message(text, values)
        return found.fill(self.translate)

    def name(self, label: Label) -> str:
        """A name that the standard itself gives in both languages."""
        return label.in_language(self.language)

    def day(self, value: date | None) -> str:
        """`23 November 2015`; a dash where the document has no date."""
        if value is None:
            return "–"
        return f"{value.day} {self.say(_MONTHS[value.month - 1])} {value.year}"

    def amount(self, value: int) -> str:
        """`30.000` in Indonesian, `30,000` in English."""
        grouped = f"{value:,}"
        return grouped if self.language == "en" else grouped.replace(",", ".")


INDONESIAN = Reader()
