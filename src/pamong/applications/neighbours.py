"""What rooms above this one know of an application. They are named in the settings, for nothing here leans on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from pamong.standard.messages import Message, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Whereabouts:
    """In whose hands an application really lies on its way, and since when; `reference` names the list it goes by, and
    `note` what keeps it there, if anything does. No person stands in it: the public reads it.
    """

    party: Message
    since: datetime
    reference: str
    note: Message | None = None


def whereabouts(application: UUID) -> Whereabouts | None:
    """Who has it in hands, as a room of the setting WHEREABOUTS knows; None where only the procedure says it."""
    for path in settings.WHEREABOUTS:
        known: Callable[[UUID], Whereabouts | None] = import_string(path)
        found = known(application)
        if found is not None:
            return found
    return None


def why_not(application: UUID, verb: str) -> Refusal | None:
    """What keeps this act from being recorded by itself, as a room of the setting GUARDS knows: an application in a
    bundle moves with its bundle, or the count of what is outside would never be right again.
    """
    for path in settings.GUARDS:
        asked: Callable[[UUID, str], Refusal | None] = import_string(path)
        refusal = asked(application, verb)
        if refusal is not None:
            return refusal
    return None
