"""What the forms of this room say alike: choices and labels in the reader's language, and what no text may hold."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pamong.standard.messages import Message
from pamong.standard.parts import Label
from pamong.vault.numbers import holds_number


def no_identity_number(text: str) -> None:
    """A whole identity number in free text would lie readable in the database; the digits that differ are enough."""
    if holds_number(text):
        raise ValidationError(
            _("Jangan menulis nomor identitas lengkap di sini; tulis bagian yang berbeda saja.")
        )


def no_number_as_key(text: str) -> None:
    """Refuses what only somebody who forges a form would send; the digits of a UUID are none."""
    try:
        UUID(text)
    except ValueError:
        no_identity_number(text)


def in_words(message: Message) -> str:
    """A message in the reader's language."""
    return message.fill(_)


def label(name: Label) -> str:
    """A standard's name for something, in the reader's language."""
    return name.in_language(get_language() or "id")


def choices(messages: Mapping[Any, Message]) -> list[tuple[str, str]]:
    """A closed list as a form's choices."""
    return [(str(key), in_words(message)) for key, message in messages.items()]
