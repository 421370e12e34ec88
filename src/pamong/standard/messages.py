"""Texts a reader will see, kept apart from the language they will be seen in.

The pure rooms cannot ask Django for a translation. They hand out a `Message`: the Indonesian source text, marked
with `N_` so that the extraction finds it, and the values to put in. Whoever shows it translates `text` first and
fills afterwards; filling first would leave a text no catalogue knows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def N_(text: str) -> str:  # noqa: N802 - the extraction tools know gettext's mark by this name
    """Marks a source text for the extraction and leaves it as it is."""
    return text


def _untranslated(text: str) -> str:
    return text


@dataclass(frozen=True)
class Message:
    """An Indonesian source text with named gaps, `{like_this}`, and what fills them."""

    text: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def fill(self, translate: Callable[[str], str] = _untranslated) -> str:
        """The finished text. A gap nobody fills is a KeyError: better than a hole in a letter to a resident."""
        values = {
            name: value.fill(translate) if isinstance(value, Message) else value
            for name, value in self.params.items()
        }
        return translate(self.text).format_map(values)


@dataclass(frozen=True)
class Refusal:
    """A decision that says no. `clause` is the id of the clause it rests on; None only where no clause applies."""

    clause: str | None
    message: Message
    code: str
